/** A plane of bytes; `step` bytes belong to one pixel and stay together, `stride` bytes lie between the beginnings of two rows. */
export interface Plane {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly step: number;
  readonly stride: number;
}

/** Pixels of a block on a side: a turn reads rows and writes columns, and both should stay in the cache. */
const BLOCK = 64;

/** Writes a plane without the gaps between its rows, turned to the right by `degrees`, into `into` from `at` on. Width and height are those before the turn, in pixels. */
export function turnPlane({ bytes, width, height, step, stride }: Plane, degrees: 0 | 90 | 180 | 270, { into, at }: { readonly into: Uint8Array; readonly at: number }): void {
  const row = width * step;
  if (degrees === 0) {
    if (stride === row) return into.set(bytes.subarray(0, row * height), at);
    for (let y = 0; y < height; y += 1) into.set(bytes.subarray(y * stride, y * stride + row), at + y * row);
    return;
  }
  const { first, along, down } = walkAfter(degrees, width, height);
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width; left += BLOCK) {
      for (let y = top; y < Math.min(height, top + BLOCK); y += 1) {
        let from = y * stride + left * step;
        let to = at + (first + y * down + left * along) * step;
        const end = y * stride + Math.min(width, left + BLOCK) * step;
        for (; from < end; from += step, to += along * step) for (let byte = 0; byte < step; byte += 1) into[to + byte] = bytes[from + byte] ?? 0;
      }
    }
  }
}

/** Where the first pixel goes, and how far one further along a row and one row down goes from there, in pixels. */
function walkAfter(degrees: 90 | 180 | 270, width: number, height: number): { readonly first: number; readonly along: number; readonly down: number } {
  if (degrees === 180) return { first: width * height - 1, along: -1, down: -width };
  return degrees === 90 ? { first: height - 1, along: height, down: -1 } : { first: (width - 1) * height, along: -height, down: 1 };
}
