import type { ReviewCodec, ReviewOrder } from '#shared/bridge/reviewContract.ts';
import { keyframeIdOf, type TrackId } from '#shared/model/ids.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import type { PlayerWords } from '#shared/review/playerPage.ts';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface OrderParts {
  readonly spans: readonly (readonly [from: number, to: number])[];
  readonly codec?: ReviewCodec;
  readonly height?: number;
  /** A white box, at the beginning of the first span, and at its end. */
  readonly box?: Place;
  readonly to?: Place;
}

const WORDS = 'title play previousFrame nextFrame previousPart nextPart mark note save cancel remove noObject marks none downloadJson downloadCsv frame part keys missing choose lost'.split(' ');

export const playerWordsForTests = { language: 'en', ...Object.fromEntries(WORDS.map((word) => [word, word])) } as PlayerWords;

export const TRACK = '5b1d2f7e-0000-4000-8000-0000000000a1';

/** A thing that goes through a clip, as records. */
export function trackOf({ id, keys }: { readonly id: string; readonly keys: readonly { readonly frame: number; readonly shape: Shape | null; readonly occluded?: boolean }[] }): DocumentRecord[] {
  const track = id as TrackId;
  const kind = keys.find(({ shape }) => shape !== null)?.shape?.kind ?? 'box';
  return [
    { id: track, type: 'track', kind, label: null, extent: 'span', z: 0, note: null, locked: false, pinned: false, difficult: false, group: null },
    ...keys.map(({ frame, shape, occluded = false }): DocumentRecord => ({ id: keyframeIdOf(track, frame), type: 'keyframe', track, frame, shape, occluded, truncated: false })),
  ];
}

/** An order for a review clip with one box, away from the bar code. */
export function reviewOrderOf({ spans, codec = 'vp9', height, box = { x: 220, y: 170, width: 60, height: 40 }, to = box }: OrderParts): ReviewOrder {
  const [first, last] = [spans[0]?.[0] ?? 0, spans[0]?.[1] ?? 0];
  return {
    review: '5b1d2f7e-0000-4000-8000-000000000009', task: '5b1d2f7e-0000-4000-8000-000000000001', codec, height: height ?? null,
    spans: spans.map(([from, until]) => ({ from, to: until, title: 'car 1 jumps', reasons: [{ why: 'jump', frame: from, tracks: [TRACK], text: 'car 1 jumps' }] })),
    objects: [{ number: 1, track: TRACK, label: 'car', color: '#ffffff' }],
    records: trackOf({ id: TRACK, keys: [{ frame: first, shape: { kind: 'box', ...box, angle: 0 } }, ...(last > first ? [{ frame: last, shape: { kind: 'box', ...to, angle: 0 } as const }] : [])] }),
    words: { frame: 'frame', cut: 'part' }, player: playerWordsForTests,
  };
}
