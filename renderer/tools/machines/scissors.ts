import { distance, type Point } from '#shared/geometry/point.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { AidAnswer, AidQuestion } from '../aid.ts';
import { go, stay, type Draft, type Look, type PointerAt, type Step, type Tool } from '../tool.ts';
import { takeEffects } from './takeProposal.ts';

/** The way from one anchor to the next. `sure` once it was found, or when a straight line was wanted. */
interface Leg {
  readonly path: readonly number[];
  readonly sure: boolean;
}

export type ScissorsState =
  | { readonly at: 'idle' }
  | {
      /** `closing`: the last leg leads back to the first anchor, and the whole is drawn once more. */
      readonly at: 'tracing' | 'closing';
      readonly anchors: readonly Point[];
      readonly legs: readonly Leg[];
      /** From the last anchor to the pointer. */
      readonly tip: Leg;
      readonly asked: AidQuestion | null;
    };

type Tracing = Exclude<ScissorsState, { at: 'idle' }>;

const idle: ScissorsState = { at: 'idle' };
/** CSS pixels around the first anchor that close the outline, and around the last that end it (a double click). */
const CLOSE = 9;
const SAME = 3;

/** An outline that clings to edges between the places that are clicked. With Shift a leg is a straight line. */
export const scissors: Tool<ScissorsState> = {
  id: 'draw.scissors',
  start: idle,
  cursor: () => 'crosshair',
  draft: draftOf,
  step(state, event) {
    if (event.type === 'cancel') return stay(idle);
    if (event.type === 'back') return stay(shorter(state));
    if (state.at === 'closing') return stay(state);
    if (event.type === 'confirm') return state.at === 'idle' ? stay(state) : close(state);
    if (event.type === 'press') return press(state, event);
    if (event.type === 'release' || state.at === 'idle') return stay(state);
    return ask({ ...state, tip: { path: pathTo(state, event.at), sure: event.keys.even } });
  },
  hear(state, heard, look) {
    if (state.at === 'idle' || heard.heard !== 'answer') return stay(state);
    if (heard.to !== state.asked) return stay(state);
    if (heard.problem !== null) return go(state.at === 'closing' ? { ...state, at: 'tracing' } : state, { do: 'refuse', code: heard.problem });
    if (heard.to.aid === 'closed') return finish(state, heard, look);
    const known = withPaths(state, heard.paths);
    return known.at === 'closing' ? drawOnceMore(known) : stay(known);
  },
};

function press(state: Exclude<ScissorsState, { at: 'closing' }>, { at, scale, keys }: PointerAt): Step<ScissorsState> {
  if (state.at === 'idle') return stay({ at: 'tracing', anchors: [at], legs: [], tip: { path: [...at, ...at], sure: true }, asked: null });
  const near = (point: Point | undefined, reach: number): boolean => point !== undefined && distance(point, at) * scale <= reach;
  if (near(state.anchors.at(-1), SAME) || (state.anchors.length >= 2 && near(state.anchors[0], CLOSE))) return close(state);
  // The way that was shown stays until the one to exactly this place is found.
  const leg: Leg = { path: keys.even ? straight(state, at) : state.tip.path, sure: keys.even };
  return ask({ ...state, anchors: [...state.anchors, at], legs: [...state.legs, leg], tip: { path: [...at, ...at], sure: true } });
}

function close(state: Tracing): Step<ScissorsState> {
  const [first] = state.anchors;
  if (first === undefined || state.anchors.length < 2) return go(state, { do: 'refuse', code: 'aid/too-few-anchors' });
  const next: Tracing = { ...state, at: 'closing', tip: { path: straight(state, first), sure: false } };
  return ask(next);
}

/** Asks for every leg that is not sure, and for the tip, which is the only one that changes all the time. */
function ask(state: Tracing): Step<ScissorsState> {
  const ends = [...state.anchors, endOf(state.tip.path)];
  const from = firstUnsure(state);
  if (from === null) return stay({ ...state, asked: null });
  const question: AidQuestion = { aid: 'scissors', through: ends.slice(from) };
  return go({ ...state, asked: question }, { do: 'ask', question });
}

function firstUnsure({ legs, tip }: Tracing): number | null {
  const at = [...legs, tip].findIndex(({ sure }) => !sure);
  return at === -1 ? null : at;
}

function withPaths(state: Tracing, paths: readonly (readonly number[])[]): Tracing {
  const from = state.legs.length + 1 - paths.length;
  const found = (leg: Leg, index: number): Leg => {
    const path = leg.sure ? undefined : paths[index - from];
    return path === undefined ? leg : { path, sure: true };
  };
  const tip = found(state.tip, state.legs.length);
  return { ...state, legs: state.legs.map(found), tip: state.at === 'closing' ? tip : { ...tip, sure: state.tip.sure } };
}

function drawOnceMore(state: Tracing): Step<ScissorsState> {
  const [first] = state.anchors;
  const question: AidQuestion = { aid: 'closed', through: [...state.anchors, ...(first === undefined ? [] : [first])], paths: [...state.legs, state.tip].map(({ path }) => path) };
  return go({ ...state, asked: question }, { do: 'ask', question });
}

function finish(state: Tracing, { shape, from }: AidAnswer, look: Look): Step<ScissorsState> {
  return shape === null || from === null ? go({ ...state, at: 'tracing' }, { do: 'refuse', code: 'aid/nothing-found' }) : go(idle, ...takeEffects({ shape, from, score: null }, look));
}

function shorter(state: ScissorsState): ScissorsState {
  if (state.at === 'idle') return idle;
  if (state.at === 'closing') return { ...state, at: 'tracing', asked: null, tip: { path: straight(state, state.anchors.at(-1) ?? [0, 0]), sure: true } };
  if (state.anchors.length < 2) return idle;
  const anchors = state.anchors.slice(0, -1);
  const last = anchors.at(-1) ?? [0, 0];
  return { ...state, anchors, legs: state.legs.slice(0, -1), tip: { path: [...last, ...endOf(state.tip.path)], sure: true }, asked: null };
}

function straight({ anchors }: Tracing, to: Point): readonly number[] {
  return [...(anchors.at(-1) ?? to), ...to];
}

/** What was shown, with its end where the pointer is now: it does not jump while the new way is looked for. */
function pathTo(state: Tracing, to: Point): readonly number[] {
  const { path } = state.tip;
  const last = endOf(path);
  return path.length > 4 && distance(last, to) < distance(last, state.anchors.at(-1) ?? last) / 4 ? [...path.slice(0, -2), ...to] : straight(state, to);
}

function endOf(path: readonly number[]): Point {
  return [path.at(-2) ?? 0, path.at(-1) ?? 0];
}

function draftOf(state: ScissorsState): Draft | null {
  if (state.at === 'idle') return null;
  const line: number[] = [];
  for (const { path } of [...state.legs, state.tip]) line.push(...path.slice(line.length === 0 ? 0 : 2));
  const anchors: Shape = { kind: 'points', points: state.anchors.flat() };
  const shapes: Draft['shapes'] = [{ track: null, shape: { kind: 'polyline', points: line } }, { track: null, shape: anchors }];
  return { shapes, line: [], marquee: null };
}
