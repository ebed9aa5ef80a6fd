import { LiveWire } from './liveWire.ts';
import { nearestPixel, type Place } from './patch.ts';
import type { Sight } from './sight.ts';
import { simplifyLine } from './simplifyRing.ts';

export interface Trail {
  /** Image points `x0, y0, x1, y1, ...`. */
  readonly through: readonly number[];
  /** Ways found before, and how near to them to stay, in image pixels. */
  readonly beside: { readonly paths: readonly (readonly number[])[]; readonly within: number } | null;
  readonly smoothing: number;
}

/** The ways along edges from each point to the next, in image pixels, from the point itself to the point itself. */
export async function followEdges(sight: Sight, { through, beside, smoothing }: Trail, pause: () => Promise<void>): Promise<number[][]> {
  const { patch } = sight;
  const cost = beside === null ? null : corridor(patch, sight.cost(), beside);
  const paths: number[][] = [];
  for (let at = 2; at < through.length; at += 2) {
    await pause();
    const [fromX = 0, fromY = 0, toX = 0, toY = 0] = through.slice(at - 2, at + 2);
    const start = nearestPixel(patch, fromX, fromY);
    const wire = cost === null ? sight.wireFrom(start) : new LiveWire({ width: patch.width, height: patch.height, cost }, start);
    const pixels = wire.pathTo(nearestPixel(patch, toX, toY)) ?? [];
    const middle = pixels.slice(1, -1).flatMap((pixel) => placeOf(patch, pixel));
    paths.push(simplifyLine([fromX, fromY, ...middle, toX, toY], (0.6 + smoothing * 0.12) * patch.stepX));
  }
  return paths;
}

function placeOf(place: Place, pixel: number): [number, number] {
  return [place.left + ((pixel % place.width) + 0.5) * place.stepX, place.top + (Math.floor(pixel / place.width) + 0.5) * place.stepY];
}

/** The cost of a patch where only pixels near given ways may be stepped on. */
function corridor(place: Place, cost: Uint8Array, { paths, within }: NonNullable<Trail['beside']>): Uint8Array {
  const open = new Uint8Array(cost.length);
  for (const path of paths) {
    for (let at = 2; at < path.length; at += 2) openAlong(open, cost, { place, within, edge: path.slice(at - 2, at + 2) });
  }
  return open;
}

/** Squares of the corridor's width, one beside the other along an edge. */
function openAlong(open: Uint8Array, cost: Uint8Array, { place, within, edge }: { readonly place: Place; readonly within: number; readonly edge: readonly number[] }): void {
  const [fromX = 0, fromY = 0, toX = 0, toY = 0] = edge;
  const steps = Math.ceil(Math.hypot(toX - fromX, toY - fromY) / within) + 1;
  for (let step = 0; step <= steps; step += 1) {
    const [x, y] = [fromX + ((toX - fromX) * step) / steps, fromY + ((toY - fromY) * step) / steps];
    const [first, last] = [nearestPixel(place, x - within, y - within), nearestPixel(place, x + within, y + within)];
    const wide = (last % place.width) - (first % place.width) + 1;
    for (let row = first; row <= last; row += place.width) open.set(cost.subarray(row, row + wide), row);
  }
}
