import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { coco } from '#shared/formats/coco/coco.ts';
import type { ProposalId } from '#shared/model/ids.ts';
import type { DocumentRecord, ProposalVerdict } from '#shared/model/records.ts';
import { attributeOf, counts, idOf, itemOf, labelOf, thing, writeAll } from './world.ts';

const car = labelOf('car', { order: 0, attributes: [attributeOf('color'), attributeOf('speed', { input: 'number', perFrame: true })] });
const tree = labelOf('tree', { order: 1 });
const item = itemOf('street/one.png');
const square = [10, 10, 20, 10, 20, 20, 10, 20];
const hole = [12, 12, 14, 12, 14, 14, 12, 14];

async function only(records: readonly DocumentRecord[]): ReturnType<typeof writeAll> {
  return writeAll(coco, [{ item, records }], [tree, car]);
}

describe('writing COCO', () => {
  it('writes the golden file', async () => {
    const records = [
      ...thing('box', { kind: 'box', x: 1.5, y: 2, width: 30, height: 40.25, angle: 0 }, { track: { label: car.id, z: 2, 'a:color': 'red' }, keyframe: { occluded: true, 'a:speed': 12 } }),
      ...thing('triangle', { kind: 'polygon', rings: [[0, 0, 40, 0, 0, 30]] }, { track: { label: tree.id, z: 1, note: 'leans' } }),
      ...thing('frame', { kind: 'polygon', rings: [square, hole] }, { track: { label: tree.id, z: 3 } }),
    ];
    const { text } = await writeAll(coco, [{ item, records }, { item: itemOf('street/two.png', 8, 6), records: [] }], [tree, car]);
    expect(text).toBe(await readFile(new URL('golden/coco/instances.json', import.meta.url), 'utf8'));
  });

  it('numbers categories by the order of the labels', async () => {
    expect((await only([])).json.categories.map(({ id, name }) => [id, name])).toEqual([[1, 'car'], [2, 'tree']]);
  });

  it.each([
    ['a box', { kind: 'box', x: 5, y: 6, width: 10, height: 4, angle: 0 }, 40, [5, 6, 10, 4]],
    ['a triangle', { kind: 'polygon', rings: [[0, 0, 4, 0, 0, 3]] }, 6, [0, 0, 4, 3]],
    ['two parts', { kind: 'polygon', rings: [square, [30, 30, 40, 30, 40, 32, 30, 32]] }, 120, [10, 10, 30, 22]],
    ['a hole', { kind: 'polygon', rings: [square, hole] }, 96, [10, 10, 10, 10]],
    ['a box turned by 90 degrees', { kind: 'box', x: 10, y: 10, width: 20, height: 10, angle: 90 }, 200, [15, 5, 10, 20]],
  ] as const)('gives %s its area and its box', async (_, shape, area, bbox) => {
    const { json } = await only(thing('one', shape as never));
    expect(json.annotations[0]?.area).toBeCloseTo(area, 9);
    json.annotations[0]?.bbox.forEach((value, at) => expect(value).toBeCloseTo(bbox[at] ?? 0, 9));
  });

  it('says holes as an uncompressed mask of whole columns', async () => {
    const { json, lines } = await writeAll(coco, [{ item: itemOf('tiny.png', 4, 3), records: [...thing('ring', { kind: 'polygon', rings: [[0, 0, 3, 0, 3, 3, 0, 3], [1, 1, 2, 1, 2, 2, 1, 2]] })] }]);
    expect(json.annotations[0]?.segmentation).toEqual({ size: [3, 4], counts: [0, 4, 1, 4, 3] });
    expect(counts(lines)).toMatchObject({ 'kept coco/as-mask': 1 });
  });

  it('says when a hole had to be cut to pixels', async () => {
    const { lines } = await only(thing('one', { kind: 'polygon', rings: [[10.2, 10, 20, 10, 20, 20, 10, 20.7], hole] }));
    expect(counts(lines)).toMatchObject({ 'approximated coco/to-pixels': 1 });
  });

  it('leaves open proposals out and says so; what came of answered ones is written as any label', async () => {
    const from = { aid: 'detector', name: 'yolo', version: '1', hash: null } as const;
    const proposal = (name: string, verdict: ProposalVerdict | null): DocumentRecord => ({ id: idOf(name) as ProposalId, type: 'proposal', frame: 0, shape: { kind: 'box', x: 1, y: 1, width: 5, height: 5, angle: 0 }, of: null, label: null, word: 'car', score: 0.9, from, proposedAt: 1, verdict });
    const taken = thing('one', { kind: 'box', x: 1, y: 1, width: 5, height: 5, angle: 0 });
    const { json, lines } = await only([...taken, proposal('open', null), proposal('taken', { said: 'accepted', by: 'me', at: 2, track: taken[0]?.type === 'track' ? taken[0].id : null })]);
    expect([json.annotations.length, counts(lines)['dropped coco/proposal']]).toEqual([1, 1]);
  });

  it('writes crowds as masks', async () => {
    const { json } = await only(thing('one', { kind: 'polygon', rings: [square] }, { track: { 'a:iscrowd': true } }));
    expect(json.annotations[0]).toMatchObject({ iscrowd: 1, area: 100, attributes: {}, segmentation: { size: [80, 100] } });
  });

  it('turns a turned box into a polygon and says so', async () => {
    const { json, lines } = await only(thing('one', { kind: 'box', x: 10, y: 10, width: 20, height: 10, angle: 30 }));
    expect(json.annotations[0]?.segmentation).toHaveLength(1);
    expect(counts(lines)).toMatchObject({ 'approximated coco/rotated-box': 1 });
  });

  it('writes an ellipse as a polygon of its area, and a block as its outline, and says so', async () => {
    const { json, lines } = await only([
      ...thing('ellipse', { kind: 'ellipse', x: 50, y: 40, rx: 20, ry: 10, angle: 30 }), ...thing('block', { kind: 'cuboid2d', x: 10, y: 20, width: 20, height: 20, dx: 20, dy: -10, back: 1 }, { track: { z: 2 } }),
    ]);
    expect(json.annotations.map(({ area }) => area)).toEqual([expect.closeTo(Math.PI * 200, 6), expect.closeTo(20 * 20 + 20 * 20 + 10 * 20, 6)]);
    expect(counts(lines)).toMatchObject({ 'approximated coco/ellipse': 1, 'approximated coco/cuboid': 1 });
  });

  it('leaves out lines and points, each with a line of the report', async () => {
    const { json, lines } = await only([
      ...thing('line', { kind: 'polyline', points: [0, 0, 9, 9] }), ...thing('points', { kind: 'points', points: [4, 4] }),
      ...thing('skeleton', { kind: 'skeleton', joints: [{ name: 'nose', x: 1, y: 1, state: 'visible' }], edges: [] }),
    ]);
    expect(json.annotations).toMatchObject([{ keypoints: [1, 1, 2], num_keypoints: 1, bbox: [1, 1, 0, 0] }]);
    expect(counts(lines)).toMatchObject({ 'dropped coco/no-area': 2, 'kept coco/skeleton': 1 });
  });

  it('keeps things without a label under a category of their own', async () => {
    const { json, lines } = await only(thing('one', { kind: 'polygon', rings: [square] }));
    expect(json.categories[2]).toMatchObject({ id: 3, name: '(no label)' });
    expect(json.annotations[0]?.category_id).toBe(3);
    expect(counts(lines)).toMatchObject({ 'approximated coco/no-label': 1 });
  });

  it('says what COCO has no place for', async () => {
    const [tagTrack, tagKey] = thing('tag', { kind: 'tag' });
    const [hiddenTrack, hiddenKey] = thing('hidden', { kind: 'tag' });
    const [, orphan] = thing('orphan', { kind: 'polygon', rings: [square] });
    const later = { ...thing('later', { kind: 'polygon', rings: [square] })[1], frame: 3 };
    const flag = {
      id: idOf('flag'), type: 'flag', task: idOf('task'), author: 'a', kind: 'question', anchor: { item: item.id, frame: 0, tracks: [], region: null }, tags: [], text: '', disposition: 'note',
      crop: null, cleanCrop: null, uploads: [], frozen: [], openedAt: 0, submittedAt: 0, verdict: null, verdictReason: null,
    } as unknown as DocumentRecord;
    const { json, lines } = await only([tagTrack, tagKey, hiddenTrack, { ...hiddenKey, shape: null }, orphan, later, flag, ...thing('line', { kind: 'polygon', rings: [[1, 1, 2, 2]] })]);
    expect(json.annotations).toEqual([]);
    expect(counts(lines)).toEqual({ 'dropped coco/tag': 1, 'dropped coco/outside-view': 1, 'dropped coco/no-track': 1, 'dropped coco/frames': 1, 'dropped coco/flag': 1, 'dropped coco/flat-polygon': 1 });
  });

  it('writes pictures without annotations too', async () => {
    expect((await only([])).json.images).toMatchObject([{ id: 1, file_name: 'street/one.png', width: 100, height: 80 }]);
  });

  it('hands nothing to the sink when it is stopped', async () => {
    const stop = new AbortController();
    stop.abort();
    let written = 0;
    const { Report } = await import('#shared/formats/report.ts');
    const job = coco.write?.({ projectName: '', labels: [], documents: [{ item, records: [] }], count: 1, now: 0 }, { write: () => Promise.resolve(void (written += 1)), open: () => Promise.reject(new Error('must not be opened')) }, { report: new Report(), onProgress: () => undefined, signal: stop.signal });
    await expect(job).rejects.toThrow(/abort/i);
    expect(written).toBe(0);
  });
});
