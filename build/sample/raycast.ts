import type { Scene, Solid, Thing } from './scene.ts';
import { dot, scale, sub, turn, unit, type Vec3 } from './vector.ts';

export interface Hit {
  readonly distance: number;
  readonly at: Vec3;
  readonly normal: Vec3;
  readonly solid: Solid | null;
  /** Id of the thing, 0 for ground and backdrop. */
  readonly thing: number;
}

interface Entry {
  readonly solid: Solid;
  readonly thing: number;
  readonly radius: number;
}

/** Casts rays into a scene; solids are found by bounding spheres, which is enough for a few hundred of them. */
export interface Caster {
  first(origin: Vec3, direction: Vec3): Hit | null;
  blocked(origin: Vec3, direction: Vec3): boolean;
}

export function casterOf(scene: Pick<Scene, 'backdrop' | 'things'>): Caster {
  const entries: Entry[] = [
    ...scene.backdrop.map((solid) => entryOf(solid, 0)),
    ...scene.things.flatMap((thing: Thing) => thing.solids.map((solid) => entryOf(solid, thing.id))),
  ];
  return {
    first(origin, direction) {
      let best: Hit | null = groundHit(origin, direction);
      for (const entry of entries) {
        if (!nears(entry, { origin, direction, limit: best?.distance ?? Infinity })) continue;
        const hit = meet(entry, origin, direction);
        if (hit !== null && (best === null || hit.distance < best.distance)) best = hit;
      }
      return best;
    },
    blocked(origin, direction) {
      return entries.some((entry) => nears(entry, { origin, direction, limit: Infinity }) && meet(entry, origin, direction) !== null);
    },
  };
}

function entryOf(solid: Solid, thing: number): Entry {
  const [x, y, z] = solid.half;
  return { solid, thing, radius: solid.form === 'box' ? Math.hypot(x, y, z) : Math.max(x, y, z) };
}

function groundHit(origin: Vec3, direction: Vec3): Hit | null {
  if (direction[2] >= -1e-6) return null;
  const distance = -origin[2] / direction[2];
  const at: Vec3 = [origin[0] + direction[0] * distance, origin[1] + direction[1] * distance, 0];
  return { distance, at, normal: [0, 0, 1], solid: null, thing: 0 };
}

interface Ray {
  readonly origin: Vec3;
  readonly direction: Vec3;
  /** Distance beyond which nothing matters. */
  readonly limit: number;
}

function nears({ solid, radius }: Entry, { origin, direction, limit }: Ray): boolean {
  const x = solid.centre[0] - origin[0];
  const y = solid.centre[1] - origin[1];
  const z = solid.centre[2] - origin[2];
  const along = x * direction[0] + y * direction[1] + z * direction[2];
  if (along < -radius || along - radius > limit) return false;
  return x * x + y * y + z * z - along * along <= radius * radius;
}

function meet({ solid, thing }: Entry, origin: Vec3, direction: Vec3): Hit | null {
  const from = turn(sub(origin, solid.centre), -solid.yaw);
  const along = turn(direction, -solid.yaw);
  const local = solid.form === 'box' ? meetBox(solid.half, from, along) : meetEllipsoid(solid.half, from, along);
  if (local === null) return null;
  const at: Vec3 = [origin[0] + direction[0] * local.distance, origin[1] + direction[1] * local.distance, origin[2] + direction[2] * local.distance];
  return { distance: local.distance, at, normal: turn(local.normal, solid.yaw), solid, thing };
}

interface LocalHit {
  readonly distance: number;
  readonly normal: Vec3;
}

const NEAR = 1e-3;

/** Slab test: the ray enters the box where the last of three slabs is entered. */
function meetBox(half: Vec3, from: Vec3, along: Vec3): LocalHit | null {
  let enter = -Infinity;
  let leave = Infinity;
  let side = 0;
  for (let axis = 0; axis < 3; axis += 1) {
    const step = along[axis] as number;
    const start = from[axis] as number;
    const size = half[axis] as number;
    const a = (-size - start) / step;
    const b = (size - start) / step;
    if (Math.min(a, b) > enter) {
      enter = Math.min(a, b);
      side = axis;
    }
    leave = Math.min(leave, Math.max(a, b));
  }
  if (enter > leave || enter < NEAR) return null;
  const sign = (along[side] as number) > 0 ? -1 : 1;
  return { distance: enter, normal: [side === 0 ? sign : 0, side === 1 ? sign : 0, side === 2 ? sign : 0] };
}

/** A unit sphere in the space scaled by the radii. */
function meetEllipsoid(half: Vec3, from: Vec3, along: Vec3): LocalHit | null {
  const shrink = (v: Vec3): Vec3 => [v[0] / half[0], v[1] / half[1], v[2] / half[2]];
  const o = shrink(from);
  const d = shrink(along);
  const a = dot(d, d);
  const b = dot(o, d);
  const under = b * b - a * (dot(o, o) - 1);
  if (under < 0) return null;
  const distance = (-b - Math.sqrt(under)) / a;
  if (distance < NEAR) return null;
  const at: Vec3 = [o[0] + d[0] * distance, o[1] + d[1] * distance, o[2] + d[2] * distance];
  return { distance, normal: unit([at[0] / half[0], at[1] / half[1], at[2] / half[2]]) };
}

/** A point a little above the surface, so that a shadow ray does not meet its own start. */
export function lifted(hit: Hit): Vec3 {
  const off = scale(hit.normal, 0.01);
  return [hit.at[0] + off[0], hit.at[1] + off[1], hit.at[2] + off[2]];
}
