import type { Patch } from './patch.ts';

/**
 * The colours of a patch as lightness and two opponent channels, three numbers a pixel. Distances in it are closer to
 * what an eye calls different than distances in red, green and blue, at a fraction of the cost of Lab.
 */
export function opponentColours({ pixels, width, height }: Patch): Float32Array {
  const colours = new Float32Array(width * height * 3);
  for (let at = 0, to = 0; to < colours.length; at += 4, to += 3) {
    const [red, green, blue] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
    colours[to] = 0.3 * red + 0.59 * green + 0.11 * blue;
    colours[to + 1] = 0.9 * (red - green);
    colours[to + 2] = 0.45 * (red + green) - 0.9 * blue;
  }
  return colours;
}

/** Squared distance between the colours of a pixel and a colour. */
export function colourDistance(colours: Float32Array, pixel: number, [a, b, c]: readonly [number, number, number]): number {
  const at = pixel * 3;
  const [da, db, dc] = [(colours[at] ?? 0) - a, (colours[at + 1] ?? 0) - b, (colours[at + 2] ?? 0) - c];
  return da * da + db * db + dc * dc;
}
