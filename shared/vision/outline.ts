import { signedArea } from '../geometry/polygon.ts';
import { dropSpecks, majority, withinBounds } from './mask.ts';
import type { Mask, Place } from './patch.ts';
import { simplifyRing } from './simplifyRing.ts';
import { traceMask } from './traceMask.ts';

/** 0 keeps every pixel; 10 is as round as it gets. */
export type Smoothing = number;

/** A mask without the crumbs that nobody would draw. */
export function tidy(mask: Mask, smoothing: Smoothing): Mask {
  const crumbs = Math.round(smoothing * smoothing * 3);
  return withinBounds(mask, (part) => dropSpecks(majority(dropSpecks(part, crumbs), Math.min(4, Math.floor(smoothing / 2))), crumbs));
}

/** The outlines of a mask in image pixels: outer rings, largest first, then holes. Empty for an empty mask. */
export function outlineOf(mask: Mask, place: Place, smoothing: Smoothing): number[][] {
  const rings = traceMask(mask).map((ring) => (smoothing === 0 ? cornersOf(ring) : soften(ring, smoothing)));
  return rings
    .filter((ring) => ring.length >= 6 && signedArea(ring) !== 0)
    .sort((a, b) => signedArea(b) - signedArea(a))
    .map((ring) => ring.map((value, index) => (index % 2 === 0 ? place.left + value * place.stepX : place.top + value * place.stepY)));
}

/** Only where the direction turns. */
function cornersOf(ring: readonly number[]): number[] {
  const count = ring.length;
  return ring.filter((_, index) => {
    const at = index - (index % 2);
    const [beforeX, beforeY] = [ring[(at - 2 + count) % count] ?? 0, ring[(at - 1 + count) % count] ?? 0];
    const [afterX, afterY] = [ring[(at + 2) % count] ?? 0, ring[(at + 3) % count] ?? 0];
    return beforeX !== afterX && beforeY !== afterY;
  });
}

/** The stairs of a border run through the middles of their steps first, so that a slope is a line and not a saw. */
function soften(ring: readonly number[], smoothing: Smoothing): number[] {
  const middles = ring.map((value, index) => (value + (ring[(index + 2) % ring.length] ?? 0)) / 2);
  // Four borders of one pixel: nothing to soften.
  return ring.length <= 8 ? cornersOf(ring) : simplifyRing(middles, 0.5 + smoothing * 0.25);
}
