import { fromYaw, yawOf } from '#shared/geometry/quaternion.ts';
import type { Point } from '#shared/geometry/point.ts';
import type { CuboidShape } from '#shared/model/kinds/shape.ts';
import { go, shapesDraft, stay, type Look, type Step, type Tool } from '../tool.ts';
import { createEffects } from './dragCreate.ts';

export type PlaceBlockState = { readonly at: 'idle' } | { readonly at: 'pressed'; readonly shape: CuboidShape } | { readonly at: 'heading'; readonly shape: CuboidShape };

const idle: PlaceBlockState = { at: 'idle' };
/** A car, where nothing of the label was placed yet. */
const FIRST_SIZE: CuboidShape['size'] = [4.5, 1.9, 1.6];
/** Farther than this from the centre a drag says where the front is. */
const AIMED = 0.5;

/** Places a block of the label's size with one click on the ground under what was clicked; a drag says where its front is. */
export const placeBlock: Tool<PlaceBlockState> = {
  id: 'draw.cuboid',
  start: idle,
  cursor: () => 'crosshair',
  draft: (state) => (state.at === 'idle' ? null : shapesDraft([{ track: null, shape: state.shape }])),
  step(state, event, look) {
    if (event.type === 'cancel' || event.type === 'back') return stay(idle);
    if (event.type === 'confirm') return stay(state);
    if (event.type === 'press') return state.at === 'idle' ? press(event.at, look) : stay(state);
    if (state.at === 'idle') return stay(state);
    if (event.type === 'move') return stay(aimed(state, event.at));
    return go(idle, ...createEffects(state.shape, look));
  },
};

function press(at: Point, look: Look): Step<PlaceBlockState> {
  const ground = look.groundAt?.(at) ?? null;
  if (ground === null) return go(idle, { do: 'refuse', code: 'edit/no-ground' });
  const like = lastOf(look);
  const size = like?.size ?? FIRST_SIZE;
  return stay({ at: 'pressed', shape: { kind: 'cuboid', centre: [at[0], at[1], ground + size[2] / 2], size, turn: [...fromYaw(like === null ? 0 : yawOf(like.turn))] } });
}

function aimed(state: Exclude<PlaceBlockState, { at: 'idle' }>, to: Point): PlaceBlockState {
  const [dx, dy] = [to[0] - state.shape.centre[0], to[1] - state.shape.centre[1]];
  if (state.at === 'pressed' && Math.hypot(dx, dy) < AIMED) return state;
  return { at: 'heading', shape: { ...state.shape, turn: [...fromYaw(Math.atan2(dy, dx))] } };
}

/** The newest block with the label new things get: the next one is most likely like it. */
function lastOf({ document, label }: Look): CuboidShape | null {
  for (const track of document.tracks().toReversed()) {
    const shape = track.kind === 'cuboid' && track.label === label ? document.keyframesOf(track.id).findLast((key) => key.shape !== null)?.shape : null;
    if (shape?.kind === 'cuboid') return shape;
  }
  return null;
}
