import type { Nearest } from '#shared/geometry/nearest.ts';
import type { Point } from '#shared/geometry/point.ts';
import { PAPER } from '../scene/styles.ts';

/** The place a vertex clings to, on the screen: a square around a vertex, a diamond on an edge. */
export function paintSnap(context: CanvasRenderingContext2D, [x, y]: Point, { on, accent }: { readonly on: Nearest['on']; readonly accent: string }): void {
  const size = on === 'vertex' ? 7 : 8;
  const corners: readonly Point[] = on === 'vertex' ? [[-1, -1], [1, -1], [1, 1], [-1, 1]] : [[0, -1], [1, 0], [0, 1], [-1, 0]];
  context.beginPath();
  for (const [dx, dy] of corners) context.lineTo(x + dx * size, y + dy * size);
  context.closePath();
  // Light around dark, so that it is seen on every picture.
  context.lineWidth = 5;
  context.strokeStyle = PAPER;
  context.stroke();
  context.lineWidth = 2.5;
  context.strokeStyle = accent;
  context.stroke();
}
