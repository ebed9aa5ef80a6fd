import type { ImageRegion } from '../../stage2d/stageHandle.ts';

const AIR = 1.6;
const SMALLEST = 256;

/** What the crop of a flag shows: the anchor with air around it, at least 256 px, inside the picture where that is possible. */
export function cropRegion(anchor: ImageRegion, image: { readonly width: number; readonly height: number }): ImageRegion {
  const [x, width] = span(anchor[0], anchor[2], image.width);
  const [y, height] = span(anchor[1], anchor[3], image.height);
  return [x, y, width, height];
}

function span(start: number, length: number, limit: number): readonly [start: number, length: number] {
  const wanted = Math.min(limit, Math.max(SMALLEST, Math.round(length * AIR)));
  const from = Math.round(start + length / 2 - wanted / 2);
  return [Math.max(0, Math.min(limit - wanted, from)), wanted];
}
