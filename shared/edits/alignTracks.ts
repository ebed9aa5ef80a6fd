import type { Point } from '../geometry/point.ts';
import type { Rect } from '../geometry/rect.ts';
import { union } from '../geometry/rect.ts';
import type { ReadDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { Op } from '../model/ops.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { edit, refused } from './edit.ts';
import { placeOp, shapeRefusal } from './shapeRules.ts';

/** Onto one line: an edge or the middle of all of them together; or with equal gaps between the first and the last. */
export type Alignment = 'left' | 'middle' | 'right' | 'top' | 'centre' | 'bottom' | 'spreadX' | 'spreadY';

export interface AlignTracksArgs {
  readonly tracks: readonly TrackId[];
  readonly frame: number;
  readonly to: Alignment;
}

interface Placed {
  readonly track: TrackId;
  readonly shape: Shape;
  readonly bounds: Rect;
}

/** Brings things into line, by moving them only. What is pinned stays, and the others come to it no nearer than their own bounds say. */
export const alignTracks = edit<AlignTracksArgs>('track.align', (document, { tracks, frame, to }) => {
  const placed = tracks.flatMap((track) => placedAt(document, track, frame));
  if (placed.length < (to.startsWith('spread') ? 3 : 2)) return refused('edit/too-few-to-align');
  const ways = to === 'spreadX' || to === 'spreadY' ? spread(placed, to) : lineUp(placed, to);
  const ops: Op[] = [];
  for (const [{ track, shape }, by] of ways) {
    if (document.track(track)?.pinned === true || (Math.abs(by[0]) < 1e-9 && Math.abs(by[1]) < 1e-9)) continue;
    const moved = kindOf(shape).translate(shape, by);
    const no = shapeRefusal(moved);
    if (no !== null) return no;
    ops.push(placeOp(document, { track, frame }, moved));
  }
  return ops;
});

function placedAt(document: ReadDocument, track: TrackId, frame: number): readonly Placed[] {
  const shape = shapeAt(document, track, frame);
  const bounds = shape === null ? null : kindOf(shape).bounds(shape);
  return shape === null || bounds === null ? [] : [{ track, shape, bounds }];
}

function lineUp(placed: readonly Placed[], to: Exclude<Alignment, 'spreadX' | 'spreadY'>): readonly (readonly [Placed, Point])[] {
  const all = placed.map(({ bounds }) => bounds).reduce(union);
  return placed.map((one) => [one, wayTo(one.bounds, all, to)]);
}

function wayTo(own: Rect, all: Rect, to: Exclude<Alignment, 'spreadX' | 'spreadY'>): Point {
  switch (to) {
    case 'left':
      return [all.minX - own.minX, 0];
    case 'middle':
      return [(all.minX + all.maxX - own.minX - own.maxX) / 2, 0];
    case 'right':
      return [all.maxX - own.maxX, 0];
    case 'top':
      return [0, all.minY - own.minY];
    case 'centre':
      return [0, (all.minY + all.maxY - own.minY - own.maxY) / 2];
    case 'bottom':
      return [0, all.maxY - own.maxY];
  }
}

/** Equal gaps; the outermost two stay where they are. */
function spread(placed: readonly Placed[], to: 'spreadX' | 'spreadY'): readonly (readonly [Placed, Point])[] {
  const [low, high] = to === 'spreadX' ? (['minX', 'maxX'] as const) : (['minY', 'maxY'] as const);
  const sorted = placed.toSorted((a, b) => a.bounds[low] + a.bounds[high] - b.bounds[low] - b.bounds[high]);
  const sizes = sorted.reduce((sum, { bounds }) => sum + bounds[high] - bounds[low], 0);
  const start = sorted[0]?.bounds[low] ?? 0;
  const gap = ((sorted.at(-1)?.bounds[high] ?? 0) - start - sizes) / (sorted.length - 1);
  let at = start;
  return sorted.map((one) => {
    const by = at - one.bounds[low];
    at += one.bounds[high] - one.bounds[low] + gap;
    return [one, to === 'spreadX' ? [by, 0] : [0, by]];
  });
}
