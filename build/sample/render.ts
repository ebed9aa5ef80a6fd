import type { Seeded } from '#shared/base/seeded.ts';
import { casterOf, lifted, type Caster, type Hit } from './raycast.ts';
import type { Camera, Color, Scene } from './scene.ts';
import { dot, unit, type Vec3 } from './vector.ts';

/** A picture with its truth: RGB bytes, and per pixel the id of the thing seen there. Row by row from the top left. */
export interface Rendered {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
  readonly ids: Uint16Array;
}

/** Rays per pixel and axis. The id is taken from the ray nearest the pixel's centre. */
const FINE = 2;

export function render(scene: Scene, camera: Camera, grain: Seeded): Rendered {
  const { width, height } = camera;
  const caster = casterOf(scene);
  const rgb = new Uint8Array(width * height * 3);
  const ids = new Uint16Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const seen = pixel({ scene, caster, camera }, x, y);
      const noise = (grain.next() - 0.5) * 9;
      const at = y * width + x;
      for (let channel = 0; channel < 3; channel += 1) rgb[at * 3 + channel] = Math.max(0, Math.min(255, (seen.color[channel] as number) + noise));
      ids[at] = seen.thing;
    }
  }
  return { width, height, rgb, ids };
}

/** Direction of the ray through image point (`u`, `v`). */
export function rayThrough(camera: Camera, u: number, v: number): Vec3 {
  const right = (u - camera.width / 2) / camera.focal;
  const down = (v - camera.height / 2) / camera.focal;
  const [x, y, z] = camera.rotation;
  return unit([x[0] * right + y[0] * down + z[0], x[1] * right + y[1] * down + z[1], x[2] * right + y[2] * down + z[2]]);
}

function pixel({ scene, caster, camera }: { readonly scene: Scene; readonly caster: Caster; readonly camera: Camera }, x: number, y: number): { color: Color; thing: number } {
  const sum: [number, number, number] = [0, 0, 0];
  let thing = 0;
  for (let j = 0; j < FINE; j += 1) {
    for (let i = 0; i < FINE; i += 1) {
      const direction = rayThrough(camera, x + (i + 0.5) / FINE, y + (j + 0.5) / FINE);
      const shaded = shade(scene, caster.first(camera.position, direction), { caster, direction });
      for (let channel = 0; channel < 3; channel += 1) sum[channel] = (sum[channel] as number) + (shaded.color[channel] as number) / (FINE * FINE);
      if (i === 0 && j === 0) thing = shaded.thing;
    }
  }
  return { color: sum, thing };
}

function shade(scene: Scene, hit: Hit | null, { caster, direction }: { readonly caster: Caster; readonly direction: Vec3 }): { color: Color; thing: number } {
  if (hit === null || hit.distance > 400) return { color: sky(scene, direction), thing: 0 };
  const base = (hit.solid?.color ?? scene.ground)(hit.at);
  const facing = Math.max(0, dot(hit.normal, scene.sun));
  const lit = facing > 0 && !caster.blocked(lifted(hit), scene.sun) ? facing : 0;
  const light = 0.55 + 0.14 * Math.max(0, hit.normal[2]) + 0.62 * lit;
  const haze = 1 - Math.exp(-hit.distance / 260);
  const low = scene.skyLow;
  return { color: [mix(base[0] * light, low[0], haze), mix(base[1] * light, low[1], haze), mix(base[2] * light, low[2], haze)], thing: hit.thing };
}

function sky(scene: Scene, direction: Vec3): Color {
  const up = Math.min(1, Math.max(0, direction[2]) * 2.2);
  return [mix(scene.skyLow[0], scene.skyTop[0], up), mix(scene.skyLow[1], scene.skyTop[1], up), mix(scene.skyLow[2], scene.skyTop[2], up)];
}

const mix = (a: number, b: number, t: number): number => a + (b - a) * t;
