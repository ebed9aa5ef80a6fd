import type { Point } from '#shared/geometry/point.ts';
import { PAPER } from '../scene/styles.ts';

/** Small words on the picture itself, readable on anything. */
export function paintWord(context: CanvasRenderingContext2D, word: string, [x, y]: Point): void {
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  context.strokeStyle = 'rgb(15 17 21 / 72%)';
  context.strokeText(word, x, y);
  context.fillStyle = PAPER;
  context.fillText(word, x, y);
}
