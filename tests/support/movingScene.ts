import { seeded } from '#shared/base/seeded.ts';
import type { Point } from '#shared/geometry/point.ts';
import { about, backwards, moved, type Similarity } from '#shared/geometry/similarity.ts';
import type { Luma } from '#shared/vision/motion/luma.ts';

/** A surface with a pattern that can be found again, from its seed. */
export interface Texture {
  at(x: number, y: number): number;
}

/** Noise in four sizes, and darker and lighter blocks as streets and roofs have them. */
export function texture(seed: number, { mean = 120, contrast = 1 }: { readonly mean?: number; readonly contrast?: number } = {}): Texture {
  const sheets = [3, 7, 19, 53].map((cell, at) => ({ cell, weight: [14, 26, 34, 26][at] ?? 0, values: noise(seed * 31 + at) }));
  return {
    at(x, y) {
      let value = mean;
      for (const { cell, weight, values } of sheets) value += contrast * weight * (smooth(values, x / cell, y / cell) * 2 - 1);
      return Math.max(0, Math.min(255, value));
    },
  };
}

/** A power of two: the pattern repeats after so many cells. */
const SIDE = 256;

function noise(seed: number): Float32Array {
  const random = seeded(seed);
  return Float32Array.from({ length: SIDE * SIDE }, () => random.next());
}

function smooth(values: Float32Array, x: number, y: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const fx = ease(x - ix);
  const fy = ease(y - iy);
  const value = (cx: number, cy: number): number => values[(cy & (SIDE - 1)) * SIDE + (cx & (SIDE - 1))] ?? 0;
  const upper = value(ix, iy) * (1 - fx) + value(ix + 1, iy) * fx;
  const lower = value(ix, iy + 1) * (1 - fx) + value(ix + 1, iy + 1) * fx;
  return upper * (1 - fy) + lower * fy;
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}

/** A thing in the scene: a rectangle about (0, 0) with a pattern of its own, and where it is on each frame. */
export interface Actor {
  readonly width: number;
  readonly height: number;
  readonly texture: Texture;
  readonly at: (frame: number) => Similarity;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly ground: Texture;
  /** Where the ground is on each frame. */
  readonly camera: (frame: number) => Similarity;
  /** Later ones lie above. */
  readonly actors: readonly Actor[];
  /** Grey levels of noise of the sensor. */
  readonly grain?: number;
}

/** A frame as a camera would see it, or a part of it, in `step` by `step` pixels. */
export function lumaOf(scene: Scene, frame: number, part: Omit<Luma, 'pixels'> = { left: 0, top: 0, step: 1, width: scene.width, height: scene.height }): Luma {
  const ground = backwards(scene.camera(frame));
  const actors = scene.actors.map((actor) => ({ actor, back: backwards(actor.at(frame)) }));
  const random = seeded(frame * 7919 + 17);
  const pixels = new Uint8Array(part.width * part.height);
  const fine = part.step;
  for (let row = 0; row < part.height; row += 1) {
    for (let column = 0; column < part.width; column += 1) {
      let sum = 0;
      for (let sy = 0; sy < fine; sy += 1) for (let sx = 0; sx < fine; sx += 1) sum += seen([part.left + column * part.step + sx + 0.5, part.top + row * part.step + sy + 0.5]);
      pixels[row * part.width + column] = Math.round(Math.max(0, Math.min(255, sum / (fine * fine) + (scene.grain ?? 0) * (random.next() * 2 - 1))));
    }
  }
  return { ...part, pixels };

  function seen(point: Point): number {
    for (let at = actors.length - 1; at >= 0; at -= 1) {
      const { actor, back } = actors[at] ?? {};
      if (actor === undefined || back === undefined) continue;
      const [x, y] = moved(back, point);
      if (Math.abs(x) <= actor.width / 2 && Math.abs(y) <= actor.height / 2) return actor.texture.at(x + 1000, y + 1000);
    }
    const [x, y] = moved(ground, point);
    return scene.ground.at(x + 5000, y + 5000);
  }
}

export interface Shaking {
  /** Pixels a frame, one standard deviation: a walk whose steps add up, and a shake that does not. */
  readonly walk: number;
  readonly shake: number;
  /** Degrees a frame of the walk. */
  readonly turn: number;
  /** Pixels a frame straight on. */
  readonly drift?: Point;
}

/** A camera that drifts, wobbles and shakes, about the middle of the picture. */
export function shakingCamera(seed: number, { frames, width, height }: { readonly frames: number; readonly width: number; readonly height: number }, { walk, shake, turn, drift = [0, 0] }: Shaking): (frame: number) => Similarity {
  const random = seeded(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  let [x, y, degrees, size] = [0, 0, 0, 0];
  const path = Array.from({ length: frames }, (_, frame) => {
    if (frame > 0) [x, y, degrees, size] = [x + drift[0] + normal() * walk, y + drift[1] + normal() * walk, degrees + normal() * turn, size + normal() * turn * 0.004];
    const still = frame === 0;
    return about([width / 2, height / 2], { scale: Math.exp(size), degrees, by: still ? [0, 0] : [x + normal() * shake, y + normal() * shake] });
  });
  return (frame) => path[Math.min(frames - 1, frame)] ?? { a: 1, b: 0, dx: 0, dy: 0 };
}
