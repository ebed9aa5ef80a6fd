import type { Point } from '#shared/geometry/point.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Kind } from '#shared/model/kinds/kind.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { ToolId } from '../../session/sessionStore.ts';
import { beyondSlop, go, shapesDraft, stay, type Effect, type Keys, type Look, type PointerAt, type Step, type Tool } from '../tool.ts';

interface Span {
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
  return {
    id,
    start: idle,
    cursor: () => 'crosshair',
    draft: (state) => draftOf(kind, state),
    step(state, event, look) {
      if (event.type === 'cancel' || event.type === 'back') return stay(idle);
      if (event.type === 'confirm') return state.at === 'clicked' ? finish(kind, state.span, look) : stay(state);
      if (event.type === 'press') return press(kind, state, { event, look });
      if (event.type === 'move') return stay(moved(state, event));
      if (state.at === 'stretching') return finish(kind, { ...state.span, to: event.at, keys: event.keys }, look);
      return stay(state.at === 'pressed' ? { at: 'clicked', span: state.span } : state);
    },
  };
}

function press<S extends Shape>(kind: Kind<S>, state: DragCreateState, { event, look }: { event: PointerAt; look: Look }): Step<DragCreateState> {
  const { at, screen, keys, scale } = event;
  if (state.at === 'clicked') return finish(kind, { ...state.span, to: at, keys }, look);
  return stay({ at: 'pressed', span: { from: at, to: at, keys, scale }, screen });
}

function moved(state: DragCreateState, { at, screen, keys, scale }: PointerAt): DragCreateState {
  if (state.at === 'idle') return state;
  if (state.at === 'pressed' && !beyondSlop(state.screen, screen)) return state;
  return { at: state.at === 'clicked' ? 'clicked' : 'stretching', span: { from: state.span.from, to: at, keys, scale } };
}

function finish<S extends Shape>(kind: Kind<S>, span: Span, look: Look): Step<DragCreateState> {
  const shape = kind.fromPoints([span.from, span.to], span.keys);
  if (shape === null || !kind.isLargeEnough(shape, span.scale)) return stay(idle);
  return go(idle, ...createEffects(shape, look));
}

/** The new thing, and its selection. */
export function createEffects(shape: Shape, { label, frame, newId }: Look): readonly Effect[] {
  const id = newId() as TrackId;
  return [
    { do: 'edit', call: { edit: 'createTrack', args: { shape, frame, label, extent: 'still', id, attributes: {} } } },
    { do: 'select', ids: [id] },
  ];
}

function draftOf<S extends Shape>(kind: Kind<S>, state: DragCreateState): ReturnType<Tool<DragCreateState>['draft']> {
  const shape = state.at === 'stretching' || state.at === 'clicked' ? kind.fromPoints([state.span.from, state.span.to], state.span.keys) : null;
  return shape === null ? null : shapesDraft([{ track: null, shape }]);
}
