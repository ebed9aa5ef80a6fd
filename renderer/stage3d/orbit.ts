import type { Vector } from '#shared/geometry/quaternion.ts';
import type { Point } from '#shared/geometry/point.ts';

/**
 * How space is looked at: from a distance towards a place, turned about the upright axis (`yaw`: where the eye is, seen
 * from above) and raised over the ground (`pitch`). Radians, and the unit of the cloud in its file's frame.
 */
export interface Orbit {
  readonly target: Vector;
  readonly yaw: number;
  readonly pitch: number;
  readonly distance: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Ray {
  readonly from: Vector;
  readonly way: Vector;
}

/** Height of the view in radians. */
export const FIELD = (50 * Math.PI) / 180;
const [LOWEST, HIGHEST] = [-0.1, Math.PI / 2 - 0.001];
const [NEAREST, FARTHEST] = [0.3, 20_000];
/** Radians a CSS pixel. */
const TURN = 0.006;

/** The eye's own directions. */
export function axesOf({ yaw, pitch }: Orbit): { readonly right: Vector; readonly up: Vector; readonly ahead: Vector } {
  const [c, s, low, high] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
  return { right: [-s, c, 0], up: [-c * high, -s * high, low], ahead: [-c * low, -s * low, -high] };
}

export function eyeOf(orbit: Orbit): Vector {
  const { ahead } = axesOf(orbit);
  return along(orbit.target, ahead, -orbit.distance);
}

export function along(from: Vector, way: Vector, by: number): Vector {
  return [from[0] + way[0] * by, from[1] + way[1] * by, from[2] + way[2] * by];
}

/** By CSS pixels of a drag. */
export function orbitBy(orbit: Orbit, [dx, dy]: Point): Orbit {
  return { ...orbit, yaw: orbit.yaw - dx * TURN, pitch: Math.min(HIGHEST, Math.max(LOWEST, orbit.pitch + dy * TURN)) };
}

/** The ground follows a drag of CSS pixels. */
export function panBy(orbit: Orbit, [dx, dy]: Point, { height }: Size): Orbit {
  const { right } = axesOf(orbit);
  const scale = unitsPerPixel(orbit, height);
  const [c, s] = [Math.cos(orbit.yaw), Math.sin(orbit.yaw)];
  const moved = along(along(orbit.target, right, -dx * scale), [-c, -s, 0], dy * scale);
  return { ...orbit, target: moved };
}

/** Nearer by a factor above 1; `towards` stays where it is on the screen, as far as it can. */
export function zoomBy(orbit: Orbit, factor: number, towards: Vector): Orbit {
  const distance = Math.min(FARTHEST, Math.max(NEAREST, orbit.distance / factor));
  const share = 1 - distance / orbit.distance;
  const way: Vector = [towards[0] - orbit.target[0], towards[1] - orbit.target[1], towards[2] - orbit.target[2]];
  return { ...orbit, distance, target: along(orbit.target, way, share) };
}

/** Units of the cloud that a CSS pixel covers at the target. */
export function unitsPerPixel({ distance }: Orbit, height: number): number {
  return (2 * distance * Math.tan(FIELD / 2)) / Math.max(1, height);
}

/** The ray through a place of the screen. Its way is one unit long straight ahead. */
export function rayAt(orbit: Orbit, [x, y]: Point, { width, height }: Size): Ray {
  const { right, up, ahead } = axesOf(orbit);
  const scale = (2 * Math.tan(FIELD / 2)) / Math.max(1, height);
  return { from: eyeOf(orbit), way: along(along(ahead, right, (x - width / 2) * scale), up, (height / 2 - y) * scale) };
}

/** Where a ray meets the height `z`; null when it never does. */
export function onHeight({ from, way }: Ray, z: number): Vector | null {
  const by = (z - from[2]) / way[2];
  return Number.isFinite(by) && by > 0 ? along(from, way, by) : null;
}

/** Where a place is on the screen; null behind the eye. */
export function project(orbit: Orbit, place: Vector, { width, height }: Size): Point | null {
  const { right, up, ahead } = axesOf(orbit);
  const eye = eyeOf(orbit);
  const way: Vector = [place[0] - eye[0], place[1] - eye[1], place[2] - eye[2]];
  const depth = dot(way, ahead);
  if (depth <= 1e-6) return null;
  const scale = Math.max(1, height) / (2 * Math.tan(FIELD / 2) * depth);
  return [width / 2 + dot(way, right) * scale, height / 2 - dot(way, up) * scale];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** All between two corners in view, from behind and above the x axis. */
export function fitted(min: Vector, max: Vector): Orbit {
  const reach = Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]) / 2;
  return { target: [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2], yaw: Math.PI, pitch: 0.7, distance: Math.min(FARTHEST, Math.max(NEAREST, reach / Math.tan(FIELD / 2))) };
}
