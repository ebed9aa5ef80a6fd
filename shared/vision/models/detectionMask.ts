import { outlineOf } from '../outline.ts';
import { maskOfLogits } from './clickPrompt.ts';
import type { Answer, Detection } from './detections.ts';
import type { PictureFit } from './pictureFit.ts';

/** The outlines of a found thing from its coefficients and the prototypes of the picture, cut at its box; in image pixels. */
export function detectionRings({ x, y, width, height, coefficients }: Detection, prototypes: Answer, fit: PictureFit): number[][] {
  const [, count = 0, rows = 0, columns = 0] = prototypes.dims;
  if (coefficients.length === 0 || coefficients.length !== count) return [];
  const logits = new Float32Array(rows * columns);
  for (const [at, weight] of coefficients.entries()) {
    const plane = prototypes.data.subarray(at * rows * columns, (at + 1) * rows * columns);
    for (let pixel = 0; pixel < logits.length; pixel += 1) logits[pixel] = (logits[pixel] ?? 0) + weight * (plane[pixel] ?? 0);
  }
  const mask = maskOfLogits(logits, { width: columns, height: rows });
  const [stepX, stepY] = [fit.width / mask.width / fit.scaleX, fit.height / mask.height / fit.scaleY];
  const [left, top] = [-fit.left / fit.scaleX, -fit.top / fit.scaleY];
  const bits = mask.bits.map((bit, pixel) => {
    const [atX, atY] = [left + ((pixel % mask.width) + 0.5) * stepX, top + (Math.floor(pixel / mask.width) + 0.5) * stepY];
    return bit === 1 && atX >= x && atX <= x + width && atY >= y && atY <= y + height ? 1 : 0;
  });
  return outlineOf({ ...mask, bits }, { left, top, stepX, stepY, width: mask.width, height: mask.height }, 2);
}
