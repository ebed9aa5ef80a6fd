import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import * as z from 'zod';
import { role, type Role } from '#shared/sync/messages.ts';
import { repositoryRoot } from './repositoryRoot.ts';
import { databaseTemplate } from './testDatabase.ts';

/** An account of the demo organisation, as the server prints it. */
export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
}

export interface ServerProcess {
  readonly address: string;
  readonly pid: number;
  readonly folder: string;
  readonly people: Readonly<Record<'annotator' | 'annotator2' | 'engineer' | 'lead', DemoPerson>>;
  /** Everything it wrote so far. */
  output(): string;
  /** In order, as a person would with Ctrl+C. Keeps the folder. */
  stop(): Promise<number | null>;
  /** The power cut. Keeps the folder. */
  kill(): Promise<void>;
}

export interface ServerProcessOptions {
  /** Data folder to start on again; a fresh one by default. */
  readonly folder?: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

const account = z.object({ name: z.string(), email: z.string(), password: z.string(), role });
let program: Promise<string> | null = null;

/** The program a person starts, on a free loopback port. */
export async function startServerProcess(options: ServerProcessOptions = {}): Promise<ServerProcess> {
  const file = await (program ??= bundleServer());
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'sightline-serve-'));
  const child = spawn(process.execPath, [file, '--data', folder, '--port', String(options.port ?? 0), '--low-memory', '--template', await databaseTemplate()], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] ?? '', ...options.env } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => void (text += part));
  const ended = new Promise<number | null>((resolve) => void child.once('exit', resolve));
  const address = await ready(child, () => text);
  const accounts = z.array(account).parse(JSON.parse(readFileSync(join(folder, 'demo-accounts.json'), 'utf8')));
  const person = (name: string): DemoPerson => account.parse(accounts.find(({ email }) => email.startsWith(`${name}@`)));
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  return {
    address, folder, pid: child.pid ?? 0,
    people: { annotator: person('annotator'), annotator2: person('annotator2'), engineer: person('engineer'), lead: person('lead') },
    output: () => text,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL').then(() => undefined),
  };
}

function ready(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const found = /Sightline server is ready: (http:\/\/\S+)[^]*\n$/.exec(output());
      if (found?.[1] !== undefined) resolve(found[1]);
    };
    child.stdout?.on('data', look);
    child.once('exit', (code) => reject(new Error(`the server ended with ${String(code)}: ${output()}`)));
  });
}

/**
 * Inside the repository, since the database brings files of its own that stay in `node_modules`. Named after its
 * sources, so that every test of a run shares it.
 */
async function bundleServer(): Promise<string> {
  const folder = join(repositoryRoot, 'out', `test-server-${sourceMark()}`);
  const file = join(folder, 'server.js');
  if (existsSync(file)) return file;
  const fresh = `${folder}.${process.pid}`;
  await build({
    configFile: false, root: repositoryRoot, logLevel: 'silent', publicDir: false, ssr: { target: 'node' },
    build: { ssr: true, outDir: fresh, emptyOutDir: true, target: 'node20', minify: false, sourcemap: false, rolldownOptions: { external: [/^@electric-sql\/pglite/], input: { server: join(repositoryRoot, 'server/main.ts') }, output: { entryFileNames: '[name].js' } } },
  });
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(file)) throw error;
  }
  return file;
}

function sourceMark(): string {
  const hash = createHash('sha256');
  for (const room of ['server', 'shared']) {
    for (const name of readdirSync(join(repositoryRoot, room), { recursive: true, encoding: 'utf8' }).sort()) {
      if (name.endsWith('.ts') && !name.endsWith('.test.ts')) hash.update(name).update(readFileSync(join(repositoryRoot, room, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
