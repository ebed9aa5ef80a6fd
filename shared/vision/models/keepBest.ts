/** A box that may stay, in pixels of the model's input. */
export interface Candidate {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
  readonly score: number;
  readonly class: number;
  readonly coefficients: readonly number[];
}

/** Beyond this many the least sure ones are not compared with each other. */
const MOST = 5000;

/** Of boxes of one class that overlap by more than `overlap` only the surest stays (non-maximum suppression). Surest first. */
export function keepBest(candidates: readonly Candidate[], overlap: number): Candidate[] {
  const kept: Candidate[] = [];
  for (const one of [...candidates].sort((a, b) => b.score - a.score).slice(0, MOST)) {
    if (!kept.some((other) => other.class === one.class && shareOf(other, one) > overlap)) kept.push(one);
  }
  return kept;
}

type Box = Pick<Candidate, 'minX' | 'minY' | 'maxX' | 'maxY'>;

/** Intersection over union; 0 for boxes without area. */
export function shareOf(a: Box, b: Box): number {
  const both = Math.max(0, Math.min(a.maxX, b.maxX) - Math.max(a.minX, b.minX)) * Math.max(0, Math.min(a.maxY, b.maxY) - Math.max(a.minY, b.minY));
  const either = areaOf(a) + areaOf(b) - both;
  return either > 0 ? both / either : 0;
}

function areaOf({ minX, minY, maxX, maxY }: Box): number {
  return Math.max(0, maxX - minX) * Math.max(0, maxY - minY);
}
