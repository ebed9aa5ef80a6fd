import { must } from '#shared/base/must.ts';
import { minus, plus, type Point } from '#shared/geometry/point.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { bring, movedTo } from '#shared/model/kinds/corners.ts';
import type { Handle } from '#shared/model/kinds/kind.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { isAnyLocked, sharersOf, type Sharer } from '../sharers.ts';
import { beyondSlop, go, shapesDraft, stay, type Draft, type Look, type PointerAt, type Step, type ToolEvent } from '../tool.ts';

interface Grip {
  readonly track: TrackId;
  readonly handle: Handle;
  /** As it was when the handle was taken; every move starts from it. */
  readonly before: Shape;
  readonly from: Point;
  readonly screen: Point;
  /** Everything that has this vertex or edge, the thing itself first. */
  readonly sharers: readonly Sharer[];
  /** They all move. */
  readonly together: boolean;
}

export type DragHandleState = { readonly at: 'idle' } | { readonly at: 'held'; readonly grip: Grip } | { readonly at: 'dragging'; readonly grip: Grip; readonly shapes: readonly Reshaped[] };

interface Reshaped {
  readonly track: TrackId;
  readonly shape: Shape;
}

export const noHandle: DragHandleState = { at: 'idle' };

/** Moves one handle of one shape, and with it the same vertex of its neighbours. A press with Alt takes a vertex out instead. */
export function stepHandle(state: DragHandleState, event: ToolEvent, look: Look): Step<DragHandleState> {
  if (event.type === 'press') return state.at === 'idle' ? take(event, look) : stay(state);
  if (state.at === 'idle' || event.type === 'confirm') return stay(state);
  if (event.type === 'cancel' || event.type === 'back') return stay(noHandle);
  if (event.type === 'move') return stay(state.at === 'held' && !beyondSlop(state.grip.screen, event.screen) ? state : { at: 'dragging', grip: state.grip, shapes: shapesFor(state.grip, event) });
  if (state.at === 'held') return stay(noHandle);
  const shapes = shapesFor(state.grip, event);
  const [only] = shapes;
  if (only !== undefined && shapes.length === 1) return go(noHandle, { do: 'edit', call: { edit: 'reshape', args: { ...only, frame: look.frame } } });
  return go(noHandle, { do: 'edit', call: { edit: 'reshapeTogether', args: { frame: look.frame, shapes } } });
}

function take({ target, at, screen, keys }: PointerAt, look: Look): Step<DragHandleState> {
  const before = target.on === 'handle' ? look.shapeOf(target.track) : null;
  if (target.on !== 'handle' || before === null) return stay(noHandle);
  const { track } = target;
  const handle = must(kindOf(before).handles(before).find(({ id }) => id === target.handle), 'a pressed handle is one of its shape');
  const sharers = sharersOf(look, { track, handle: handle.id, before });
  const together = look.topology.share && sharers.length > 1;
  if (together && isAnyLocked(sharers, look)) return go(noHandle, { do: 'refuse', code: 'edit/neighbour-locked' });
  if (handle.role === 'vertex' && keys.centred) {
    const from = together ? sharers.map(({ track: of, handles }) => ({ track: of, handles })) : [{ track, handles: [handle.id] }];
    return go(noHandle, { do: 'edit', call: { edit: 'removeVertex', args: { frame: look.frame, from } } });
  }
  return stay({ at: 'held', grip: { track, handle, before, from: at, screen, sharers, together } });
}

function shapesFor({ track, before, handle, from, sharers, together }: Grip, { at, keys, snap }: PointerAt): readonly Reshaped[] {
  // A turn handle stands off its shape, so it follows the pointer itself, not the pointer's way.
  const to = snap?.at ?? (handle.role === 'turn' ? at : plus(handle.at, minus(at, from)));
  const shape = kindOf(before).moveHandle(before, handle.id, { to, keys });
  const place = together ? movedTo(shape, handle.id) : null;
  return place === null ? [{ track, shape }] : sharers.map((one) => ({ track: one.track, shape: bring(one.before, one.handles, place) }));
}

/** Vertices and corners cling to what lies around, but not to what moves with them. */
export function handleClings(state: DragHandleState): ReadonlySet<TrackId> | null {
  if (state.at === 'idle') return null;
  const { handle, before, track, sharers, together } = state.grip;
  if (before.kind === 'skeleton' || handle.role === 'side' || handle.role === 'turn') return null;
  return new Set(together ? sharers.map((one) => one.track) : [track]);
}

export function handleDraft(state: DragHandleState): Draft | null {
  if (state.at !== 'dragging') return null;
  const { sharers, together } = state.grip;
  return { ...shapesDraft(state.shapes), ...(sharers.length > 1 ? { sharing: { is: together ? 'together' : 'alone', count: sharers.length } } : {}) };
}
