import type { AdjustPass } from './adjustPass.ts';
import { lightness, EVEN_PLACES } from './evenTables.ts';
import { createGlAdjuster } from './glAdjuster.ts';

/** Turns a canvas with a picture on it into an adjusted one of the same size. */
export interface Adjuster {
  apply(source: OffscreenCanvas, pass: AdjustPass): OffscreenCanvas;
  dispose(): void;
}

/** On the graphics card where there is WebGL2, else, and when the card is taken away, on the processor. */
export function createAdjuster(): Adjuster {
  const gl = createGlAdjuster();
  return {
    apply: (source, pass) => gl?.apply(source, pass) ?? cpuAdjuster.apply(source, pass),
    dispose: () => gl?.dispose(),
  };
}

const cpuAdjuster: Adjuster = {
  apply(source, pass) {
    const context = source.getContext('2d');
    if (context === null) return source;
    const image = context.getImageData(0, 0, source.width, source.height);
    adjustPixels(image, pass);
    context.putImageData(image, 0, 0);
    return source;
  },
  dispose: () => undefined,
};

/** The same sums as the shader's. */
export function adjustPixels({ data, width }: { readonly data: Uint8ClampedArray; readonly width: number }, pass: AdjustPass): void {
  const { curve, channel, tables } = pass;
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] === 0) continue;
    let color: readonly number[] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    if (tables !== null) color = evenedColor(color, placeOf(pass, (at / 4) % width, Math.floor(at / 4 / width)), { tables, channel });
    for (let nth = 0; nth < 3; nth += 1) data[at + nth] = curve[Math.min(255, Math.round(color[channel < 0 ? nth : channel] ?? 0))] ?? 0;
  }
}

function placeOf({ place: [a, b, c, d, e, f] }: AdjustPass, x: number, y: number): readonly [number, number] {
  return [a * (x + 0.5) + b * (y + 0.5) + c, d * (x + 0.5) + e * (y + 0.5) + f];
}

/** Between the tables of the four nearest places; colours keep their tint. */
function evenedColor(color: readonly number[], [u, v]: readonly [number, number], { tables, channel }: { readonly tables: Uint8Array; readonly channel: number }): readonly number[] {
  const light = lightness(color[0] ?? 0, color[1] ?? 0, color[2] ?? 0);
  const value = Math.round(channel < 0 ? light : (color[channel] ?? 0));
  const own = channel < 0 ? 3 : channel;
  const [x, y] = [u * EVEN_PLACES - 0.5, v * EVEN_PLACES - 0.5];
  const at = (column: number, row: number): number => tables[((within(row) * EVEN_PLACES + within(column)) * 256 + value) * 4 + own] ?? 0;
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const upper = at(left, top) * (1 - x + left) + at(left + 1, top) * (x - left);
  const lower = at(left, top + 1) * (1 - x + left) + at(left + 1, top + 1) * (x - left);
  const even = upper * (1 - y + top) + lower * (y - top);
  return channel < 0 ? color.map((one) => Math.min(255, (one * even) / Math.max(1, light))) : color.map(() => even);
}

function within(place: number): number {
  return Math.min(EVEN_PLACES - 1, Math.max(0, place));
}
