import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BookDocument } from '../model/document.ts';
import { findingIdOf, keyframeIdOf, type LabelId, type StretchId, type TaskId, type TrackId } from '../model/ids.ts';
import type { DocumentRecord } from '../model/records.ts';
import { numberedTracks, partsOf, type ComposeInput } from './composeReview.ts';
import { lengthOf, planMoments, planRuns, type FrameRun } from './planReview.ts';
import { riskyMoments, type Moment } from './risk.ts';

const TASK = '5b1d2f7e-0000-4000-8000-000000000001' as TaskId;
const RATE = 25;
const id = (number: number): TrackId => `5b1d2f7e-0000-4000-8000-${String(number).padStart(12, '0')}` as TrackId;

type Key = readonly [frame: number, x: number | null, more?: { readonly occluded?: boolean; readonly size?: number; readonly colour?: string }];

/** A box of 20 pixels that is somewhere along a row. */
function thing(number: number, keys: readonly Key[], label: string | null = null): DocumentRecord[] {
  return [
    { id: id(number), type: 'track', kind: 'box', label: label as LabelId | null, extent: 'span', z: number, note: null, locked: false, pinned: false, difficult: false, group: null },
    ...keys.map(([frame, x, { occluded = false, size = 20, colour } = {}]): DocumentRecord => ({
      id: keyframeIdOf(id(number), frame), type: 'keyframe', track: id(number), frame, occluded, truncated: false, shape: x === null ? null : { kind: 'box', x, y: 100, width: size, height: size, angle: 0 },
      ...(colour === undefined ? {} : { 'a:colour': colour }),
    })),
  ];
}

function documentOf(...records: readonly DocumentRecord[][]): BookDocument {
  return new BookDocument(new Map(records.flat().map((record) => [record.id, record])));
}

const moments = (...records: readonly DocumentRecord[][]): readonly (readonly [string, number, readonly TrackId[]])[] => riskyMoments({ document: documentOf(...records), frames: 500, rate: RATE, tracks: null }).map(({ why, frame, tracks }) => [why, frame, tracks]);

describe('moments worth a look', () => {
  it('are none where things go evenly', () => {
    expect(moments(thing(1, [[0, 0], [10, 20], [20, 40], [30, 60]]), thing(2, [[0, 300], [100, 302]]))).toEqual([]);
  });

  it('are where a thing jumps', () => {
    expect(moments(thing(1, [[0, 0], [1, 1], [2, 2], [3, 60], [4, 61]]))).toEqual([['jump', 2, [id(1)]], ['jump', 3, [id(1)]]]);
    // One that always moves like this does not jump.
    expect(moments(thing(1, Array.from({ length: 20 }, (_none, at) => [at, at % 2 === 0 ? 0 : 15] as const)))).toEqual([]);
  });

  it('are in the middle of long stretches without keyframes in which much happened', () => {
    expect(moments(thing(1, [[0, 0], [100, 200]]), thing(2, [[0, 400], [30, 800]]))).toEqual([['thin', 50, [id(1)]]]);
  });

  it('are where a thing comes back, comes out, or is said to be otherwise', () => {
    expect(moments(thing(1, [[0, 0, { occluded: true, colour: 'red' }], [5, 1], [8, null], [20, 2, { colour: 'blue' }]]))).toEqual([['uncovered', 5, [id(1)]], ['back', 20, [id(1)]], ['change', 20, [id(1)]]]);
  });

  it('are where two things of one label lie over each other, once for each meeting', () => {
    const [one, two] = [thing(1, [[0, 0], [10, 20], [20, 40], [30, 60]]), thing(2, [[0, 60], [10, 40], [20, 20], [30, 0]])];
    expect(moments(one, two).map(([why, , tracks]) => [why, tracks])).toEqual([['swap', [id(1), id(2)]]]);
    expect(Math.abs((moments(one, two)[0]?.[1] ?? 0) - 15)).toBeLessThan(4);
    expect(moments(one, thing(2, [[0, 60], [10, 40], [20, 20], [30, 0]], 'other'))).toEqual([]);
  });

  it('of some things only are those of no others', () => {
    const document = documentOf(thing(1, [[0, 0], [100, 200]]), thing(2, [[0, 0], [100, 210]]));
    expect(new Set(riskyMoments({ document, frames: 500, rate: RATE, tracks: new Set([id(2)]) }).flatMap(({ tracks }) => tracks))).toEqual(new Set([id(2)]));
  });
});

describe('a plan', () => {
  const moment = fc.record({ why: fc.constant('jump' as const), frame: fc.nat(999), tracks: fc.constant([]), amount: fc.constant(0), weight: fc.integer({ min: 1, max: 9 }) });
  const runs = fc.array(fc.tuple(fc.nat(999), fc.nat(60)).map(([from, length]): FrameRun => ({ from, to: Math.min(999, from + length) })), { maxLength: 6 });

  it('holds what it is about, is in order, never too long, and without frames that were left out', () => {
    fc.assert(fc.property(fc.array(moment, { maxLength: 40 }), runs, fc.integer({ min: 2, max: 30 }), (all: readonly Moment[], deleted, mostSeconds) => {
      const plan = planMoments({ moments: all, frames: 1000, rate: 10, deleted, mostSeconds });
      for (const [at, span] of plan.entries()) {
        expect(span.from).toBeLessThanOrEqual(span.to);
        expect(span.from).toBeGreaterThan(plan[at - 1]?.to ?? -1);
        expect(deleted.some(({ from, to }) => span.from <= to && span.to >= from)).toBe(false);
        for (const { frame } of span.moments) expect(frame >= span.from && frame <= span.to).toBe(true);
      }
      expect(lengthOf(plan)).toBeLessThanOrEqual(Math.max(21, mostSeconds * 10));
      // The heaviest is always there, unless its frame was left out.
      const [heaviest] = all.toSorted((a, b) => b.weight - a.weight || a.frame - b.frame);
      if (heaviest !== undefined && !deleted.some(({ from, to }) => heaviest.frame >= from && heaviest.frame <= to)) expect(plan.some(({ from, to }) => heaviest.frame >= from && heaviest.frame <= to)).toBe(true);
    }));
  });

  it('of runs joins what touches and keeps inside the clip', () => {
    expect(planRuns([{ from: 10, to: 20 }, { from: -5, to: 4 }, { from: 21, to: 30 }, { from: 95, to: 140 }], { moments: [], frames: 100, deleted: [{ from: 15, to: 16 }] }).map(({ from, to }) => [from, to])).toEqual([[0, 4], [10, 14], [17, 30], [95, 99]]);
  });
});

describe('contents', () => {
  const records = [
    ...thing(1, [[0, 0], [100, 200]]), ...thing(2, [[40, 300], [60, 301], [61, null]]),
    { id: 's' as StretchId, type: 'stretch', is: 'deleted', title: '', from: 48, to: 49 } satisfies DocumentRecord,
    { id: findingIdOf(TASK, { check: 'review.mark', key: 'a' }), type: 'finding', task: TASK, check: 'review.mark', version: 1, key: 'a', severity: 'warn', anchor: { item: 'i', frame: 300, tracks: [], region: null }, text: 'x', numbers: {}, author: 'me', at: 0, verdict: null } satisfies DocumentRecord,
  ];
  const input: ComposeInput = { document: documentOf(records), task: TASK, frames: 400, rate: RATE, content: 'risky', chosen: new Set([id(2)]), range: { from: 7, to: 9 }, onlyChosen: false, mostSeconds: 60 };
  const spans = (over: Partial<ComposeInput>): readonly (readonly number[])[] => partsOf({ ...input, ...over }).map(({ from, to }) => [from, to]);

  it('are what was asked for', () => {
    expect(spans({})).toEqual([[25, 47], [50, 75], [275, 325]]);
    expect(spans({ content: 'flagged' })).toEqual([[275, 325]]);
    expect(spans({ content: 'chosen' })).toEqual([[40, 47], [50, 60]]);
    expect(spans({ content: 'range' })).toEqual([[7, 9]]);
    expect(spans({ content: 'range', range: null })).toEqual([]);
    expect(spans({ content: 'whole' })).toEqual([[0, 47], [50, 399]]);
  });

  it('number things by when they are seen first, whichever are drawn', () => {
    expect(numberedTracks({ ...input, onlyChosen: true }).map(({ number, track }) => [number, track])).toEqual([[2, id(2)]]);
  });
});
