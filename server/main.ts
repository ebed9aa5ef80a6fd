import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AppError, errorSentence } from '#shared/base/errors.ts';
import type { NewPerson } from './accounts/people.ts';
import { ENOUGH_MEMORY } from './journal/embeddedData.ts';
import { realMachine } from './machine/machine.ts';
import { openServer, type OpenServer } from './openServer.ts';

const PASSWORD_MEMORY_KIB = 19_456;
const STOP_WITHIN_MS = 20_000;
const SAME_SIGNAL_MS = 1000;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  await serve();
} catch (error) {
  say(errorSentence(error));
  process.exitCode = 1;
}

/** `--port N --host ADDRESS --data DIR --low-memory --template FILE`; `DATABASE_URL` moves the rows to PostgreSQL. */
async function serve(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '4780' }, host: { type: 'string', default: '127.0.0.1' }, data: { type: 'string', default: defaultFolder() }, 'low-memory': { type: 'boolean', default: false }, template: { type: 'string' } },
  });
  const opened = await openServer({
    folder: values.data, databaseUrl: process.env['DATABASE_URL'] ?? null, machine: realMachine, passwordMemory: PASSWORD_MEMORY_KIB,
    memory: values['low-memory'] ? 0 : ENOUGH_MEMORY, template: values.template ?? null, log: process.stderr, say,
  });
  stopOnSignal(opened);
  const address = await listen(opened, { host: values.host, port: Number(values.port) });
  process.stdout.write([`Sightline server is ready: ${address}`, ...table(opened.people), ''].join('\n'));
}

/** A port that is taken is no reason to leave the data folder locked. */
async function listen(opened: OpenServer, at: { readonly host: string; readonly port: number }): Promise<string> {
  try {
    return await opened.server.listen(at);
  } catch (error) {
    await opened.close();
    throw new AppError('server/no-port', `The server cannot listen on ${at.host} port ${at.port}: another program may use it. Choose another one with --port.`, { cause: error });
  }
}

/** Beside the bundle, which is in `out/tools/`. */
function defaultFolder(): string {
  const state = process.env['XDG_DATA_HOME'];
  return state === undefined || state === '' ? fileURLToPath(new URL('../server-data', import.meta.url)) : join(state, 'sightline-server');
}

/**
 * The first signal stops in order, a later one at once. Ctrl+C under a script runner arrives twice: from the terminal
 * and handed on.
 */
function stopOnSignal(opened: OpenServer): void {
  let since: number | null = null;
  const stop = (): void => {
    const now = realMachine.clock.ticks();
    if (since !== null && now - since > SAME_SIGNAL_MS) process.exit(1);
    if (since !== null) return;
    since = now;
    realMachine.timers.after(STOP_WITHIN_MS, () => process.exit(1));
    opened.close().then(() => process.exit(0), (error: unknown) => {
      say(errorSentence(error));
      process.exit(1);
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function table(people: readonly NewPerson[]): string[] {
  if (people.length === 0) return [];
  const rows = [['Name', 'E-mail', 'Password', 'Role'], ...people.map(({ name, email, password, role }) => [name, email, password, role.replace('_', ' ')])];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return ['', ...rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()), ''];
}
