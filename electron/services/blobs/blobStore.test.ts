import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BlobStore } from './blobStore.ts';

const SHA_OF_ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const abc = new TextEncoder().encode('abc');
let profile = '';

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'sightline-blobs-'));
});
afterEach(() => rm(profile, { recursive: true, force: true }));

it('keeps bytes under the name of their hash, once', async () => {
  const blobs = new BlobStore(profile);
  expect(await Promise.all([blobs.put(abc), blobs.put(abc)])).toEqual([SHA_OF_ABC, SHA_OF_ABC]);
  expect(await blobs.find(SHA_OF_ABC)).toBe(join(profile, 'blobs', 'ba', SHA_OF_ABC));
  expect(await readdir(join(profile, 'blobs', 'tmp'))).toEqual([]);
});

it('clears away what a program that was ended while writing has left', async () => {
  await mkdir(join(profile, 'blobs', 'tmp'), { recursive: true });
  await writeFile(join(profile, 'blobs', 'tmp', 'half'), 'ab');
  await new BlobStore(profile).put(abc);
  expect(await readdir(join(profile, 'blobs', 'tmp'))).toEqual([]);
});

it('moves a damaged blob aside, so that asking again fetches a good one', async () => {
  await new BlobStore(profile).put(abc);
  await writeFile(join(profile, 'blobs', 'ba', SHA_OF_ABC), 'abd');
  const blobs = new BlobStore(profile);
  expect(await blobs.find(SHA_OF_ABC)).toBeNull();
  expect(await readdir(join(profile, 'blobs', 'damaged'))).toHaveLength(1);
  expect(await blobs.put(abc)).toBe(SHA_OF_ABC);
  expect(await blobs.find(SHA_OF_ABC)).not.toBeNull();
});

it('refuses bytes that are not the expected ones, and keeps nothing of them', async () => {
  const blobs = new BlobStore(profile);
  await expect(blobs.putStream([new TextEncoder().encode('abd')], SHA_OF_ABC)).rejects.toMatchObject({ code: 'blobs/damaged' });
  expect(await blobs.has(SHA_OF_ABC)).toBe(false);
  expect(await readdir(join(profile, 'blobs', 'tmp'))).toEqual([]);
});
