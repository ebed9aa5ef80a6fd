import { ringContains, signedArea } from '../geometry/polygon.ts';

/**
 * Of outlines (outer rings clockwise on the screen, holes the other way round) the largest outer one with its own
 * holes, in this order: a polygon is one area. A lone ring may run either way. Empty when there is none.
 */
export function oneOutline(rings: readonly (readonly number[])[]): number[][] {
  if (rings.length === 1) return rings.map((ring) => [...ring]);
  const outer = rings.filter((ring) => signedArea(ring) > 0).sort((a, b) => signedArea(b) - signedArea(a));
  const [largest, ...islands] = outer;
  if (largest === undefined) return [];
  const holes = rings.filter((ring) => signedArea(ring) < 0 && inside(ring, largest) && !islands.some((island) => inside(ring, island)));
  return [largest, ...holes].map((ring) => [...ring]);
}

/** Rings of one mask do not cross, so one point tells. */
function inside([x = 0, y = 0]: readonly number[], ring: readonly number[]): boolean {
  return ringContains([...ring], [x, y]);
}
