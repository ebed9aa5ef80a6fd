import { learnColours } from './colourModel.ts';
import { colourDistance } from './colours.ts';
import { GridCut } from './maxFlow.ts';
import type { Mask } from './patch.ts';

/** What is known of each pixel before the cut. */
export const [SURE_OUT, SURE_IN, PERHAPS_OUT, PERHAPS_IN] = [0, 1, 2, 3] as const;

interface Field {
  readonly width: number;
  readonly height: number;
  readonly colours: Float32Array;
}

const SMOOTHNESS = 40;
const CERTAIN = 1e6;
/** The half of the eight directions that makes every link once: right, and the three below. */
const FORWARD = [[4, 1, 0], [5, -1, 1], [6, 0, 1], [7, 1, 1]] as const;

/**
 * Separates a thing from its ground by their colours (Rother, Kolmogorov and Blake): learn what both look like, cut
 * where colours change, learn again. `pause` lets other work in and throws when nobody wants the answer any more.
 */
export async function grabCut(field: Field, known: Uint8Array, { rounds, pause }: { readonly rounds: number; readonly pause: () => Promise<void> }): Promise<Mask> {
  let bits = Uint8Array.from(known, (value) => (value === SURE_IN || value === PERHAPS_IN ? 1 : 0));
  for (let round = 0; round < rounds; round += 1) {
    await pause();
    const next = cutOnce(field, known, bits);
    if (next === null) break;
    bits = next;
  }
  return { width: field.width, height: field.height, bits };
}

/** Null when one side has no pixels to learn from. */
function cutOnce(field: Field, known: Uint8Array, bits: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const inside = learnColours(field.colours, (pixel) => bits[pixel] === 1);
  const outside = learnColours(field.colours, (pixel) => bits[pixel] === 0);
  if (inside === null || outside === null) return null;
  const { width, height, colours } = field;
  const cut = new GridCut(width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const pixel = y * width + x;
      const [a, b, c] = colourAt(colours, pixel);
      const sure = known[pixel] === SURE_IN ? CERTAIN : known[pixel] === SURE_OUT ? -CERTAIN : null;
      cut.pull(cut.node(x, y), sure ?? outside.misfit(a, b, c) - inside.misfit(a, b, c));
    }
  }
  linkAll(field, cut);
  cut.run();
  return Uint8Array.from({ length: width * height }, (_, pixel) => (cut.onSourceSide(cut.node(pixel % width, Math.floor(pixel / width))) ? 1 : 0));
}

/** Links are strong where colours stay the same, measured against how much they change on average. */
function linkAll({ width, height, colours }: Field, cut: GridCut): void {
  const usual = usualChange({ width, height, colours });
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const pixel = y * width + x;
      const colour = colourAt(colours, pixel);
      for (const [direction, dx, dy] of FORWARD) {
        if (x + dx < 0 || x + dx >= width || y + dy >= height) continue;
        const change = colourDistance(colours, pixel + dy * width + dx, colour);
        cut.link(cut.node(x, y), direction, (SMOOTHNESS * Math.exp(-change / usual)) / (dx !== 0 && dy !== 0 ? Math.SQRT2 : 1));
      }
    }
  }
}

/** Twice the mean squared difference between neighbours. */
function usualChange({ width, height, colours }: Field): number {
  let [sum, count] = [0, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 1; x < width; x += 1) {
      sum += colourDistance(colours, y * width + x - 1, colourAt(colours, y * width + x));
      count += 1;
    }
  }
  return Math.max(1, (2 * sum) / Math.max(1, count));
}

function colourAt(colours: Float32Array, pixel: number): readonly [number, number, number] {
  return [colours[pixel * 3] ?? 0, colours[pixel * 3 + 1] ?? 0, colours[pixel * 3 + 2] ?? 0];
}
