import { spawn } from 'node:child_process';

/** The line by which a host says that its window can be reached. */
export const READY = 'Sightline is ready:';

/**
 * Runs a program in front: its output is ours, our end is its end.
 *
 * @param {{ command: string, args: string[], cwd: string, env?: Readonly<Record<string, string | undefined>> }} program
 * @returns {Promise<{ ready: boolean, code: number }>} `ready`: it said so before it ended
 */
export function runProgram({ command, args, cwd, env = process.env }) {
  const child = spawn(command, args, { cwd, env: { ...env }, stdio: ['inherit', 'pipe', 'inherit'] });
  let seen = '';
  let ready = false;
  child.stdout.on('data', (/** @type {Buffer} */ bytes) => {
    process.stdout.write(bytes);
    if (ready) return;
    seen = (seen + bytes.toString()).slice(-4096);
    ready = seen.includes(READY);
  });
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  const stop = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
  for (const signal of signals) process.on(signal, stop);
  return new Promise((resolve) => {
    const end = (/** @type {number} */ code) => {
      for (const signal of signals) process.off(signal, stop);
      resolve({ ready, code });
    };
    child.on('error', () => end(127));
    child.on('close', (code, signal) => end(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP' ? 0 : 1)));
  });
}
