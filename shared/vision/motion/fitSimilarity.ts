import type { Seeded } from '../../base/seeded.ts';
import type { Point } from '../../geometry/point.ts';
import { moved, STILL, type Similarity } from '../../geometry/similarity.ts';

/** A place, and where it is in the next picture. */
export interface Pair {
  readonly from: Point;
  readonly to: Point;
}

export interface Fit {
  readonly similarity: Similarity;
  /** Which pairs go along with it. */
  readonly agrees: readonly boolean[];
  /** How many do. */
  readonly count: number;
  /** Root of the mean squared distance of those, pixels. */
  readonly error: number;
}

const DRAWS = 120;
/** Squared pixels: two places closer than this tell nothing of turn and scale. */
const TOO_CLOSE = 25;

/** The similarity most pairs agree with (RANSAC), then the best one for those. `within` is how far one may be off, in pixels. Null for fewer than two pairs. */
export function fitSimilarity(pairs: readonly Pair[], within: number, random: Seeded): Fit | null {
  if (pairs.length < 2) return null;
  let best: { readonly similarity: Similarity; readonly count: number } = { similarity: STILL, count: 0 };
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const similarity = ofTwo(random.pick(pairs), random.pick(pairs));
    if (similarity === null) continue;
    const count = pairs.reduce((sum, pair) => sum + (offBy(similarity, pair) <= within ? 1 : 0), 0);
    if (count > best.count) best = { similarity, count };
    if (count > pairs.length * 0.9 && draw > 20) break;
  }
  if (best.count < 2) return null;
  let { similarity } = best;
  // What agrees is asked again with the better answer, which lets in those a hasty draw left out.
  for (let turn = 0; turn < 3; turn += 1) similarity = bestFor(pairs.filter((pair) => offBy(similarity, pair) <= within)) ?? similarity;
  const agrees = pairs.map((pair) => offBy(similarity, pair) <= within);
  const kept = pairs.filter((_pair, at) => agrees[at]);
  return { similarity, agrees, count: kept.length, error: Math.sqrt(kept.reduce((sum, pair) => sum + offBy(similarity, pair) ** 2, 0) / Math.max(1, kept.length)) };
}

export function offBy(similarity: Similarity, { from, to }: Pair): number {
  const [x, y] = moved(similarity, from);
  return Math.hypot(x - to[0], y - to[1]);
}

function ofTwo(one: Pair, other: Pair): Similarity | null {
  const [fx, fy] = [other.from[0] - one.from[0], other.from[1] - one.from[1]];
  const [tx, ty] = [other.to[0] - one.to[0], other.to[1] - one.to[1]];
  const size = fx * fx + fy * fy;
  if (size < TOO_CLOSE) return null;
  return through((fx * tx + fy * ty) / size, (fx * ty - fy * tx) / size, one);
}

/** With the least squared distances; null where all lie in one place. */
export function bestFor(pairs: readonly Pair[]): Similarity | null {
  if (pairs.length < 2) return null;
  const from = middle(pairs.map((pair) => pair.from));
  const to = middle(pairs.map((pair) => pair.to));
  let [size, dot, cross] = [0, 0, 0];
  for (const pair of pairs) {
    const [fx, fy] = [pair.from[0] - from[0], pair.from[1] - from[1]];
    const [tx, ty] = [pair.to[0] - to[0], pair.to[1] - to[1]];
    [size, dot, cross] = [size + fx * fx + fy * fy, dot + fx * tx + fy * ty, cross + fx * ty - fy * tx];
  }
  return size < 1e-9 ? null : through(dot / size, cross / size, { from, to });
}

function through(a: number, b: number, { from, to }: Pair): Similarity {
  return { a, b, dx: to[0] - (a * from[0] - b * from[1]), dy: to[1] - (b * from[0] + a * from[1]) };
}

function middle(points: readonly Point[]): Point {
  const sum = points.reduce<[number, number]>(([x, y], point) => [x + point[0], y + point[1]], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}
