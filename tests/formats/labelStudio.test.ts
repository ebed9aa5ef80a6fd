import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '#shared/base/must.ts';
import { brushOfPixels, columnsOfBrush } from '#shared/formats/labelStudio/brush.ts';
import type { Format } from '#shared/formats/format.ts';
import { formatById } from '#shared/formats/registry.ts';
import { maskOfSpans } from '#shared/model/kinds/maskRuns.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { attributeOf, counts, expectClose, itemOf, labelOf, readAll, shapesOf, targetOf, thing, writeAll } from './world.ts';

const studio: Format = must(formatById('label-studio'), 'a format');
const datumaro: Format = must(formatById('datumaro'), 'a format');
const item = itemOf('photos/one.jpg', 200, 100);
const labels = [labelOf('car', { order: 0, attributes: [attributeOf('color'), attributeOf('speed', { input: 'number' }), attributeOf('parked', { input: 'checkbox' })] }), labelOf('tree', { order: 1 })];
const task = (results: readonly object[], image = '/data/upload/3/1a2b3c4d-one.jpg'): object => ({ id: 1, data: { image }, annotations: [{ id: 1, was_cancelled: false, result: results }], predictions: [] });
const result = (type: string, value: object): object => ({ id: 'x', from_name: 'label', to_name: 'image', type, original_width: 200, original_height: 100, image_rotation: 0, value });
const lineOf = async (results: readonly object[]) => counts((await readAll(studio, { 'a.json': [task(results)] }, targetOf([item]))).lines);

describe('Label Studio', () => {
  it('is read from percent, turned about the corner', async () => {
    const back = await readAll(studio, { 'a.json': [task([
      result('rectanglelabels', { x: 10, y: 20, width: 30, height: 40, rotation: 0, rectanglelabels: ['car'] }),
      { ...result('rectanglelabels', { x: 50, y: 50, width: 10, height: 10, rotation: 90, rectanglelabels: ['car'] }), id: 'y' },
      result('ellipselabels', { x: 50, y: 50, radiusX: 10, radiusY: 20, rotation: 0, ellipselabels: ['tree'] }),
      result('polygonlabels', { points: [[0, 0], [50, 0], [50, 50]], closed: true, polygonlabels: ['tree'] }),
      result('keypointlabels', { x: 50, y: 50, width: 0.3, keypointlabels: ['tree'] }),
      { id: 'z', from_name: 'weather', to_name: 'image', type: 'choices', value: { choices: ['rain'] } },
      { id: 'y', from_name: 'color', to_name: 'image', type: 'textarea', value: { text: ['red'] } },
    ])] }, targetOf([item]));
    expectClose(shapesOf(back, item.name), [
      { kind: 'box', x: 20, y: 20, width: 60, height: 40, angle: 0 }, { kind: 'box', x: 85, y: 55, width: 20, height: 10, angle: 90 }, { kind: 'ellipse', x: 100, y: 50, rx: 20, ry: 20, angle: 0 },
      { kind: 'polygon', rings: [[0, 0, 100, 0, 100, 50]] }, { kind: 'points', points: [100, 50] }, { kind: 'tag' },
    ]);
    expect(back.records.get(item.name)?.[2]).toMatchObject({ 'a:color': 'red' });
    expect(back.labels.map(({ name }) => name)).toEqual(['car', 'tree', 'rain']);
  });

  it.each(['/data/upload/3/1a2b3c4d-one.jpg', '/data/local-files/?d=data/photos/one.jpg', 's3://bucket/photos/one.jpg', 'https://host/x/one.jpg?token=a', 'photos%2Fone.jpg', 'D:\\photos\\one.jpg'])('finds the picture of %j', async (image) => {
    expect(shapesOf(await readAll(studio, { 'a.json': [task([result('rectangle', { x: 1, y: 1, width: 9, height: 9 })], image)] }, targetOf([item])), item.name)).toHaveLength(1);
  });

  it('says what became of what cannot be read', async () => {
    expect(await lineOf([result('rectanglelabels', { x: 'a' })])).toHaveProperty(['dropped label-studio/broken-result']);
    expect(await lineOf([result('relation', {})])).toHaveProperty(['dropped label-studio/unknown-result']);
    expect(await lineOf([result('brushlabels', { format: 'rle', rle: [1, 2, 3] })])).toHaveProperty(['dropped label-studio/broken-result']);
    expect(counts((await readAll(studio, { 'a.json': [{ ...task([]), predictions: [{}], annotations: [{ was_cancelled: true, result: [] }] }] }, targetOf([item]))).lines)).toMatchObject({ 'dropped label-studio/cancelled': 1, 'dropped label-studio/predictions': 1 });
    await expect(readAll(studio, { 'a.json': [{ image: 'x.jpg', label: [] }] }, targetOf([item]))).rejects.toMatchObject({ code: 'label-studio/no-tasks' });
  });
});

describe('brush strokes', () => {
  it('come back pixel by pixel', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 12, maxLength: 400 }), (pixels) => {
      const [width, height] = [4, Math.floor(pixels.length / 4)];
      const rows = Uint8Array.from(pixels.slice(0, width * height), (painted) => (painted ? 1 : 0));
      const columns = columnsOfBrush(brushOfPixels(rows), { width, height });
      for (const [at, painted] of rows.entries()) {
        const column = columns?.[at % width] ?? [];
        const row = Math.floor(at / width);
        expect(column.some((from, index) => index % 2 === 0 && from <= row && row < (column[index + 1] ?? 0))).toBe(painted === 1);
      }
    }), { numRuns: 100 });
  });
  it('written value by value are read too', () => {
    // 16 bytes (two by two pixels), values of 8 bits, lengths of 3, 4, 8 and 16 bits; one run of single values: the first pixel is painted.
    const bits = `${(16).toString(2).padStart(32, '0')}00111${'0010'}${'0011'}${'0111'}${'1111'}0${'01'}${'1111'}${['11111111'.repeat(4), '00000000'.repeat(12)].join('')}`.padEnd(240, '0');
    const bytes = Array.from({ length: bits.length / 8 }, (_, index) => Number.parseInt(bits.slice(index * 8, index * 8 + 8), 2));
    expect(columnsOfBrush(bytes, { width: 2, height: 2 })).toEqual([[0, 1], []]);
  });
});

const side = fc.integer({ min: 1, max: 60 });
const pixel = fc.tuple(fc.nat(20), fc.nat(20));
const shapes: fc.Arbitrary<Shape> = fc.oneof(
  fc.record({ kind: fc.constant('box' as const), x: side, y: side, width: side, height: side, angle: fc.integer({ min: -180, max: 180 }) }),
  fc.record({ kind: fc.constant('ellipse' as const), x: side, y: side, rx: side, ry: side, angle: fc.integer({ min: -180, max: 180 }) }),
  fc.tuple(side, side, side).map(([x, y, size]): Shape => ({ kind: 'polygon', rings: [[x, y, x + size, y, x, y + size]] })),
  fc.tuple(side, side).map(([x, y]): Shape => ({ kind: 'points', points: [x, y] })),
  fc.tuple(pixel, side).map(([[x, y], size]): Shape => must(maskOfSpans({ left: x, columns: Array.from({ length: size }, (_, at) => [y, y + 1 + (at % 3)]) }), 'pixels')),
);

describe('our records come back', () => {
  it.each([['Label Studio', studio], ['Datumaro', datumaro]])('from %s', async (_, format) => {
    const made = fc.record({ shape: shapes, label: fc.constantFrom(0, 1), color: fc.option(fc.stringMatching(/^[a-z]{1,6}$/)), speed: fc.option(fc.integer()), parked: fc.option(fc.boolean()), note: fc.option(fc.stringMatching(/^[a-z]{1,6}$/)) });
    await fc.assert(fc.asyncProperty(fc.array(made, { minLength: 1, maxLength: 4 }), async (all) => {
      const keepsNote = format === studio;
      const records = all.flatMap(({ shape, label, color, speed, parked, note }, at) => thing(`t${at}`, shape, { track: {
        z: at, label: labels[label]?.id ?? null, note: keepsNote ? note : null, ...(label === 0 && color !== null ? { 'a:color': color } : {}), ...(label === 0 && speed !== null ? { 'a:speed': speed } : {}), ...(label === 0 && parked !== null ? { 'a:parked': parked } : {}),
      } }));
      const { files } = await writeAll(format, [{ item, records }], labels);
      const back = await readAll(format, files, targetOf([item], labels));
      expectClose(shapesOf(back, item.name), all.map(({ shape }) => shape));
      const told = (list: readonly object[]): unknown => list.map((record) => ({ ...record, id: '', track: '', shape: null }));
      expect(told(back.records.get(item.name) ?? [])).toEqual(told(records));
    }), { numRuns: 80 });
  });
});

describe('Datumaro', () => {
  it('is read as CVAT writes it', async () => {
    const file = {
      info: {}, categories: { label: { labels: [{ name: 'car', parent: '', attributes: [] }, { name: 'person', parent: '', attributes: [] }, { name: 'head', parent: 'person', attributes: [] }], attributes: ['occluded'] } },
      items: [{ id: 'photos/one', annotations: [
        { id: 0, type: 'bbox', attributes: { occluded: true, rotation: 30, color: 'red' }, group: 2, label_id: 0, z_order: 3, bbox: [1, 2, 3, 4] }, { id: 0, type: 'label', attributes: {}, group: 0, label_id: 1 },
        { id: 0, type: 'caption', caption: 'x' }, { id: 0, type: 'bbox', label_id: 0, bbox: [1, 2] }, { id: 0, type: 'polygon', label_id: 9, points: [0, 0, 9, 0, 9, 9] },
      ], attr: { frame: 0 }, image: { path: '', size: [100, 200] } }],
    };
    const back = await readAll(datumaro, { 'annotations/default.json': file }, targetOf([item]));
    expect(shapesOf(back, item.name)).toEqual([{ kind: 'box', x: 1, y: 2, width: 3, height: 4, angle: 30 }, { kind: 'tag' }, { kind: 'polygon', rings: [[0, 0, 9, 0, 9, 9]] }]);
    expect(back.records.get(item.name)).toMatchObject([{ group: 2, z: 3, 'a:color': 'red' }, { occluded: true }, {}, {}, {}, {}]);
    expect(counts(back.lines)).toMatchObject({ 'dropped datumaro/unknown-type': 1, 'dropped datumaro/broken': 1, 'approximated datumaro/label-number': 1 });
    await expect(readAll(datumaro, { 'a.json': { x: 1 } }, targetOf([item]))).rejects.toMatchObject({ code: 'datumaro/not-datumaro' });
  });
});
