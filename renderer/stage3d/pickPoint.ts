import type { Point } from '#shared/geometry/point.ts';
import type { Vector } from '#shared/geometry/quaternion.ts';
import type { ShownCloud } from '../clouds/cloudMessages.ts';
import { axesOf, eyeOf, FIELD, type Orbit, type Size } from './orbit.ts';

/** How far beside the pointer a point is still meant, in CSS pixels. */
const REACH = 10;
/** Of a larger cloud a sample is asked: where it is dense, any of its points tells the place. */
const MOST = 400_000;

/** The place of the point under the pointer, the nearest to the eye of those close to it; null where there is none. */
export function pickPoint({ cloud, order }: ShownCloud, at: Point, seen: { readonly orbit: Orbit; readonly size: Size }): Vector | null {
  const { orbit, size: { width, height } } = seen;
  const { right: [rx, ry, rz], up: [ux, uy, uz], ahead: [ax, ay, az] } = axesOf(orbit);
  const eye = eyeOf(orbit);
  const { positions, origin } = cloud;
  const [ex, ey, ez] = [eye[0] - origin[0], eye[1] - origin[1], eye[2] - origin[2]];
  const scale = height / (2 * Math.tan(FIELD / 2));
  let [found, nearest] = [-1, Infinity];
  for (let n = 0, most = Math.min(order.length, MOST); n < most; n += 1) {
    const p = (order[n] as number) * 3;
    const [x, y, z] = [(positions[p] as number) - ex, (positions[p + 1] as number) - ey, (positions[p + 2] as number) - ez];
    const depth = x * ax + y * ay + z * az;
    if (!(depth > 0.01)) continue;
    const dx = width / 2 + ((x * rx + y * ry + z * rz) * scale) / depth - at[0];
    const dy = height / 2 - ((x * ux + y * uy + z * uz) * scale) / depth - at[1];
    const away = dx * dx + dy * dy;
    // A pixel beside the pointer weighs as much as two hundredths of the way there.
    const weight = depth * (1 + Math.sqrt(away) * 0.02);
    if (away > REACH * REACH || weight >= nearest) continue;
    nearest = weight;
    found = p;
  }
  return found === -1 ? null : [(positions[found] as number) + origin[0], (positions[found + 1] as number) + origin[1], (positions[found + 2] as number) + origin[2]];
}
