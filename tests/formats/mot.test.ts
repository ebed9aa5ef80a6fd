import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '#shared/base/must.ts';
import type { Format } from '#shared/formats/format.ts';
import { formatById } from '#shared/formats/registry.ts';
import { BookDocument } from '#shared/model/document.ts';
import { keyframeIdOf } from '#shared/model/ids.ts';
import type { DocumentRecord, Keyframe } from '#shared/model/records.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';
import { counts, itemOf, labelOf, readAll, targetOf, thing, writeAll } from './world.ts';

const format = (id: string): Format => must(formatById(id), 'a format');
const clip = itemOf('clips/MOT17-02.mp4', 1000, 800);
const labels = [labelOf('walker', { order: 0 })];
/** From the description of the challenge, with a gap, a thing that is not counted and one that is hardly seen. */
const GT = '1, 3, 794.27, 247.59, 71.245, 174.88, 1, 1, 0.8\r\n2,3,800,250,70,170,1,1,1\r\n4,3,810,250,70,170,1,1,0.2\r\n2,5,1,2,3,4,0,8,1\r\n3,5,broken\r\n';

function seenAt(records: readonly DocumentRecord[], last: number): readonly unknown[] {
  const book = new BookDocument(new Map(records.map((record) => [record.id, record])));
  return book.tracks().map(({ id }) => Array.from({ length: last + 1 }, (_, frame) => shapeAt(book, id, frame)));
}

describe('MOT', () => {
  it('is read with gaps, classes and what is not counted', async () => {
    const back = await readAll(format('mot'), { 'train/MOT17-02/gt/gt.txt': GT, 'train/MOT17-02/seqinfo.ini': '[Sequence]\nname=MOT17-02\nimWidth=1000\nimHeight=800\n' }, targetOf([clip]));
    const records = back.records.get(clip.name) ?? [];
    expect(records.filter((record) => record.type === 'keyframe').map(({ frame, shape, occluded }) => [frame, shape === null, occluded])).toEqual([[0, false, false], [1, false, false], [2, true, false], [3, false, true], [4, true, false], [1, false, false], [2, true, false]]);
    expect(back.labels.map(({ name }) => name)).toEqual(['pedestrian', 'distractor']);
    expect(records.filter((record) => record.type === 'track')).toMatchObject([{ extent: 'span', difficult: false }, { difficult: true }]);
    expect(counts(back.lines)).toMatchObject({ 'dropped mot/broken-line': 1, 'kept mot/track': 2 });
  });
  it('goes to the only clip when nothing names one, and refuses what is none', async () => {
    expect([...(await readAll(format('mot'), { 'gt/gt.txt': GT }, targetOf([clip]))).records.keys()]).toEqual([clip.name]);
    expect(counts((await readAll(format('mot'), { 'gt/gt.txt': GT }, targetOf([clip, itemOf('other.mp4')]))).lines)).toHaveProperty(['dropped formats/image-not-here']);
    await expect(readAll(format('mot'), { 'a.txt': '', 'b.txt': '' }, targetOf([clip]))).rejects.toMatchObject({ code: 'mot/no-files' });
  });
});

const step = fc.record({ gap: fc.integer({ min: 1, max: 6 }), seen: fc.boolean(), x: fc.nat(500) });
const tracks = fc.array(fc.array(step, { minLength: 2, maxLength: 5 }).map((steps) => steps.map((one, at) => ({ ...one, seen: at === 0 || (at < steps.length - 1 && one.seen) }))), { minLength: 1, maxLength: 3 });

it.each(['mot', 'label-studio'])('our tracks through %s are where they were on every frame', async (id) => {
  await fc.assert(fc.asyncProperty(tracks, async (all) => {
    const records = all.flatMap((steps, at): DocumentRecord[] => {
      const [track] = thing(`c${at}`, { kind: 'box', x: 0, y: 0, width: 1, height: 1, angle: 0 }, { track: { extent: 'span', z: at, label: labels[0]?.id ?? null } });
      let frame = -1;
      return [track, ...steps.map(({ gap, seen, x }): Keyframe => {
        frame += gap;
        return { id: keyframeIdOf(track.id, frame), type: 'keyframe', track: track.id, frame, shape: seen ? { kind: 'box', x, y: 1, width: 5, height: 6, angle: 0 } : null, occluded: false, truncated: false };
      })];
    });
    const last = Math.max(...records.flatMap((record) => (record.type === 'keyframe' ? [record.frame] : [])));
    const { files } = await writeAll(format(id), [{ item: clip, records }], labels);
    const back = await readAll(format(id), files, targetOf([clip], labels));
    const told = (list: readonly DocumentRecord[]): readonly unknown[] => [...seenAt(list, last)].map((one) => JSON.stringify(one, (_, value: unknown) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value))).sort();
    expect(told(back.records.get(clip.name) ?? [])).toEqual(told(records));
  }), { numRuns: 60 });
});
