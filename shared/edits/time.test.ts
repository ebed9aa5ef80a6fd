/* Longer than other files, because every edit in time is tried on the same small clip. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uuidMaker } from '../base/id.ts';
import { seeded } from '../base/seeded.ts';
import { BookDocument } from '../model/document.ts';
import { itemIdOf, taskIdOf, type LabelId, type ProjectId, type StretchId, type TrackId } from '../model/ids.ts';
import type { BoxShape, Shape } from '../model/kinds/shape.ts';
import type { Attribute } from '../model/ontology.ts';
import { applyTo, type Book } from '../model/ops.ts';
import { documentRecord } from '../model/records.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { lifeOf, stretchesOf } from '../model/trackLife.ts';
import { valueAt } from '../model/valueAt.ts';
import { isRefusal } from './edit.ts';
import { edits, type ArgsOf, type EditName } from './index.ts';
import { chaptersOf, deletedStretches } from './stretches.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(5).bytes);
const task = taskIdOf(itemIdOf(newId() as ProjectId, 'a.mp4'));
const LAST = 99;
const boxAt = (x: number): BoxShape => ({ kind: 'box', x, y: 10, width: 30, height: 20, angle: 0 });
const proof = (digit: string): { pts: number; timebase: [number, number]; sha256: string } => ({ pts: 1000, timebase: [1, 1000], sha256: digit.repeat(64) });

class Clip {
  readonly book: Book = new Map();
  readonly document = new BookDocument(this.book);

  do<K extends EditName>(name: K, args: ArgsOf<K>): string | number {
    const before = new Map(this.book);
    const result = edits[name].run(this.document, args, { newId, now: 0, actor: 'ann' });
    if (isRefusal(result)) return result.refused;
    const { touched, inverse } = applyTo(this.book, result);
    const after = new Map(this.book);
    applyTo(this.book, inverse);
    expect(this.book).toEqual(before);
    for (const id of [...this.book.keys()]) this.book.delete(id);
    for (const [id, record] of after) this.book.set(id, record);
    this.document.refresh([...touched, ...before.keys()]);
    for (const id of touched) if (this.book.has(id)) documentRecord.parse(this.book.get(id));
    return result.length;
  }

  draw(frame: number, shape: Shape = boxAt(0), label: LabelId | null = null): TrackId {
    const id = newId() as TrackId;
    this.do('createTrack', { shape, frame, label, extent: 'span', id, attributes: {} });
    return id;
  }

  at(track: TrackId, frame: number): number | null {
    const shape = shapeAt(this.document, track, frame);
    return shape?.kind === 'box' ? Math.round(shape.x * 1000) / 1000 : null;
  }

  frames(track: TrackId): readonly number[] {
    return this.document.keyframesOf(track).map(({ frame }) => frame);
  }

  seen(track: TrackId): readonly (readonly [number, number | null])[] {
    return stretchesOf(this.document.keyframesOf(track), 'span').map(({ from, to }) => [from, to]);
  }

  /** A thing that runs from x = 0 on frame 0 to x = 100 on frame 10. */
  runner(): TrackId {
    const id = this.draw(0);
    this.do('reshape', { track: id, frame: 10, shape: boxAt(100) });
    return id;
  }
}

describe('a thing in time', () => {
  test('is not there before its first keyframe, moves between two, and stays after the last', () => {
    const clip = new Clip();
    const id = clip.draw(4);
    clip.do('reshape', { track: id, frame: 8, shape: boxAt(40) });
    expect([3, 4, 5, 6, 8, 50].map((frame) => clip.at(id, frame))).toEqual([null, 0, 10, 20, 40, 40]);
  });

  test('is out of sight from an outside keyframe until the next one, and moves there only between two that are seen', () => {
    const clip = new Clip();
    const id = clip.runner();
    expect(clip.do('setOutside', { tracks: [id], frame: 10, on: true })).toBe(1);
    expect(clip.do('setOutside', { tracks: [id], frame: 20, on: false })).toBe(1);
    expect([9, 10, 19, 20, 30].map((frame) => clip.at(id, frame))).toEqual([0, null, null, 0, 0]);
    expect(clip.seen(id)).toEqual([[0, 10], [20, null]]);
  });

  test('what is occluded goes on until it is said otherwise', () => {
    const clip = new Clip();
    const id = clip.runner();
    clip.do('setMark', { tracks: [id], frame: 5, mark: 'occluded', on: true });
    clip.do('reshape', { track: id, frame: 7, shape: boxAt(3) });
    expect(clip.document.keyframeAt(id, 7)?.occluded).toBe(true);
    expect(clip.document.keyframeAt(id, 10)?.occluded).toBe(false);
  });

  test('a still one is there on its frame only', () => {
    const clip = new Clip();
    const id = newId() as TrackId;
    clip.do('createTrack', { shape: boxAt(1), frame: 3, label: null, extent: 'still', id, attributes: {} });
    expect([2, 3, 4].map((frame) => clip.at(id, frame))).toEqual([null, 1, null]);
  });
});

describe('what a cut takes off', () => {
  const field = (x: number): Shape => ({ kind: 'polygon', rings: [[x, 0, x + 30, 0, x + 30, 10, x, 10]] });
  const cut = (clip: Clip, track: TrackId, frame: number): TrackId => {
    const id = newId() as TrackId;
    expect(clip.do('sliceTrack', { track, frame, line: [[8, -5], [8, 20]], id })).toBeGreaterThan(0);
    return id;
  };

  test('is a thing of the clip: it goes on from the frame of the cut, and was not there before', () => {
    const clip = new Clip();
    const id = clip.draw(2, field(0));
    const part = cut(clip, id, 5);
    expect(clip.document.track(part)?.extent).toBe('span');
    expect([4, 5, 6, LAST].map((frame) => shapeAt(clip.document, part, frame) !== null)).toEqual([false, true, true, true]);
  });

  test('ends where the whole next goes out of sight', () => {
    const clip = new Clip();
    const id = clip.draw(2, field(0));
    clip.do('hideAfter', { tracks: [id], frame: 9, last: LAST });
    const part = cut(clip, id, 5);
    expect(clip.seen(part)).toEqual([[5, 10]]);
  });

  test('of a still thing stays on its frame', () => {
    const clip = new Clip();
    const id = newId() as TrackId;
    clip.do('createTrack', { shape: field(0), frame: 3, label: null, extent: 'still', id, attributes: {} });
    const part = cut(clip, id, 3);
    expect([3, 4].map((frame) => shapeAt(clip.document, part, frame) !== null)).toEqual([true, false]);
  });
});

describe('keyframes', () => {
  test('set where nothing was drawn keep the place when a neighbour moves; taken out they give it up', () => {
    const clip = new Clip();
    const id = clip.runner();
    expect(clip.do('setKeyframe', { tracks: [id], frame: 5 })).toBe(1);
    clip.do('reshape', { track: id, frame: 10, shape: boxAt(0) });
    expect(clip.at(id, 5)).toBe(50);
    expect(clip.do('removeKeyframe', { tracks: [id], frame: 5 })).toBe(1);
    expect(clip.at(id, 5)).toBe(0);
  });

  test('that say where a thing is at all are not taken out', () => {
    const clip = new Clip();
    const id = clip.draw(4);
    expect(clip.do('removeKeyframe', { tracks: [id], frame: 4 })).toBe('edit/only-keyframe');
    expect(clip.do('setOutside', { tracks: [id], frame: 4, on: true })).toBe('edit/only-keyframe');
    expect(clip.do('removeKeyframe', { tracks: [id], frame: 5 })).toBe('edit/no-keyframe');
    expect(clip.do('setKeyframe', { tracks: [id], frame: 2 })).toBe('edit/not-seen-here');
  });

  test('hidden after a frame: it is there on it and never again', () => {
    const clip = new Clip();
    const id = clip.runner();
    expect(clip.do('hideAfter', { tracks: [id], frame: 5, last: LAST })).toBeGreaterThan(0);
    expect([4, 5, 6, 10, 50].map((frame) => clip.at(id, frame))).toEqual([40, 50, null, null, null]);
    expect(clip.do('hideAfter', { tracks: [id], frame: 30, last: LAST })).toBe('edit/not-seen-here');
  });

  test('are moved in time together, not onto others and not out of the clip', () => {
    const clip = new Clip();
    const id = clip.runner();
    clip.do('setKeyframe', { tracks: [id], frame: 5 });
    const keys = [{ track: id, frame: 5 }, { track: id, frame: 10 }];
    expect(clip.do('shiftKeyframes', { keys, by: 5, last: LAST })).toBe(3);
    expect(clip.frames(id)).toEqual([0, 10, 15]);
    expect(clip.at(id, 10)).toBe(50);
    expect(clip.do('shiftKeyframes', { keys: [{ track: id, frame: 10 }], by: 5, last: LAST })).toBe('edit/keyframe-there');
    expect(clip.do('shiftKeyframes', { keys: [{ track: id, frame: 10 }], by: 90, last: LAST })).toBe('edit/outside-clip');
  });

  test('carried over frames: nothing moves there, beyond it goes on', () => {
    const clip = new Clip();
    const id = clip.runner();
    clip.do('propagateInTime', { tracks: [id], frame: 5, from: 3, to: 7, meeting: 'replace' });
    expect([3, 5, 7, 10].map((frame) => clip.at(id, frame))).toEqual([50, 50, 50, 100]);
    const other = clip.runner();
    clip.do('setKeyframe', { tracks: [other], frame: 6 });
    clip.do('propagateInTime', { tracks: [other], frame: 4, from: 0, to: 9, meeting: 'keep' });
    expect(clip.frames(other)).toEqual([0, 1, 4, 5, 6, 10]);
    expect([0, 1, 5, 6].map((frame) => clip.at(other, frame))).toEqual([0, 40, 40, 60]);
  });
});

describe('several things', () => {
  test('split: on every frame the two together are what the one was', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat(40), { minLength: 2, maxLength: 8 }), fc.nat(45), (frames, cut) => {
      const clip = new Clip();
      const sorted = [...frames].sort((a, b) => a - b);
      const id = clip.draw(sorted[0] ?? 0, boxAt(7));
      for (const frame of sorted.slice(1)) clip.do('reshape', { track: id, frame, shape: boxAt((frame * 37) % 200) });
      const before = Array.from({ length: 60 }, (_, frame) => clip.at(id, frame));
      const part = newId() as TrackId;
      const done = clip.do('splitTrack', { track: id, frame: cut, id: part });
      if (typeof done === 'string') expect(cut <= (sorted[0] ?? 0)).toBe(true);
      expect(Array.from({ length: 60 }, (_, frame) => clip.at(id, frame) ?? clip.at(part, frame))).toEqual(before);
    }), { numRuns: 60 });
  });

  test('merged across a gap, joined with it, and refused where both are keyed', () => {
    const [filled, left] = ['fill', 'leave'].map((gap) => {
      const clip = new Clip();
      const [one, other] = [clip.runner(), clip.draw(20, boxAt(200))];
      clip.do('hideAfter', { tracks: [one], frame: 12, last: LAST });
      expect(typeof clip.do('mergeTracks', { tracks: [other, one], gap: gap as 'fill' })).toBe('number');
      expect(clip.document.track(other)).toBeUndefined();
      return [10, 12, 13, 16, 19, 20, 30].map((frame) => clip.at(one, frame));
    });
    expect(filled).toEqual([100, 100, 112.5, 150, 187.5, 200, 200]);
    expect(left).toEqual([100, 100, null, null, null, 200, 200]);
    const clip = new Clip();
    const [one, other] = [clip.runner(), clip.draw(5)];
    expect(clip.do('mergeTracks', { tracks: [one, other], gap: 'fill' })).toBe('edit/meet-in-time');
    expect(clip.do('mergeTracks', { tracks: [one], gap: 'fill' })).toBe('edit/needs-two-tracks');
  });

  test('split and merged again are what they were', () => {
    const clip = new Clip();
    const id = clip.runner();
    const before = Array.from({ length: 30 }, (_, frame) => clip.at(id, frame));
    const part = newId() as TrackId;
    clip.do('splitTrack', { track: id, frame: 6, id: part });
    clip.do('mergeTracks', { tracks: [id, part], gap: 'leave' });
    expect(Array.from({ length: 30 }, (_, frame) => clip.at(id, frame))).toEqual(before);
  });

  test('swapped from a frame on: the past stays, the future is the other one', () => {
    const clip = new Clip();
    const one = clip.runner();
    const other = clip.draw(0, boxAt(500));
    clip.do('reshape', { track: other, frame: 10, shape: boxAt(400) });
    const was = [one, other].map((id) => Array.from({ length: 30 }, (_, frame) => clip.at(id, frame)));
    expect(typeof clip.do('swapTracks', { tracks: [one, other], frame: 4 })).toBe('number');
    for (const [at, id] of [one, other].entries()) {
      const now = Array.from({ length: 30 }, (_, frame) => clip.at(id, frame));
      expect(now.slice(0, 4)).toEqual(was[at]?.slice(0, 4));
      expect(now.slice(4)).toEqual(was[1 - at]?.slice(4));
    }
    clip.do('swapTracks', { tracks: [one, other], frame: 4 });
    expect([one, other].map((id) => Array.from({ length: 30 }, (_, frame) => clip.at(id, frame)))).toEqual(was);
  });

  test('swapped with one that begins later: it gets the past it never had', () => {
    const clip = new Clip();
    const [one, late] = [clip.runner(), clip.draw(20, boxAt(300))];
    expect(typeof clip.do('swapTracks', { tracks: [one, late], frame: 8 })).toBe('number');
    expect([7, 8, 19, 20].map((frame) => clip.at(one, frame))).toEqual([70, null, null, 300]);
    expect([7, 8, 10, 30].map((frame) => clip.at(late, frame))).toEqual([null, 80, 100, 100]);
  });
});

describe('attributes in time', () => {
  const speed: Attribute = { key: 'speed', name: 'speed', input: 'select', values: ['slow', 'fast', 'stopped'], min: null, max: null, fallback: 'slow', perFrame: true, required: false };

  function painted(): { readonly clip: Clip; readonly id: TrackId; readonly value: (frame: number) => unknown } {
    const clip = new Clip();
    const label = newId() as LabelId;
    clip.do('createLabel', { id: label, name: 'car', color: '#ff0000', kinds: [], attributes: [speed] });
    const id = clip.draw(0, boxAt(0), label);
    clip.do('reshape', { track: id, frame: 30, shape: boxAt(60) });
    return { clip, id, value: (frame) => valueAt({ track: clip.document.track(id) ?? never(), keys: clip.document.keyframesOf(id) }, frame, 'a:speed') };
  }

  test('hold over keyframes that do not repeat them', () => {
    const { clip, id, value } = painted();
    clip.do('setAttribute', { tracks: [id], frame: 5, key: 'speed', value: 'fast' });
    clip.do('reshape', { track: id, frame: 12, shape: boxAt(9) });
    expect([4, 5, 12, 40].map(value)).toEqual([null, 'fast', 'fast', 'fast']);
    expect(clip.do('setAttribute', { tracks: [id], frame: 20, key: 'speed', value: null })).toBe('edit/value-holds');
  });

  test('painted over a range they end with it', () => {
    const { clip, id, value } = painted();
    clip.do('setAttribute', { tracks: [id], frame: 2, key: 'speed', value: 'fast' });
    clip.do('setAttributeOver', { tracks: [id], from: 10, to: 14, key: 'speed', value: 'stopped' });
    expect([9, 10, 14, 15, 30].map(value)).toEqual(['fast', 'stopped', 'stopped', 'fast', 'fast']);
    expect(clip.do('setAttributeOver', { tracks: [id], from: 10, to: 14, key: 'speed', value: 'flying' })).toBe('edit/bad-value');
  });
});

describe('frames', () => {
  test('left out and taken back, as sets of frames', () => {
    const step = fc.record({ out: fc.boolean(), from: fc.nat(40), length: fc.nat(15) });
    fc.assert(fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const clip = new Clip();
      const gone = new Set<number>();
      for (const { out, from, length } of steps) {
        clip.do(out ? 'deleteFrames' : 'restoreFrames', { from, to: from + length });
        for (let frame = from; frame <= from + length; frame += 1) if (out) gone.add(frame);
          else gone.delete(frame);
      }
      const kept = deletedStretches(clip.document);
      expect(kept.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at))).toEqual([...gone].sort((a, b) => a - b));
      expect(kept.every((one, at) => at === 0 || one.from > (kept[at - 1]?.to ?? 0) + 1)).toBe(true);
    }), { numRuns: 60 });
  });

  test('chapters have a name', () => {
    const clip = new Clip();
    const id = newId() as StretchId;
    expect(clip.do('addChapter', { id, title: ' ', from: 0, to: 5 })).toBe('edit/no-name');
    expect(clip.do('addChapter', { id, title: 'Junction', from: 0, to: 5 })).toBe(1);
    expect(clip.do('renameChapter', { id, title: 'Crossing' })).toBe(1);
    expect(chaptersOf(clip.document).map(({ title }) => title)).toEqual(['Crossing']);
    expect(clip.do('removeChapter', { id })).toBe(1);
    expect(clip.do('removeChapter', { id })).toBe('edit/gone');
  });

  test('are proven once, and labels follow them to where they are now', () => {
    const clip = new Clip();
    const id = clip.runner();
    expect(clip.do('proveFrames', { task, proofs: [{ frame: 0, proof: proof('a') }, { frame: 10, proof: proof('b') }] })).toBe(2);
    expect(clip.do('proveFrames', { task, proofs: [{ frame: 0, proof: proof('c') }] })).toBe(0);
    expect(clip.do('reanchorFrames', { task, moves: [{ from: 0, to: 10, proof: proof('a') }] })).toBe('edit/frame-lost');
    clip.do('reanchorFrames', { task, moves: [{ from: 0, to: 10, proof: proof('a') }, { from: 10, to: 20, proof: proof('b') }] });
    expect(clip.frames(id)).toEqual([10, 20]);
    expect(clip.document.all('frame').map(({ frame, proof: own }) => [frame, own.sha256[0]])).toEqual([[10, 'a'], [20, 'b']]);
  });

  test('the life of a thing: where it jumps, how long it lasts', () => {
    const clip = new Clip();
    const id = clip.runner();
    clip.do('reshape', { track: id, frame: 11, shape: boxAt(150) });
    clip.do('hideAfter', { tracks: [id], frame: 15, last: LAST });
    const life = lifeOf(clip.document.keyframesOf(id), 'span', LAST + 1);
    expect(life).toMatchObject({ first: 0, last: 15, length: 16, frames: 16, gap: 0, jump: { by: 50, frame: 11 } });
  });
});

function never(): never {
  throw new Error('the thing is there');
}
