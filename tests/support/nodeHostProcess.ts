import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { connect } from '#shared/bridge/client.ts';
import { hostContract, type HostContract } from '#shared/bridge/hostContract.ts';
import type { ClientOf } from '#shared/bridge/service.ts';
import { socketWire } from '../../electron/nodeHost/socketWire.ts';

/** A Node host that really runs, started as a person starts it. */
export interface HostProcess {
  readonly child: ChildProcess;
  readonly address: string;
  readonly port: number;
  readonly ticket: string;
  readonly stdout: () => string;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export async function startHost(program: string, args: readonly string[]): Promise<HostProcess> {
  const child = spawn(process.execPath, [join(program, 'out', 'electron', 'nodeHost.js'), ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' } });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      stdout += bytes.toString();
      const found = /^Sightline is ready: (\S+)$/m.exec(stdout)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.on('exit', (code) => reject(new Error(`the host ended with ${code}: ${stderr}`)));
  });
  const { port, hash } = new URL(address);
  return {
    child, address, port: Number(port), ticket: hash.replace('#ticket=', ''), stdout: () => stdout,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill(signal);
      await once(child, 'exit');
      return child.exitCode;
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A raw request, with whatever headers and path a stranger might send. */
export function ask(port: number, path: string, options: { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers: { ...options.headers } }, (message) => {
      const parts: Buffer[] = [];
      message.on('data', (part: Buffer) => parts.push(part));
      message.on('end', () => resolve({ status: message.statusCode ?? 0, headers: message.headers, body: Buffer.concat(parts) }));
    });
    asking.on('error', reject);
    asking.end(options.body);
  });
}

/** What the page does with its ticket; the cookie, or `null` when the host refused. */
export async function tradeTicket(port: number, ticket: string): Promise<string | null> {
  const { headers, status } = await ask(port, '/session', { method: 'POST', headers: { origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' }, body: JSON.stringify({ ticket }) });
  return status === 204 ? (headers['set-cookie']?.[0]?.split(';')[0] ?? null) : null;
}

export interface Page {
  readonly host: ClientOf<HostContract>;
  readonly socket: WebSocket;
}

export async function openPage(port: number, headers: Readonly<Record<string, string>>): Promise<Page> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/wire`, { headers: { origin: `http://127.0.0.1:${port}`, ...headers } });
  socket.binaryType = 'arraybuffer';
  await once(socket, 'open');
  return { socket, host: connect(hostContract, socketWire(socket)) };
}
