import type { Refusal } from '#shared/edits/edit.ts';
import { labelRefusal } from '#shared/edits/labelRules.ts';
import type { Point } from '#shared/geometry/point.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Kind, Modifiers } from '#shared/model/kinds/kind.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { ToolId } from '../../session/sessionStore.ts';
import { beyondSlop, go, shapesDraft, stay, type Effect, type Keys, type Look, type PointerAt, type Step, type Tool } from '../tool.ts';

/** What two corners become. */
export interface Stretch {
  readonly from: (points: readonly Point[], keys: Modifiers) => Shape | null;
}

interface Span {
  readonly draw: Stretch['from'];
  readonly from: Point;
  readonly to: Point;
  readonly keys: Keys;
  readonly scale: number;
}

export type DragCreateState =
  | { readonly at: 'idle' }
  | { readonly at: 'pressed'; readonly span: Span; readonly screen: Point }
  | { readonly at: 'stretching'; readonly span: Span }
  /** Released where it was pressed: the second corner comes with a second click. */
  | { readonly at: 'clicked'; readonly span: Span };

const idle: DragCreateState = { at: 'idle' };

/** Draws what two corners make: by dragging, or by two clicks for hands that cannot hold a button. */
export function dragCreate<S extends Shape>(id: ToolId, kind: Kind<S>): Tool<DragCreateState> {
  return dragCreateFrom(id, () => ({ from: kind.fromPoints }));
}

/** The same where it depends on what can be seen what the corners become; null when that is nothing, with the reason. */
export function dragCreateFrom(id: ToolId, choose: (look: Look) => Stretch | Refusal): Tool<DragCreateState> {
  return {
    id,
    start: idle,
    cursor: () => 'crosshair',
    draft: draftOf,
    step(state, event, look) {
      if (event.type === 'cancel' || event.type === 'back') return stay(idle);
      if (event.type === 'confirm') return state.at === 'clicked' ? finish(state.span, look) : stay(state);
      if (event.type === 'press') return press(choose, state, { event, look });
      if (event.type === 'move') return stay(moved(state, event));
      if (state.at === 'stretching') return finish({ ...state.span, to: event.at, keys: event.keys }, look);
      return stay(state.at === 'pressed' ? { at: 'clicked', span: state.span } : state);
    },
  };
}

function press(choose: (look: Look) => Stretch | Refusal, state: DragCreateState, { event, look }: { event: PointerAt; look: Look }): Step<DragCreateState> {
  const { at, screen, keys, scale } = event;
  if (state.at === 'clicked') return finish({ ...state.span, to: at, keys }, look);
  const chosen = choose(look);
  if ('refused' in chosen) return go(idle, { do: 'refuse', code: chosen.refused });
  return stay({ at: 'pressed', span: { draw: chosen.from, from: at, to: at, keys, scale }, screen });
}

function moved(state: DragCreateState, { at, screen, keys, scale }: PointerAt): DragCreateState {
  if (state.at === 'idle') return state;
  if (state.at === 'pressed' && !beyondSlop(state.screen, screen)) return state;
  return { at: state.at === 'clicked' ? 'clicked' : 'stretching', span: { ...state.span, to: at, keys, scale } };
}

function finish(span: Span, look: Look): Step<DragCreateState> {
  const shape = span.draw([span.from, span.to], span.keys);
  if (shape === null || !kindOf(shape).isLargeEnough(shape, span.scale)) return stay(idle);
  return go(idle, ...createEffects(shape, look));
}

/** The new thing, and its selection. What was drawn is kept even when the chosen label is not for its kind: then it has none. */
export function createEffects(shape: Shape, { document, label, frame, extent, newId }: Look): readonly Effect[] {
  const id = newId() as TrackId;
  const fits = labelRefusal(document, label, shape.kind) === null;
  return [
    { do: 'edit', call: { edit: 'createTrack', args: { shape, frame, label: fits ? label : null, extent, id, attributes: {} } } },
    { do: 'select', ids: [id] },
    ...(fits ? [] : [{ do: 'refuse', code: 'edit/drawn-without-label' } as const]),
  ];
}

function draftOf(state: DragCreateState): ReturnType<Tool<DragCreateState>['draft']> {
  const shape = state.at === 'stretching' || state.at === 'clicked' ? state.span.draw([state.span.from, state.span.to], state.span.keys) : null;
  return shape === null ? null : shapesDraft([{ track: null, shape }]);
}
