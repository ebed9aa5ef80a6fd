import type { Point } from './point.ts';
import { polygonContains, reversed, signedArea, type Ring } from './polygon.ts';

/** The endless line through two points. */
export type CutLine = readonly [from: Point, to: Point];

/** Where a ring passes through the line: the exact point, how far along the line it lies, and which chains meet there. */
interface Crossing {
  readonly at: Point;
  readonly along: number;
  /** Chain that ends here, and chain that begins here. */
  readonly ends: Chain;
  readonly begins: Chain;
}

/** A stretch of a ring on one side of the line, with the points of the line at both its ends once they are known. */
interface Chain {
  readonly side: 1 | -1;
  readonly points: Point[];
  next: Chain | null;
  taken: boolean;
}

/**
 * The parts of an area with holes on both sides of a line, each with its own holes. Both sides of a cut have the very same
 * points along it. What lies on the line counts to one side throughout, so that no case is special. Parts without an area
 * are left out; a single part means that the line misses.
 */
export function cutRings(rings: readonly Ring[], line: CutLine): readonly (readonly Ring[])[] {
  const loops: Ring[] = [];
  const crossings: Crossing[] = [];
  const outward = Math.sign(signedArea(rings[0] ?? []));
  for (const [at, ring] of rings.entries()) {
    // Holes run against the outer ring, so that the inside lies on the same hand of every chain.
    const own = crossingsOf(at > 0 && Math.sign(signedArea(ring)) === outward ? reversed(ring) : ring, line);
    if (own.length === 0) loops.push(ring);
    else crossings.push(...own);
  }
  join(crossings);
  const cut = crossings.flatMap(({ begins }) => loopFrom(begins));
  return withHoles([...cut, ...loops.map((ring) => ring.slice())], rings);
}

/** The pieces of an open path, in its order. */
export function cutPath(path: readonly number[], line: CutLine): readonly (readonly number[])[] {
  const pieces: number[][] = [[]];
  for (let at = 0; at < path.length; at += 2) {
    const to: Point = [path[at] ?? 0, path[at + 1] ?? 0];
    const from: Point = at === 0 ? to : [path[at - 2] ?? 0, path[at - 1] ?? 0];
    if (sideOf(from, line) !== sideOf(to, line)) {
      const cut = crossingPoint(from, to, line);
      pieces.at(-1)?.push(...cut);
      pieces.push([...cut]);
    }
    pieces.at(-1)?.push(...to);
  }
  return pieces.map(withoutDoubles).filter((piece) => piece.length >= 4);
}

function sideOf(at: Point, line: CutLine): 1 | -1 {
  return distanceTo(at, line) >= 0 ? 1 : -1;
}

/** Signed, times the length of what the line was drawn with. */
function distanceTo([x, y]: Point, [[fx, fy], [tx, ty]]: CutLine): number {
  return (tx - fx) * (y - fy) - (ty - fy) * (x - fx);
}

function crossingPoint(a: Point, b: Point, line: CutLine): Point {
  const [da, db] = [distanceTo(a, line), distanceTo(b, line)];
  const t = da / (da - db);
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}

/** Divides a ring into chains; empty when it lies on one side. */
function crossingsOf(ring: Ring, line: CutLine): Crossing[] {
  const points = Array.from({ length: ring.length / 2 }, (_none, at): Point => [ring[at * 2] ?? 0, ring[at * 2 + 1] ?? 0]);
  const first = points.findIndex((point, at) => sideOf(point, line) !== sideOf(points.at(at - 1) ?? point, line));
  if (first === -1) return [];
  const turned = [...points.slice(first), ...points.slice(0, first)];
  const [[fx, fy], [tx, ty]] = line;
  const chains: Chain[] = [];
  const places: Point[] = [];
  for (const [at, point] of turned.entries()) {
    const before = turned.at(at - 1) ?? point;
    if (at === 0 || sideOf(point, line) !== sideOf(before, line)) {
      chains.push({ side: sideOf(point, line), points: [], next: null, taken: false });
      places.push(crossingPoint(before, point, line));
    }
    chains.at(-1)?.points.push(point);
  }
  return chains.flatMap((begins, at): Crossing[] => {
    const [place, ends] = [places[at], chains.at(at - 1)];
    return place === undefined || ends === undefined ? [] : [{ at: place, along: (tx - fx) * (place[0] - fx) + (ty - fy) * (place[1] - fy), ends, begins }];
  });
}

/** Along the line, inside and outside take turns: a chain that comes to the line goes on where the inside it borders ends. */
function join(crossings: Crossing[]): void {
  const sorted = crossings.sort((a, b) => a.along - b.along);
  for (let at = 0; at + 1 < sorted.length; at += 2) {
    const [one, other] = [sorted[at], sorted[at + 1]];
    if (one === undefined || other === undefined) return;
    link(one, other);
    link(other, one);
  }
}

function link(from: Crossing, to: Crossing): void {
  const { ends } = from;
  ends.points.push(from.at);
  // At the far end of the inside stretch the chain of the same side begins, whichever way its ring runs.
  const onward = to.begins.side === ends.side ? to.begins : null;
  if (onward === null) return;
  ends.next = onward;
  onward.points.unshift(to.at);
}

function loopFrom(start: Chain): Ring[] {
  if (start.taken) return [];
  const points: number[] = [];
  for (let chain: Chain | null = start; chain !== null && !chain.taken; chain = chain.next) {
    chain.taken = true;
    points.push(...chain.points.flat());
  }
  return [withoutDoubles(points)];
}

/** A vertex on the line is met twice. */
function withoutDoubles(points: readonly number[]): number[] {
  const kept: number[] = [];
  for (let at = 0; at < points.length; at += 2) if (at === 0 || points[at] !== kept.at(-2) || points[at + 1] !== kept.at(-1)) kept.push(points[at] ?? 0, points[at + 1] ?? 0);
  if (kept.length > 2 && kept[0] === kept.at(-2) && kept[1] === kept.at(-1)) kept.splice(-2);
  return kept;
}

/** Outer rings run as the outer ring did before; the others are holes of the part they lie in. */
function withHoles(loops: readonly Ring[], rings: readonly Ring[]): readonly (readonly Ring[])[] {
  const [outer = []] = rings;
  const sign = Math.sign(signedArea(outer));
  const real = loops.filter((ring) => ring.length >= 6 && Math.abs(signedArea(ring)) > 1e-9);
  const isHole = (ring: Ring): boolean => rings.slice(1).some((hole) => sameRing(hole, ring));
  const parts = real.filter((ring) => !isHole(ring)).map((ring): Ring[] => [Math.sign(signedArea(ring)) === sign ? ring : reversed(ring)]);
  for (const hole of real.filter(isHole)) parts.find(([ring = []]) => polygonContains([ring], [hole[0] ?? 0, hole[1] ?? 0]))?.push(hole);
  return parts;
}

function sameRing(a: Ring, b: Ring): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}
