import { intersect, type Rect } from '../geometry/rect.ts';
import type { CameraPath } from '../model/camera.ts';
import type { ReadDocument } from '../model/document.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { Keyframe } from '../model/records.ts';
import { shapeAmong } from '../model/shapeAt.ts';
import type { Gain } from './preflight.ts';

/** Fewer say nothing. */
const LEAST = 3;

/**
 * What going along with the camera is worth on the labels there are: each keyframe between two others is left out, put
 * between its neighbours without and with the camera, and compared with what the person drew. Null where there are too few.
 */
export function heldOutGain(document: ReadDocument, path: CameraPath): Gain | null {
  const pairs = document.tracks().filter(({ extent }) => extent === 'span').flatMap(({ id }) => {
    const keys = document.keyframesOf(id);
    return keys.flatMap((key, at) => overlapsOf([keys[at - 1], key, keys[at + 1]], path) ?? []);
  });
  if (pairs.length < LEAST) return null;
  const mean = (of: (pair: (typeof pairs)[number]) => number): number => pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  return { plain: mean(({ plain }) => plain), steady: mean(({ steady }) => steady), count: pairs.length };
}

/** Pixels on a side of what is labelled, in the middle by size; null where nothing with an area is. */
export function usualSide(document: ReadDocument): number | null {
  const sides = document.all('keyframe').flatMap(({ shape }) => (shape !== null && kindOf(shape).area(shape) > 0 ? [Math.sqrt(areaOf(boundsOf(shape)))] : [])).sort((a, b) => a - b);
  return sides[sides.length >> 1] ?? null;
}

function overlapsOf([before, key, after]: readonly [Keyframe | undefined, Keyframe, Keyframe | undefined], path: CameraPath): { readonly plain: number; readonly steady: number } | null {
  if (before === undefined || after === undefined || before.shape === null || after.shape === null || key.shape === null) return null;
  if (after.frame - before.frame < 2 || kindOf(key.shape).area(key.shape) === 0 || path.between(before.frame, after.frame) === null) return null;
  const keys = [before, after];
  const [plain, steady] = [null, path].map((by) => shapeAmong(keys, 'span', { frame: key.frame, steady: by }));
  return plain === null || plain === undefined || steady === null || steady === undefined ? null : { plain: overlap(plain, key.shape), steady: overlap(steady, key.shape) };
}

function overlap(a: Shape, b: Shape): number {
  const [one, other] = [boundsOf(a), boundsOf(b)];
  const both = one === null || other === null ? null : intersect(one, other);
  return both === null ? 0 : areaOf(both) / (areaOf(one) + areaOf(other) - areaOf(both));
}

function boundsOf(shape: Shape): Rect | null {
  return kindOf(shape).bounds(shape);
}

function areaOf(rect: Rect | null): number {
  return rect === null ? 0 : Math.max(0, rect.maxX - rect.minX) * Math.max(0, rect.maxY - rect.minY);
}
