import { pathPoint, type Path } from './path.ts';
import { distance, distanceToSegment, type Point } from './point.ts';
import type { Edged } from './sharedVertices.ts';

/**
 * Douglas–Peucker: a path of fewer vertices that stays within `tolerance` of the one given, pixels. Vertices of which
 * `keeps` says so stay; between them the answer depends on the vertices alone, not on where a ring begins or which way
 * it runs, so two neighbours that share a border keep sharing it. Null when a ring would be no area any more.
 */
export function simplified(path: Edged, tolerance: number, keeps: (vertex: Point, index: number) => boolean): number[] | null {
  const count = path.coords.length >> 1;
  const fixed = anchorsOf(path, keeps);
  const kept = new Set(fixed);
  for (const [at, from] of fixed.entries()) {
    const to = fixed[at + 1] ?? (path.closed ? (fixed[0] ?? 0) + count : from);
    thin({ coords: path.coords, tolerance, kept }, from, to);
  }
  if (path.closed && kept.size < 3) return null;
  return [...kept].sort((a, b) => a - b).flatMap((index) => pathPoint(path.coords, index));
}

/** Where the path is cut into pieces, ascending: what must stay, the ends of an open path, and two places of a ring at least. */
function anchorsOf({ coords, closed }: Edged, keeps: (vertex: Point, index: number) => boolean): number[] {
  const count = coords.length >> 1;
  const kept = Array.from({ length: count }, (_, index) => index).filter((index) => keeps(pathPoint(coords, index), index));
  if (!closed) return [...new Set([0, ...kept, count - 1])].sort((a, b) => a - b);
  const first = kept[0] ?? leastVertex(coords);
  return kept.length > 1 ? kept : [first, farthestFrom(coords, first)].sort((a, b) => a - b);
}

/** The same vertex wherever a ring begins: the leftmost, of several the topmost. */
function leastVertex(coords: Path): number {
  let best = 0;
  for (let index = 1; index < coords.length >> 1; index += 1) if (isLess(pathPoint(coords, index), pathPoint(coords, best))) best = index;
  return best;
}

function farthestFrom(coords: Path, from: number): number {
  const at = pathPoint(coords, from);
  let best = from;
  for (let index = 0; index < coords.length >> 1; index += 1) {
    const [own, farthest] = [distance(pathPoint(coords, index), at), distance(pathPoint(coords, best), at)];
    if (own > farthest || (own === farthest && isLess(pathPoint(coords, index), pathPoint(coords, best)))) best = index;
  }
  return best;
}

function isLess([ax, ay]: Point, [bx, by]: Point): boolean {
  return ax < bx || (ax === bx && ay < by);
}

interface Thinning {
  readonly coords: Path;
  readonly tolerance: number;
  readonly kept: Set<number>;
}

/** Keeps what a straight line from `from` to `to` would miss; indices may be counted on beyond the end. No recursion: a coast has 100,000 vertices. */
function thin({ coords, tolerance, kept }: Thinning, from: number, to: number): void {
  const count = coords.length >> 1;
  const vertex = (index: number): Point => pathPoint(coords, index % count);
  const open: (readonly [number, number])[] = [[from, to]];
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    const [start, end] = piece;
    let [worst, away] = [-1, tolerance];
    for (let index = start + 1; index < end; index += 1) {
      const off = distanceToSegment(vertex(index), vertex(start), vertex(end));
      if (off > away || (worst >= 0 && off === away && isLess(vertex(index), vertex(worst)))) [worst, away] = [index, off];
    }
    if (worst < 0) continue;
    kept.add(worst % count);
    open.push([start, worst], [worst, end]);
  }
}
