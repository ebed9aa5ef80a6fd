import { seeded } from '#shared/base/seeded.ts';
import type { Color, Material, Scene, Solid, Thing } from './scene.ts';
import { bale, plant, tractor, tree, type Place } from './things.ts';
import { unit } from './vector.ts';

/** Distance between crop rows, metres; rows run along x. */
export const ROW = 0.75;

/** The field at time `t` seconds: crop rows with weeds, a tractor that works along them, bales and a hedge. */
export function fieldAt(t: number): Scene {
  return { ground: soil, skyTop: [126, 164, 206], skyLow: [220, 222, 214], sun: unit([-0.4, -0.5, 0.75]), backdrop: HEDGE, things: [...PLANTS, tractor(1, { x: 9 + t * 1.4, y: 5.6, yaw: 0 }), ...BALES] };
}

const BALES: readonly Thing[] = [[20, -9, 0.4], [26, -11, 1.1], [33, -8.5, 0.2], [24, 11, 2.2]].map(([x = 0, y = 0, yaw = 0], n) => bale(2 + n, { x, y, yaw }));
const PLANTS: readonly Thing[] = plants();

function plants(): Thing[] {
  const random = seeded(77);
  const all: Thing[] = [];
  const jitter = (by: number): number => (random.next() - 0.5) * by;
  const add = (label: string, place: Place, look: { reach: number; height: number; color: Color; leaves: number }): void => void all.push(plant({ id: 10 + all.length, label }, place, look));
  for (let row = -3; row <= 3; row += 1) {
    for (let along = 0; along < 13; along += 1) {
      if (random.chance(0.08)) continue;
      const grown = 0.8 + random.next() * 0.4;
      add('crop', { x: 2.5 + along * 0.55 + jitter(0.12), y: row * ROW + jitter(0.08), yaw: random.next() * 6 }, { reach: 0.2 * grown, height: 0.22 * grown, color: [74 + jitter(16), 132 + jitter(20), 58], leaves: 6 });
    }
  }
  for (let n = 0; n < 26; n += 1) {
    const row = random.below(6) - 3;
    add('weed', { x: 2.4 + random.next() * 6.8, y: (row + 0.5) * ROW + jitter(0.3), yaw: random.next() * 6 }, { reach: 0.07 + random.next() * 0.07, height: 0.08, color: [122 + jitter(20), 140 + jitter(16), 66], leaves: 4 + random.below(3) });
  }
  return all;
}

const HEDGE: readonly Solid[] = [...Array.from({ length: 14 }, (_, n) => tree(48 + (n % 3) * 2, -34 + n * 5.2, 5 + (n % 4))).flat()];

const soil: Material = ([x, y]) => {
  const clod = Math.sin(x * 23.1 + Math.sin(y * 19)) * Math.sin(y * 29.3 + Math.sin(x * 17)) * 9;
  const furrow = Math.cos((y / ROW) * Math.PI * 2) * 8;
  const far = Math.hypot(x, y) > 40;
  return far ? [132 + clod, 142 + clod, 84 + clod] : [126 + clod + furrow, 98 + clod + furrow, 72 + clod + furrow * 0.8];
};
