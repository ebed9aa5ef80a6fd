import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Item, PictureTiles, SurveyProgress } from '#shared/bridge/hostContract.ts';
import { smallDisk } from '../../../../tests/support/smallDisk.ts';
import { gathered, storeMachine, type StoreMachine } from '../../../../tests/support/storeMachine.ts';
import { mediaProblem } from '../mediaProblems.ts';
import type { StoreServices } from '../../machine.ts';
import { cutTiles } from './cutTiles.ts';
import { lengthAt, levelsOf } from './tileGrid.ts';

let machine: StoreMachine;
let services: StoreServices;
let project = '';
let photos = '';

beforeEach(async () => {
  machine = await storeMachine();
  photos = join(machine.folder, 'photos');
  await mkdir(photos, { recursive: true });
  machine.granted.set('photos', photos);
  services = await machine.start();
});
afterEach(() => machine.remove());

async function itemNamed(name: string): Promise<Item> {
  project = (await services.projects.openFolder({ grant: 'photos' })).id;
  const found = (await gathered(services.projects.index({ project }))).flatMap((step) => step.items).find((item) => item.name === name);
  if (found === undefined) throw new Error(`${name} is not listed`);
  return found;
}

async function surveyed(name: string): Promise<{ readonly item: Item; readonly last: SurveyProgress; readonly tiles: PictureTiles }> {
  const item = await itemNamed(name);
  const last = (await gathered(services.media.survey({ project, item: item.id }))).at(-1);
  if (last?.tiles === null || last === undefined) throw new Error(`${name} has no tiles`);
  return { item, last, tiles: last.tiles };
}

function tile(item: Item, where: string): Promise<Response> {
  return services.handleRequest(new Request(`http://host/tile/${project}/${item.id}/${where}`));
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { code: string }).code;
}

/** A ramp over 16 bits, 700 wide and 600 high. */
async function writeDeep(name: string): Promise<void> {
  const values = Uint16Array.from({ length: 700 * 600 }, (_, at) => 20_000 + (at % 700) * 10);
  await sharp(values, { raw: { width: 700, height: 600, channels: 1 } }).toColourspace('grey16').tiff({ compression: 'deflate' }).toFile(join(photos, name));
}

/** Wider than a window can show in one piece. */
async function writeWide(name: string): Promise<void> {
  await sharp({ create: { width: 17_000, height: 300, channels: 3, background: '#3182bd' } }).png({ compressionLevel: 1 }).toFile(join(photos, name));
}

describe('the grid', () => {
  it('halves a picture until it fits one tile', () => {
    expect([levelsOf(512, 10), levelsOf(513, 10), levelsOf(40_000, 40_000)]).toEqual([1, 2, 8]);
    expect([lengthAt(40_000, 8, 7), lengthAt(40_000, 8, 0), lengthAt(1025, 3, 1)]).toEqual([40_000, 313, 513]);
  });
});

describe('surveying', () => {
  it('needs no tiles for a picture that a window can show', async () => {
    await sharp({ create: { width: 90, height: 60, channels: 3, background: '#fff' } }).jpeg().toFile(join(photos, 'a.jpg'));
    const { id } = await itemNamed('a.jpg');
    expect(await gathered(services.media.survey({ project, item: id }))).toEqual([{ share: 1, done: true, place: null, tiles: null }]);
  });

  it('cuts a wide picture once, and finds the tiles again after a restart', async () => {
    await writeWide('wide.png');
    const { item, tiles } = await surveyed('wide.png');
    expect(tiles).toMatchObject({ width: 17_000, height: 300, side: 512, levels: 7, range: null });
    const finest = await sharp(Buffer.from(await (await tile(item, `6/33/0?v=${tiles.tag}`)).arrayBuffer())).metadata();
    expect([finest.format, finest.width, finest.height]).toEqual(['jpeg', 17_000 - 33 * 512, 300]);
    services = await machine.start();
    expect((await gathered(services.media.survey({ project, item: (await itemNamed('wide.png')).id }))).length).toBe(1);
    expect((await readdir(join(machine.profile, 'tiles', tiles.tag.slice(0, 2)))).sort()).toEqual([tiles.tag]);
  });

  it('keeps all 16 bits and shows the window that is asked for', async () => {
    await writeDeep('deep.tif');
    const { item, tiles } = await surveyed('deep.tif');
    expect(tiles.range?.low).toBeGreaterThan(19_990);
    expect(tiles.range?.high).toBeLessThan(27_000);
    const shown = async (query: string): Promise<number> => (await sharp(Buffer.from(await (await tile(item, `1/0/0?v=${tiles.tag}${query}`)).arrayBuffer())).greyscale().raw().toBuffer())[300] ?? -1;
    expect(await shown('&low=20000&high=26000')).toBeCloseTo(127.5, -1);
    expect(await shown('&low=23000&high=23001')).toBeLessThan(255);
    expect(await shown('&low=0&high=1000')).toBe(255);
  });

  it('refuses places outside, other versions, and a picture that changed or went away', async () => {
    await writeDeep('deep.tif');
    const { item, tiles } = await surveyed('deep.tif');
    expect(await codeOf(await tile(item, `1/9/0?v=${tiles.tag}`))).toBe('media/address');
    expect(await codeOf(await tile(item, `9/0/0?v=${tiles.tag}`))).toBe('media/address');
    expect(await codeOf(await tile(item, `1/0/0?v=${'0'.repeat(40)}`))).toBe('media/changed');
    await utimes(join(photos, 'deep.tif'), 1, 1);
    expect(await codeOf(await tile(item, `1/0/0?v=${tiles.tag}`))).toBe('media/changed');
    await rm(join(photos, 'deep.tif'));
    expect(await codeOf(await tile(item, `1/0/0?v=${tiles.tag}`))).toBe('files/missing');
  });

  it('says when the tiles were cleaned away', async () => {
    await writeDeep('deep.tif');
    const { item, tiles } = await surveyed('deep.tif');
    await rm(join(machine.profile, 'tiles'), { recursive: true });
    expect(await codeOf(await tile(item, `1/0/0?v=${tiles.tag}`))).toBe('media/not-prepared');
  });

  it('says that a corrupt TIFF is corrupt, and leaves nothing behind', async () => {
    await writeDeep('rotten.tif');
    const bytes = await sharp(join(photos, 'rotten.tif')).tiff({ compression: 'lzw' }).toColourspace('grey16').toBuffer();
    bytes.fill(0xff, 2000, bytes.length - 400);
    await writeFile(join(photos, 'rotten.tif'), bytes);
    await expect(surveyed('rotten.tif')).rejects.toMatchObject(mediaProblem('media/broken', 'rotten.tif'));
    const left = await readdir(join(machine.profile, 'tiles'), { recursive: true }).catch((): string[] => []);
    expect(left.filter((name) => name.includes('part'))).toEqual([]);
  });

  it('refuses what could only be read as a whole', async () => {
    const { width, height } = { width: 20_000, height: 14_000 };
    const progressive = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#888' } }).jpeg({ progressive: true }).toBuffer();
    const frame = progressive.indexOf(Buffer.from([0xff, 0xc2]));
    progressive.writeUInt16BE(height, frame + 5);
    progressive.writeUInt16BE(width, frame + 7);
    await writeFile(join(photos, 'progressive.jpg'), progressive);
    await expect(surveyed('progressive.jpg')).rejects.toMatchObject({ code: 'media/interlaced' });
  });

  it('stops when nobody waits any more', async () => {
    const folder = join(machine.folder, 'cut');
    await mkdir(folder);
    await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#888' } }).png({ compressionLevel: 1 }).toFile(join(photos, 'big.png'));
    const stop = new AbortController();
    const format = { kind: 'jpeg', depth: 8, channels: 3, width: 9000, height: 9000 } as const;
    await expect(cutTiles({ path: join(photos, 'big.png'), name: 'big.png', folder, signal: stop.signal }, format, (share) => {
      if (share > 0) stop.abort();
    })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('says how much room is missing on a full disk', async (context) => {
    const disk = smallDisk(4000);
    if (disk === null) return context.skip('only root on Linux may mount a small disk');
    try {
      await writeDeep('deep.tif');
      const format = { kind: 'png', depth: 16, channels: 1, width: 700, height: 600 } as const;
      await expect(cutTiles({ path: join(photos, 'deep.tif'), name: 'deep.tif', folder: disk.folder, signal: null }, format, () => undefined)).rejects.toMatchObject({ code: 'media/no-room', params: { name: 'deep.tif' } });
    } finally {
      disk.remove();
    }
  });
});
