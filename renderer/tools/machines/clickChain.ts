import { distance, type Point } from '#shared/geometry/point.ts';
import type { Kind } from '#shared/model/kinds/kind.ts';
import { along } from '#shared/model/kinds/polygon.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { ToolId } from '../../session/sessionStore.ts';
import { go, stay, type Look, type PointerAt, type Step, type Tool } from '../tool.ts';
import { createEffects } from './dragCreate.ts';

export type ClickChainState = { readonly at: 'idle' } | { readonly at: 'chain'; readonly points: readonly Point[]; readonly tip: Point; readonly scale: number };

const idle: ClickChainState = { at: 'idle' };
/** CSS pixels around the first vertex that close the outline, and around the last that end it (a double click). */
const CLOSE = 9;
const SAME = 3;
const plain = { even: false, centred: false };

/** Draws an outline vertex by vertex. Closing: the first vertex again, a double click, or confirm. Back takes one vertex away. */
export function clickChain<S extends Shape>(id: ToolId, kind: Kind<S>): Tool<ClickChainState> {
  return {
    id,
    start: idle,
    cursor: () => 'crosshair',
    draft(state) {
      if (state.at === 'idle') return null;
      const line = [...state.points, state.tip];
      const shape = kind.fromPoints(line, plain);
      return { shapes: shape === null ? [] : [{ track: null, shape }], line, marquee: null };
    },
    step(state, event, look) {
      if (event.type === 'cancel') return stay(idle);
      if (event.type === 'back') return stay(shorter(state));
      if (event.type === 'confirm') return finish(kind, state, look);
      if (event.type === 'press') return press(kind, state, { event, look });
      return stay(state.at === 'chain' ? { ...state, tip: tipOf(state, event), scale: event.scale } : state);
    },
  };
}

function press<S extends Shape>(kind: Kind<S>, state: ClickChainState, { event, look }: { event: PointerAt; look: Look }): Step<ClickChainState> {
  if (state.at === 'idle') return stay({ at: 'chain', points: [event.at], tip: event.at, scale: event.scale });
  const [first, last] = [state.points[0], state.points.at(-1)];
  const near = (point: Point | undefined, reach: number): boolean => point !== undefined && distance(point, event.at) * event.scale <= reach;
  if (near(last, SAME) || (state.points.length >= 3 && near(first, CLOSE))) return finish(kind, { ...state, scale: event.scale }, look);
  const tip = tipOf(state, event);
  return stay({ at: 'chain', points: [...state.points, tip], tip, scale: event.scale });
}

function tipOf(state: { readonly points: readonly Point[] }, { at, keys }: PointerAt): Point {
  const last = state.points.at(-1);
  return keys.even && last !== undefined ? along(last, at) : at;
}

function shorter(state: ClickChainState): ClickChainState {
  return state.at === 'chain' && state.points.length > 1 ? { ...state, points: state.points.slice(0, -1) } : idle;
}

function finish<S extends Shape>(kind: Kind<S>, state: ClickChainState, look: Look): Step<ClickChainState> {
  if (state.at === 'idle') return stay(state);
  const shape = kind.fromPoints(state.points, plain);
  if (shape === null) return go(state, { do: 'refuse', code: 'edit/too-few-vertices' });
  const problem = kind.problem(shape);
  return problem === null ? go(idle, ...createEffects(shape, look)) : go(state, { do: 'refuse', code: problem });
}
