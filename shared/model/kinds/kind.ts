import type { Point } from '../../geometry/point.ts';
import type { Rect } from '../../geometry/rect.ts';
import type { Similarity } from '../../geometry/similarity.ts';
import type { KindName } from '../ontology.ts';
import type { Shape } from './shape.ts';

/** Modifier keys of a gesture. `even`: equal sides or right angles (Shift); `centred`: both ways from the centre (Alt). */
export interface Modifiers {
  readonly even: boolean;
  readonly centred: boolean;
}

export type HandleId = string;

/** A grip of a shape. `rise` is the direction in which it stands off by a fixed distance on the screen, or null. */
export interface Handle {
  readonly id: HandleId;
  readonly at: Point;
  readonly role: 'corner' | 'side' | 'turn' | 'vertex' | 'insert';
  readonly rise: Point | null;
  /** Painted beside it. */
  readonly name?: string;
}

/**
 * What a painter draws, as flat coordinates: a `ring` is closed, filled and outlined, a `line` is not closed, `dots` and
 * `hollow` ones have a fixed size on the screen. All rings of a shape are filled together by the even-odd rule.
 */
export interface Stroke {
  readonly form: 'ring' | 'line' | 'dots' | 'hollow';
  readonly coords: readonly number[];
}

/** Why a shape may not enter a document: the code of a refusal. */
export type ShapeProblem = 'edit/not-a-number' | 'edit/outside-limits' | 'edit/no-area' | 'edit/no-length' | 'edit/bad-skeleton' | 'edit/too-few-vertices' | 'edit/too-many-vertices' | 'edit/broken-mask' | 'edit/mask-too-ragged';

/** A geometry family: pure functions over points in its own space. Adding one is a module and a line in `registry.ts`. */
export interface Kind<S extends Shape> {
  readonly name: KindName;
  /** `world`: places on the ground of a cloud, seen from above. */
  readonly space: 'image' | 'world' | 'none';
  /** How a hand draws it. */
  readonly drawnBy: 'drag' | 'clicks' | 'nothing';
  /** The shape of the points given so far: two corners, or the vertices. Null when they make none yet. */
  fromPoints(points: readonly Point[], keys: Modifiers): S | null;
  /** Null when the shape may be stored. */
  problem(shape: S): ShapeProblem | null;
  /** Whether it was meant: a few screen pixels across at `scale` screen pixels per unit. */
  isLargeEnough(shape: S, scale: number): boolean;
  handles(shape: S): readonly Handle[];
  moveHandle(shape: S, handle: HandleId, move: { readonly to: Point; readonly keys: Modifiers }): S;
  /** Without that vertex; null when the handle is none or too few would be left. */
  withoutHandle(shape: S, handle: HandleId): S | null;
  translate(shape: S, by: Point): S;
  /** Moved, turned and scaled as the ground under it was; what always stands upright is not turned, pixels are only moved. */
  carry(shape: S, by: Similarity): S;
  contains(shape: S, at: Point): boolean;
  edgeDistance(shape: S, at: Point): number;
  area(shape: S): number;
  /** Null for what has no place. */
  bounds(shape: S): Rect | null;
  /** At `t` between two keyframes, 0 to 1. */
  between(a: S, b: S, t: number): S;
  strokes(shape: S): readonly Stroke[];
}

/** More do not fit into one record of the journal. */
export const MOST_VERTICES = 200_000;

/** The farthest a coordinate may lie; the same as in `shape.ts`. */
export const COORDINATE_LIMIT = 1e7;

/** The first thing wrong with a list of coordinates. */
export function coordinateProblem(values: Iterable<number>): ShapeProblem | null {
  for (const value of values) {
    if (!Number.isFinite(value)) return 'edit/not-a-number';
    if (Math.abs(value) > COORDINATE_LIMIT) return 'edit/outside-limits';
  }
  return null;
}
