import { describe, expect, it } from 'vitest';
import type { FrameProof } from '#shared/bridge/clipContract.ts';
import type { RecordId, TaskId } from '#shared/model/ids.ts';
import type { FrameRecord } from '#shared/model/records.ts';
import { identify, type IdentityPorts } from './identity.ts';

const hash = (picture: number): string => picture.toString(16).padStart(64, '0');

/** A file whose frame `i` shows picture `pictures[i]` at that picture's own time, twenty-five a second. */
function file(pictures: readonly number[], { pts = true, encoding = 0 } = {}): IdentityPorts & { readonly asked: number[] } {
  const asked: number[] = [];
  return {
    asked, frames: pictures.length,
    frameAt: (seconds) => pictures.findLastIndex((picture) => (picture - (pictures[0] ?? 0)) / 25 <= seconds),
    prove: (frames) => {
      asked.push(...frames);
      return Promise.resolve(frames.map((frame): FrameProof => ({ frame, pts: pts ? (pictures[frame] ?? 0) * 40 : null, timebase: [1, 1000], sha256: hash((pictures[frame] ?? 0) + encoding) })));
    },
  };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);
const labelled = (frames: readonly number[]): FrameRecord[] => frames.map((frame) => ({ id: `f${frame}` as RecordId, type: 'frame', task: 't' as TaskId, frame, proof: { pts: frame * 40, timebase: [1, 1000], sha256: hash(frame) } }));

describe('the file that was labelled', () => {
  it('is known again after a look at some of its frames', async () => {
    const same = file(range(0, 500));
    expect(await identify(labelled(range(0, 400)), same)).toEqual({ is: 'same' });
    expect(same.asked.length).toBeLessThan(15);
    expect(await identify([], same)).toEqual({ is: 'unknown' });
  });

  it('with frames cut out between: labels are found by their time', async () => {
    const found = await identify(labelled([2, 20, 30]), file(range(0, 50).filter((picture) => picture < 5 || picture > 9)));
    expect(found).toMatchObject({ is: 'other', frames: [20, 30], pictures: true, moves: [{ from: 2, to: 2 }, { from: 20, to: 15 }, { from: 30, to: 25 }] });
  });

  it('encoded anew: the frames are there, their pixels are not', async () => {
    expect(await identify(labelled([2, 20]), file(range(0, 50), { encoding: 7 }))).toMatchObject({ is: 'other', frames: [2, 20], pictures: false, moves: [{ from: 2, to: 2 }, { from: 20, to: 20 }] });
  });

  it('is not found in one that ends before, or has no times', async () => {
    expect(await identify(labelled([2, 60]), file(range(0, 50)))).toMatchObject({ is: 'other', moves: null });
    expect(await identify(labelled([2, 20]), file(range(100, 150), { pts: false }))).toMatchObject({ is: 'other', moves: null });
  });
});
