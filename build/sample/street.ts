import { seeded } from '#shared/base/seeded.ts';
import type { Color, Material, Scene, Solid, Thing } from './scene.ts';
import { car, cyclist, house, pedestrian, tree, van, type Place } from './things.ts';
import { unit } from './vector.ts';

/** A mover of the street: where it is at a time, and what it looks like there. */
interface Mover {
  readonly make: (place: Place) => Thing;
  readonly from: Place;
  /** Metres a second along its heading. */
  readonly speed: number;
}

const PAINTS: readonly Color[] = [[168, 42, 38], [44, 76, 132], [206, 206, 202], [58, 60, 64], [120, 134, 88], [196, 150, 54]];
const COATS: readonly Color[] = [[186, 74, 60], [66, 108, 148], [214, 186, 92], [104, 90, 128], [84, 122, 92]];

/** The street at time `t` seconds: two lanes each way along x, pavements, parked cars, people, houses and trees. */
export function streetAt(t: number): Scene {
  return { ground, skyTop: [112, 152, 198], skyLow: [206, 214, 220], sun: unit([0.35, -0.55, 0.62]), backdrop: BACKDROP, things: MOVERS.map((mover) => mover.make(along(mover.from, mover.speed * t))) };
}

function along(place: Place, distance: number): Place {
  return { x: place.x + Math.cos(place.yaw) * distance, y: place.y + Math.sin(place.yaw) * distance, yaw: place.yaw };
}

const MOVERS: readonly Mover[] = movers();

function movers(): Mover[] {
  const random = seeded(20261);
  let id = 0;
  const next = (): number => (id += 1);
  const all: Mover[] = [];
  const put = (make: (n: number) => (place: Place) => Thing, from: Place, speed: number): void => void all.push({ make: make(next()), from, speed });
  for (const [x, y, yaw, speed] of [[14, -1.8, 0, 7], [34, -1.8, 0, 6], [22, 1.8, Math.PI, 8], [52, 1.8, Math.PI, 7], [80, 1.8, Math.PI, 8]] as const) {
    const paint = random.pick(PAINTS);
    put((n) => (place) => car(n, place, paint), { x, y, yaw }, speed);
  }
  put((n) => (place) => van(n, place, [224, 222, 214]), { x: 62, y: -1.8, yaw: 0 }, 5);
  for (const x of [8, 14.5, 27, 40, 46]) {
    const paint = random.pick(PAINTS);
    put((n) => (place) => car(n, place, paint), { x, y: 5.1, yaw: Math.PI }, 0);
  }
  for (const x of [18, 24.5, 38]) {
    const paint = random.pick(PAINTS);
    put((n) => (place) => car(n, place, paint), { x, y: -5.1, yaw: 0 }, 0);
  }
  for (const [x, y, yaw] of [[12, 7.4, 0], [19, 7.9, Math.PI], [31, 7.3, 0], [11, -7.2, Math.PI], [22, -7.7, 0], [30, -7.2, 0], [26, -3.2, Math.PI / 2]] as const) {
    const coat = random.pick(COATS);
    put((n) => (place) => pedestrian(n, place, coat), { x, y, yaw }, 1.3);
  }
  for (const [x, y, yaw] of [[17, -3.6, 0], [29, 3.7, Math.PI]] as const) {
    const coat = random.pick(COATS);
    put((n) => (place) => cyclist(n, place, coat), { x, y, yaw }, 4);
  }
  return all;
}

const BACKDROP: readonly Solid[] = [
  ...[[10, 26, 13, 7], [31, 27, 11, 8], [54, 26, 14, 6], [80, 27, 12, 9]].map(([x = 0, y = 0, high = 10, half = 8]) => house([x, y - 11, high / 2], [half + 3, 4, high / 2], [178, 146, 118])),
  ...[[8, 12, 8], [28, 10, 11], [50, 14, 9], [76, 11, 12]].map(([x = 0, high = 10, half = 9]) => house([x, -15, high / 2], [half + 1, 4, high / 2], [156, 158, 164])),
  house([130, 0, 8], [4, 30, 8], [172, 168, 160]),
  ...[6, 20, 34, 48, 62].flatMap((x) => tree(x, 9.6, 6.4)),
  ...[13, 27, 43, 58].flatMap((x) => tree(x, -9.6, 5.8)),
];

const ground: Material = ([x, y]) => {
  const across = Math.abs(y);
  const speck = Math.sin(x * 31.7) * Math.sin(y * 27.1) * 4;
  if (across < 6.2) {
    if (across < 0.09 && ((x % 6) + 6) % 6 < 3) return [226, 224, 214];
    if (Math.abs(across - 3.75) < 0.06) return [214, 212, 204];
    const crossing = x > 24.6 && x < 27.6 && ((y % 1) + 1) % 1 < 0.5;
    return crossing ? [218, 216, 208] : [92 + speck, 93 + speck, 96 + speck];
  }
  if (across < 6.4) return [150, 148, 142];
  if (across < 10.6) return [132 + speck, 128 + speck, 120 + speck];
  return [104 + speck * 2, 118 + speck * 2, 82 + speck];
};
