import { flipBlock, outOf, turnBlock } from '../geometry/block.ts';
import type { Vector } from '../geometry/quaternion.ts';
import type { TrackId } from '../model/ids.ts';
import type { CuboidShape } from '../model/kinds/shape.ts';
import type { Op } from '../model/ops.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { edit, refused } from './edit.ts';
import { placeOp, shapeRefusal } from './shapeRules.ts';

/** `turn` in radians to the left, seen from above; `move` along a block's own forward, left and up. */
export type BlockChange = { readonly do: 'turn'; readonly by: number } | { readonly do: 'flip' } | { readonly do: 'move'; readonly by: Vector };

export interface ChangeBlocksArgs {
  readonly tracks: readonly TrackId[];
  readonly frame: number;
  readonly change: BlockChange;
}

/** Turns, flips or moves blocks in space on one frame, each about itself; what is no block or pinned stays. */
export const changeBlocks = edit<ChangeBlocksArgs>('track.changeBlocks', (document, { tracks, frame, change }) => {
  const ops: Op[] = [];
  for (const track of tracks) {
    const shape = shapeAt(document, track, frame);
    if (shape?.kind !== 'cuboid' || document.track(track)?.pinned === true) continue;
    const changed = changedBlock(shape, change);
    const no = shapeRefusal(changed);
    if (no !== null) return no;
    ops.push(placeOp(document, { track, frame }, changed));
  }
  return ops.length === 0 ? refused(tracks.some((track) => document.track(track)?.pinned === true) ? 'edit/pinned' : 'edit/gone') : ops;
});

function changedBlock(shape: CuboidShape, change: BlockChange): CuboidShape {
  if (change.do === 'turn') return stored(turnBlock(shape, change.by));
  if (change.do === 'flip') return stored(flipBlock(shape));
  return { ...shape, centre: [...outOf(shape, change.by)] };
}

function stored(block: Omit<CuboidShape, 'turn'> & { readonly turn: readonly [number, number, number, number] }): CuboidShape {
  return { ...block, turn: [...block.turn] };
}
