import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { memorySource } from '#shared/formats/files/memory.ts';
import { coco } from '#shared/formats/coco/coco.ts';
import { encodeCounts } from '#shared/geometry/runText.ts';
import type { Track } from '#shared/model/records.ts';
import { attributeOf, counts, itemOf, labelOf, readAll, shapesOf, targetOf, type ReadBack } from './world.ts';

const item = itemOf('one.jpg', 100, 80);
const image = { id: 1, file_name: 'one.jpg', width: 100, height: 80 };
const category = { id: 7, name: 'car' };
const good = { id: 1, image_id: 1, category_id: 7, bbox: [1, 2, 3, 4], segmentation: [], iscrowd: 0, area: 12 };

const file = (annotations: readonly unknown[], rest: object = {}): object => ({ images: [image], categories: [category], annotations, ...rest });

async function read(content: unknown, target = targetOf([item])): Promise<ReadBack> {
  return readAll(coco, { 'instances.json': content }, target);
}

const shapes = (back: ReadBack): ReturnType<typeof shapesOf> => shapesOf(back, 'one.jpg');
const tracks = (back: ReadBack): readonly Track[] => (back.records.get('one.jpg') ?? []).filter((record) => record.type === 'track');

describe('reading COCO', () => {
  it('reads the golden file', async () => {
    const text = await readFile(new URL('golden/coco/instances.json', import.meta.url), 'utf8');
    const back = await readAll(coco, { 'instances.json': text }, targetOf([itemOf('street/one.png')]));
    expect(shapesOf(back, 'street/one.png').map((shape) => shape?.kind)).toEqual(['polygon', 'box', 'polygon']);
    expect(counts(back.lines)).toMatchObject({ 'kept coco/read': 3, 'kept coco/mask-traced': 1, 'dropped coco/about': 1 });
  });

  it('reads a box without segmentation', async () => {
    const back = await read(file([good, { ...good, id: 2, segmentation: undefined }, { ...good, id: 3, segmentation: null }]));
    expect(shapes(back)).toEqual(Array.from({ length: 3 }, () => ({ kind: 'box', x: 1, y: 2, width: 3, height: 4, angle: 0 })));
  });

  it('reads parts, a flat list and a closed ring', async () => {
    const segmentations = [[[0, 0, 4, 0, 0, 4], [10, 10, 14, 10, 10, 14]], [0, 0, 4, 0, 0, 4], [[0, 0, 4, 0, 0, 4, 0, 0]]];
    const back = await read(file(segmentations.map((segmentation, id) => ({ ...good, id, segmentation }))));
    expect(shapes(back).map((shape) => (shape?.kind === 'polygon' ? shape.rings : null))).toEqual([segmentations[0], [[0, 0, 4, 0, 0, 4]], [[0, 0, 4, 0, 0, 4]]]);
  });

  it.each([['as numbers', (all: number[]) => all], ['as text', encodeCounts]] as const)('reads a mask with a hole %s', async (_, say) => {
    const back = await read(file([{ ...good, segmentation: { size: [3, 4], counts: say([0, 4, 1, 4, 3]) } }]));
    expect(shapes(back)).toEqual([{ kind: 'mask', x: 0, y: 0, width: 3, height: 3, runs: '0410' }]);
    expect(counts(back.lines)).toMatchObject({ 'kept coco/mask': 1, 'approximated coco/other-size': 1 });
  });

  it('traces a mask that was an outline when we wrote it', async () => {
    const back = await read(file([{ ...good, segmentation: { size: [3, 4], counts: [0, 4, 1, 4, 3] }, sightline: { kind: 'polygon' } }]));
    expect(shapes(back)).toEqual([{ kind: 'polygon', rings: [[3, 0, 3, 3, 0, 3, 0, 0], [1, 1, 1, 2, 2, 2, 2, 1]] }]);
    expect(counts(back.lines)).toMatchObject({ 'kept coco/mask-traced': 1 });
  });

  it('keeps a crowd with a mark', async () => {
    const back = await read(file([{ ...good, iscrowd: 1, segmentation: { size: [80, 100], counts: [0, 8000] } }]));
    expect(tracks(back)[0]).toMatchObject({ 'a:iscrowd': true });
    expect(counts(back.lines)).toMatchObject({ 'approximated coco/crowd': 1 });
  });

  it('joins parts that overlap', async () => {
    const back = await read(file([{ ...good, segmentation: [[0, 0, 4, 0, 4, 4, 0, 4], [2, 2, 6, 2, 6, 6, 2, 6]] }]));
    expect(shapes(back)).toEqual([{ kind: 'polygon', rings: [[4, 0, 4, 2, 6, 2, 6, 6, 2, 6, 2, 4, 0, 4, 0, 0]] }]);
    expect(counts(back.lines)).toMatchObject({ 'approximated coco/overlapping-parts': 1 });
  });

  it('takes two equal parts for one', async () => {
    const ring = [0, 0, 4, 0, 4, 4, 0, 4];
    expect(shapes(await read(file([{ ...good, segmentation: [ring, ring] }])))).toEqual([{ kind: 'polygon', rings: [[4, 0, 4, 4, 0, 4, 0, 0]] }]);
  });

  it('uses the project’s labels and adds only what is missing', async () => {
    const car = labelOf('Car', { attributes: [attributeOf('speed', { perFrame: true }), attributeOf('maker', { name: 'Made by' })] });
    const back = await read(file([{ ...good, attributes: { speed: 3, 'Made by': 'us', 'Some Thing!': 'x' } }, { ...good, id: 2, category_id: 8 }], { categories: [category, { id: 8, name: 'bus' }] }), targetOf([item], [car]));
    expect(back.labels.map(({ name }) => name)).toEqual(['bus']);
    expect(back.records.get('one.jpg')?.slice(0, 2)).toMatchObject([{ label: car.id, 'a:maker': 'us', 'a:some_thing_': 'x' }, { 'a:speed': 3 }]);
    expect(counts(back.lines)).toMatchObject({ 'approximated formats/attribute-renamed': 1, 'kept formats/attribute-undefined': 1 });
  });

  it('reads whole outlines of a hundred thousand vertices', async () => {
    const ring = Array.from({ length: 100_000 }, (_, at) => [50 + 40 * Math.cos(at / 15_916), 40 + 30 * Math.sin(at / 15_916)]).flat();
    const back = await read(file([{ ...good, segmentation: [ring] }]));
    expect(shapes(back)[0]).toEqual({ kind: 'polygon', rings: [ring] });
    expect(counts(back.lines)).toMatchObject({ 'kept coco/large-polygon': 1 });
  });
});

describe('order', () => {
  it('starts anew in every picture', async () => {
    const other = itemOf('two.jpg', 100, 80);
    const back = await read(file([good, { ...good, id: 2 }, { ...good, id: 3, image_id: 2 }], { images: [image, { ...image, id: 2, file_name: 'two.jpg' }] }), targetOf([item, other]));
    expect(tracks(back).map(({ z }) => z)).toEqual([0, 1]);
    expect(back.records.get('two.jpg')?.[0]).toMatchObject({ z: 0 });
  });
});

describe('bad COCO', () => {
  it.each([
    ['a missing image', { ...good, image_id: 99 }, 'dropped coco/unlisted-image'],
    ['no shape at all', { ...good, bbox: undefined }, 'dropped coco/broken-annotation'],
    ['a box with three numbers', { ...good, bbox: [1, 2, 3] }, 'dropped coco/broken-annotation'],
    ['a negative size', { ...good, bbox: [1, 2, -3, 4] }, 'dropped coco/broken-annotation'],
    ['a huge number', { ...good, bbox: [1, 2, 1e300, 4] }, 'dropped coco/broken-annotation'],
    ['text for numbers', { ...good, bbox: ['1', '2', '3', '4'] }, 'dropped coco/broken-annotation'],
    ['an annotation that is a number', 5, 'dropped coco/not-an-annotation'],
    ['an empty mask', { ...good, segmentation: { size: [80, 100], counts: [8000] } }, 'dropped coco/empty-mask'],
  ])('leaves out %s and says so', async (_, annotation, line) => {
    const back = await read(file([annotation, { ...good, id: 2 }]));
    expect(shapes(back)).toHaveLength(1);
    expect(counts(back.lines)).toMatchObject({ [line]: 1, 'kept coco/read': 1 });
  });

  it.each([
    ['a ring of four numbers', [[1, 2, 3, 4]]],
    ['an odd ring', [[1, 2, 3, 4, 5, 6, 7]]],
    ['a far ring', [[1, 2, 3, 4, 5, 1e9]]],
    ['a mask that does not fill its size', { size: [80, 100], counts: [1, 2] }],
    ['a mask of a broken text', { size: [80, 100], counts: '\u0000' }],
    ['a mask of an absurd size', { size: [1e9, 1e9], counts: [1e18] }],
    ['text', 'polygon'],
  ])('takes the box where the segmentation is %s', async (_, segmentation) => {
    const back = await read(file([{ ...good, segmentation }]));
    expect(shapes(back)).toMatchObject([{ kind: 'box', width: 3 }]);
    expect(counts(back.lines)).toMatchObject({ 'approximated coco/broken-segmentation': 1 });
  });

  it('takes the box where an outline is endless', async () => {
    const ring = Array.from({ length: 200_001 }, (_, at) => [50 + 40 * Math.cos(at / 31_831), 40 + 30 * Math.sin(at / 31_831)]).flat();
    const back = await read(file([{ ...good, segmentation: [ring] }]));
    expect(shapes(back)).toMatchObject([{ kind: 'box' }]);
    expect(counts(back.lines)).toMatchObject({ 'dropped coco/endless-polygon': 1, 'approximated coco/broken-segmentation': 1 });
  });

  it('keeps a good part beside a broken one', async () => {
    const back = await read(file([{ ...good, segmentation: [[0, 0, 4, 0, 0, 4], [1, 2]] }]));
    expect(shapes(back)).toEqual([{ kind: 'polygon', rings: [[0, 0, 4, 0, 0, 4]] }]);
    expect(counts(back.lines)).toMatchObject({ 'dropped coco/broken-part': 1 });
  });

  it('survives NaN and Infinity as Python writes them, also beside strings that look like them', async () => {
    const text = `{"images": [{"id": 1, "file_name": "one.jpg", "width": NaN, "height": 80}], "categories": [{"id": 7, "name": "a \\"NaN\\" b"}],
      "annotations": [{"id": 1, "image_id": 1, "category_id": 7, "bbox": [NaN, 1, -Infinity, 2]}, {"id": 2, "image_id": 1, "category_id": 7, "bbox": [1, 2, 3, 4], "area": NaN}]}`;
    const back = await read(text);
    expect(back.labels[0]?.name).toBe('a "NaN" b');
    expect(shapes(back)).toHaveLength(1);
    expect(counts(back.lines)).toMatchObject({ 'dropped coco/broken-annotation': 1 });
  });

  it('gives an unknown category a label of its own', async () => {
    const back = await read(file([{ ...good, category_id: 42 }]));
    expect(back.labels.map(({ name }) => name)).toEqual(['car', 'category 42']);
    expect(counts(back.lines)).toMatchObject({ 'approximated coco/unknown-category': 1 });
  });

  it('says which pictures the project does not have, with the number of their annotations', async () => {
    const back = await read(file([{ ...good, image_id: 2 }, { ...good, id: 2, image_id: 2 }], { images: [image, { id: 2, file_name: 'gone.jpg' }] }));
    expect(back.lines.find(({ code }) => code === 'coco/image-not-here')).toMatchObject({ fate: 'dropped', count: 2, examples: ['gone.jpg'] });
  });

  it('says when a picture has another size', async () => {
    expect(counts((await read(file([good], { images: [{ ...image, width: 50 }] }))).lines)).toMatchObject({ 'approximated coco/other-size': 1 });
  });

  it('keeps annotations that share a number, and never two under one id', async () => {
    const sightline = { id: '00000000-0000-4000-8000-0000000000aa' };
    const back = await read(file([{ ...good, sightline }, { ...good, sightline }], { images: [{ ...image, sightline: { id: item.id } }] }));
    expect(new Set(tracks(back).map(({ id }) => id)).size).toBe(2);
    expect(tracks(back)[0]?.id).toBe(sightline.id);
    expect(counts(back.lines)).toMatchObject({ 'kept coco/same-id': 1 });
  });

  it('does not let __proto__ through', async () => {
    const text = JSON.stringify(file([{ ...good, attributes: { x: 1 } }])).replace('"x"', '"__proto__":{"polluted":true},"x"').replace('"car"', '"__proto__"');
    const back = await read(text);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(back.labels.map(({ name }) => name)).toEqual(['__proto__']);
    expect(Object.keys(tracks(back)[0] ?? {})).toContain('a:x');
    expect(Object.keys(tracks(back)[0] ?? {}).join()).not.toContain('proto');
  });

  it('says what happened to broken lists, doubles, strange fields and strange values', async () => {
    const back = await read(file([{ ...good, caption: 'x', num_keypoints: 3, attributes: { list: [1] }, score: 0.5 }], {
      images: [image, image, { id: 3 }, null], categories: [category, category, { id: 9, name: 'car' }, { name: 'x' }], info: { year: 1 },
    }));
    expect(tracks(back)[0]).toMatchObject({ 'a:score': 0.5 });
    expect(counts(back.lines)).toMatchObject({
      'dropped coco/same-image': 1, 'dropped coco/broken-image': 2, 'dropped coco/broken-category': 2, 'approximated coco/same-category': 1,
      'dropped coco/extra-field': 1, 'dropped coco/broken-keypoints': 1, 'dropped formats/attribute-value': 1, 'dropped coco/about': 1,
    });
  });

  it.each([
    ['nothing', '', 'formats/empty'],
    ['half a file', '{"images": [', 'formats/not-json'],
    ['no text', new Uint8Array([0xff, 0xfe, 0x00]), 'formats/not-text'],
    ['a list of detections', [good], 'coco/results'],
    ['a LabelMe file', { shapes: [] }, 'coco/labelme'],
    ['something else', { hello: 1 }, 'coco/not-coco'],
    ['a number', 5, 'coco/not-coco'],
  ])('refuses %s with a sentence', async (_, content, code) => {
    await expect(read(content)).rejects.toMatchObject({ code });
  });

  it('refuses a file too large to parse before it is read', async () => {
    const { Report } = await import('#shared/formats/report.ts');
    const source = { ...memorySource(new Map([['big.json', new Uint8Array()]])), size: () => 2 ** 31, read: () => Promise.reject(new Error('must not be read')) };
    const all = coco.read?.(source, targetOf([item]), { report: new Report(), onProgress: () => undefined, signal: null })[Symbol.asyncIterator]().next();
    await expect(all).rejects.toMatchObject({ code: 'formats/too-large' });
  });
});

describe('keypoints', () => {
  const categories = [{ id: 1, name: 'person', keypoints: ['head', 'foot'], skeleton: [[1, 2]] }];
  const file = (rest: object) => ({ images: [{ id: 1, file_name: 'street/one.png', width: 100, height: 80 }], categories, annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [1, 1, 9, 9], keypoints: [5, 6, 2, 0, 0, 0], num_keypoints: 1, ...rest }] });
  const shapes = async (rest: object): Promise<readonly unknown[]> => {
    const back = await readAll(coco, { 'person_keypoints.json': file(rest) }, targetOf([itemOf('street/one.png')]));
    return (back.records.get('street/one.png') ?? []).map((record) => (record.type === 'keyframe' ? record.shape : record.type === 'track' ? record.group : null));
  };
  const skeleton = { kind: 'skeleton', joints: [{ name: 'head', x: 5, y: 6, state: 'visible' }, { name: 'foot', x: 0, y: 0, state: 'outside' }], edges: [[0, 1]] };

  it('become a skeleton, in one group with the outline where there is one', async () => {
    expect(await shapes({})).toEqual([null, skeleton]);
    expect(await shapes({ segmentation: [[1, 1, 9, 1, 9, 9]] })).toEqual([1_000_000, { kind: 'polygon', rings: [[1, 1, 9, 1, 9, 9]] }, 1_000_000, skeleton]);
  });

  it('that are none leave the box', async () => {
    for (const keypoints of [[0, 0, 0, 0, 0, 0], [1, 2], ['a', 1, 2], null]) expect((await shapes({ keypoints, num_keypoints: 0 }))[1]).toMatchObject({ kind: 'box' });
  });
});
