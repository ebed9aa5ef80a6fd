/** Places in which contrast is evened out by itself, on either side. */
export const EVEN_PLACES = 8;
/** How often a value may be more frequent than on average before the rest is shared out: the limit of the contrast. */
const CLIP = 3;

/**
 * The tables of contrast limited adaptive histogram equalisation: for each of 8 × 8 places of a picture, what every
 * value becomes there. RGBA per entry: one table for each colour, and one for lightness in alpha.
 */
export function evenTables(pixels: Uint8ClampedArray, width: number, height: number): Uint8Array<ArrayBuffer> {
  const tables = new Uint8Array(EVEN_PLACES * EVEN_PLACES * 256 * 4);
  for (let place = 0; place < EVEN_PLACES * EVEN_PLACES; place += 1) {
    const counts = countsAt(pixels, { width, height }, place);
    for (let channel = 0; channel < 4; channel += 1) {
      const table = evened(counts.subarray(channel * 256, channel * 256 + 256));
      for (let value = 0; value < 256; value += 1) tables[(place * 256 + value) * 4 + channel] = table[value] ?? 0;
    }
  }
  return tables;
}

/** Four histograms: red, green, blue, lightness. */
function countsAt(pixels: Uint8ClampedArray, { width, height }: { readonly width: number; readonly height: number }, place: number): Float64Array {
  const counts = new Float64Array(1024);
  const [left, right] = span(place % EVEN_PLACES, width);
  const [top, bottom] = span(Math.floor(place / EVEN_PLACES), height);
  for (let y = top; y < bottom; y += 1) {
    for (let at = (y * width + left) * 4; at < (y * width + right) * 4; at += 4) {
      const [red, green, blue] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
      const light = Math.round(lightness(red, green, blue));
      counts[red] = (counts[red] ?? 0) + 1;
      counts[256 + green] = (counts[256 + green] ?? 0) + 1;
      counts[512 + blue] = (counts[512 + blue] ?? 0) + 1;
      counts[768 + light] = (counts[768 + light] ?? 0) + 1;
    }
  }
  return counts;
}

function span(place: number, length: number): readonly [number, number] {
  const from = Math.floor((place * length) / EVEN_PLACES);
  return [from, Math.max(from + 1, Math.floor(((place + 1) * length) / EVEN_PLACES))];
}

/** The running sum of a histogram whose peaks are cut and shared out. */
function evened(counts: Float64Array): readonly number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const limit = (CLIP * all) / 256;
  const excess = counts.reduce((sum, count) => sum + Math.max(0, count - limit), 0);
  let sum = 0;
  return Array.from(counts, (count) => {
    sum += Math.min(count, limit) + excess / 256;
    return all === 0 ? 0 : Math.round((255 * sum) / all);
  });
}

export function lightness(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}
