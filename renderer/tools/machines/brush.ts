import type { Point } from '#shared/geometry/point.ts';
import { NO_PIXELS } from '#shared/geometry/spans.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { maskOfSpans, spansOfMask } from '#shared/model/kinds/maskRuns.ts';
import type { MaskShape } from '#shared/model/kinds/shape.ts';
import type { Brush } from '../../session/brush.ts';
import type { ToolId } from '../../session/sessionStore.ts';
import { MaskPad } from '../maskPad.ts';
import { go, stay, type Look, type PointerStep, type Step, type Tool } from '../tool.ts';
import { chosenMask, paintEffects, pictureRect } from './maskUses.ts';

export type BrushState =
  | { readonly at: 'idle' }
  | { readonly at: 'painting'; readonly pad: MaskPad; readonly track: TrackId | null; readonly before: MaskShape | null; readonly last: Point; readonly value: 0 | 1; readonly brush: Brush };

const idle: BrushState = { at: 'idle' };

/**
 * Paints pixels into the one selected mask, or into a new one, and with Alt or as the eraser takes them out. One stroke,
 * from press to release, is one change.
 */
export function brushTool(id: ToolId, paints: 0 | 1): Tool<BrushState> {
  return {
    id,
    start: idle,
    cursor: () => 'crosshair',
    draft: (state) => (state.at === 'idle' ? null : { shapes: [], line: [], marquee: null, paint: state }),
    step(state, event, look) {
      if (event.type === 'cancel' || event.type === 'back') return stay(idle);
      if (event.type === 'press') return state.at === 'idle' ? press(event, look, paints) : stay(state);
      if (state.at === 'idle' || event.type === 'confirm') return stay(state);
      return event.type === 'move' ? drawn(state, event.at) : finish(state, event, look);
    },
  };
}

function press({ at, keys }: PointerStep<'press'>, look: Look, paints: 0 | 1): Step<BrushState> {
  const value = keys.centred ? (paints === 1 ? 0 : 1) : paints;
  const track = chosenMask(look) ?? (value === 0 ? look.maskAt(at) : null);
  if (track === null && value === 0) return go(idle, { do: 'refuse', code: 'edit/choose-mask' });
  const shape = track === null ? null : look.shapeOf(track);
  const before = shape?.kind === 'mask' ? shape : null;
  const pad = new MaskPad(before === null ? NO_PIXELS : spansOfMask(before), pictureRect(look, before));
  return drawn({ at: 'painting', pad, track, before, last: at, value, brush: look.brush }, at);
}

function drawn(state: Extract<BrushState, { at: 'painting' }>, at: Point): Step<BrushState> {
  const fits = state.pad.stroke([state.last, at], state.brush, state.value);
  return fits ? stay({ ...state, last: at }) : go(idle, { do: 'refuse', code: 'edit/mask-too-large' });
}

function finish(state: Extract<BrushState, { at: 'painting' }>, { at }: PointerStep<'release'>, look: Look): Step<BrushState> {
  state.pad.stroke([state.last, at], state.brush, state.value);
  const shape = maskOfSpans(state.pad.spans());
  const { before } = state;
  const same = shape?.runs === before?.runs && shape?.x === before?.x && shape?.y === before?.y && shape?.height === before?.height;
  if (same) return stay(idle);
  return go(idle, ...paintEffects({ track: state.track, shape }, look));
}
