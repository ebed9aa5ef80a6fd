import { seeded } from '../../base/seeded.ts';
import type { Point } from '../../geometry/point.ts';
import type { Similarity } from '../../geometry/similarity.ts';
import { cornersOf } from './corners.ts';
import { fitSimilarity } from './fitSimilarity.ts';
import { flow, type Passage } from './flow.ts';
import { pyramidOf, type Luma, type Pyramid } from './luma.ts';

/** How the picture moved from one frame to the next. */
export interface CameraStep {
  readonly similarity: Similarity;
  /** Of the places that were looked for, how many went along, 0 to 1. */
  readonly share: number;
}

const CORNERS = 220;
const LEVELS = 4;
const REACH = 6;
/** Pixels of the part: going back must end here. */
const BACK = 0.5;
/** Pixels of the part: one that is farther off moves by itself. */
const WITHIN = 0.8;
/** Fewer tell nothing of a whole picture. */
const LEAST = 12;

/**
 * What the picture as a whole did between two frames: corners of the first are looked for in the second, and the
 * similarity most of them agree with is it. Null where too few are found. The draw is seeded by the frame, so it repeats.
 */
export function cameraStep(passage: Passage, corners: readonly Point[], seed: number): CameraStep | null {
  const ends = flow(passage, corners, { reach: REACH, back: BACK });
  const pairs = corners.flatMap((corner, at) => {
    const end = ends[at] ?? null;
    return end === null ? [] : [{ from: corner, to: end }];
  });
  const fit = pairs.length < LEAST ? null : fitSimilarity(pairs, WITHIN * passage.from.luma.step, seeded(seed));
  return fit === null || fit.count < LEAST ? null : { similarity: fit.similarity, share: fit.count / corners.length };
}

export function cameraPyramid(luma: Luma): Pyramid {
  return pyramidOf(luma, LEVELS);
}

/** Corners all over the picture. */
export function cameraCorners(pyramid: Pyramid): Point[] {
  const { width, height } = pyramid.luma;
  return cornersOf(pyramid, { most: CORNERS, apart: Math.max(4, Math.sqrt((width * height) / CORNERS) * 0.6), within: () => true });
}
