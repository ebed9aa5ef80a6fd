import { pathLength, pathPoint } from './path.ts';
import { distance, distanceToSegment, type Point } from './point.ts';
import { edgeAt, edgeCount, isSamePlace, SAME_PLACE, type Edged } from './sharedVertices.ts';

/** A place on a path: `along` pixels behind the vertex `index`, and on that vertex with 0. */
interface Place {
  readonly index: number;
  readonly along: number;
}

/**
 * The vertices one passes on the way from one place of a border to another, without the two ends. Closed borders have
 * two ways: the shorter one, or with `longer` the other. Null when one of the places is not on the border.
 */
export function wayAlong(border: Edged, { from, to, longer }: { readonly from: Point; readonly to: Point; readonly longer: boolean }): Point[] | null {
  const [a, b] = [placeOn(border, from), placeOn(border, to)];
  if (a === null || b === null) return null;
  const [first, last] = isBefore(a, b) ? [a, b] : [b, a];
  const direct = between(border, first, last);
  const wayBack = border.closed ? between(border, last, { ...first, index: first.index + (border.coords.length >> 1) }) : direct.toReversed();
  const [there, round] = first === a ? [direct, wayBack.toReversed()] : [direct.toReversed(), wayBack];
  if (!border.closed) return there;
  const length = (way: readonly Point[]): number => pathLength([from, ...way, to].flat());
  return length(there) <= length(round) === longer ? round : there;
}

function isBefore(a: Place, b: Place): boolean {
  return a.index < b.index || (a.index === b.index && a.along <= b.along);
}

function placeOn(border: Edged, at: Point): Place | null {
  for (let index = 0; index < edgeCount(border); index += 1) {
    const [from, to] = edgeAt(border, index);
    if (isSamePlace(at, from)) return { index, along: 0 };
    if (isSamePlace(at, to)) return { index: (index + 1) % (border.coords.length >> 1), along: 0 };
    if (distanceToSegment(at, from, to) <= SAME_PLACE) return { index, along: distance(from, at) };
  }
  return null;
}

/** Vertices behind `a` and before `b`, which comes later and may be counted on beyond the end. */
function between({ coords }: Edged, a: Place, b: Place): Point[] {
  const way: Point[] = [];
  for (let index = a.index + 1; index < b.index + (b.along > 0 ? 1 : 0); index += 1) way.push(pathPoint(coords, index % (coords.length >> 1)));
  return way;
}
