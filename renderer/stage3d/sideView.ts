import { moveFace, outOf, turnBlock, type Block } from '#shared/geometry/block.ts';
import type { Point } from '#shared/geometry/point.ts';
import { turned, type Vector } from '#shared/geometry/quaternion.ts';

export const SIDES = ['top', 'side', 'rear'] as const;
export type Side = (typeof SIDES)[number];

type AxisNumber = 0 | 1 | 2;

/** What a view shows to the right and up, as axes of the block, and which way it looks. */
interface Look {
  readonly across: { readonly axis: AxisNumber; readonly sign: 1 | -1 };
  readonly up: { readonly axis: AxisNumber; readonly sign: 1 | -1 };
  readonly depth: AxisNumber;
}

/** From above with forward up, from the right with forward to the right, from behind with left to the left. */
const LOOKS: Readonly<Record<Side, Look>> = {
  top: { across: { axis: 1, sign: -1 }, up: { axis: 0, sign: 1 }, depth: 2 },
  side: { across: { axis: 0, sign: 1 }, up: { axis: 2, sign: 1 }, depth: 1 },
  rear: { across: { axis: 1, sign: -1 }, up: { axis: 2, sign: 1 }, depth: 0 },
};

/** A flat view of one block: it stays as it was opened while a hand changes the block. */
export interface SideView {
  readonly side: Side;
  readonly block: Block;
  /** CSS pixels, from the top left of the stage. */
  readonly left: number;
  readonly top: number;
  readonly edge: number;
}

/** How much more than the block is seen, each way. */
const AIR = 1.7;

export function sideViews(block: Block, { width, height }: { readonly width: number; readonly height: number }): readonly SideView[] {
  const edge = Math.floor(Math.min(260, height / 3, width / 3));
  return edge < 60 ? [] : SIDES.map((side, n) => ({ side, block, left: width - edge, top: n * edge, edge }));
}

/** Units of the cloud from the middle of the view to its border. */
export function reachOf({ side, block }: SideView): number {
  const { across, up } = LOOKS[side];
  return (Math.max(block.size[across.axis], block.size[up.axis], 0.5) / 2) * AIR;
}

/** Directions in space for a camera: to the right, up, and towards who looks. */
export function viewAxes({ side, block }: SideView): { readonly right: Vector; readonly up: Vector; readonly back: Vector } {
  const { across, up } = LOOKS[side];
  const [right, above] = [turned(unit(across), block.turn), turned(unit(up), block.turn)];
  return { right, up: above, back: [right[1] * above[2] - right[2] * above[1], right[2] * above[0] - right[0] * above[2], right[0] * above[1] - right[1] * above[0]] };
}

/** Half of what is seen in depth. */
export function depthOf({ side, block }: SideView): number {
  return (block.size[LOOKS[side].depth] / 2) * 1.15 + 0.3;
}

function unit({ axis, sign }: { readonly axis: AxisNumber; readonly sign: 1 | -1 }): Vector {
  const way: [number, number, number] = [0, 0, 0];
  way[axis] = sign;
  return way;
}

/** The view a place of the stage is in, or null. */
export function viewAt(views: readonly SideView[], [x, y]: Point): SideView | null {
  return views.find(({ left, top, edge }) => x >= left && x < left + edge && y >= top && y < top + edge) ?? null;
}

/** What a hand in a flat view holds: faces of the block, all of it, or its heading. */
export interface SideHand {
  readonly view: SideView;
  readonly from: Point;
  readonly grip: { readonly on: 'faces'; readonly across: -1 | 0 | 1; readonly up: -1 | 0 | 1 } | { readonly on: 'all' } | { readonly on: 'heading' };
}

/** How near to a side counts as on it, in CSS pixels. */
const NEAR = 9;

/** Takes what is under the pointer: near an edge its face, near a corner two, inside all of it; outside, seen from above, the heading. */
export function takeSide(view: SideView, at: Point): SideHand | null {
  const from = inView(view, at);
  const { across, up } = LOOKS[view.side];
  const slack = (NEAR * 2 * reachOf(view)) / view.edge;
  const onto = (value: number, half: number): -1 | 0 | 1 => (Math.abs(value - half) <= slack ? 1 : Math.abs(value + half) <= slack ? -1 : 0);
  const [halfAcross, halfUp] = [view.block.size[across.axis] / 2, view.block.size[up.axis] / 2];
  const isOutside = Math.abs(from[0]) > halfAcross + slack || Math.abs(from[1]) > halfUp + slack;
  if (isOutside) return view.side === 'top' ? { view, from, grip: { on: 'heading' } } : null;
  const [x, y] = [onto(from[0], halfAcross), onto(from[1], halfUp)];
  return { view, from, grip: x === 0 && y === 0 ? { on: 'all' } : { on: 'faces', across: x, up: y } };
}

/** The block as the hand has changed it so far. */
export function draggedSide<B extends Block>({ view, from, grip }: SideHand, block: B, at: Point): B {
  const to = inView(view, at);
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const { across, up } = LOOKS[view.side];
  if (grip.on === 'heading') return turnBlock(block, Math.atan2(to[1], to[0]) - Math.atan2(from[1], from[0]));
  if (grip.on === 'all') {
    const way: [number, number, number] = [0, 0, 0];
    way[across.axis] += across.sign * dx;
    way[up.axis] += up.sign * dy;
    return { ...block, centre: outOf(block, way) };
  }
  const wide = grip.across === 0 ? block : moveFace(block, { axis: across.axis, side: (across.sign * grip.across) as 1 | -1 }, grip.across * dx);
  return grip.up === 0 ? wide : moveFace(wide, { axis: up.axis, side: (up.sign * grip.up) as 1 | -1 }, grip.up * dy);
}

/** A place of the stage in the units of the cloud from the middle of the view, to the right and up. */
function inView(view: SideView, [x, y]: Point): Point {
  const scale = (2 * reachOf(view)) / view.edge;
  return [(x - view.left - view.edge / 2) * scale, (view.top + view.edge / 2 - y) * scale];
}
