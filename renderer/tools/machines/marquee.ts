import type { Point } from '#shared/geometry/point.ts';
import { rectOf, type Rect } from '#shared/geometry/rect.ts';
import { beyondSlop, go, stay, type Look, type Step, type ToolEvent } from '../tool.ts';

export type MarqueeState = { readonly at: 'idle' } | { readonly at: 'pressed' | 'open'; readonly from: Point; readonly to: Point; readonly screen: Point };

export const noMarquee: MarqueeState = { at: 'idle' };

/** Selects what lies wholly inside a dragged rectangle; a click on nothing selects nothing. */
export function stepMarquee(state: MarqueeState, event: ToolEvent, look: Look): Step<MarqueeState> {
  if (event.type === 'press') return stay(state.at === 'idle' ? { at: 'pressed', from: event.at, to: event.at, screen: event.screen } : state);
  if (state.at === 'idle' || event.type === 'confirm') return stay(state);
  if (event.type === 'cancel' || event.type === 'back') return stay(noMarquee);
  if (event.type === 'move') return stay({ ...state, to: event.at, at: state.at === 'open' || beyondSlop(state.screen, event.screen) ? 'open' : 'pressed' });
  const kept = event.keys.add ? look.selection : [];
  const found = state.at === 'open' ? look.within(rectOf(state.from, event.at)) : [];
  return go(noMarquee, { do: 'select', ids: [...new Set([...kept, ...found])] });
}

export function marqueeRect(state: MarqueeState): Rect | null {
  return state.at === 'open' ? rectOf(state.from, state.to) : null;
}
