import type { Nearest } from '#shared/geometry/nearest.ts';
import type { Point } from '#shared/geometry/point.ts';
import { FLAW_COLOR, PAPER } from '../scene/styles.ts';
import type { Size } from './camera2d.ts';
import { paintWord } from './paintWord.ts';

/* Small signs on the screen: light around dark, so that they are seen on every picture. */

/** The place a vertex clings to, on the screen: a square around a vertex, a diamond on an edge. */
export function paintSnap(context: CanvasRenderingContext2D, [x, y]: Point, { on, accent }: { readonly on: Nearest['on']; readonly accent: string }): void {
  const size = on === 'vertex' ? 7 : 8;
  const corners: readonly Point[] = on === 'vertex' ? [[-1, -1], [1, -1], [1, 1], [-1, 1]] : [[0, -1], [1, 0], [0, 1], [-1, 0]];
  context.beginPath();
  for (const [dx, dy] of corners) context.lineTo(x + dx * size, y + dy * size);
  context.closePath();
  context.lineWidth = 5;
  context.strokeStyle = PAPER;
  context.stroke();
  context.lineWidth = 2.5;
  context.strokeStyle = accent;
  context.stroke();
}

/** Where an outline runs through itself. */
export function paintFlaw(context: CanvasRenderingContext2D, [x, y]: Point): void {
  for (const [width, color] of [[5, PAPER], [2, FLAW_COLOR]] as const) {
    context.beginPath();
    context.arc(x, y, 8, 0, 2 * Math.PI);
    context.lineWidth = width;
    context.strokeStyle = color;
    context.stroke();
  }
}

/** Below and beside the pointer, where the hand does not cover it, and never beyond the stage. */
export function paintPointerWord(context: CanvasRenderingContext2D, text: string, { at: [x, y], size }: { readonly at: Point; readonly size: Size }): void {
  context.font = '500 12px system-ui, sans-serif';
  const { width } = context.measureText(text);
  paintWord(context, text, [x + 16 + width > size.width ? x - 16 - width : x + 16, y + 18 > size.height ? y - 18 : y + 18]);
}
