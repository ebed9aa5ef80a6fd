import type { Mask } from './patch.ts';

/** Right, down, left, up. */
const STEPS = [[1, 0], [0, 1], [-1, 0], [0, -1]] as const;

/**
 * The outlines of a mask on pixel borders, a vertex at every corner of a pixel that the border passes: outer rings run
 * clockwise on the screen, holes the other way round. Pixels that only touch at a corner are separate parts.
 */
export function traceMask(mask: Mask): number[][] {
  const seen = new Uint8Array(mask.bits.length);
  const rings: number[][] = [];
  for (let y = 0; y < mask.height; y += 1) {
    for (let x = 0; x < mask.width; x += 1) {
      const pixel = y * mask.width + x;
      if (seen[pixel] === 1 || mask.bits[pixel] !== 1 || (y > 0 && mask.bits[pixel - mask.width] === 1)) continue;
      rings.push(follow(mask, seen, [x, y]));
    }
  }
  return rings;
}

/** Walks one border with the inside on the right hand. Every ring runs right somewhere: that stretch is marked as seen. */
function follow(mask: Mask, seen: Uint8Array, start: readonly [number, number]): number[] {
  const ring: number[] = [];
  let [x, y] = start;
  let direction = 0;
  do {
    ring.push(x, y);
    if (direction === 0) seen[y * mask.width + x] = 1;
    const [dx, dy] = STEPS[direction] ?? STEPS[0];
    x += dx;
    y += dy;
    if (!rightOf(mask, [x, y], direction)) direction = (direction + 1) % 4;
    else if (rightOf(mask, [x, y], (direction + 3) % 4)) direction = (direction + 3) % 4;
  } while (x !== start[0] || y !== start[1] || direction !== 0);
  return ring;
}

/** Whether the pixel on the right hand of somebody who walks on from a corner is inside. */
function rightOf({ width, height, bits }: Mask, [x, y]: readonly [number, number], direction: number): boolean {
  const column = direction === 0 || direction === 3 ? x : x - 1;
  const row = direction === 0 || direction === 1 ? y : y - 1;
  return column >= 0 && row >= 0 && column < width && row < height && bits[row * width + column] === 1;
}
