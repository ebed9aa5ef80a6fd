import { shareOf, type Rect } from '../../geometry/rect.ts';

/** A box that may stay, in pixels of the model's input. */
export interface Candidate extends Rect {
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
