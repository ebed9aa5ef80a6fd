import type { Mask } from './patch.ts';

/** Every pixel becomes what most of the square of `2 * radius + 1` around it is: ragged borders become smooth. */
export function majority(mask: Mask, radius: number): Mask {
  if (radius < 1) return mask;
  const across = slide(mask.bits, { count: mask.height, length: mask.width, step: 1, stride: mask.width, radius });
  const sums = slide(across, { count: mask.width, length: mask.height, step: mask.width, stride: 1, radius });
  const half = ((2 * radius + 1) * (2 * radius + 1)) / 2;
  // A plain loop: walking the array as an iterable takes ten times as long.
  const bits = new Uint8Array(sums.length);
  for (let pixel = 0; pixel < sums.length; pixel += 1) if ((sums[pixel] ?? 0) > half) bits[pixel] = 1;
  return { ...mask, bits };
}

interface Lines {
  readonly count: number;
  readonly length: number;
  /** From one pixel of a line to the next, and from one line to the next. */
  readonly step: number;
  readonly stride: number;
  readonly radius: number;
}

/** Sums of a window that slides along every line; beyond its ends a line goes on as it ends. */
function slide(values: Uint8Array | Uint16Array, { count, length, step, stride, radius }: Lines): Uint16Array {
  const sums = new Uint16Array(values.length);
  for (let line = 0; line < count; line += 1) {
    const start = line * stride;
    const at = (index: number): number => values[start + Math.min(length - 1, Math.max(0, index)) * step] ?? 0;
    let sum = 0;
    for (let index = -radius; index <= radius; index += 1) sum += at(index);
    for (let index = 0; index < length; index += 1) {
      sums[start + index * step] = sum;
      sum += at(index + radius + 1) - at(index - radius);
    }
  }
  return sums;
}

/** Islands and holes of fewer than `least` pixels go; the largest island and the largest ground stay whatever their size. */
export function dropSpecks(mask: Mask, least: number): Mask {
  if (least < 2) return mask;
  const parts = partsOf(mask);
  const largest = (inside: boolean): number => parts.reduce((best, part) => (part.inside === inside && part.pixels.length > best ? part.pixels.length : best), 0);
  const stays = { island: largest(true), ground: largest(false) };
  const bits = mask.bits.slice();
  for (const { inside, pixels } of parts) {
    if (pixels.length >= least || pixels.length === (inside ? stays.island : stays.ground)) continue;
    for (const pixel of pixels) bits[pixel] = inside ? 0 : 1;
  }
  return { ...mask, bits };
}

interface Part {
  readonly inside: boolean;
  readonly pixels: Int32Array;
}

/** Pixels of one kind that hang together by their sides. */
function partsOf({ width, height, bits }: Mask): Part[] {
  const seen = new Uint8Array(bits.length);
  const stack = new Int32Array(bits.length);
  const parts: Part[] = [];
  for (let first = 0; first < bits.length; first += 1) {
    if (seen[first] === 1) continue;
    const kind = bits[first] ?? 0;
    let [filled, done] = [1, 0];
    stack[0] = first;
    seen[first] = 1;
    const visit = (pixel: number): void => {
      if (seen[pixel] === 1 || bits[pixel] !== kind) return;
      seen[pixel] = 1;
      stack[filled] = pixel;
      filled += 1;
    };
    for (; done < filled; done += 1) eachNeighbour(stack[done] ?? 0, { width, height }, visit);
    parts.push({ inside: kind === 1, pixels: stack.slice(0, filled) });
  }
  return parts;
}

/** The pixels left, right, above and below, as far as they are there. */
export function eachNeighbour(pixel: number, { width, height }: { readonly width: number; readonly height: number }, visit: (pixel: number) => void): void {
  const column = pixel % width;
  if (column > 0) visit(pixel - 1);
  if (column < width - 1) visit(pixel + 1);
  if (pixel >= width) visit(pixel - width);
  if (pixel < width * (height - 1)) visit(pixel + width);
}

/** More than any border moves when a mask is tidied. */
const AIR = 8;

/** Does something to the part of a mask that is not plain no, which is mostly a small one. */
export function withinBounds(mask: Mask, change: (part: Mask) => Mask): Mask {
  const bounds = boundsOf(mask);
  if (bounds === null) return mask;
  const [left, top] = [Math.max(0, bounds.left - AIR), Math.max(0, bounds.top - AIR)];
  const [width, height] = [Math.min(mask.width, bounds.right + AIR + 1) - left, Math.min(mask.height, bounds.foot + AIR + 1) - top];
  const part = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) part.set(mask.bits.subarray((top + y) * mask.width + left, (top + y) * mask.width + left + width), y * width);
  const changed = change({ width, height, bits: part });
  const bits = new Uint8Array(mask.bits.length);
  for (let y = 0; y < height; y += 1) bits.set(changed.bits.subarray(y * width, (y + 1) * width), (top + y) * mask.width + left);
  return { ...mask, bits };
}

function boundsOf({ width, bits }: Mask): { readonly left: number; readonly top: number; readonly right: number; readonly foot: number } | null {
  const first = bits.indexOf(1);
  if (first === -1) return null;
  const [top, foot] = [Math.floor(first / width), Math.floor(bits.lastIndexOf(1) / width)];
  let [left, right] = [width, 0];
  for (let y = top; y <= foot; y += 1) {
    const row = bits.subarray(y * width, (y + 1) * width);
    const start = row.indexOf(1);
    if (start === -1) continue;
    left = Math.min(left, start);
    right = Math.max(right, row.lastIndexOf(1));
  }
  return { left, top, right, foot };
}
