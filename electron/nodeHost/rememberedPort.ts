import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { Random } from '#shared/base/ports.ts';
import { systemCode } from '../services/files/diskError.ts';
import { writeDurable } from '../services/files/writeDurable.ts';

/** Below the range from which systems lend ports to passing connections, so that ours is free again tomorrow. */
const FIRST = 21_000;
const COUNT = 9000;

/**
 * The port of this profile. The window's database belongs to the address, so the port is chosen once and kept; it also
 * is the profile's lock, since only one program can listen on it.
 */
export async function rememberedPort(profile: string, asked: number | null, random: Random): Promise<number> {
  const path = join(profile, 'port');
  if (asked !== null) {
    await writeDurable(path, `${asked}\n`);
    return asked;
  }
  return (await readPort(path)) ?? (await choosePort(path, random));
}

async function readPort(path: string): Promise<number | null> {
  try {
    const port = Number((await readFile(path, 'utf8')).trim());
    return Number.isInteger(port) && port >= 1024 && port <= 65_535 ? port : null;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function choosePort(path: string, random: Random): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const [high = 0, low = 0] = random(2);
    const port = FIRST + ((high * 256 + low) % COUNT);
    if (await isFree(port)) return claim(path, port);
  }
  throw new AppError('host/no-port', 'No free port was found on this computer. Start with --port NUMBER.');
}

/** Two first starts at once: one of them names the port, both use it. A damaged file is replaced. */
async function claim(path: string, port: number): Promise<number> {
  const own = `${path}.${process.pid}`;
  await writeFile(own, `${port}\n`, { mode: 0o600 });
  try {
    await link(own, path);
    return port;
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    const theirs = await readPort(path);
    if (theirs === null) await writeDurable(path, `${port}\n`);
    return theirs ?? port;
  } finally {
    await rm(own, { force: true });
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
