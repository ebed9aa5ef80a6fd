import { boundsOf, type Cloud } from './cloud.ts';

/** The ground as heights on a grid, relative to the cloud's origin. */
export interface Ground {
  /** The height under a place relative to the origin; null where nothing was measured nearby. */
  at(x: number, y: number): number | null;
}

/** Side of a cell in the cloud's unit; larger where the grid would not fit. */
const CELL = 1;
const MOST_CELLS = 4_000_000;
/** Cells around a place whose lowest points are asked: their middle is the ground even where one holds a stray. */
const AROUND = 2;

/**
 * The lowest point of every cell. Under cars and trees the cells around tell: the lower third of them is the ground,
 * wherever roofs and trunks are fewer than that.
 */
export function groundOf(cloud: Cloud): Ground {
  const bounds = boundsOf(cloud);
  if (bounds === null) return { at: () => null };
  const [x0, y0] = bounds.min;
  const [wide, deep] = [bounds.max[0] - x0, bounds.max[1] - y0];
  const cell = Math.max(CELL, Math.sqrt((wide * deep) / MOST_CELLS), wide / MOST_CELLS, deep / MOST_CELLS);
  const [columns, rows] = [Math.floor(wide / cell) + 1, Math.floor(deep / cell) + 1];
  const lowest = new Float32Array(columns * rows).fill(Number.NaN);
  const { positions } = cloud;
  for (let at = 0; at < positions.length; at += 3) {
    const z = positions[at + 2] as number;
    if (!(z === z)) continue;
    const place = Math.floor(((positions[at + 1] as number) - y0) / cell) * columns + Math.floor(((positions[at] as number) - x0) / cell);
    const known = lowest[place] as number;
    if (!(known <= z)) lowest[place] = z;
  }
  return {
    at: (x, y) => {
      const [column, row] = [Math.floor((x - x0) / cell), Math.floor((y - y0) / cell)];
      const near: number[] = [];
      for (let r = Math.max(0, row - AROUND); r <= Math.min(rows - 1, row + AROUND); r += 1) {
        for (let c = Math.max(0, column - AROUND); c <= Math.min(columns - 1, column + AROUND); c += 1) {
          const z = lowest[r * columns + c] ?? Number.NaN;
          if (z === z) near.push(z);
        }
      }
      near.sort((a, b) => a - b);
      return near[Math.floor(near.length / 3)] ?? null;
    },
  };
}
