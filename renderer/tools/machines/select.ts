import { minus, type Point } from '#shared/geometry/point.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { beyondSlop, go, shapesDraft, stay, type Draft, type Effect, type Keys, type Look, type PointerStep, type Step, type Tool } from '../tool.ts';
import { handleClings, handleDraft, noHandle, stepHandle, type DragHandleState } from './dragHandle.ts';
import { marqueeRect, noMarquee, stepMarquee, type MarqueeState } from './marquee.ts';

interface Carried {
  readonly track: TrackId;
  readonly shape: Shape;
}

export type SelectState =
  | { readonly at: 'idle' }
  | { readonly at: 'pressed'; readonly from: Point; readonly screen: Point; readonly onClick: readonly Effect[] }
  | { readonly at: 'moving'; readonly from: Point; readonly by: Point; readonly carried: readonly Carried[] }
  | { readonly at: 'handle'; readonly inner: DragHandleState }
  | { readonly at: 'marquee'; readonly inner: MarqueeState };

const idle: SelectState = { at: 'idle' };

/** Selects and moves things; hands over to the handle or the marquee by what was pressed. */
export const select: Tool<SelectState> = {
  id: 'select',
  start: idle,
  step(state, event, look) {
    if (state.at === 'handle') return handed('handle', stepHandle(state.inner, event, look));
    if (state.at === 'marquee') return handed('marquee', stepMarquee(state.inner, event, look));
    if (event.type === 'press') return state.at === 'idle' ? press(event, look) : stay(state);
    if (state.at === 'idle' || event.type === 'confirm') return stay(state);
    if (event.type === 'cancel' || event.type === 'back') return stay(idle);
    return state.at === 'pressed' ? fromPressed(state, event, look) : fromMoving(state, event, look);
  },
  draft: draftOf,
  clings: (state) => (state.at === 'handle' ? handleClings(state.inner) : null),
  cursor(state, target) {
    if (state.at === 'moving') return 'move';
    if (target.on === 'handle' || state.at === 'handle') return 'pointer';
    return target.on === 'track' ? 'move' : 'default';
  },
};

function handed(at: 'handle' | 'marquee', step: Step<DragHandleState> | Step<MarqueeState>): Step<SelectState> {
  return { state: step.state.at === 'idle' ? idle : ({ at, inner: step.state } as SelectState), effects: step.effects };
}

function press(event: PointerStep<'press'>, look: Look): Step<SelectState> {
  const { target, keys, at, screen } = event;
  if (target.on === 'handle') return handed('handle', stepHandle(noHandle, event, look));
  if (target.on === 'nothing') return handed('marquee', stepMarquee(noMarquee, event, look));
  const { track } = target;
  const selected = look.selection.has(track);
  if (!selected) return go({ at: 'pressed', from: at, screen, onClick: [] }, { do: 'select', ids: keys.add ? [...look.selection, track] : [track] });
  // What a click on something selected means is known only when it was not a drag.
  const ids = keys.add ? [...look.selection].filter((id) => id !== track) : [track];
  return stay({ at: 'pressed', from: at, screen, onClick: [{ do: 'select', ids }] });
}

function fromPressed(state: Extract<SelectState, { at: 'pressed' }>, event: PointerStep<'move' | 'release'>, look: Look): Step<SelectState> {
  if (event.type === 'release') return go(idle, ...state.onClick);
  if (!beyondSlop(state.screen, event.screen)) return stay(state);
  const carried = [...look.selection].flatMap((track) => {
    const record = look.document.track(track);
    const shape = record?.locked === true || record?.pinned === true ? null : look.shapeOf(track);
    return shape === null ? [] : [{ track, shape }];
  });
  const held = carried.length > 0 ? null : whyHeld(look);
  if (held !== null) return go(idle, { do: 'refuse', code: held });
  return stay({ at: 'moving', from: state.from, by: wayOf(state.from, event.at, event.keys), carried });
}

/** Why nothing of what is selected can be carried off; null when it is simply not there. */
function whyHeld({ selection, document }: Look): string | null {
  const records = [...selection].map((id) => document.track(id));
  if (records.some((record) => record?.locked === true)) return 'edit/locked';
  return records.some((record) => record?.pinned === true) ? 'edit/pinned' : null;
}

function fromMoving(state: Extract<SelectState, { at: 'moving' }>, event: PointerStep<'move' | 'release'>, look: Look): Step<SelectState> {
  const by = wayOf(state.from, event.at, event.keys);
  if (event.type !== 'release') return stay({ ...state, by });
  return go(idle, { do: 'edit', call: { edit: 'moveTracks', args: { tracks: state.carried.map(({ track }) => track), frame: look.frame, by } } });
}

/** With Shift along one axis only. */
function wayOf(from: Point, to: Point, keys: Keys): Point {
  const [dx, dy] = minus(to, from);
  if (!keys.even) return [dx, dy];
  return Math.abs(dx) >= Math.abs(dy) ? [dx, 0] : [0, dy];
}

function draftOf(state: SelectState): Draft | null {
  if (state.at === 'moving') return shapesDraft(state.carried.map(({ track, shape }) => ({ track, shape: kindOf(shape).translate(shape, state.by) })));
  if (state.at === 'handle') return handleDraft(state.inner);
  const marquee = state.at === 'marquee' ? marqueeRect(state.inner) : null;
  return marquee === null ? null : { shapes: [], line: [], marquee };
}
