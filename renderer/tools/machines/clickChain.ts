import { distance, type Point } from '#shared/geometry/point.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Kind } from '#shared/model/kinds/kind.ts';
import { along } from '#shared/model/kinds/polygon.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { ToolId } from '../../session/sessionStore.ts';
import { beyondSlop, go, stay, type Draft, type Effect, type Look, type PointerAt, type PointerStep, type Step, type Tool } from '../tool.ts';
import { traced } from './trace.ts';

interface Chain {
  /** `armed`: pressed with Shift, which becomes `free` drawing when the pointer moves before it is released. */
  readonly at: 'chain' | 'armed' | 'free';
  readonly points: readonly Point[];
  /** From the last point to the tip along a neighbour's border; usually nothing. */
  readonly way: readonly Point[];
  /** The border is to be followed the other way round. */
  readonly other: boolean;
  readonly tip: Point;
  readonly scale: number;
  /** How many points there were before each step: a click, or a whole free-hand stroke. Back goes there. */
  readonly marks: readonly number[];
  readonly pressed: { readonly at: Point; readonly screen: Point };
  /** The thing that goes on growing; null for a new one. */
  readonly grown: TrackId | null;
}

/** Something that is there already and is taken up again, with its points in the order in which it goes on. */
export interface TakenUp {
  readonly track: TrackId;
  readonly points: readonly Point[];
}

export type ClickChainState = { readonly at: 'idle' } | Chain;

/** What the points become. */
export interface ChainUse<S extends Shape> {
  readonly kind: Kind<S>;
  /** The first vertex ends it too. */
  readonly closes: boolean;
  /** A line joins the points. */
  readonly joined: boolean;
  /** Its points cling to what is near, and follow the borders of neighbours. */
  readonly clings: boolean;
  /** Why it cannot be begun now; null when it can. */
  readonly refuses: (look: Look) => string | null;
  /** What a first press with Alt goes on with instead of beginning something new. */
  readonly takesUp?: (event: PointerAt, look: Look) => TakenUp | null;
  readonly done: (shape: S, look: Look) => readonly Effect[];
}

const idle: ClickChainState = { at: 'idle' };
/** CSS pixels around the first vertex that close the outline, around the last that end it (a double click), between free-hand points. */
const CLOSE = 9;
const SAME = 3;
const FREE = 6;
const plain = { even: false, centred: false };

/** Draws vertex by vertex, or free-hand with Shift; with Alt goes on with what is selected, where it can. Ending: a double click, confirm, and for outlines the first vertex. */
export function clickChain<S extends Shape>(id: ToolId, use: ChainUse<S>): Tool<ClickChainState> {
  return {
    id,
    start: idle,
    cursor: () => 'crosshair',
    draft: (state) => draftOf(use, state),
    clings: (state) => (use.clings ? new Set(state.at === 'idle' || state.grown === null ? [] : [state.grown]) : null),
    hear: (state, heard, look) => stay(state.at === 'chain' && heard.heard === 'other' ? turned(state, look) : state),
    step(state, event, look) {
      if (event.type === 'cancel') return stay(idle);
      if (event.type === 'back') return stay(shorter(state));
      if (event.type === 'confirm') return finish(use, state, look);
      if (event.type === 'press') return press(use, state, { event, look });
      if (state.at === 'idle') return stay(state);
      return event.type === 'move' ? stay(moved(state, { event, look })) : released(use, state, { event, look });
    },
  };
}

interface Met<Type> {
  readonly event: PointerStep<Type>;
  readonly look: Look;
}

function press<S extends Shape>(use: ChainUse<S>, state: ClickChainState, { event, look }: Met<'press'>): Step<ClickChainState> {
  const { screen, scale, keys } = event;
  const at = placeOf(state, event);
  const begun = { at: keys.even && use.joined ? 'armed' : 'chain', scale, pressed: { at, screen }, way: [], other: false } as const;
  if (state.at === 'idle') {
    const no = use.refuses(look);
    if (no !== null) return go(idle, { do: 'refuse', code: no });
    const found = keys.centred ? (use.takesUp?.(event, look) ?? null) : null;
    const before = found?.points ?? [];
    return stay({ ...begun, points: [...before, at], tip: at, marks: [before.length], grown: found?.track ?? null });
  }
  if (state.at !== 'chain') return stay(state);
  const tip = tipOf(state, event);
  const [first, last] = [state.points[0], state.points.at(-1)];
  const along = { ...state, scale, tip, way: wayTo(state, { event, look }, tip) };
  if (isNear(last, { ...event, at: tip }, SAME)) return finish(use, { ...state, scale }, look);
  if (use.closes && along.points.length + along.way.length >= 3 && isNear(first, { ...event, at: tip }, CLOSE)) return finish(use, { ...along, points: [...state.points, ...along.way] }, look);
  return stay({ ...begun, points: [...state.points, ...along.way, tip], tip, marks: [...state.marks, state.points.length], grown: state.grown });
}

/** Where the point goes: where it clings, unless where the outline began is nearer. */
function placeOf(state: ClickChainState, { at, snap }: PointerAt): Point {
  const first = state.at === 'idle' ? undefined : state.points[0];
  if (snap === null) return at;
  return first !== undefined && distance(first, at) < distance(snap.at, at) ? first : snap.at;
}

/** From a border to one of its vertices the way leads along it. */
function wayTo({ points, other }: Chain, { event, look }: Met<'press' | 'move' | 'release'>, tip: Point): readonly Point[] {
  const last = points.at(-1);
  const isCorner = event.snap?.on === 'vertex' && distance(event.snap.at, tip) === 0;
  return last === undefined || !look.topology.trace || !isCorner ? [] : traced(look, [last, tip], other);
}

function turned(state: Chain, look: Look): Chain {
  const last = state.points.at(-1);
  const other = !state.other;
  return last === undefined || state.way.length === 0 ? { ...state, other } : { ...state, other, way: traced(look, [last, state.tip], other) };
}

function isNear(point: Point | undefined, { at, scale }: PointerAt, reach: number): boolean {
  return point !== undefined && distance(point, at) * scale <= reach;
}

function moved(state: Chain, { event, look }: Met<'move'>): Chain {
  const { at, scale, screen } = event;
  if (state.at === 'chain') return pointed(state, { event, look });
  if (state.at === 'free') return isNear(state.points.at(-1), event, FREE) ? { ...state, tip: at, scale } : { ...state, points: [...state.points, at], tip: at, scale };
  return beyondSlop(state.pressed.screen, screen) ? { ...state, at: 'free', points: [...state.points.slice(0, -1), state.pressed.at, at], tip: at, scale } : state;
}

function pointed(state: Chain, met: Met<'move' | 'release'>): Chain {
  const tip = tipOf(state, met.event);
  return { ...state, tip, way: wayTo(state, met, tip), scale: met.event.scale };
}

/** A free-hand stroke that comes back to where the outline began is the outline. */
function released<S extends Shape>(use: ChainUse<S>, state: Chain, { event, look }: Met<'release'>): Step<ClickChainState> {
  const { at, scale } = event;
  if (state.at === 'chain') return stay(pointed(state, { event, look }));
  if (state.at === 'armed') return stay({ ...state, at: 'chain' });
  if (use.closes && state.points.length >= 3 && isNear(state.points[0], event, CLOSE)) return finish(use, { ...state, at: 'chain' }, look);
  return stay({ ...state, at: 'chain', points: isNear(state.points.at(-1), event, SAME) ? state.points : [...state.points, at], tip: at, scale });
}

function tipOf(state: Chain, event: PointerAt): Point {
  const last = state.points.at(-1);
  return event.keys.even && last !== undefined ? along(last, event.at) : placeOf(state, event);
}

function shorter(state: ClickChainState): ClickChainState {
  if (state.at === 'idle') return idle;
  const before = state.marks.at(-1) ?? 0;
  return before === 0 || state.marks.length === 1 ? idle : { ...state, at: 'chain', points: state.points.slice(0, before), way: [], marks: state.marks.slice(0, -1) };
}

function finish<S extends Shape>(use: ChainUse<S>, state: ClickChainState, look: Look): Step<ClickChainState> {
  if (state.at === 'idle') return stay(state);
  const shape = use.kind.fromPoints(state.points, plain);
  if (shape === null) return go(state, { do: 'refuse', code: 'edit/too-few-vertices' });
  const problem = use.kind.problem(shape);
  if (problem !== null) return go(state, { do: 'refuse', code: problem });
  return go(idle, ...(state.grown === null ? use.done(shape, look) : [{ do: 'edit', call: { edit: 'reshape', args: { track: state.grown, frame: look.frame, shape } } } as const]));
}

function draftOf<S extends Shape>({ kind, joined }: ChainUse<S>, state: ClickChainState): Draft | null {
  if (state.at === 'idle') return null;
  const line = joined ? [...state.points, ...state.way, state.tip] : [];
  const shape = kind.fromPoints(joined ? line : state.points, plain);
  return { shapes: shape === null ? [] : [{ track: null, shape }], line, marquee: null };
}
