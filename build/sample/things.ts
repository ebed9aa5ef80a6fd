import type { Color, Material, Solid, Thing } from './scene.ts';
import { add, turn, type Vec3 } from './vector.ts';

/** Where a thing stands on the ground, and which way it looks. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly yaw: number;
}

type Part = readonly [form: Solid['form'], centre: Vec3, half: Vec3, color: Color];

const plain = (color: Color): Material => () => color;
const GLASS: Color = [58, 72, 84];
const TYRE: Color = [28, 28, 30];
const SKIN: Color = [148, 104, 78];

interface Frame {
  readonly id: number;
  readonly label: string;
  readonly size: Vec3;
}

/** Puts parts given in the thing's own frame (forward x, origin on the ground) where the thing stands. */
function build({ id, label, size }: Frame, place: Place, parts: readonly Part[]): Thing {
  const stand: Vec3 = [place.x, place.y, 0];
  const solids = parts.map(([form, centre, half, color]): Solid => ({ form, centre: add(turn(centre, place.yaw), stand), half, yaw: place.yaw, color: plain(color) }));
  return { id, label, solids, cuboid: { centre: [place.x, place.y, size[2] / 2], size, yaw: place.yaw } };
}

export function car(id: number, place: Place, color: Color): Thing {
  const wheels = [-1.35, 1.35].flatMap((x) => [-0.84, 0.84].map((y): Part => ['ellipsoid', [x, y, 0.32], [0.33, 0.1, 0.33], TYRE]));
  return build({ id, label: 'car', size: [4.4, 1.82, 1.46] }, place, [
    ['box', [0, 0, 0.58], [2.2, 0.9, 0.32], color],
    ['box', [-0.2, 0, 1.08], [1.15, 0.8, 0.2], GLASS],
    ['box', [-0.25, 0, 1.36], [1.0, 0.78, 0.1], color],
    ['box', [2.19, -0.6, 0.66], [0.03, 0.18, 0.08], [240, 238, 214]],
    ['box', [2.19, 0.6, 0.66], [0.03, 0.18, 0.08], [240, 238, 214]],
    ['box', [-2.19, -0.6, 0.7], [0.03, 0.2, 0.08], [176, 32, 30]],
    ['box', [-2.19, 0.6, 0.7], [0.03, 0.2, 0.08], [176, 32, 30]],
    ...wheels,
  ]);
}

export function van(id: number, place: Place, color: Color): Thing {
  const wheels = [-1.7, 1.7].flatMap((x) => [-0.95, 0.95].map((y): Part => ['ellipsoid', [x, y, 0.36], [0.37, 0.1, 0.37], TYRE]));
  return build({ id, label: 'van', size: [5.6, 2.05, 2.4] }, place, [
    ['box', [-0.4, 0, 1.35], [2.4, 1.0, 1.05], color],
    ['box', [2.3, 0, 0.9], [0.5, 0.98, 0.6], color],
    ['box', [2.15, 0, 1.75], [0.3, 0.92, 0.32], GLASS],
    ...wheels,
  ]);
}

export function pedestrian(id: number, place: Place, coat: Color): Thing {
  return build({ id, label: 'pedestrian', size: [0.6, 0.62, 1.76] }, place, [
    ['box', [0.09, 0.1, 0.42], [0.1, 0.09, 0.42], [46, 50, 66]],
    ['box', [-0.09, -0.1, 0.42], [0.1, 0.09, 0.42], [46, 50, 66]],
    ['ellipsoid', [0, 0, 1.12], [0.19, 0.27, 0.4], coat],
    ['ellipsoid', [0, 0, 1.62], [0.12, 0.11, 0.14], SKIN],
    ['ellipsoid', [0.05, 0.28, 1.06], [0.08, 0.06, 0.33], coat],
    ['ellipsoid', [-0.05, -0.28, 1.06], [0.08, 0.06, 0.33], coat],
  ]);
}

export function cyclist(id: number, place: Place, coat: Color): Thing {
  return build({ id, label: 'cyclist', size: [1.8, 0.6, 1.8] }, place, [
    ['ellipsoid', [0.55, 0, 0.34], [0.34, 0.03, 0.34], TYRE],
    ['ellipsoid', [-0.55, 0, 0.34], [0.34, 0.03, 0.34], TYRE],
    ['box', [0, 0, 0.62], [0.5, 0.03, 0.04], [170, 60, 48]],
    ['box', [0.5, 0, 0.86], [0.04, 0.24, 0.03], [40, 40, 44]],
    ['ellipsoid', [-0.05, 0, 1.2], [0.24, 0.2, 0.34], coat],
    ['ellipsoid', [0.12, 0, 1.62], [0.13, 0.12, 0.15], SKIN],
    ['box', [-0.02, 0.12, 0.72], [0.12, 0.07, 0.28], [52, 56, 70]],
  ]);
}

export function tractor(id: number, place: Place): Thing {
  const body: Color = [44, 112, 62];
  const big = [-0.95, 0.95].map((y): Part => ['ellipsoid', [-0.9, y, 0.85], [0.86, 0.22, 0.86], TYRE]);
  const small = [-0.8, 0.8].map((y): Part => ['ellipsoid', [1.3, y, 0.5], [0.5, 0.16, 0.5], TYRE]);
  return build({ id, label: 'tractor', size: [4.0, 2.3, 2.8] }, place, [
    ['box', [0.8, 0, 1.15], [1.1, 0.45, 0.42], body],
    ['box', [-0.7, 0, 1.3], [0.75, 0.6, 0.5], body],
    ['box', [-0.7, 0, 2.15], [0.6, 0.62, 0.5], GLASS],
    ['box', [-0.7, 0, 2.72], [0.72, 0.72, 0.06], [235, 196, 60]],
    ...big,
    ...small,
  ]);
}

/** A broad-leaved plant: a rosette of flat ellipsoids. */
export function plant({ id, label }: { readonly id: number; readonly label: string }, place: Place, look: { readonly reach: number; readonly height: number; readonly color: Color; readonly leaves: number }): Thing {
  const leaves = Array.from({ length: look.leaves }, (_, n): Part => {
    const angle = (n / look.leaves) * Math.PI * 2;
    const out = look.reach * 0.55;
    const shadeBy = n % 2 === 0 ? 1 : 0.86;
    const color: Color = [look.color[0] * shadeBy, look.color[1] * shadeBy, look.color[2] * shadeBy];
    return ['ellipsoid', [Math.cos(angle) * out, Math.sin(angle) * out, look.height * 0.6], [look.reach * 0.5, look.reach * 0.36, look.height * 0.35], color];
  });
  return build({ id, label, size: [look.reach * 2, look.reach * 2, look.height] }, place, [['ellipsoid', [0, 0, look.height * 0.7], [look.reach * 0.35, look.reach * 0.35, look.height * 0.3], look.color], ...leaves]);
}

export function bale(id: number, place: Place): Thing {
  return build({ id, label: 'bale', size: [1.5, 1.3, 1.4] }, place, [['ellipsoid', [0, 0, 0.7], [0.8, 0.68, 0.72], [204, 178, 108]]]);
}

/** Backdrop: a house with windows as a material, and a tree. */
export function house(centre: Vec3, half: Vec3, wall: Color): Solid {
  return {
    form: 'box', centre, half, yaw: 0,
    color: (at) => {
      const along = Math.abs(Math.abs(at[1] - centre[1]) - half[1]) < 0.05 ? at[0] : at[1];
      const pane = ((along % 3) + 3) % 3;
      const storey = at[2] % 3.1;
      return pane > 0.9 && pane < 2.1 && storey > 1 && storey < 2.4 && at[2] < half[2] * 2 - 0.6 ? GLASS : wall;
    },
  };
}

export function tree(x: number, y: number, height: number): Solid[] {
  const crown = ([dx, dy, z]: Vec3, r: number): Solid => ({
    form: 'ellipsoid', centre: [x + dx, y + dy, z], half: [r, r, r * 0.85], yaw: 0,
    color: (at) => (Math.sin(at[0] * 7) + Math.sin(at[1] * 8 + 1) + Math.sin(at[2] * 9) > 0.4 ? [66, 104, 52] : [52, 88, 44]),
  });
  const trunk: Solid = { form: 'box', centre: [x, y, height * 0.25], half: [0.16, 0.16, height * 0.25], yaw: 0, color: plain([86, 66, 50]) };
  return [trunk, crown([0, 0, height * 0.72], height * 0.28), crown([0.6, 0.4, height * 0.6], height * 0.2), crown([-0.5, -0.5, height * 0.62], height * 0.21)];
}
