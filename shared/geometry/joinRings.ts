import { union, xor, type Geom } from 'polyclip-ts';
import { distance, distanceToSegment, type Point } from './point.ts';
import type { Ring } from './polygon.ts';
import { edgeAt, edgeCount, isSamePlace, SAME_PLACE, verticesOf } from './sharedVertices.ts';

/**
 * What areas cover together, as rings by the even-odd rule: each part's outline, then its holes. One area alone comes
 * back as outlines that do not run through themselves. Vertices of the originals that lie on the new outlines stay,
 * even on straight stretches: neighbours may share them.
 */
export function joinRings(areas: readonly (readonly Ring[])[]): number[][] {
  const [first, ...others] = areas.map(evenOdd);
  if (first === undefined) return [];
  const known = areas.flat().flatMap(verticesOf);
  // The clipper repeats the first vertex at the end.
  return union(first, ...others).flat().map((ring) => withKnown(ring.slice(0, -1).flat(), known));
}

/** The clipper takes further rings for holes wherever they lie; ours may be further parts. */
function evenOdd(rings: readonly Ring[]): Geom {
  const [first = [], ...others] = rings.map((ring): [number, number][][] => [verticesOf(ring).map(([x, y]) => [x, y])]);
  return others.length === 0 ? first : xor(first, ...others);
}

/** With those of the known vertices that lie inside one of its edges. */
function withKnown(coords: readonly number[], known: readonly Point[]): number[] {
  const path = { coords, closed: true };
  return Array.from({ length: edgeCount(path) }, (_, index) => {
    const [from, to] = edgeAt(path, index);
    const inside = known.filter((at) => !isSamePlace(at, from) && !isSamePlace(at, to) && distanceToSegment(at, from, to) <= SAME_PLACE).sort((a, b) => distance(from, a) - distance(from, b));
    return [...from, ...inside.filter((at, own) => own === 0 || !isSamePlace(at, inside[own - 1] ?? from)).flat()];
  }).flat();
}
