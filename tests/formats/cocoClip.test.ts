import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coco } from '#shared/formats/coco/coco.ts';
import { BookDocument } from '#shared/model/document.ts';
import { cameraIdOf, cameraPathIdOf, frameIdOf, keyframeIdOf, taskIdOf, type ItemId, type StretchId, type TaskId, type TrackId } from '#shared/model/ids.ts';
import type { DocumentRecord, Keyframe } from '#shared/model/records.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';
import { counts, idOf, itemOf, labelOf, readAll, targetOf, thing, writeAll } from './world.ts';

const car = labelOf('car', { order: 0 });
const task = idOf('task') as TaskId;
const item = itemOf('drive.mp4');
const box = (x: number) => ({ kind: 'box', x, y: 6, width: 10, height: 4, angle: 0 }) as const;
const key = (track: TrackId, frame: number, shape: Keyframe['shape']): Keyframe => ({ id: keyframeIdOf(track, frame), type: 'keyframe', track, frame, shape, occluded: false, truncated: false });

describe('a clip in COCO', () => {
  const [runner, first] = thing('runner', box(0), { track: { label: car.id, extent: 'span' } });
  const [late] = thing('late', box(50), { track: { label: car.id, extent: 'span', z: 1 } });
  const records: readonly DocumentRecord[] = [
    runner, first, key(runner.id, 10, box(40)), key(runner.id, 20, null), late, key(late.id, 5, box(50)),
    { id: frameIdOf(task, 5), type: 'frame', task, frame: 5, proof: { pts: 450, timebase: [1, 90_000], sha256: 'c'.repeat(64) } },
    { id: idOf('cut') as string as StretchId, type: 'stretch', is: 'deleted', title: '', from: 10, to: 12 },
  ];

  it('is one picture a labelled frame, with what proves which one, and everything that is seen on it', async () => {
    const { json, lines } = await writeAll(coco, [{ item, records }], [car]);
    const images = json.images as unknown as readonly { readonly id: number; readonly file_name: string; readonly frame_id: number; readonly sightline: object }[];
    expect(images.map(({ file_name, frame_id }) => [file_name, frame_id])).toEqual([['drive.mp4#frame=0', 0], ['drive.mp4#frame=5', 5], ['drive.mp4#frame=20', 20]]);
    expect(images[1]?.sightline).toMatchObject({ frame: 5, pts: 450, timebase: [1, 90_000], sha256: 'c'.repeat(64) });
    expect(json.annotations.map(({ image_id, bbox }) => [image_id, bbox[0]])).toEqual([[1, 0], [2, 20], [2, 50], [3, 50]]);
    expect(counts(lines)).toMatchObject({ 'approximated coco/clip': 1, 'dropped coco/deleted-frame': 1 });
  });

  it('has things where they are seen when they go along with the camera', async () => {
    // Eight pixels to the right before frame 3, and back before frame 8.
    const steps = Array.from({ length: 21 }, (_, frame) => [0, 0, frame === 3 ? 800 : frame === 8 ? -800 : 0, 0, 90]).flat();
    const proof = { pts: 0, timebase: [1, 90_000] as [number, number], sha256: 'd'.repeat(64) };
    const camera = (steady: boolean): readonly DocumentRecord[] => [
      { id: cameraIdOf(task), type: 'camera', task, by: { name: 'test', version: '1' }, frames: 21, width: 100, height: 80, proof, steady, probes: [] },
      { id: cameraPathIdOf(task, 0), type: 'cameraPath', task, from: 0, steps },
    ];
    const on5 = async (steady: boolean): Promise<number | undefined> => (await writeAll(coco, [{ item, records: [...records, ...camera(steady)] }], [car])).json.annotations.find(({ image_id }) => image_id === 2)?.bbox[0];
    expect([await on5(false), await on5(true)]).toEqual([20, 28]);
  });

  it('comes back as things that go through time, with the proofs of their frames', async () => {
    const { json } = await writeAll(coco, [{ item, records }], [car]);
    const read = await readAll(coco, { 'a.json': json }, targetOf([item], [car]));
    const back = read.records.get('drive.mp4') ?? [];
    const [was, is] = [documentOf(records), documentOf(back)];
    // The keyframe on a frame that was left out is not written; what lies between its neighbours is not known any more.
    for (let frame = 0; frame <= 30; frame += 1) for (const id of [runner.id, late.id]) if (frame <= 5 || frame >= 20) expect([frame, shapeAt(is, id, frame)]).toEqual([frame, shapeAt(was, id, frame)]);
    expect(is.tracks().map(({ id, extent, label, z }) => [id, extent, label, z])).toEqual(was.tracks().map(({ id, extent, label, z }) => [id, extent, label, z]));
    expect(is.all('frame')).toEqual([expect.objectContaining({ frame: 5, task: taskIdOf(item.id as ItemId), proof: { pts: 450, timebase: [1, 90_000], sha256: 'c'.repeat(64) } })]);
  });

  it('keeps what belongs to one frame on that frame', async () => {
    const [still] = thing('still', box(70), { track: { label: car.id } });
    const { json } = await writeAll(coco, [{ item, records: [...records, still, key(still.id, 5, box(70))] }], [car]);
    const is = documentOf((await readAll(coco, { 'a.json': json }, targetOf([item], [car]))).records.get('drive.mp4') ?? []);
    expect([4, 5, 6].map((frame) => shapeAt(is, still.id, frame) !== null)).toEqual([false, true, false]);
  });

  it('of any keyframes is on every labelled frame where it was', async () => {
    const keys = fc.uniqueArray(fc.nat(40), { minLength: 1, maxLength: 8 }).chain((frames) => fc.tuple(...frames.sort((a, b) => a - b).map((frame) => fc.tuple(fc.constant(frame), fc.option(fc.nat(60))))));
    await fc.assert(fc.asyncProperty(fc.array(keys, { minLength: 1, maxLength: 4 }), async (all) => {
      const made = all.flatMap((own, at) => {
        const [track] = thing(`t${at}`, box(0), { track: { label: car.id, extent: 'span', z: at } });
        return [track, ...own.map(([frame, x]) => key(track.id, frame, x === null ? null : box(x)))];
      });
      const was = documentOf(made);
      const { json } = await writeAll(coco, [{ item, records: made }], [car]);
      const is = documentOf((await readAll(coco, { 'a.json': json }, targetOf([item], [car]))).records.get('drive.mp4') ?? []);
      for (const { frame } of was.all('keyframe')) for (const { id } of was.tracks()) expect(shapeAt(is, id, frame)).toEqual(shapeAt(was, id, frame));
    }), { numRuns: 100 });
  });

  it('of a clip the project does not have is told', async () => {
    const { json } = await writeAll(coco, [{ item, records }], [car]);
    expect(counts((await readAll(coco, { 'a.json': json }, targetOf([itemOf('other.mp4')], [car]))).lines)).toMatchObject({ 'dropped coco/image-not-here': 4 });
  });
});

function documentOf(records: readonly DocumentRecord[]): BookDocument {
  return new BookDocument(new Map(records.map((record) => [record.id, record])));
}
