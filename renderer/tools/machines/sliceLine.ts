import { isCuttable } from '#shared/edits/sliceTrack.ts';
import { distance, mix, type Point } from '#shared/geometry/point.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { along } from '#shared/model/kinds/polygon.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import { beyondSlop, go, SLOP, stay, type Look, type PointerAt, type Step, type Tool } from '../tool.ts';

interface Line {
  readonly from: Point;
  readonly to: Point;
  readonly screen: Point;
  readonly scale: number;
}

export type SliceState =
  | { readonly at: 'idle' }
  | { readonly at: 'pressed'; readonly line: Line }
  | { readonly at: 'stretching'; readonly line: Line }
  /** Released where it was pressed: the second point comes with a second click. */
  | { readonly at: 'clicked'; readonly line: Line };

const idle: SliceState = { at: 'idle' };

/** Cuts a mask, polygon or polyline along a line: drag, or two clicks. The thing that is selected alone, else the one under the middle of the line. */
export const sliceLine: Tool<SliceState> = {
  id: 'draw.slice',
  start: idle,
  cursor: () => 'crosshair',
  draft: (state) => (state.at === 'stretching' || state.at === 'clicked' ? { shapes: [], line: [state.line.from, state.line.to], marquee: null } : null),
  step(state, event, look) {
    if (event.type === 'cancel' || event.type === 'back') return stay(idle);
    if (event.type === 'confirm') return state.at === 'clicked' ? cut(state.line, look) : stay(state);
    if (event.type === 'press') return state.at === 'clicked' ? cut(lineTo(state.line, event), look) : stay({ at: 'pressed', line: { from: event.at, to: event.at, screen: event.screen, scale: event.scale } });
    if (state.at === 'idle') return stay(state);
    if (event.type === 'move') return stay(moved(state, event));
    if (state.at === 'stretching') return cut(lineTo(state.line, event), look);
    return stay(state.at === 'pressed' ? { at: 'clicked', line: state.line } : state);
  },
};

function moved(state: Exclude<SliceState, { at: 'idle' }>, event: PointerAt): SliceState {
  if (state.at === 'pressed' && !beyondSlop(state.line.screen, event.screen)) return state;
  return { at: state.at === 'clicked' ? 'clicked' : 'stretching', line: lineTo(state.line, event) };
}

/** With Shift along one of the eight directions. */
function lineTo(line: Line, { at, keys, scale }: PointerAt): Line {
  return { ...line, to: keys.even ? along(line.from, at) : at, scale };
}

function cut({ from, to, scale }: Line, look: Look): Step<SliceState> {
  if (distance(from, to) * scale <= SLOP) return stay(idle);
  const track = chosen(look) ?? thingAt(mix(from, to, 0.5), look);
  if (track === null) return go(idle, { do: 'refuse', code: 'edit/choose-to-cut' });
  const id = look.newId() as TrackId;
  return go(idle, { do: 'edit', call: { edit: 'sliceTrack', args: { track, frame: look.frame, line: [from, to], id } } }, { do: 'select', ids: [track, id] });
}

function chosen({ selection, shapeOf }: Look): TrackId | null {
  const [only, ...more] = selection;
  const shape = only === undefined || more.length > 0 ? null : shapeOf(only);
  return shape !== null && isCuttable(shape) ? (only ?? null) : null;
}

/** A mask before a polygon: its pixels were aimed at. Of polygons the topmost. */
function thingAt(at: Point, { maskAt, document, shapeOf }: Look): TrackId | null {
  const mask = maskAt(at);
  if (mask !== null) return mask;
  return document.tracks().findLast(({ id, kind }) => {
    const shape = kind === 'polygon' ? shapeOf(id) : null;
    return shape !== null && kindOf(shape).contains(shape, at);
  })?.id ?? null;
}
