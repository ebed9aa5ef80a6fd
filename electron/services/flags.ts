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

/** Reads the flags; refuses what it does not know. A second start's flags come from outside and are read here too. */
export function readFlags(argv: readonly string[], cwd: string): Flags {
  const { profile, open, port, 'no-open': noOpen } = parsed(argv);
  return {
    profile: profile === undefined ? null : resolve(cwd, profile),
    open: open === undefined ? null : resolve(cwd, open),
    window: noOpen !== true,
    port: port === undefined ? null : portOf(port),
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
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
