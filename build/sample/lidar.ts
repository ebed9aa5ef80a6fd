import type { Seeded } from '#shared/base/seeded.ts';
import { casterOf } from './raycast.ts';
import type { Scene } from './scene.ts';
import { dot, type Vec3 } from './vector.ts';

/** A spinning LiDAR: `beams` from `low` to `high` degrees, `steps` a turn. Axes as the world's, origin at the sensor. */
export interface Lidar {
  readonly position: Vec3;
  readonly beams: number;
  readonly low: number;
  readonly high: number;
  readonly steps: number;
  /** Range noise, metres (1 sigma); ranges beyond `reach` do not return. */
  readonly noise: number;
  readonly reach: number;
}

/** Points in the sensor frame: x, y, z (metres), intensity 0..255, ring, time since the turn began (s), id of the thing. */
export interface Sweep {
  readonly count: number;
  readonly xyz: Float32Array;
  readonly intensity: Float32Array;
  readonly ring: Uint16Array;
  readonly time: Float32Array;
  readonly thing: Uint16Array;
}

const TURN = 0.1;

export function sweep(scene: Scene, lidar: Lidar, random: Seeded): Sweep {
  const caster = casterOf(scene);
  const most = lidar.beams * lidar.steps;
  const out = { xyz: new Float32Array(most * 3), intensity: new Float32Array(most), ring: new Uint16Array(most), time: new Float32Array(most), thing: new Uint16Array(most) };
  let count = 0;
  for (let step = 0; step < lidar.steps; step += 1) {
    for (let beam = 0; beam < lidar.beams; beam += 1) {
      const direction = beamDirection(lidar, beam, step);
      const hit = caster.first(lidar.position, direction);
      if (hit === null || hit.distance > lidar.reach || random.chance(0.02)) continue;
      const range = hit.distance + (random.next() + random.next() + random.next() - 1.5) * 2 * lidar.noise;
      const base = (hit.solid?.color ?? scene.ground)(hit.at);
      out.xyz.set([direction[0] * range, direction[1] * range, direction[2] * range], count * 3);
      out.intensity[count] = Math.min(255, (0.3 * base[0] + 0.6 * base[1] + 0.1 * base[2]) * Math.abs(dot(hit.normal, direction)) * 1.2);
      out.ring[count] = beam;
      out.time[count] = (step / lidar.steps) * TURN;
      out.thing[count] = hit.thing;
      count += 1;
    }
  }
  return { count, xyz: out.xyz.slice(0, count * 3), intensity: out.intensity.slice(0, count), ring: out.ring.slice(0, count), time: out.time.slice(0, count), thing: out.thing.slice(0, count) };
}

function beamDirection(lidar: Lidar, beam: number, step: number): Vec3 {
  const up = ((lidar.low + ((lidar.high - lidar.low) * beam) / (lidar.beams - 1)) * Math.PI) / 180;
  const around = (step / lidar.steps) * Math.PI * 2;
  return [Math.cos(up) * Math.cos(around), Math.cos(up) * Math.sin(around), Math.sin(up)];
}
