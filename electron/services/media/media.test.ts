import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Item } from '#shared/bridge/hostContract.ts';
import { gathered, storeMachine, type StoreMachine } from '../../../tests/support/storeMachine.ts';
import type { StoreServices } from '../machine.ts';

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

function picture(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background: '#3182bd', noise: { type: 'gaussian', mean: 120, sigma: 40 } } });
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const bytes = Buffer.alloc(named.length + 8);
  bytes.writeUInt32BE(data.length, 0);
  named.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(named), named.length + 4);
  return bytes;
}

/** A PNG that only claims its size: a header and a few rows' worth of nothing. */
function claims(width: number, height: number): Buffer {
  const header = Buffer.from('00000000000000000800000000', 'hex');
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(new Uint8Array(1000))), chunk('IEND', new Uint8Array())]);
}

async function itemNamed(name: string): Promise<Item> {
  project = (await services.projects.openFolder({ grant: 'photos' })).id;
  const found = (await gathered(services.projects.index({ project }))).flatMap((step) => step.items).find((item) => item.name === name);
  if (found === undefined) throw new Error(`${name} is not listed`);
  return found;
}

async function probe(name: string): Promise<Item> {
  const { id } = await itemNamed(name);
  return services.media.probe({ project, item: id });
}

async function get(what: string, name: string, init: RequestInit = {}): Promise<Response> {
  const { id } = await itemNamed(name);
  const [path, query = ''] = what.split('?');
  return services.handleRequest(new Request(`http://host/${path}/${project}/${id}?${query}`, init));
}

async function refusal(response: Response): Promise<{ status: number; code: string; sentence: string }> {
  return { status: response.status, ...((await response.json()) as { code: string; sentence: string }) };
}

describe('looking at a picture', () => {
  it('tells the size as shown, with the orientation of the camera', async () => {
    await picture(60, 40).withMetadata({ orientation: 6 }).jpeg().toFile(join(photos, 'turned.jpg'));
    expect(await probe('turned.jpg')).toMatchObject({ width: 40, height: 60, problem: null });
    const thumbnail = await sharp(Buffer.from(await (await get('thumb?side=96', 'turned.jpg')).arrayBuffer())).metadata();
    expect({ width: thumbnail.width, height: thumbnail.height }).toEqual({ width: 40, height: 60 });
    services = await machine.start();
    expect(await itemNamed('turned.jpg')).toMatchObject({ width: 40, height: 60 });
  });

  it('says what is wrong, in a sentence that names the file', async () => {
    const good = await picture(400, 300).jpeg().toBuffer();
    await writeFile(join(photos, 'empty.jpg'), '');
    await writeFile(join(photos, 'text.jpg'), 'this is no picture');
    await writeFile(join(photos, 'header.jpg'), good.subarray(0, 30));
    await writeFile(join(photos, 'cut.jpg'), good.subarray(0, good.length - 2000));
    await writeFile(join(photos, 'cut.png'), (await picture(80, 80).png().toBuffer()).subarray(0, 4000));
    await writeFile(join(photos, 'huge.png'), claims(60_000, 60_000));
    await writeFile(join(photos, 'long.png'), claims(70_000, 100));
    await writeFile(join(photos, 'old.bmp'), Buffer.concat([Buffer.from('BM'), Buffer.alloc(60)]));
    const expected = { 'empty.jpg': 'media/empty', 'text.jpg': 'media/broken', 'header.jpg': 'media/broken', 'cut.jpg': 'media/broken', 'cut.png': 'media/broken', 'huge.png': 'media/too-large', 'long.png': 'media/too-large', 'old.bmp': 'media/unsupported' };
    for (const [name, code] of Object.entries(expected)) {
      expect([name, (await probe(name)).problem]).toEqual([name, code]);
      for (const what of ['picture', 'thumb']) {
        const said = await refusal(await get(what, name));
        expect([name, said.code]).toEqual([name, code]);
        expect(said.sentence).toContain(name);
        expect(said.status).toBeGreaterThanOrEqual(400);
      }
    }
    expect((await refusal(await get('picture', 'huge.png'))).sentence).toContain('60000 × 60000');
  });

  it('shows a picture of 60,000 pixels in a row, scaled to what a window can hold', async () => {
    await picture(60_000, 8).jpeg().toFile(join(photos, 'row.jpg'));
    expect(await probe('row.jpg')).toMatchObject({ width: 60_000, height: 8, problem: null });
    const shown = await sharp(Buffer.from(await (await get('picture', 'row.jpg')).arrayBuffer())).metadata();
    expect(shown.width).toBe(16_384);
  });

  it('learns from decoding what the header hid', async () => {
    const bytes = await picture(600, 400).png().toBuffer();
    bytes.fill(0x55, 2000, 30_000);
    await writeFile(join(photos, 'rotten.png'), bytes);
    expect(await probe('rotten.png')).toMatchObject({ problem: null });
    expect(await refusal(await get('thumb', 'rotten.png'))).toMatchObject({ status: 422, code: 'media/broken' });
    expect(await probe('rotten.png')).toMatchObject({ problem: 'media/broken' });
  });

  it('notices that a file changed or went away', async () => {
    await picture(30, 20).jpeg().toFile(join(photos, 'a.jpg'));
    expect(await probe('a.jpg')).toMatchObject({ width: 30 });
    await rm(join(photos, 'a.jpg'));
    await picture(64, 20).png().toFile(join(photos, 'a.jpg'));
    expect(await probe('a.jpg')).toMatchObject({ width: 64 });
    const item = await itemNamed('a.jpg');
    await rm(join(photos, 'a.jpg'));
    const gone = await services.handleRequest(new Request(`http://host/media/${project}/${item.id}`));
    expect(await refusal(gone)).toMatchObject({ status: 404, code: 'files/missing' });
  });
});

describe('bytes by address', () => {
  it('sends the original with its real type, whole, in part, or as before', async () => {
    const bytes = await picture(50, 50).png().toBuffer();
    await writeFile(join(photos, 'really-a-png.jpg'), bytes);
    const whole = await get('media', 'really-a-png.jpg');
    expect(whole.status).toBe(200);
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(bytes);
    expect(Object.fromEntries(whole.headers)).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff', 'content-length': String(bytes.length) });
    const part = await get('media', 'really-a-png.jpg', { headers: { range: 'bytes=5-9' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 5-9/${bytes.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(5, 10));
    expect(Buffer.from(await (await get('media', 'really-a-png.jpg', { headers: { range: 'bytes=-4' } })).arrayBuffer())).toEqual(bytes.subarray(-4));
    expect((await get('media', 'really-a-png.jpg', { headers: { range: `bytes=${bytes.length}-` } })).status).toBe(416);
    expect((await get('media', 'really-a-png.jpg', { headers: { 'if-none-match': whole.headers.get('etag') ?? '' } })).status).toBe(304);
    expect((await get('media', 'really-a-png.jpg', { method: 'HEAD' })).headers.get('content-length')).toBe(String(bytes.length));
    expect((await get('media', 'really-a-png.jpg', { method: 'POST' })).status).toBe(405);
  });

  it('sends a script as mere bytes', async () => {
    await writeFile(join(photos, 'page.jpg'), '<html><script>alert(1)</script>');
    const sent = await get('media', 'page.jpg');
    expect(sent.headers.get('content-type')).toBe('application/octet-stream');
    expect(sent.headers.get('content-security-policy')).toContain('sandbox');
    await sent.body?.cancel();
  });

  it('converts what no browser shows, upright', async () => {
    await picture(120, 80).withMetadata({ orientation: 8 }).tiff().toFile(join(photos, 'scan.tif'));
    const sent = await get('picture', 'scan.tif');
    expect(sent.headers.get('content-type')).toBe('image/jpeg');
    const { width, height } = await sharp(Buffer.from(await sent.arrayBuffer())).metadata();
    expect({ width, height }).toEqual({ width: 80, height: 120 });
    expect(await probe('scan.tif')).toMatchObject({ width: 80, height: 120 });
  });

  it('refuses a link that was swapped in after listing', async () => {
    await picture(20, 20).png().toFile(join(photos, 'a.png'));
    await picture(20, 20).png().toFile(join(machine.folder, 'secret.png'));
    const { id } = await itemNamed('a.png');
    await rename(join(photos, 'a.png'), join(photos, 'b.txt'));
    await symlink(join(machine.folder, 'secret.png'), join(photos, 'a.png'));
    for (const what of ['media', 'picture', 'thumb']) {
      const sent = await services.handleRequest(new Request(`http://host/${what}/${project}/${id}`));
      expect(await refusal(sent)).toMatchObject({ status: 403, code: 'files/outside' });
    }
  });

  it('knows no other addresses', async () => {
    for (const path of ['/', '/media/x/y', '/media/../../etc/passwd', '/blob/abc', `/media/${'0'.repeat(8)}-0000-4000-8000-000000000000/${'0'.repeat(8)}-0000-4000-8000-000000000000`]) {
      expect((await refusal(await services.handleRequest(new Request(`http://host${path}`)))).status).toBe(404);
    }
  });

  it('drops thumbnails nobody waits for', async () => {
    await picture(300, 300).jpeg().toFile(join(photos, 'a.jpg'));
    const stop = new AbortController();
    stop.abort();
    expect((await get('thumb', 'a.jpg', { signal: stop.signal })).status).toBe(499);
    const kept = await get('thumb?side=100', 'a.jpg');
    expect([kept.status, kept.headers.get('content-type')]).toEqual([200, 'image/webp']);
  });
});

describe('blobs', () => {
  it('are kept by their hash, and set aside when they are damaged', async () => {
    const bytes = new Uint8Array(await picture(10, 10).webp().toBuffer());
    const { sha256 } = await services.blobs.put({ bytes, type: 'image/webp' });
    expect(await services.blobs.has({ sha256: [sha256, '0'.repeat(64)] })).toEqual([true, false]);
    const sent = await services.handleRequest(new Request(`http://host/blob/${sha256}`));
    expect([sent.headers.get('content-type'), new Uint8Array(await sent.arrayBuffer())]).toEqual(['image/webp', bytes]);
    services = await machine.start();
    await writeFile(join(machine.profile, 'blobs', sha256.slice(0, 2), sha256), 'other bytes');
    expect(await services.blobs.has({ sha256: [sha256] })).toEqual([false]);
    expect(await refusal(await services.handleRequest(new Request(`http://host/blob/${sha256}`)))).toMatchObject({ status: 404, code: 'blobs/missing' });
    expect(await services.blobs.put({ bytes, type: 'image/webp' })).toEqual({ sha256 });
    expect(await services.blobs.has({ sha256: [sha256] })).toEqual([true]);
  });
});
