import { must } from '#shared/base/must.ts';
import { maskOfSpans } from '#shared/model/kinds/maskRuns.ts';
import type { MaskShape } from '#shared/model/kinds/shape.ts';

export const WIDTH = 4000;
export const HEIGHT = 3000;

/** Masks as wide as the picture with wavy, slightly ragged borders and some holes: about two runs a column, overlapping. */
export function bands(count: number): readonly MaskShape[] {
  return Array.from({ length: count }, (_, n) => {
    const middle = HEIGHT * (0.15 + 0.7 * (n / count));
    const columns = Array.from({ length: WIDTH }, (__, x) => {
      const top = Math.round(middle - 200 + 150 * Math.sin(x / 300 + n) + ((x * 7 + n) % 5));
      const foot = Math.round(middle + 200 + 150 * Math.sin(x / 240 + n * 2) + ((x * 11 + n) % 4));
      const hole = x % 400 < 120 ? [Math.round(middle - 20), Math.round(middle + 20)] : [];
      return [Math.max(0, top), ...hole, Math.min(HEIGHT, Math.max(top + 60, foot))];
    });
    return must(maskOfSpans({ left: 0, columns }), 'a band has pixels');
  });
}
