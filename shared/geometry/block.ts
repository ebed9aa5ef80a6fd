import { after, fromYaw, inverse, turned, yawOf, type Quaternion, type Vector } from './quaternion.ts';

/** A block in space: its centre, its length, width and height along its own x (forward), y (left) and z (up), and its turn. */
export interface Block {
  readonly centre: Vector;
  readonly size: Vector;
  readonly turn: Quaternion;
}

/** Thinner would be lost to the hand. */
export const THINNEST = 0.05;

const SIGNS: readonly Vector[] = [[1, 1, -1], [1, -1, -1], [-1, -1, -1], [-1, 1, -1], [1, 1, 1], [1, -1, 1], [-1, -1, 1], [-1, 1, 1]];
/** Corners by number: around the bottom, around the top, the uprights. */
export const BLOCK_EDGES: readonly (readonly [number, number])[] = [[0, 1], [1, 2], [2, 3], [3, 0], [4, 5], [5, 6], [6, 7], [7, 4], [0, 4], [1, 5], [2, 6], [3, 7]];

/** The eight corners: around the bottom from front left over front right, then around the top. */
export function blockCorners(block: Block): readonly Vector[] {
  return SIGNS.map(([x, y, z]) => outOf(block, [(x * block.size[0]) / 2, (y * block.size[1]) / 2, (z * block.size[2]) / 2]));
}

/** A place told from the block's centre along its own axes, as a place in space. */
export function outOf({ centre, turn }: Block, own: Vector): Vector {
  const [x, y, z] = turned(own, turn);
  return [centre[0] + x, centre[1] + y, centre[2] + z];
}

/** A place in space, told from the block's centre along its own axes. */
export function into({ centre, turn }: Block, place: Vector): Vector {
  return turned([place[0] - centre[0], place[1] - centre[1], place[2] - centre[2]], inverse(turn));
}

/** How much of a face is moved out (or in, below 0) while the opposite face stays. */
export function moveFace<B extends Block>(block: B, face: { readonly axis: 0 | 1 | 2; readonly side: 1 | -1 }, by: number): B {
  const { axis, side } = face;
  const grown = Math.max(THINNEST, block.size[axis] + by);
  const way: [number, number, number] = [0, 0, 0];
  way[axis] = (side * (grown - block.size[axis])) / 2;
  const size: [number, number, number] = [...block.size];
  size[axis] = grown;
  return { ...block, size, centre: outOf(block, way) };
}

/** Turned about the upright axis of space through its centre; pitch and roll go with it. */
export function turnBlock<B extends Block>(block: B, yaw: number): B {
  return { ...block, turn: after(fromYaw(yaw), block.turn) };
}

/** Turned until forward points there, seen from above. */
export function headBlock<B extends Block>(block: B, yaw: number): B {
  return turnBlock(block, yaw - yawOf(block.turn));
}

/** Front and back change places. */
export function flipBlock<B extends Block>(block: B): B {
  return { ...block, turn: after(block.turn, fromYaw(Math.PI)) };
}

/** How far along a ray it enters the block; null when it misses. `way` need not have length 1: the answer counts in it. */
export function rayIntoBlock(block: Block, from: Vector, way: Vector): number | null {
  const start = into(block, from);
  const own = turned(way, inverse(block.turn));
  let [near, far] = [0, Infinity];
  for (const axis of [0, 1, 2] as const) {
    const half = block.size[axis] / 2;
    if (Math.abs(own[axis]) < 1e-12) {
      if (Math.abs(start[axis]) > half) return null;
      continue;
    }
    const [one, other] = [(-half - start[axis]) / own[axis], (half - start[axis]) / own[axis]];
    near = Math.max(near, Math.min(one, other));
    far = Math.min(far, Math.max(one, other));
  }
  return near <= far ? near : null;
}

/**
 * How many of the places lie inside, those on a face included. `positions` are x, y, z one after another, told from
 * `origin`. One pass over all of them: 5 million take a few milliseconds.
 */
export function countInside(block: Block, positions: Float32Array, origin: Vector): number {
  const [ax, ay, az] = turned([1, 0, 0], block.turn);
  const [bx, by, bz] = turned([0, 1, 0], block.turn);
  const [cx, cy, cz] = turned([0, 0, 1], block.turn);
  const [ox, oy, oz] = [block.centre[0] - origin[0], block.centre[1] - origin[1], block.centre[2] - origin[2]];
  const [half, wide, high] = [block.size[0] / 2, block.size[1] / 2, block.size[2] / 2];
  const reach = Math.hypot(half, wide, high);
  let inside = 0;
  for (let at = 0; at < positions.length; at += 3) {
    const x = (positions[at] as number) - ox;
    if (!(x <= reach && x >= -reach)) continue;
    const [y, z] = [(positions[at + 1] as number) - oy, (positions[at + 2] as number) - oz];
    if (Math.abs(x * ax + y * ay + z * az) <= half && Math.abs(x * bx + y * by + z * bz) <= wide && Math.abs(x * cx + y * cy + z * cz) <= high) inside += 1;
  }
  return inside;
}
