import { must } from '#shared/base/must.ts';
import { minus, plus, type Point } from '#shared/geometry/point.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Handle } from '#shared/model/kinds/kind.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { beyondSlop, go, stay, type Look, type PointerAt, type Step, type ToolEvent } from '../tool.ts';

interface Grip {
  readonly track: TrackId;
  readonly handle: Handle;
  /** As it was when the handle was taken; every move starts from it. */
  readonly before: Shape;
  readonly from: Point;
  readonly screen: Point;
}

export type DragHandleState = { readonly at: 'idle' } | { readonly at: 'held'; readonly grip: Grip } | { readonly at: 'dragging'; readonly grip: Grip; readonly shape: Shape };

export const noHandle: DragHandleState = { at: 'idle' };

/** Moves one handle of one shape. A press with Alt takes a vertex out instead. */
export function stepHandle(state: DragHandleState, event: ToolEvent, look: Look): Step<DragHandleState> {
  if (event.type === 'press') return state.at === 'idle' ? take(event, look) : stay(state);
  if (state.at === 'idle' || event.type === 'confirm') return stay(state);
  if (event.type === 'cancel' || event.type === 'back') return stay(noHandle);
  if (event.type === 'move') return stay(state.at === 'held' && !beyondSlop(state.grip.screen, event.screen) ? state : { at: 'dragging', grip: state.grip, shape: shapeFor(state.grip, event) });
  if (state.at === 'held') return stay(noHandle);
  return go(noHandle, { do: 'edit', call: { edit: 'reshape', args: { track: state.grip.track, frame: look.frame, shape: shapeFor(state.grip, event) } } });
}

function take({ target, at, screen, keys }: PointerAt, look: Look): Step<DragHandleState> {
  const before = target.on === 'handle' ? look.shapeOf(target.track) : null;
  if (target.on !== 'handle' || before === null) return stay(noHandle);
  const handle = must(kindOf(before).handles(before).find(({ id }) => id === target.handle), 'a pressed handle is one of its shape');
  if (handle.role === 'vertex' && keys.centred) return go(noHandle, { do: 'edit', call: { edit: 'removeVertex', args: { track: target.track, frame: look.frame, handle: handle.id } } });
  return stay({ at: 'held', grip: { track: target.track, handle, before, from: at, screen } });
}

function shapeFor({ before, handle, from }: Grip, { at, keys }: PointerAt): Shape {
  // A turn handle stands off its shape, so it follows the pointer itself, not the pointer's way.
  const to = handle.role === 'turn' ? at : plus(handle.at, minus(at, from));
  return kindOf(before).moveHandle(before, handle.id, { to, keys });
}
