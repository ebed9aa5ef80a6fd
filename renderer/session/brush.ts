import type { Overlap } from '#shared/edits/maskRules.ts';

/** What pixels are painted with. */
export interface Brush {
  /** Image pixels across. */
  readonly size: number;
  readonly tip: 'circle' | 'square';
  /** What becomes of pixels that another mask has already. */
  readonly overlap: Overlap;
}

export const FIRST_BRUSH: Brush = { size: 24, tip: 'circle', overlap: 'allow' };

export const LARGEST_TIP = 2000;

/** One step larger or smaller: single pixels while it is small, then a tenth. */
export function sized(brush: Brush, by: 1 | -1): Brush {
  const step = Math.max(1, Math.round(brush.size / 10));
  return { ...brush, size: Math.min(LARGEST_TIP, Math.max(1, brush.size + by * step)) };
}

const OVERLAPS: readonly Overlap[] = ['allow', 'take', 'yield'];

/** The next way to treat neighbours. */
export function nextOverlap(brush: Brush): Brush {
  return { ...brush, overlap: OVERLAPS[(OVERLAPS.indexOf(brush.overlap) + 1) % OVERLAPS.length] ?? 'allow' };
}

export function otherTip(brush: Brush): Brush {
  return { ...brush, tip: brush.tip === 'circle' ? 'square' : 'circle' };
}
