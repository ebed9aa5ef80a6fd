import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '#shared/base/must.ts';
import { memorySource } from '#shared/formats/files/memory.ts';
import type { Format } from '#shared/formats/format.ts';
import { formatById } from '#shared/formats/registry.ts';
import { isContested, sniff } from '#shared/formats/sniff.ts';
import { keyframeIdOf } from '#shared/model/ids.ts';
import { spansOfMask, maskOfSpans } from '#shared/model/kinds/maskRuns.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { DocumentRecord, Keyframe } from '#shared/model/records.ts';
import { attributeOf, counts, expectClose, itemOf, labelOf, readAll, shapesOf, targetOf, thing, writeAll } from './world.ts';

const cvat = (form: string): Format => must(formatById(`cvat-${form}`), 'a format');
const golden = async (name: string): Promise<string> => readFile(new URL(`golden/cvat/${name}.xml`, import.meta.url), 'utf8');
const items = [itemOf('filename000.jpg'), itemOf('filename001.jpg')];
const clip = itemOf('road.mp4', 640, 480);
const labels = [
  labelOf('car', { order: 0, color: '#c06060', attributes: [attributeOf('model', { input: 'select', values: ['mazda', 'bmw'] }), attributeOf('parked', { input: 'checkbox', perFrame: true })] }),
  labelOf('arm', { order: 1, skeleton: { joints: [{ name: 'hand', x: 0.2, y: 0.5 }, { name: 'elbow', x: 0.8, y: 0.5 }], edges: [[0, 1]] } }),
];

describe('CVAT for images', () => {
  it('is read from the golden file, shape by shape', async () => {
    const back = await readAll(cvat('images'), { 'annotations.xml': await golden('images') }, targetOf(items));
    const [tag, box, polygon, line, points, ellipse, mask, cuboid, skeleton] = shapesOf(back, 'filename000.jpg');
    expect([tag, box, polygon, line, points, ellipse]).toEqual([
      { kind: 'tag' }, { kind: 'box', x: 10.5, y: 20, width: 20, height: 20.25, angle: 30 }, { kind: 'polygon', rings: [[1, 1, 9, 1, 9, 9]] }, { kind: 'polyline', points: [1, 1, 9, 1] }, { kind: 'points', points: [1, 1, 9, 1] },
      { kind: 'ellipse', x: 50, y: 40, rx: 10, ry: 5, angle: 0 },
    ]);
    // Row by row, beginning outside: outside 0, inside 1, outside 1, inside 2: one pixel in the upper row, two in the lower.
    expect(mask?.kind === 'mask' ? spansOfMask(mask) : null).toEqual({ left: 6, columns: [[6, 8], [7, 8]] });
    expect(cuboid).toMatchObject({ kind: 'cuboid2d', x: 10, y: 20, width: 30, height: 20, dx: 12.5, dy: -10, back: 0.5 });
    expect(skeleton).toEqual({ kind: 'skeleton', joints: [{ name: 'hand', x: 50, y: 51, state: 'outside' }, { name: 'elbow', x: 60, y: 61, state: 'occluded' }], edges: [[0, 1]] });
    const [, , track, key] = back.records.get('filename000.jpg') ?? [];
    expect(track).toMatchObject({ z: 4, group: 2, 'a:model': 'bmw' });
    expect(key).toMatchObject({ occluded: true, 'a:parked': true });
    expect(back.labels).toMatchObject([{ name: 'car', color: '#c06060', attributes: [{ key: 'model', input: 'select', values: ['mazda', 'bmw'], fallback: 'mazda' }, { key: 'parked', perFrame: true, fallback: false }] }, { name: 'arm', skeleton: labels[1]?.skeleton }]);
    expect(back.records.get('filename001.jpg')).toEqual([]);
    expect(counts(back.lines)).toMatchObject({ 'kept formats/read': 9, 'dropped cvat/source': 1 });
  });

  it.each([
    ['<box label="car" xtl="a" ytl="1" xbr="2" ybr="2"/>', 'dropped cvat/broken-shape'], ['<mask label="car" rle="1, 1" left="0" top="0" width="9" height="9"/>', 'dropped cvat/broken-shape'],
    ['<mask label="car" rle="1" left="0" top="0" width="1e9" height="1e9"/>', 'dropped cvat/broken-shape'], ['<polygon label="car" points="1,1;2,2"/>', 'dropped formats/unsound-shape'], ['<blob/>', 'dropped cvat/unknown-shape'],
    ['<box xtl="1" ytl="1" xbr="2" ybr="2"/>', 'approximated cvat/no-label'],
    ['<cuboid label="car" xtl1="10" ytl1="20" xbl1="12" ybl1="40" xtr1="40" ytr1="25" xbr1="40" ybr1="35" xtl2="45" ytl2="15" xbl2="45" ybl2="25" xtr2="30" ytr2="15" xbr2="30" ybr2="25"/>', 'approximated cvat/cuboid'],
  ])('says what became of %s', async (shape, line) => {
    const xml = `<annotations><image name="filename000.jpg" width="100" height="80">${shape}</image></annotations>`;
    expect(counts((await readAll(cvat('images'), { 'a.xml': xml }, targetOf(items))).lines)).toHaveProperty([line]);
  });

  it('refuses other XML and XML that was cut off', async () => {
    await expect(readAll(cvat('images'), { 'a.xml': '<annotation/>' }, targetOf(items))).rejects.toMatchObject({ code: 'cvat/not-cvat' });
    await expect(readAll(cvat('images'), { 'a.xml': (await golden('images')).slice(0, 3000) }, targetOf(items))).rejects.toMatchObject({ code: 'formats/not-xml' });
    await expect(readAll(cvat('images'), { 'a.xml': '<a>'.repeat(5000) }, targetOf(items))).rejects.toMatchObject({ code: 'formats/not-xml' });
  });
});

describe('CVAT for video', () => {
  it('is read with its keyframes only', async () => {
    const back = await readAll(cvat('video'), { 'annotations.xml': await golden('video') }, targetOf([clip]));
    const [track, ...keys] = back.records.get(clip.name) ?? [];
    expect(track).toMatchObject({ type: 'track', extent: 'span', kind: 'box', z: 3, 'a:model': 'bmw' });
    expect(keys).toMatchObject([{ frame: 2, occluded: true, shape: { x: 10, width: 20 }, 'a:parked': false }, { frame: 12, occluded: false, shape: { x: 20 }, 'a:parked': true }, { frame: 20, shape: null }]);
    expect(counts(back.lines)).toMatchObject({ 'kept cvat/interpolated': 1, 'kept cvat/track': 1 });
  });

  it('is told from that for images', async () => {
    for (const form of ['images', 'video']) {
      const found = await sniff(memorySource(new Map([['annotations.xml', new TextEncoder().encode(await golden(form))]])));
      expect([found.map(({ format }) => format.id), isContested(found)]).toEqual([[`cvat-${form}`], false]);
    }
  });
});

const place = fc.integer({ min: 0, max: 4000 }).map((value) => value / 100);
const side = fc.integer({ min: 100, max: 4000 }).map((value) => value / 100);
const pixels = fc.uniqueArray(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 30, selector: String });
const shapes: fc.Arbitrary<Shape> = fc.oneof(
  fc.record({ kind: fc.constant('box' as const), x: place, y: place, width: side, height: side, angle: fc.integer({ min: 0, max: 359 }) }),
  fc.tuple(place, place, side).map(([x, y, size]): Shape => ({ kind: 'polygon', rings: [[x, y, x + size, y, x, y + size]] })),
  fc.tuple(place, place, side).map(([x, y, size]): Shape => ({ kind: 'polyline', points: [x, y, x + size, y] })),
  fc.tuple(place, place).map(([x, y]): Shape => ({ kind: 'points', points: [x, y] })),
  fc.record({ kind: fc.constant('ellipse' as const), x: place, y: place, rx: side, ry: side, angle: fc.integer({ min: 0, max: 359 }) }),
  fc.tuple(place, place, side, side).map(([x, y, width, height]): Shape => ({ kind: 'cuboid2d', x, y, width, height, dx: 12.5, dy: -3.25, back: 1 })),
  fc.tuple(place, place).map(([x, y]): Shape => ({ kind: 'skeleton', joints: [{ name: 'hand', x, y, state: 'visible' }, { name: 'elbow', x: y, y: x, state: 'occluded' }], edges: [[0, 1]] })),
  pixels.map((all): Shape => maskOfPixels(all)),
  fc.constant<Shape>({ kind: 'tag' }),
);

function maskOfPixels(all: readonly (readonly [number, number])[]): Shape {
  const columns: number[][] = Array.from({ length: 10 }, () => []);
  for (const [x, y] of [...all].sort((a, b) => a[1] - b[1])) {
    const column = columns[x] ?? [];
    if (column.at(-1) === y) column[column.length - 1] = y + 1;
    else column.push(y, y + 1);
  }
  return must(maskOfSpans({ left: 3, columns }), 'a pixel');
}

describe('our records through CVAT and back', () => {
  it('keep everything CVAT has a word for, on pictures', async () => {
    const made = fc.record({ shape: shapes, occluded: fc.boolean(), group: fc.option(fc.integer({ min: 1, max: 9 })), model: fc.option(fc.string({ maxLength: 8 }).filter((text) => text.trim() !== '' && !/\p{Cc}|\p{Cs}/u.test(text))), parked: fc.option(fc.boolean()) });
    await fc.assert(fc.asyncProperty(fc.array(made, { minLength: 1, maxLength: 5 }), async (all) => {
      const records = all.flatMap(({ shape, occluded, group, model, parked }, at) => thing(`t${at}`, shape, {
        track: { label: (shape.kind === 'skeleton' ? labels[1] : labels[0])?.id ?? null, z: at + 1, group, ...(model === null || shape.kind === 'skeleton' ? {} : { 'a:model': model }) },
        keyframe: { occluded: occluded && shape.kind !== 'tag' && shape.kind !== 'skeleton', ...(parked === null || shape.kind === 'skeleton' ? {} : { 'a:parked': parked }) },
      }));
      const wanted = records.filter((record) => record.type === 'track');
      const { text } = await writeAll(cvat('images'), [{ item: items[0] ?? clip, records }], labels);
      const back = await readAll(cvat('images'), { 'annotations.xml': text }, targetOf(items, labels));
      expectClose(shapesOf(back, 'filename000.jpg'), all.map(({ shape }) => shape));
      const plain = (list: readonly DocumentRecord[]): unknown => list.map((record) => ({ ...record, id: '', track: '', shape: null, ...(record.type === 'track' && record.kind === 'tag' ? { z: 0 } : {}) }));
      expect(plain((back.records.get('filename000.jpg') ?? []).filter(({ type }) => type === 'track'))).toEqual(plain(wanted));
      expect(plain((back.records.get('filename000.jpg') ?? []).filter(({ type }) => type === 'keyframe'))).toEqual(plain(records.filter(({ type }) => type === 'keyframe')));
    }), { numRuns: 120 });
  });

  it('keep tracks and keyframes of clips', async () => {
    const step = fc.record({ gap: fc.integer({ min: 1, max: 30 }), seen: fc.boolean(), x: fc.nat(500), occluded: fc.boolean(), parked: fc.option(fc.boolean()) });
    await fc.assert(fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 6 }).filter((steps) => steps[0]?.seen === true), { minLength: 1, maxLength: 3 }), async (tracks) => {
      const records = tracks.flatMap((steps, at): DocumentRecord[] => {
        const [track] = thing(`c${at}`, { kind: 'box', x: 0, y: 0, width: 1, height: 1, angle: 0 }, { track: { extent: 'span', z: at, label: labels[0]?.id ?? null, group: at + 1 } });
        let frame = -1;
        const keys = steps.map(({ gap, seen, x, occluded, parked }): Keyframe => {
          frame += gap;
          return { id: keyframeIdOf(track.id, frame), type: 'keyframe', track: track.id, frame, shape: seen ? { kind: 'box', x, y: 1, width: 5, height: 6, angle: 0 } : null, occluded, truncated: false, ...(parked === null ? {} : { 'a:parked': parked }) };
        });
        return [track, ...keys];
      });
      const { files } = await writeAll(cvat('video'), [{ item: clip, records }], labels);
      expect(Object.keys(files)).toEqual(['road.xml']);
      const back = await readAll(cvat('video'), files, targetOf([clip], labels));
      const plain = (list: readonly DocumentRecord[]): unknown => list.map((record) => ({ ...record, id: '', track: '' }));
      expect(plain(back.records.get(clip.name) ?? [])).toEqual(plain(records));
    }), { numRuns: 60 });
  });

  it('are the golden file’s own lines again, letter by letter', async () => {
    const text = (await golden('images')).replace('semi-auto', 'manual');
    const back = await readAll(cvat('images'), { 'annotations.xml': text }, targetOf(items));
    const written = (await writeAll(cvat('images'), items.map((item) => ({ item, records: back.records.get(item.name) ?? [] })), back.labels)).text.split('\n');
    const wanted = text.slice(text.indexOf('  <image')).split('\n');
    expect([...written.slice(written.findIndex((line) => line.startsWith('  <image')))].sort()).toEqual([...wanted].sort());
  });

  it('bring labels along into a new project', async () => {
    const { text } = await writeAll(cvat('images'), [{ item: clip, records: [] }], labels);
    const back = await readAll(cvat('images'), { 'annotations.xml': text }, targetOf([clip]));
    expect(back.labels.filter(({ name }) => name !== '(no label)').map(({ id, name, color, attributes, skeleton }) => ({ id, name, color, attributes, skeleton }))).toEqual(labels.map(({ id, name, color, attributes, skeleton }) => ({ id, name, color, attributes, skeleton })));
  });
});
