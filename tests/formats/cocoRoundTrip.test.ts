import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coco } from '#shared/formats/coco/coco.ts';
import { polygonContains } from '#shared/geometry/polygon.ts';
import { cropSpans, NO_PIXELS, uniteSpans } from '#shared/geometry/spans.ts';
import { maskOfSpans } from '#shared/model/kinds/maskRuns.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import { attributeOf, itemOf, labelOf, PROJECT, readAll, shapesOf, targetOf, thing, writeAll } from './world.ts';
import type { Uuid } from '#shared/base/id.ts';

const labels = [
  labelOf('car', { order: 0, color: '#ff0000', kinds: ['box'], attributes: [attributeOf('color'), attributeOf('parked', { input: 'checkbox' }), attributeOf('speed', { input: 'number', perFrame: true })] }),
  labelOf('tree', { order: 1, skeleton: { joints: [{ name: 'root', x: 0.5, y: 1 }, { name: 'crown', x: 0.5, y: 0 }], edges: [[0, 1]] } }),
];
const item = itemOf('a/b.jpg', 640, 480);

const number = fc.double({ min: -1000, max: 1000, noNaN: true }).map((value) => value + 0);
const size = fc.double({ min: 0, max: 1000, noNaN: true });
const box = fc.record({ kind: fc.constant('box' as const), x: number, y: number, width: size, height: size, angle: fc.constant(0) });
const ring = fc.uniqueArray(fc.tuple(number, number), { minLength: 3, maxLength: 12, selector: ([x, y]) => `${x},${y}` }).map((points) => points.flat());
const simple = ring.map((one) => ({ kind: 'polygon' as const, rings: [one] }));
/** Parts in columns 3,000 pixels apart, so that they never meet. */
const parts = fc.array(ring, { minLength: 2, maxLength: 4 }).map((rings) => ({ kind: 'polygon' as const, rings: rings.map((one, part) => one.map((value, at) => (at % 2 === 0 ? value + part * 3000 : value))) }));

const joint = fc.record({ name: fc.constantFrom('root', 'crown', 'leaf'), x: number, y: number, state: fc.constantFrom('visible' as const, 'occluded' as const) });
const skeleton = fc.uniqueArray(joint, { minLength: 1, maxLength: 3, selector: ({ name }) => name }).map((joints) => ({ kind: 'skeleton' as const, joints, edges: joints.length > 1 ? [[0, 1] as [number, number]] : [] }));

const made = fc.record({
  shape: fc.oneof(box, simple, parts, skeleton), label: fc.constantFrom(0, 1, null), z: fc.integer({ min: -5, max: 5 }), note: fc.option(fc.string({ minLength: 1 })),
  occluded: fc.boolean(), truncated: fc.boolean(), difficult: fc.boolean(), color: fc.option(fc.string({ maxLength: 20 })), parked: fc.option(fc.boolean()), speed: fc.option(number),
});

function recordsOf(all: readonly (typeof made extends fc.Arbitrary<infer T> ? T : never)[]): readonly DocumentRecord[] {
  return all.flatMap(({ shape, label, z, note, occluded, truncated, difficult, color, parked, speed }, index) => {
    const isCar = label === 0;
    const track = { label: label === null ? null : (labels[label]?.id ?? null), z, note, difficult, ...(isCar && color !== null ? { 'a:color': color } : {}), ...(isCar && parked !== null ? { 'a:parked': parked } : {}) };
    return [...thing(`t${index}`, shape, { track, keyframe: { occluded, truncated, ...(isCar && speed !== null ? { 'a:speed': speed } : {}) } })];
  });
}

const byId = (records: readonly DocumentRecord[]): readonly DocumentRecord[] => [...records].sort((a, b) => (a.id < b.id ? -1 : 1));

describe('our records through COCO and back', () => {
  it('are equal, ids and order included, for all that COCO can say', async () => {
    await fc.assert(fc.asyncProperty(fc.array(made, { maxLength: 6 }), async (all) => {
      const records = recordsOf(all);
      const { text, lines } = await writeAll(coco, [{ item, records }], labels);
      expect(lines.filter((line) => line.fate === 'dropped')).toEqual([]);
      const back = await readAll(coco, { 'instances.json': text }, targetOf([item], labels));
      expect(back.labels).toEqual([]);
      expect(byId(back.records.get(item.name) ?? [])).toEqual(byId(records));
    }), { numRuns: 300 });
  });

  it('keep every pixel of a mask, and cut it at the edge of the picture', async () => {
    const pixel = fc.tuple(fc.integer({ min: -4, max: 12 }), fc.integer({ min: -4, max: 9 }));
    const small = { ...itemOf('small.png', 10, 7), id: item.id };
    await fc.assert(fc.asyncProperty(fc.array(pixel, { minLength: 1, maxLength: 60 }), async (pixels) => {
      const all = pixels.reduce((spans, [x, y]) => uniteSpans(spans, { left: x, columns: [[y, y + 1]] }), NO_PIXELS);
      const wanted = maskOfSpans(cropSpans(all, { minX: 0, minY: 0, maxX: 10, maxY: 7 }));
      const shape = maskOfSpans(all);
      const { text, lines } = await writeAll(coco, [{ item: small, records: shape === null ? [] : thing('one', shape) }]);
      const back = shapesOf(await readAll(coco, { 'instances.json': text }, targetOf([small])), small.name);
      expect(back).toEqual(wanted === null ? [] : [wanted]);
      expect(lines.some(({ code }) => code === 'coco/mask-cut' || code === 'coco/mask-outside')).toBe(wanted?.runs !== shape?.runs || wanted?.x !== shape?.x || wanted?.y !== shape?.y);
    }), { numRuns: 100 });
  });

  it('bring their labels along into a new project', async () => {
    const { text } = await writeAll(coco, [{ item, records: [] }], labels);
    const back = await readAll(coco, { 'instances.json': text }, targetOf([item]));
    expect(back.labels).toEqual(labels);
  });

  it('get other ids in another project, the same ones on every reading', async () => {
    const { text } = await writeAll(coco, [{ item, records: thing('one', { kind: 'box', x: 1, y: 2, width: 3, height: 4, angle: 0 }) }], labels);
    const elsewhere = { ...item, id: '00000000-0000-4000-8000-00000000000e' as Uuid };
    const read = async (): Promise<readonly string[]> => (await readAll(coco, { 'instances.json': text }, { ...targetOf([elsewhere], labels), project: PROJECT })).records.get(item.name)?.map(({ id }) => id) ?? [];
    const first = await read();
    expect(first).toHaveLength(2);
    expect(first).toEqual(await read());
    expect(first).not.toContain(thing('one', { kind: 'tag' })[0].id);
  });

  it('keep the area of holes exactly on pixel borders, and everything but half pixels elsewhere', async () => {
    const corner = fc.integer({ min: 0, max: 20 });
    await fc.assert(fc.asyncProperty(corner, corner, fc.integer({ min: 3, max: 20 }), fc.integer({ min: 3, max: 20 }), async (x, y, width, height) => {
      const shape: Shape = { kind: 'polygon', rings: [[x, y, x + width, y, x + width, y + height, x, y + height], [x + 1, y + 1, x + 2, y + 1, x + 2, y + 2, x + 1, y + 2]] };
      const { text } = await writeAll(coco, [{ item, records: thing('one', shape) }]);
      const [back] = shapesOf(await readAll(coco, { 'instances.json': text }, targetOf([item])), item.name);
      for (let at = 0; at < 44 * 44; at += 1) {
        const point = [(at % 44) + 0.5, Math.floor(at / 44) + 0.5] as const;
        expect(back?.kind === 'polygon' && polygonContains(back.rings, point)).toBe(polygonContains(shape.rings, point));
      }
    }), { numRuns: 20 });
  });
});
