import { minus, type Point } from '#shared/geometry/point.ts';
import { go, stay, type Tool } from '../tool.ts';

export type PanState = { readonly at: 'idle' } | { readonly at: 'dragging'; readonly last: Point };

const idle: PanState = { at: 'idle' };

/** Moves the picture under the pointer. */
export const pan: Tool<PanState> = {
  id: 'pan',
  start: idle,
  draft: () => null,
  cursor: (state) => (state.at === 'idle' ? 'grab' : 'grabbing'),
  step(state, event) {
    if (event.type === 'press') return stay({ at: 'dragging', last: event.screen });
    if (event.type === 'confirm' || state.at === 'idle') return stay(state);
    if (event.type === 'move') return go({ at: 'dragging', last: event.screen }, { do: 'pan', by: minus(event.screen, state.last) });
    return stay(idle);
  },
};
