import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError, errorSentence } from '#shared/base/errors.ts';

/** What the hosts can be told at their start. */
export interface Flags {
  readonly profile: string | null;
  /** Folder to open, absolute. */
  readonly open: string | null;
  /** Whether to open a window. */
  readonly window: boolean;
  readonly port: number | null;
}

/**
 * Reads the flags and refuses what it does not know. Inside Electron the browser has flags of its own on the same line:
 * there, unknown ones are passed over (`strict: false`).
 */
export function readFlags(argv: readonly string[], cwd: string, { strict } = { strict: true }): Flags {
  const values = parsed(argv, strict);
  const text = (name: string): string | null => {
    const value = values[name];
    if (value === undefined) return null;
    if (typeof value === 'string' && value !== '') return value;
    throw new AppError('host/flags', `--${name} needs a value.`, { params: { name } });
  };
  const [profile, open, port] = [text('profile'), text('open'), text('port')];
  return {
    profile: profile === null ? null : resolve(cwd, profile),
    open: open === null ? null : resolve(cwd, open),
    window: values['no-open'] !== true,
    port: port === null ? null : portOf(port),
  };
}

function parsed(argv: readonly string[], strict: boolean): Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>> {
  try {
    return parseArgs({
      args: [...argv],
      strict,
      allowPositionals: !strict,
      options: { profile: { type: 'string' }, open: { type: 'string' }, 'no-open': { type: 'boolean' }, port: { type: 'string' } },
    }).values;
  } catch (cause) {
    throw new AppError('host/flags', `${errorSentence(cause)}. Flags are --profile DIR, --open DIR, --no-open and --port NUMBER.`, { cause });
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 65_535) return port;
  throw new AppError('host/flags', `--port takes a number from 1024 to 65535, not “${text}”.`);
}
