import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySource } from '#shared/formats/files/memory.ts';
import type { Format } from '#shared/formats/format.ts';
import { formatById } from '#shared/formats/registry.ts';
import { isContested, sniff } from '#shared/formats/sniff.ts';
import { readDataYaml } from '#shared/formats/yolo/dataYaml.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import { documentRecord } from '#shared/model/records.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { must } from '#shared/base/must.ts';
import { counts, expectClose, itemOf, labelOf, readAll, shapesOf, targetOf, thing, writeAll } from './world.ts';

const yolo = (variant: string): Format => must(formatById(`yolo-${variant}`), 'a format');
const item = itemOf('images/train/one.jpg', 640, 480);
const labels = [labelOf('car', { order: 0 }), labelOf('tree', { order: 1 })];
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const DATA = 'path: ../data # where\ntrain: images/train\nval: images/val\n\nnames:\n  0: car\n  1: "tree: old"\n';

const guesses = async (files: Readonly<Record<string, string>>) => {
  const found = await sniff(memorySource(new Map(Object.entries(files).map(([name, value]) => [name, new TextEncoder().encode(value)]))));
  return { ids: found.map(({ format }) => format.id), contested: isContested(found), reasons: found.map(({ sentence }) => sentence) };
};

describe('names in data.yaml', () => {
  const two = [[0, 'car'], [1, 'big tree']] as const;
  it.each([
    ['names: [car, big tree]'], ["names: ['car', 'big tree']"], ['names: ["car", "big tree"] # two'], ['names: {0: car, 1: big tree}'], ['names:\n- car\n- big tree\n'], ['names:\n  - "car"\n  - \'big tree\'\nnc: 2'],
    ['nc: 2\r\nnames:\r\n  0: car\r\n  1: big tree\r\nother: 1\r\n'], ['names: [car,\n  big tree]\nnc: 2'],
  ])('are read from %j', (yaml) => {
    expect([...readDataYaml(yaml).names]).toEqual(two);
  });
  it('keep quotes, colons and apostrophes', () => {
    expect([...readDataYaml("names: ['it''s', \"a: b\", people's]").names.values()]).toEqual(["it's", 'a: b', "people's"]);
    expect([...readDataYaml(DATA).names.values()]).toEqual(['car', 'tree: old']);
  });
  it('come with joints', () => {
    expect(readDataYaml('kpt_shape: [2, 3]\nkpt_names:\n  0: [head, foot]\nnames: [a]')).toMatchObject({ joints: [2, 3], jointNames: ['head', 'foot'] });
  });
  it('are never more than what is there, whatever the file says', () => {
    fc.assert(fc.property(fc.string(), (rest) => { expect(readDataYaml(`names:${rest}`).names.size).toBeLessThanOrEqual(rest.length + 1); }));
  });
});

describe('reading what others write', () => {
  it('finds pictures beside, in the twin folder, and by Windows lines with a mark at the beginning', async () => {
    const files = { 'data.yaml': DATA, 'labels/train/one.txt': '\uFEFF0 0.5 0.5 0.25 0.5\r\n1 0.1 0.1 0.2 0.2 0.9\r\n' };
    const back = await readAll(yolo('detect'), files, targetOf([item]));
    expect(shapesOf(back, item.name)).toEqual([{ kind: 'box', x: 240, y: 120, width: 160, height: 240, angle: 0 }, { kind: 'box', x: 0, y: 0, width: 128, height: 96, angle: 0 }]);
    expect(back.labels.map(({ name }) => name)).toEqual(['car', 'tree: old']);
    expect(back.records.get(item.name)?.[2]).toMatchObject({ 'a:score': 0.9 });
    const cvat = { 'obj.names': 'car\ntree\n', 'obj.data': 'classes = 2\n', 'train.txt': 'data/obj_train_data/one.JPG\n', 'obj_train_data/one.txt': '1 0.5 0.5 0.1 0.1\n' };
    const upper = itemOf('obj_train_data/one.JPG');
    expect((await readAll(yolo('detect'), cvat, targetOf([upper]))).labels.map(({ name }) => name)).toEqual(['tree']);
  });

  it('tells a picture with nothing on it from one without labels', async () => {
    const back = await readAll(yolo('detect'), { 'labels/train/one.txt': '' }, targetOf([item]));
    expect(back.records.get(item.name)).toEqual([]);
    expect(counts(back.lines)).toMatchObject({ 'kept yolo/empty': 1 });
  });

  it('reads nine numbers as the person decided', async () => {
    const line = '0 0.25 0.25 0.5 0.25 0.5 0.5 0.25 0.5\n';
    expect(shapesOf(await readAll(yolo('obb'), { 'one.txt': line }, targetOf([item])), item.name)).toMatchObject([{ kind: 'box', x: 160, y: 120, width: 160, height: 120, angle: 0 }]);
    expect(shapesOf(await readAll(yolo('segment'), { 'one.txt': line }, targetOf([item])), item.name)).toMatchObject([{ kind: 'polygon' }]);
  });

  it('reads joints by how they are seen, with and without kpt_shape', async () => {
    const line = '0 0.5 0.5 0.5 0.5 0.25 0.25 2 0.5 0.5 1 0 0 0\n';
    const files = { 'data.yaml': 'kpt_shape: [3, 3]\nnames: [car]\n', 'one.txt': line };
    for (const all of [files, { 'one.txt': line }]) {
      const [shape] = shapesOf(await readAll(yolo('pose'), all, targetOf([item])), item.name);
      expect(shape).toMatchObject({ kind: 'skeleton', joints: [{ x: 160, y: 120, state: 'visible' }, { x: 320, y: 240, state: 'occluded' }, { state: 'outside' }] });
    }
  });

  it.each([
    ['0 0.5 0.5 0.2', 'dropped yolo/broken-line'], ['0 0.5 0.5 0.2 0.2\ncar 1 2 3 4', 'dropped yolo/broken-line'], ['0 120 80 40 40', 'dropped yolo/not-shares'], ['0 nan 0.5 0.1 0.1\n0 0.5 0.5 0.1 0.1', 'dropped yolo/broken-line'],
    ['0 0.5 0.5 0 0.1', 'dropped formats/unsound-shape'], ['these are no labels', 'dropped yolo/not-labels'], ['7 0.5 0.5 0.1 0.1', 'approximated yolo/unnamed-class'],
  ])('says what became of %j', async (content, line) => {
    expect(counts((await readAll(yolo('detect'), { 'one.txt': content }, targetOf([item]))).lines)).toHaveProperty([line]);
  });

  it('says where the picture or its size is missing', async () => {
    expect(counts((await readAll(yolo('detect'), { 'gone.txt': '0 0.5 0.5 0.1 0.1' }, targetOf([item]))).lines)).toHaveProperty(['dropped yolo/no-picture']);
    const blind = { ...targetOf([item]), sizeOf: () => Promise.resolve(null) };
    expect(counts((await readAll(yolo('detect'), { 'one.txt': '0 0.5 0.5 0.1 0.1' }, blind)).lines)).toHaveProperty(['dropped formats/no-size']);
  });
});

describe('guessing', () => {
  it('knows each sort by its lines', async () => {
    expect(await guesses({ 'data.yaml': DATA, 'labels/a.txt': '0 0.5 0.5 0.1 0.1\n' })).toMatchObject({ ids: ['yolo-detect'], contested: false });
    expect(await guesses({ 'data.yaml': DATA, 'labels/a.txt': '0 0.1 0.1 0.2 0.1 0.2 0.3\n' })).toMatchObject({ ids: ['yolo-segment'] });
    expect(await guesses({ 'data.yaml': `kpt_shape: [2, 2]\n${DATA}`, 'labels/a.txt': '0 0.5 0.5 0.1 0.1 0.5 0.5 0.4 0.4\n' })).toMatchObject({ ids: ['yolo-pose'] });
    expect(await guesses({ 'notes.txt': 'hello', 'a.txt': '1,2,3,4,5,6,7\n' })).toMatchObject({ ids: [] });
  });

  it('asks where four corners may be a turned box or an outline, with a reason for each', async () => {
    const { ids, contested, reasons } = await guesses({ 'data.yaml': DATA, 'labels/a.txt': '0 0.25 0.25 0.5 0.25 0.5 0.5 0.25 0.5\n' });
    expect([ids, contested]).toEqual([['yolo-obb', 'yolo-segment'], true]);
    expect(reasons.every((reason) => reason.length > 20)).toBe(true);
    expect(await guesses({ 'data.yaml': DATA, 'labels/a.txt': '0 0.25 0.25 0.5 0.25 0.5 0.9 0.25 0.5\n' })).toMatchObject({ ids: ['yolo-segment', 'yolo-obb'], contested: false });
  });
});

describe('classification', () => {
  it('takes the folder of a picture for its class', async () => {
    const files = { 'data/train/cat/one.jpg': '', 'data/val/dog/two.jpg': '', 'readme.jpg': '' };
    const items = [itemOf('data/train/cat/one.jpg'), itemOf('data/val/dog/two.jpg')];
    const back = await readAll(yolo('classify'), files, targetOf(items));
    expect(back.labels.map(({ name }) => name)).toEqual(['cat', 'dog']);
    expect(shapesOf(back, 'data/val/dog/two.jpg')).toEqual([{ kind: 'tag' }]);
    expect(counts(back.lines)).toMatchObject({ 'dropped yolo/no-class': 1 });
    expect((await guesses(files)).ids).toEqual(['yolo-classify']);
    expect((await guesses({ 'images/train/a.jpg': '', 'images/val/b.jpg': '', 'labels/train/a.txt': '0 0.5 0.5 0.1 0.1' })).ids).toEqual(['yolo-detect']);
  });
});

describe('predictions', () => {
  const files = { 'data.yaml': DATA, 'labels/train/one.txt': '0 0.5 0.5 0.25 0.5 0.9\n1 0 0 0.5 0 0.5 0.5 0.4\n0 0.5 0.5 0.1 0.1 7\n' };
  it('come in as proposals with their score, and are no labels', async () => {
    const back = await readAll(yolo('predictions'), files, targetOf([item]));
    const records = back.records.get(item.name) ?? [];
    for (const record of records) expect(documentRecord.safeParse(record).error).toBeUndefined();
    expect(records).toMatchObject([
      { type: 'proposal', frame: 0, shape: { kind: 'box', x: 240 }, word: 'car', score: 0.9, from: { aid: 'prelabel' }, verdict: null, proposedAt: 5 }, { type: 'proposal', shape: { kind: 'polygon' }, word: 'tree: old', score: 0.4 }, { type: 'proposal', score: null },
    ]);
    expect(counts(back.lines)).toMatchObject({ 'kept formats/proposed': 2, 'approximated formats/no-score': 1 });
    const { lines } = await writeAll(yolo('detect'), [{ item, records }], labels);
    expect(counts(lines)).toEqual({ 'dropped formats/proposal': 3 });
  });
  it('are guessed by their confidence, and a person may say otherwise', async () => {
    expect(await guesses({ 'data.yaml': DATA, 'labels/a.txt': '0 0.5 0.5 0.1 0.1 0.5\n' })).toMatchObject({ ids: ['yolo-predictions', 'yolo-detect'], contested: true });
    expect((await guesses({ 'data.yaml': DATA, 'labels/a.txt': '0 0.5 0.5 0.1 0.1 7\n' })).ids).not.toContain('yolo-predictions');
  });
});

const inside = fc.double({ min: 0, max: 1, noNaN: true });
const span = fc.tuple(fc.double({ min: 0, max: 0.5, noNaN: true }), fc.double({ min: 0.02, max: 0.5, noNaN: true })).map(([from, length]) => [from, from + length] as const);
const boxes = fc.tuple(span, span).map(([[x, x2], [y, y2]]): Shape => ({ kind: 'box', x: x * 640, y: y * 480, width: (x2 - x) * 640, height: (y2 - y) * 480, angle: 0 }));
const polygons = fc.uniqueArray(fc.tuple(inside, inside), { minLength: 3, maxLength: 9, selector: ([x, y]) => `${x.toFixed(4)},${y.toFixed(4)}` }).map((points) => ({ kind: 'polygon' as const, rings: [points.flatMap(([x, y]) => [x * 640, y * 480])] })).filter((shape) => kindOf(shape).area(shape) > 1);
const turned = fc.tuple(fc.integer({ min: 200, max: 400 }), fc.integer({ min: 150, max: 300 }), fc.integer({ min: 5, max: 60 }), fc.integer({ min: -179, max: 179 })).map(([x, y, size, angle]): Shape => ({ kind: 'box', x: x - size, y: y - size / 2, width: size * 2, height: size, angle }));
const seenAs = fc.constantFrom('visible' as const, 'occluded' as const);
const skeletons = fc.tuple(span, span, seenAs, seenAs).map(([[x, x2], [y, y2], one, other]): Shape => ({ kind: 'skeleton', joints: [{ name: 'joint 1', x: x * 640, y: y * 480, state: one }, { name: 'joint 2', x: x2 * 640, y: y2 * 480, state: other }], edges: [] }));

describe('our records through YOLO and back', () => {
  it.each([['detect', boxes], ['segment', polygons], ['obb', turned], ['pose', skeletons]])('keep class and place: %s', async (variant, shapes) => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(shapes, fc.constantFrom(0, 1)), { minLength: 1, maxLength: 5 }), async (all) => {
      const records = all.flatMap(([shape, label], at) => thing(`t${at}`, shape, { track: { z: at, label: labels[label]?.id ?? null } }));
      const { files, lines } = await writeAll(yolo(variant), [{ item, records }], labels);
      expect(lines.filter(({ fate, code }) => fate !== 'kept' && code !== 'yolo/joint-names')).toEqual([]);
      const back = await readAll(yolo(variant), files, targetOf([item], labels));
      expect(back.labels).toEqual([]);
      expectClose(shapesOf(back, item.name), all.map(([shape]) => shape));
      expect((back.records.get(item.name) ?? []).flatMap((record) => (record.type === 'track' ? [record.label] : []))).toEqual(all.map(([, label]) => labels[label]?.id));
    }), { numRuns: 60 });
  });

  it('name what is lost, and write a file also where nothing is on a picture', async () => {
    const other = itemOf('images/train/one.png', 10, 10);
    const records = [
      ...thing('ring', { kind: 'polygon', rings: [[0, 0, 90, 0, 90, 90, 0, 90], [10, 10, 10, 20, 20, 20, 20, 10], [100, 100, 200, 100, 200, 200]] }, { track: { note: 'x', difficult: true, group: 2, 'a:color': 'red' }, keyframe: { occluded: true } }),
      ...thing('line', { kind: 'polyline', points: [0, 0, 9, 9] }),
    ];
    const { files, lines } = await writeAll(yolo('segment'), [{ item, records }, { item: itemOf('b/two.jpg'), records: [] }, { item: other, records: [] }], labels);
    expect(counts(lines)).toMatchObject({
      'kept formats/written': 1, 'approximated yolo/parts': 1, 'dropped yolo/holes': 1, 'dropped yolo/no-area': 1, 'approximated formats/no-label': 1, 'dropped yolo/same-stem': 1,
      'dropped formats/lost-note': 1, 'dropped formats/lost-difficult': 1, 'dropped formats/lost-group': 1, 'dropped formats/lost-attributes': 1, 'dropped formats/lost-occluded': 1,
    });
    expect(text(files['labels/train/images/train/one.txt']).split('\n')).toHaveLength(3);
    expect(text(files['labels/train/b/two.txt'])).toBe('');
    expect(text(files['data.yaml'])).toContain('2: "(no label)"');
  });

  it('stay inside the picture', async () => {
    const { files, lines } = await writeAll(yolo('detect'), [{ item, records: [...thing('a', { kind: 'box', x: -10, y: -10, width: 20, height: 20, angle: 0 }), ...thing('b', { kind: 'box', x: -30, y: 0, width: 20, height: 20, angle: 0 })] }], labels);
    expect(text(files['labels/train/images/train/one.txt'])).toBe('2 0.0078125 0.01041667 0.015625 0.02083333\n');
    expect(counts(lines)).toMatchObject({ 'approximated yolo/cut': 1, 'dropped yolo/outside': 1 });
  });
});
