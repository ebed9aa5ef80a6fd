/** How far every pixel of a window is from the border of a set of pixels: above 0 inside, below 0 outside. Rows run first: `y * width + x`. */
export interface DistanceField {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

const FAR = 1e12;

/**
 * The exact signed distance between pixel centres, less half a pixel, so that 0 is the border. Linear time: lower
 * envelopes of parabolas, columns first, then rows (Felzenszwalb and Huttenlocher, 2012).
 */
export function distanceField(inside: Uint8Array, width: number, height: number): DistanceField {
  const toInside = squaredDistances(inside, { width, height, wanted: 1 });
  const toOutside = squaredDistances(inside, { width, height, wanted: 0 });
  const values = new Float32Array(inside.length);
  for (let at = 0; at < inside.length; at += 1) {
    values[at] = inside[at] === 1 ? Math.sqrt(Math.min(toOutside[at] ?? 0, FAR)) - 0.5 : 0.5 - Math.sqrt(Math.min(toInside[at] ?? 0, FAR));
  }
  return { width, height, values };
}

function squaredDistances(inside: Uint8Array, { width, height, wanted }: { readonly width: number; readonly height: number; readonly wanted: 0 | 1 }): Float64Array {
  const squared = new Float64Array(inside.length);
  for (let at = 0; at < inside.length; at += 1) squared[at] = inside[at] === wanted ? 0 : FAR;
  const room = new Room(Math.max(width, height));
  for (let x = 0; x < width; x += 1) room.sweep(squared, { from: x, step: width, count: height });
  for (let y = 0; y < height; y += 1) room.sweep(squared, { from: y * width, step: 1, count: width });
  return squared;
}

/** Working memory of one sweep, used again for every line. */
class Room {
  readonly #line: Float64Array;
  readonly #roots: Int32Array;
  readonly #borders: Float64Array;

  constructor(longest: number) {
    this.#line = new Float64Array(longest);
    this.#roots = new Int32Array(longest);
    this.#borders = new Float64Array(longest + 1);
  }

  sweep(values: Float64Array, { from, step, count }: { readonly from: number; readonly step: number; readonly count: number }): void {
    const [line, roots, borders] = [this.#line, this.#roots, this.#borders];
    for (let at = 0; at < count; at += 1) line[at] = values[from + at * step] ?? FAR;
    let last = 0;
    roots[0] = 0;
    borders[0] = -Infinity;
    borders[1] = Infinity;
    for (let at = 1; at < count; at += 1) {
      let border = meeting(line, roots[last] ?? 0, at);
      while (last > 0 && border <= (borders[last] ?? 0)) {
        last -= 1;
        border = meeting(line, roots[last] ?? 0, at);
      }
      last += 1;
      roots[last] = at;
      borders[last] = border;
      borders[last + 1] = Infinity;
    }
    let root = 0;
    for (let at = 0; at < count; at += 1) {
      while ((borders[root + 1] ?? Infinity) < at) root += 1;
      const away = at - (roots[root] ?? 0);
      values[from + at * step] = away * away + (line[roots[root] ?? 0] ?? FAR);
    }
  }
}

/** Where the parabolas over two places of a line meet. */
function meeting(line: Float64Array, one: number, other: number): number {
  return ((line[other] ?? 0) + other * other - ((line[one] ?? 0) + one * one)) / (2 * (other - one));
}
