import { pathDistance } from '../../geometry/path.ts';
import type { Point } from '../../geometry/point.ts';
import { polygonContains, ringsBounds } from '../../geometry/polygon.ts';
import type { Rect } from '../../geometry/rect.ts';
import { movedFlat, scaleOf, type Similarity } from '../../geometry/similarity.ts';

/** What is followed, in picture pixels: the places inside `rings` and those within `reach` of `lines` (a line may be one point). */
export interface Figure {
  readonly rings: readonly (readonly number[])[];
  readonly lines: readonly (readonly number[])[];
  readonly reach: number;
}

export function figureAt({ rings, lines, reach }: Figure, similarity: Similarity): Figure {
  return { rings: rings.map((ring) => movedFlat(similarity, ring)), lines: lines.map((line) => movedFlat(similarity, line)), reach: reach * scaleOf(similarity) };
}

export function isOn({ rings, lines, reach }: Figure, at: Point): boolean {
  return (rings.length > 0 && polygonContains(rings, at)) || lines.some((line) => lineDistance(line, at) <= reach);
}

export function boundsOf({ rings, lines, reach }: Figure): Rect {
  const inner = ringsBounds(rings.filter((ring) => ring.length > 0));
  const outer = ringsBounds(lines.filter((line) => line.length > 0));
  const grown = outer === null ? null : { minX: outer.minX - reach, minY: outer.minY - reach, maxX: outer.maxX + reach, maxY: outer.maxY + reach };
  if (inner === null || grown === null) return inner ?? grown ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
  return { minX: Math.min(inner.minX, grown.minX), minY: Math.min(inner.minY, grown.minY), maxX: Math.max(inner.maxX, grown.maxX), maxY: Math.max(inner.maxY, grown.maxY) };
}

function lineDistance(line: readonly number[], at: Point): number {
  return line.length === 2 ? Math.hypot((line[0] ?? 0) - at[0], (line[1] ?? 0) - at[1]) : pathDistance(line, at);
}
