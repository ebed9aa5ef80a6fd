import { mix, type Point } from '../geometry/point.ts';
import { moved } from '../geometry/similarity.ts';
import { LEAST_SHARE, type Camera, type CameraPath, type PictureSize } from '../model/camera.ts';

/** Frames from one keyframe to the next for which it is told what to expect. */
export const SPANS = [5, 10, 20, 30] as const;
/** Interpolation whose boxes share less with the truth than this costs more than it saves. */
export const GOOD_ENOUGH = 0.8;
/** Pixels on a side of a thing, where nothing is labelled yet. */
export const USUAL_SIDE = 60;
/** Windows looked at for one distance of keyframes, at most. */
const MOST_WINDOWS = 300;
/** Fewer say nothing. */
const LEAST_WINDOWS = 3;
const LEAST_PROBES = 24;

export interface Expectation {
  /** Frames from one keyframe to the next. */
  readonly span: number;
  /** Mean overlap of an interpolated box with the true one, 0 to 1. */
  readonly iou: number;
  /** Windows it was taken from. */
  readonly windows: number;
}

/**
 * Whether interpolation will pay on a clip, before anyone labels it. `interpolate`: with a keyframe every `every` frames;
 * `steady`: only when shapes go along with the camera; `each`: every frame needs its own; `unclear`: the picture does not
 * move as one, or too little is measured.
 */
export type Verdict = { readonly is: 'interpolate'; readonly every: number } | { readonly is: 'steady' } | { readonly is: 'each' } | { readonly is: 'unclear' };

export interface Preflight {
  readonly verdict: Verdict;
  readonly expected: readonly Expectation[];
  /** Pixels a frame, one standard deviation along an axis: what adds up from frame to frame, and what does not. */
  readonly walk: number;
  readonly shake: number;
  /** Of a hundred places, how many go along with the picture in the middle frame by that number. */
  readonly share: number;
  /** Steps that are known, and those that say nothing. */
  readonly steps: number;
  readonly broken: number;
  /** What tracked places of the ground say of keyframes `PROBE_SPAN` apart; null where there are too few. */
  readonly probes: Gain | null;
}

/** Mean overlap without and with the camera taken out, and on how many it was measured. */
export interface Gain {
  readonly plain: number;
  readonly steady: number;
  readonly count: number;
}

/** Overlap of a square with itself moved by so much. */
export function iouOfShift(dx: number, dy: number, side: number): number {
  const both = Math.max(0, side - Math.abs(dx)) * Math.max(0, side - Math.abs(dy));
  return both / (2 * side * side - both);
}

/** `side`: pixels on a side of what is labelled. */
export function preflight({ path, record }: Camera, side: number): Preflight {
  const shares = Array.from({ length: Math.max(0, path.known - 1) }, (_, at) => path.shareOf(at + 1));
  const broken = shares.filter((share) => share < LEAST_SHARE).length;
  const share = shares.toSorted((a, b) => a - b)[shares.length >> 1] ?? 0;
  const points = probePoints(record);
  const expected = SPANS.flatMap((span) => expectation(path, { span, side, points }) ?? []);
  const probes = probeGain(record.probes, side);
  return { verdict: verdictOf({ expected, probes, share, broken, steps: shares.length }), expected, ...wobbleOf(path, points), share, steps: shares.length, broken, probes };
}

function verdictOf({ expected, probes, share, broken, steps }: Pick<Preflight, 'expected' | 'probes' | 'share' | 'broken' | 'steps'>): Verdict {
  if (expected.length === 0 || share < LEAST_SHARE || broken > steps / 2) return { is: 'unclear' };
  const every = Math.max(0, ...expected.filter(({ iou }) => iou >= GOOD_ENOUGH).map(({ span }) => span));
  if (every >= 10 || (every > 0 && (probes?.steady ?? 0) < GOOD_ENOUGH)) return { is: 'interpolate', every };
  return probes !== null && probes.steady >= GOOD_ENOUGH ? { is: 'steady' } : every > 0 ? { is: 'interpolate', every } : { is: 'each' };
}

/** Five places that stand for the whole picture. */
function probePoints({ width, height }: PictureSize): readonly Point[] {
  return [[0.5, 0.5], [0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]].map(([x = 0, y = 0]): Point => [x * width, y * height]);
}

/** How far a place is from the straight line between its ends, on each frame between; null where the camera's way is broken. */
function wayOff(path: CameraPath, { from, span, point }: { readonly from: number; readonly span: number; readonly point: Point }): readonly Point[] | null {
  const places: Point[] = [];
  for (let at = 0; at <= span; at += 1) {
    const by = path.between(from, from + at);
    if (by === null) return null;
    places.push(moved(by, point));
  }
  const [start, end] = [places[0] ?? point, places[span] ?? point];
  return places.slice(1, -1).map((place, at): Point => {
    const straight = mix(start, end, (at + 1) / span);
    return [place[0] - straight[0], place[1] - straight[1]];
  });
}

/** What is off in windows of so many frames, spread over the clip. */
function samples(path: CameraPath, span: number, points: readonly Point[]): { readonly off: readonly Point[]; readonly windows: number } {
  const stride = Math.max(1, Math.ceil((path.known - span) / MOST_WINDOWS));
  const off: Point[] = [];
  let windows = 0;
  for (let from = 0; from + span < path.known; from += stride) {
    const found = points.map((point) => wayOff(path, { from, span, point }));
    if (found.includes(null)) continue;
    windows += 1;
    for (const way of found) if (way !== null) off.push(...way);
  }
  return { off, windows };
}

function expectation(path: CameraPath, { span, side, points }: { readonly span: number; readonly side: number; readonly points: readonly Point[] }): Expectation | null {
  const { off, windows } = samples(path, span, points);
  if (windows < LEAST_WINDOWS) return null;
  return { span, windows, iou: off.reduce((sum, [dx, dy]) => sum + iouOfShift(dx, dy, side), 0) / off.length };
}

/**
 * Two kinds of unrest fitted to how the variance about the line grows with its length: a walk gives
 * `walk² (K + 1) / 6`, a shake `shake² (1 + (2K - 1) / 3K)`, means over the frames between K apart.
 */
function wobbleOf(path: CameraPath, points: readonly Point[]): Pick<Preflight, 'walk' | 'shake'> {
  const rows = [2, ...SPANS].flatMap((span) => {
    const { off, windows } = samples(path, span, points);
    if (windows < LEAST_WINDOWS) return [];
    return [{ walk: (span + 1) / 6, shake: 1 + (2 * span - 1) / (3 * span), seen: off.reduce((sum, [dx, dy]) => sum + (dx * dx + dy * dy) / 2, 0) / off.length }];
  });
  const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const [ww, ws, ss] = [sum(({ walk }) => walk * walk), sum(({ walk, shake }) => walk * shake), sum(({ shake }) => shake * shake)];
  const [wv, sv] = [sum(({ walk, seen }) => walk * seen), sum(({ shake, seen }) => shake * seen)];
  const det = ww * ss - ws * ws;
  const [walk, shake] = det <= 1e-9 ? [0, 0] : [(ss * wv - ws * sv) / det, (ww * sv - ws * wv) / det];
  // A variance is never negative: then the other kind explains all of it.
  if (walk < 0) return { walk: 0, shake: Math.sqrt(Math.max(0, ss > 0 ? sv / ss : 0)) };
  if (shake < 0) return { walk: Math.sqrt(Math.max(0, ww > 0 ? wv / ww : 0)), shake: 0 };
  return { walk: Math.sqrt(walk), shake: Math.sqrt(shake) };
}

/** `probes` as `CameraRecord` keeps them. */
function probeGain(probes: readonly number[], side: number): Gain | null {
  const count = probes.length / 4;
  if (count < LEAST_PROBES) return null;
  let [plain, steady] = [0, 0];
  for (let at = 0; at < probes.length; at += 4) {
    plain += iouOfShift((probes[at] ?? 0) / 10, (probes[at + 1] ?? 0) / 10, side);
    steady += iouOfShift((probes[at + 2] ?? 0) / 10, (probes[at + 3] ?? 0) / 10, side);
  }
  return { plain: plain / count, steady: steady / count, count };
}
