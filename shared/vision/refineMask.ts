import { colourDistance, opponentColours } from './colours.ts';
import { majority } from './mask.ts';
import { maskOn, shrink, type Mask, type Patch, type Place } from './patch.ts';

/** A rough border may be this many rough pixels off. */
const BAND = 1.6;
/** Finer by more than this at once would leave the border to chance. */
const MOST_FINER = 3;

/**
 * Brings a mask found on few pixels to more of them: along its border every pixel is asked anew whether it looks like
 * what is surely inside nearby or like what is surely outside.
 */
export function refineMask(rough: Mask, place: Place, fine: Patch): Mask {
  const finer = place.stepX / fine.stepX;
  if (finer <= MOST_FINER) return settle(rough, place, fine);
  const between = shrink(fine, finer / MOST_FINER);
  return refineMask(settle(rough, place, between), between, fine);
}

function settle(rough: Mask, place: Place, fine: Patch): Mask {
  const known = maskOn(fine, rough, place);
  const radius = Math.max(1, Math.ceil((BAND * place.stepX) / fine.stepX));
  const band = borderBand(known, radius);
  const colours = opponentColours(fine);
  const nearby = looksNearby({ known, band, colours, size: radius * 2 });
  const bits = known.bits.slice();
  for (const [pixel, doubtful] of band.entries()) {
    if (doubtful === 0) continue;
    const { inside, outside } = nearby(pixel % fine.width, Math.floor(pixel / fine.width));
    // Where only one of them is near there is nothing to choose from.
    if (inside !== null && outside !== null) bits[pixel] = colourDistance(colours, pixel, inside) <= colourDistance(colours, pixel, outside) ? 1 : 0;
  }
  return majority({ ...known, bits }, 1);
}

/** Pixels within `radius` of a border, as a square reaches. */
function borderBand(mask: Mask, radius: number): Uint8Array {
  const edges = new Uint8Array(mask.bits.length);
  for (let y = 0; y < mask.height; y += 1) {
    for (let x = 0; x < mask.width; x += 1) {
      const pixel = y * mask.width + x;
      const differs = (x + 1 < mask.width && mask.bits[pixel] !== mask.bits[pixel + 1]) || (y + 1 < mask.height && mask.bits[pixel] !== mask.bits[pixel + mask.width]);
      if (differs) edges[pixel] = 1;
    }
  }
  return spread(spread(edges, { count: mask.height, length: mask.width, step: 1, stride: mask.width, radius }), { count: mask.width, length: mask.height, step: mask.width, stride: 1, radius });
}

interface Lines {
  readonly count: number;
  readonly length: number;
  readonly step: number;
  readonly stride: number;
  readonly radius: number;
}

function spread(values: Uint8Array, { count, length, step, stride, radius }: Lines): Uint8Array {
  const wide = new Uint8Array(values.length);
  for (let line = 0; line < count; line += 1) {
    let until = -1;
    for (let index = -radius; index < length; index += 1) {
      const ahead = index + radius;
      if (ahead < length && values[line * stride + ahead * step] === 1) until = ahead + radius;
      if (index >= 0 && index <= until) wide[line * stride + index * step] = 1;
    }
  }
  return wide;
}

type Colour = readonly [number, number, number];
type Nearby = (x: number, y: number) => { readonly inside: Colour | null; readonly outside: Colour | null };

/** The mean colours of what is surely inside and outside in the blocks around a pixel. */
function looksNearby({ known, band, colours, size }: { readonly known: Mask; readonly band: Uint8Array; readonly colours: Float32Array; readonly size: number }): Nearby {
  const [columns, rows] = [Math.ceil(known.width / size), Math.ceil(known.height / size)];
  // For each block and side: three sums and a count.
  const sums = new Float64Array(columns * rows * 8);
  for (let y = 0; y < known.height; y += 1) {
    for (let x = 0; x < known.width; x += 1) {
      const pixel = y * known.width + x;
      if (band[pixel] === 1) continue;
      const at = (Math.floor(y / size) * columns + Math.floor(x / size)) * 8 + (known.bits[pixel] === 1 ? 0 : 4);
      for (let channel = 0; channel < 3; channel += 1) sums[at + channel] = (sums[at + channel] ?? 0) + (colours[pixel * 3 + channel] ?? 0);
      sums[at + 3] = (sums[at + 3] ?? 0) + 1;
    }
  }
  const found = new Map<number, ReturnType<Nearby>>();
  return (x, y) => {
    const [column, row] = [Math.floor(x / size), Math.floor(y / size)];
    const before = found.get(row * columns + column);
    if (before !== undefined) return before;
    const both = { inside: meanOf(sums, { column, row, columns, rows }, 0), outside: meanOf(sums, { column, row, columns, rows }, 4) };
    found.set(row * columns + column, both);
    return both;
  };
}

interface Block {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

/** Over a block and the eight around it. */
function meanOf(sums: Float64Array, { column, row, columns, rows }: Block, side: number): Colour | null {
  const sum: [number, number, number, number] = [0, 0, 0, 0];
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
      const at = (y * columns + x) * 8 + side;
      for (const part of [0, 1, 2, 3] as const) sum[part] += sums[at + part] ?? 0;
    }
  }
  return sum[3] === 0 ? null : [sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3]];
}
