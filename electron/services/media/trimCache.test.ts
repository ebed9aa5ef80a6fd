import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { markUsed, trimCache } from './trimCache.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = 1_800_000_000_000;
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-cache-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function keep(name: string, bytes: number, usedAt: number): Promise<string> {
  const path = join(folder, name.slice(0, 2), name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, new Uint8Array(bytes));
  await utimes(path, usedAt / 1000, usedAt / 1000);
  return path;
}

const below = (mostBytes: number, spared = ''): Parameters<typeof trimCache>[1] => ({ mostBytes, spare: (name) => name === spared });
const left = async (): Promise<string[]> => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).map((one) => one.name).sort();

it('lets go of what was not used for longest, and of no more than it must', async () => {
  await keep('aa1', 400, NOW - 3 * DAY);
  await keep('bb2', 400, NOW - DAY);
  await keep('aa3', 400, NOW - 2 * DAY);
  await trimCache(folder, below(1000));
  expect(await left()).toEqual(['aa3', 'bb2']);
});

it('leaves a cache below its limit alone, and one that is not there', async () => {
  await keep('aa1', 400, NOW);
  await trimCache(folder, below(400));
  await trimCache(join(folder, 'nothing'), below(400));
  expect(await left()).toEqual(['aa1']);
});

it('spares what is in use, however old', async () => {
  await keep('aa1', 400, NOW - 3 * DAY);
  await keep('bb2', 400, NOW);
  await trimCache(folder, below(500, 'aa1'));
  expect(await left()).toEqual(['aa1']);
});

it('counts and takes a folder as one thing', async () => {
  const tiles = join(folder, 'cc', 'cc9');
  await mkdir(join(tiles, '0'), { recursive: true });
  await writeFile(join(tiles, '0', 'tile'), new Uint8Array(700));
  await writeFile(join(tiles, 'info'), new Uint8Array(100));
  await utimes(tiles, 1, 1);
  await keep('aa1', 400, NOW);
  await trimCache(folder, below(1000));
  expect(await left()).toEqual(['aa1']);
});

it('a use counts from the day after the last one', async () => {
  const old = await keep('aa1', 1, NOW - 2 * DAY);
  const fresh = await keep('aa2', 1, NOW - DAY / 2);
  await markUsed(old, NOW);
  await markUsed(fresh, NOW);
  await markUsed(join(folder, 'none'), NOW);
  expect((await stat(old)).mtimeMs).toBe(NOW);
  expect((await stat(fresh)).mtimeMs).toBe(NOW - DAY / 2);
});
