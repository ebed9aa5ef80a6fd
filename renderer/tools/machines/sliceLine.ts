import { distance, mix, type Point } from '#shared/geometry/point.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { along } from '#shared/model/kinds/polygon.ts';
import { beyondSlop, go, SLOP, stay, type Look, type PointerAt, type Step, type Tool } from '../tool.ts';
import { chosenMask } from './maskUses.ts';

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

/** Cuts a mask along a line: drag, or two clicks. The selected mask, else the one under the middle of the line. */
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
  const track = chosenMask(look) ?? look.maskAt(mix(from, to, 0.5));
  if (track === null) return go(idle, { do: 'refuse', code: 'edit/choose-mask' });
  const id = look.newId() as TrackId;
  return go(idle, { do: 'edit', call: { edit: 'sliceMask', args: { track, frame: look.frame, line: [from, to], id } } }, { do: 'select', ids: [track, id] });
}
