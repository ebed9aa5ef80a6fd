import type { Camera } from './scene.ts';
import { cross, sub, unit, type Vec3 } from './vector.ts';

interface View {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Horizontal field of view, degrees. */
  readonly fov: number;
  readonly position: Vec3;
  readonly target: Vec3;
}

/** A level camera that looks from `position` to `target`. Looking straight down, the picture's top is world +x. */
export function lookAt(view: View): Camera {
  const forward = unit(sub(view.target, view.position));
  const steep = Math.abs(forward[2]) > 0.999;
  const right = unit(cross(forward, steep ? [1, 0, 0] : [0, 0, 1]));
  const down = cross(forward, right);
  const focal = view.width / 2 / Math.tan((view.fov * Math.PI) / 360);
  return { name: view.name, width: view.width, height: view.height, focal, position: view.position, rotation: [right, down, forward] };
}

/** Row-major 4×4 that takes homogeneous world points (in a sensor frame at `origin`, axes as the world's) into the camera frame. */
export function extrinsicOf(camera: Camera, origin: Vec3): number[] {
  const offset = sub(origin, camera.position);
  const rows = camera.rotation.map((axis) => [...axis, axis[0] * offset[0] + axis[1] * offset[1] + axis[2] * offset[2]]);
  return [...rows.flat(), 0, 0, 0, 1];
}

/** Row-major 3×3. */
export function intrinsicOf(camera: Camera): number[] {
  return [camera.focal, 0, camera.width / 2, 0, camera.focal, camera.height / 2, 0, 0, 1];
}
