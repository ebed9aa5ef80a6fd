import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { coco } from '#shared/formats/coco/coco.ts';
import { labelme } from '#shared/formats/labelme/labelme.ts';
import { must } from '#shared/base/must.ts';
import { mask as maskKind } from '#shared/model/kinds/mask.ts';
import { counts, itemOf, labelOf, readAll, shapesOf, targetOf, writeAll, type ReadBack } from './world.ts';

const item = itemOf('one.jpg', 100, 80);
const square = [[10, 10], [20, 10], [20, 20], [10, 20]];
const good = { label: 'car', points: square, shape_type: 'polygon', group_id: null, flags: {} };
const file = (shapes: readonly unknown[], rest: object = {}): object => ({ version: '5.5.0', flags: {}, shapes, imagePath: 'one.jpg', imageData: null, imageWidth: 100, imageHeight: 80, ...rest });

async function read(content: unknown, target = targetOf([item])): Promise<ReadBack> {
  return readAll(labelme, { 'one.json': content }, target);
}
const shapes = (back: ReadBack): ReturnType<typeof shapesOf> => shapesOf(back, 'one.jpg');
const first = async (shape: object): Promise<ReturnType<typeof shapesOf>[number]> => shapes(await read(file([{ ...good, ...shape }])))[0] ?? null;

describe('reading LabelMe', () => {
  it('reads the golden file', async () => {
    const text = await readFile(new URL('golden/labelme/yard.json', import.meta.url), 'utf8');
    const back = await readAll(labelme, { 'labels/yard.json': text }, targetOf([itemOf('yard.jpg', 200, 100)]));
    expect(shapesOf(back, 'yard.jpg').map((shape) => shape?.kind)).toEqual(['tag', 'polygon', 'box', 'box', 'ellipse', 'mask', 'polyline', 'points']);
    expect(counts(back.lines)).toEqual({
      'kept formats/new-label': 6, 'kept labelme/read': 7, 'kept labelme/picture-flag': 1, 'kept labelme/turned-box': 1, 'kept labelme/group': 1, 'kept labelme/mask': 1,
      'kept formats/attribute-undefined': 1, 'kept labelme/circle': 1,
    });
    expect(back.records.get('yard.jpg')?.find((record) => record.type === 'track' && record.kind === 'polygon')).toMatchObject({ note: 'the big one', group: 4, 'a:dirty': true });
  });

  it.each([[[[10, 10], [20, 25]]], [[[20, 25], [10, 10]]], [[[10, 25], [20, 10]]], [[[10, 10], [20, 10], [20, 25], [10, 25]]]])('reads a rectangle from %j', async (points) => {
    expect(await first({ points, shape_type: 'rectangle' })).toEqual({ kind: 'box', x: 10, y: 10, width: 10, height: 15, angle: 0 });
  });

  it.each(['rotation', 'oriented_rectangle'])('reads a turned rectangle of type %s', async (type) => {
    const box = await first({ points: [[10, 0], [20, 10], [10, 20], [0, 10]], shape_type: type });
    expect(box).toMatchObject({ kind: 'box', angle: 45 });
    expect(box?.kind === 'box' && [box.x + box.width / 2, box.y + box.height / 2, box.width * box.height]).toEqual([10, 10, expect.closeTo(200, 6)]);
  });

  it('keeps four corners that are no rectangle as a polygon', async () => {
    const back = await read(file([{ ...good, points: [[0, 0], [10, 0], [30, 20], [0, 10]], shape_type: 'rotation' }]));
    expect(shapes(back)[0]?.kind).toBe('polygon');
    expect(counts(back.lines)).toMatchObject({ 'approximated labelme/four-corners': 1 });
  });

  it.each([
    ['circle', [[50, 40], [53, 44]], { kind: 'ellipse', x: 50, y: 40, rx: 5, ry: 5, angle: 0 }],
    ['line', [[1, 2], [3, 4]], { kind: 'polyline', points: [1, 2, 3, 4] }],
    ['linestrip', [[1, 2], [3, 4], [5, 0]], { kind: 'polyline', points: [1, 2, 3, 4, 5, 0] }],
    ['point', [[7, 8]], { kind: 'points', points: [7, 8] }],
    ['points', [[7, 8], [9, 1]], { kind: 'points', points: [7, 8, 9, 1] }],
  ])('reads a %s as what it is', async (type, points, shape) => {
    expect(await first({ points, shape_type: type })).toEqual(shape);
  });

  it('keeps a line of 100,000 points, and says that it is large', async () => {
    const back = await read(file([{ ...good, shape_type: 'linestrip', points: Array.from({ length: 100_000 }, (_, at) => [at % 97, at % 71]) }]));
    const [shape] = shapes(back);
    expect(shape?.kind === 'polyline' && shape.points.length).toBe(200_000);
    expect(counts(back.lines)).toMatchObject({ 'kept labelme/large-polygon': 1, 'kept labelme/read': 1 });
  });

  it('reads the oldest form, without shape types', async () => {
    expect(await first({ shape_type: undefined })).toEqual({ kind: 'polygon', rings: [square.flat()] });
  });

  it('finds the picture one folder up, by Windows path, by other case, and without a path', async () => {
    const target = targetOf([itemOf('photos/One.JPG', 100, 80), itemOf('photos/two.jpg')]);
    for (const imagePath of ['../One.JPG', '..\\ONE.jpg', 'C:\\data\\photos\\one.jpg', 'one.jpg', undefined]) {
      const back = await readAll(labelme, { 'photos/labelme/one.json': file([good], { imagePath }) }, target);
      expect([...back.records.keys()]).toEqual(['photos/One.JPG']);
    }
  });

  it('does not guess between two pictures of one name', async () => {
    const two = [itemOf('a/one.jpg', 100, 80), itemOf('b/one.jpg', 100, 80)];
    expect(counts((await read(file([good]), targetOf(two))).lines)).toEqual({ 'dropped labelme/image-not-here': 1 });
    const back = await read(file([good]), targetOf([two[0] ?? item, itemOf('b/one.jpg', 50, 50)]));
    expect([...back.records.keys()]).toEqual(['a/one.jpg']);
  });

  it('ignores the picture inside the file', async () => {
    expect(shapes(await read(file([good], { imageData: 'A'.repeat(100_000) })))).toHaveLength(1);
  });
});

describe('masks of newer LabelMe', () => {
  const pixels = [[0, 1, 1], [0, 1, 0]];
  const mask = (depth: number, type: number, rows: readonly (readonly number[])[]): string => {
    const body = deflateSync(Uint8Array.from(rows.flatMap((row) => [0, ...row])));
    const header = Uint8Array.from([0, 0, 0, 3, 0, 0, 0, 2, depth, type, 0, 0, 0]);
    const chunk = (name: string, data: Uint8Array): Buffer => Buffer.concat([Buffer.from([data.length >> 24, data.length >> 16, data.length >> 8, data.length]), Buffer.from(name), data, Buffer.alloc(4)]);
    return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', body), chunk('IEND', new Uint8Array())]).toString('base64');
  };
  const bits = pixels.map((row) => [Number.parseInt(row.join('').padEnd(8, '0'), 2)]);

  it.each([
    ['grey', 8, 0, pixels], ['one bit', 1, 0, bits], ['palette', 8, 3, pixels], ['grey and alpha', 8, 4, pixels.map((row) => row.flatMap((value) => [value, 255]))],
    ['colour', 8, 2, pixels.map((row) => row.flatMap((value) => [0, value, 0]))], ['sixteen bits', 16, 0, pixels.map((row) => row.flatMap((value) => [0, value]))],
  ] as const)('reads a mask in %s', async (_, depth, type, rows) => {
    const shape = await first({ shape_type: 'mask', points: [[10, 20], [12, 21]], mask: mask(depth, type, rows) });
    expect(shape).toEqual({ kind: 'mask', x: 11, y: 20, width: 2, height: 2, runs: '031' });
  });

  it.each([1, 2, 3, 4])('undoes the row filters of a PNG packed at level %i times two', async (filter) => {
    const sharp = (await import('sharp')).default;
    const raw = Buffer.from(Array.from({ length: 64 * 64 }, (_, at) => (((at % 64) - 32) ** 2 + (Math.floor(at / 64) - 32) ** 2 < 700 ? 200 + (at % 50) : 0)));
    const png = await sharp(raw, { raw: { width: 64, height: 64, channels: 1 } }).png({ adaptiveFiltering: true, compressionLevel: filter * 2 }).toBuffer();
    const shape = await first({ shape_type: 'mask', points: [[0, 0], [63, 63]], mask: png.toString('base64') });
    expect(shape?.kind === 'mask' && maskKind.area(shape)).toBe(raw.filter((value) => value > 0).length);
  });

  it.each([
    ['no mask', undefined], ['text that is no PNG', 'AAAA'], ['no base64', '%%%'], ['an empty one', mask(8, 0, [[0, 0, 0], [0, 0, 0]])],
    ['one that is cut off', mask(8, 0, pixels).slice(0, -60)], ['one that unpacks to more than it says', mask(8, 0, [...pixels, ...Array.from({ length: 1000 }, () => [1, 1, 1])])],
  ])('leaves out %s and says so', async (_, value) => {
    const back = await read(file([{ ...good, shape_type: 'mask', points: [[1, 1], [3, 2]], mask: value }]));
    expect(counts(back.lines)).toMatchObject({ 'dropped labelme/broken-mask': 1 });
  });
});

describe('bad LabelMe', () => {
  it.each([
    ['a polygon of two points', { points: [[1, 1], [2, 2]] }, 'dropped labelme/broken-shape'],
    ['a rectangle of one point', { points: [[1, 1]], shape_type: 'rectangle' }, 'dropped labelme/broken-shape'],
    ['a circle without radius', { points: [[1, 1], [1, 1]], shape_type: 'circle' }, 'dropped labelme/broken-shape'],
    ['no points', { points: null }, 'dropped labelme/broken-shape'],
    ['points of text', { points: [['a', 'b'], [1, 2], [3, 4]] }, 'dropped labelme/broken-shape'],
    ['far points', { points: [[1e9, 1], [1, 2], [3, 4]] }, 'dropped labelme/broken-shape'],
    ['points in space', { points: [[1, 1, 1], [1, 2, 1], [3, 4, 1]] }, 'dropped labelme/broken-shape'],
    ['a line of one point', { points: [[1, 1]], shape_type: 'line' }, 'dropped labelme/broken-shape'],
    ['a line without length', { points: [[1, 1], [1, 1]], shape_type: 'linestrip' }, 'dropped labelme/broken-shape'],
    ['points without a point', { points: [], shape_type: 'points' }, 'dropped labelme/broken-shape'],
    ['an endless line', { points: Array.from({ length: 200_001 }, (_, at) => [at % 90, at % 70]), shape_type: 'linestrip' }, 'dropped labelme/endless-polygon'],
    ['an endless outline', { points: Array.from({ length: 200_001 }, (_, at) => [50 + 40 * Math.cos(at / 31_831), 40 + 30 * Math.sin(at / 31_831)]) }, 'dropped labelme/endless-polygon'],
    ['a shape of the future', { shape_type: 'cube' }, 'dropped labelme/unknown-shape'],
  ])('leaves out %s and says so', async (_, shape, line) => {
    const back = await read(file([{ ...good, ...shape }, good]));
    expect(shapes(back)).toHaveLength(1);
    expect(counts(back.lines)).toMatchObject({ [line]: 1, 'kept labelme/read': 1 });
  });

  it('keeps what is odd but usable, and says so', async () => {
    const back = await read(file([{ ...good, label: '' }, { ...good, label: 'x'.repeat(200), strange: 1, description: 'd'.repeat(20_000) }, { ...good, points: [[-5, 0], [200, 0], [0, 50]] }, null], { imageWidth: 50 }));
    expect(counts(back.lines)).toMatchObject({
      'approximated labelme/no-label': 1, 'approximated formats/long-label': 1, 'dropped labelme/extra-field': 1, 'approximated labelme/long-description': 1,
      'kept labelme/outside': 1, 'dropped labelme/broken-shape': 1, 'approximated labelme/other-size': 1,
    });
  });

  it('does not let one broken file cost the others', async () => {
    const back = await readAll(labelme, { 'a.json': '{', 'b.json': [1], 'c.json': file([good]), 'one.jpg': 'not JSON at all' }, targetOf([item]));
    expect(shapes(back)).toHaveLength(1);
    expect(counts(back.lines)).toMatchObject({ 'dropped labelme/unreadable': 1, 'dropped labelme/not-labelme': 1 });
  });

  it('refuses the only file when it cannot be read', async () => {
    await expect(read('{')).rejects.toMatchObject({ code: 'formats/not-json' });
  });

  it('takes a label called __proto__ for a name like any other', async () => {
    const back = await read(JSON.stringify(file([{ ...good, label: '__proto__' }])).replace('"flags":{}', '"flags":{"__proto__":true}'));
    expect(back.labels.map(({ name }) => name)).toEqual(['__proto__']);
    expect(back.labels[0]).toMatchObject({ id: labelOf('__proto__').id });
  });
});

const photos = new URL('../../../shared/data/photos/labelme/', import.meta.url);
describe.skipIf(!existsSync(photos))('real LabelMe files (skipped where ../shared/data/photos is absent)', () => {
  it('import without a loss and convert to COCO', async () => {
    const names = (await readdir(photos)).filter((name) => name.endsWith('.json'));
    const files = Object.fromEntries(await Promise.all(names.map(async (name) => [`labelme/${name}`, new Uint8Array(await readFile(new URL(name, photos)))] as const)));
    const items = [itemOf('2011_000003.jpg', 500, 338), itemOf('2011_000006.jpg', 500, 375), itemOf('2011_000025.jpg', 500, 375)];
    const back = await readAll(labelme, files, targetOf(items));
    expect(back.lines.filter(({ fate }) => fate !== 'kept')).toEqual([]);
    expect(counts(back.lines)).toMatchObject({ 'kept labelme/read': 18 });
    const documents = items.map((one) => ({ item: one, records: must(back.records.get(one.name), 'read') }));
    const { json, lines } = await writeAll(coco, documents, back.labels);
    expect(lines.filter(({ fate }) => fate !== 'kept')).toEqual([]);
    expect([json.images.length, json.annotations.length, json.categories.map(({ name }) => name)]).toEqual([3, 18, ['person', 'bottle', '__ignore__', 'chair', 'sofa', 'bus', 'car']]);
    const again = await readAll(coco, { 'instances.json': JSON.stringify(json) }, targetOf(items, back.labels));
    expect(new Set(again.records.get('2011_000003.jpg'))).toEqual(new Set(back.records.get('2011_000003.jpg')));
  });
});
