import { distance, type Point } from '#shared/geometry/point.ts';
import { rectOf } from '#shared/geometry/rect.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Proposer } from '#shared/model/records.ts';
import type { Mark, RegionAid } from '#shared/vision/visionContract.ts';
import type { ToolId } from '../../session/sessionStore.ts';
import type { AidAnswer, AidQuestion } from '../aid.ts';
import { beyondSlop, go, stay, type Draft, type Look, type PointerAt, type Step, type Tool } from '../tool.ts';
import { takeEffects } from './takeProposal.ts';

interface Marked {
  readonly marks: readonly Mark[];
  /** The newest proposal; not an answer to the newest marks while they are looked at. */
  readonly shape: Shape | null;
  readonly asked: AidQuestion | null;
  /** The thing the proposal is to stand in for. */
  readonly replaces: TrackId | null;
  readonly from: Proposer | null;
}

export type RegionAidState =
  | { readonly at: 'idle'; readonly shape: Shape | null; readonly asked: AidQuestion | null }
  /** A mark is being made. `clicked`: a box whose second corner comes with a second click. */
  | (Marked & { readonly at: 'marking' | 'clicked'; readonly mark: Mark; readonly screen: Point })
  /** `accepted` while its best form is still on the way. */
  | (Marked & { readonly at: 'proposed' | 'accepted'; readonly sharp: boolean });

type Marking = Extract<RegionAidState, { at: 'marking' | 'clicked' }>;
type Proposed = Extract<RegionAidState, { at: 'proposed' | 'accepted' }>;

const idle: RegionAidState = { at: 'idle', shape: null, asked: null };

/**
 * Marks say what a thing is, an aid proposes its outline, the person accepts, corrects by further marks (with Alt:
 * this does not belong to it) or refuses. Nothing enters the document before it is accepted.
 */
export function regionAid(id: ToolId, aid: RegionAid): Tool<RegionAidState> {
  return {
    id,
    start: idle,
    cursor: () => 'crosshair',
    draft: draftOf,
    step(state, event, look) {
      if (event.type === 'cancel') return stay(idle);
      if (event.type === 'back') return back(aid, state);
      if (event.type === 'confirm') return confirm(aid, state, look);
      if (event.type === 'press') return press(aid, state, event);
      if (event.type === 'move') return move(aid, state, event);
      return release(aid, state, event);
    },
    hear: (state, heard, look) => (heard.heard === 'answer' ? answered(aid, state, { heard, look }) : heard.heard === 'again' ? again(aid, state) : stay(state)),
  };
}

function press(aid: RegionAid, state: RegionAidState, { at, screen, keys }: PointerAt): Step<RegionAidState> {
  if (state.at === 'clicked') return look(aid, state, [...state.marks, stretched(state.mark, at)]);
  if (state.at === 'marking' || state.at === 'accepted') return stay(state);
  const marked: Marked = state.at === 'proposed' ? state : { marks: [], shape: null, asked: null, replaces: null, from: null };
  const by = aid === 'grabcut' && marked.marks.length === 0 ? 'box' : 'stroke';
  const mark: Mark = { take: by === 'box' || !keys.centred, by, points: by === 'box' ? [...at, ...at] : [...at], reach: 0 };
  const next: Marking = { at: 'marking', marks: marked.marks, shape: marked.shape, asked: marked.asked, replaces: marked.replaces, from: marked.from, mark, screen };
  return aid === 'grabcut' ? stay(next) : live(aid, next);
}

function move(aid: RegionAid, state: RegionAidState, { at, screen }: PointerAt): Step<RegionAidState> {
  if (state.at === 'idle') return aid === 'superpixels' ? hover(aid, at) : stay(state);
  if (state.at === 'clicked') return stay({ ...state, mark: stretched(state.mark, at) });
  if (state.at !== 'marking' || (state.mark.points.length <= 4 && state.mark.reach === 0 && !beyondSlop(state.screen, screen))) return stay(state);
  if (state.mark.by === 'box') return stay({ ...state, mark: stretched(state.mark, at) });
  if (aid === 'wand') return live(aid, { ...state, mark: { ...state.mark, reach: distance(state.screen, screen) } });
  const next: Marking = { ...state, mark: { ...state.mark, points: [...state.mark.points, ...at] } };
  return aid === 'superpixels' ? live(aid, next) : stay(next);
}

function release(aid: RegionAid, state: RegionAidState, { at, screen }: PointerAt): Step<RegionAidState> {
  if (state.at !== 'marking') return stay(state);
  if (state.mark.by === 'box' && !beyondSlop(state.screen, screen)) return stay({ ...state, at: 'clicked' });
  return look(aid, state, [...state.marks, state.mark.by === 'box' ? stretched(state.mark, at) : state.mark]);
}

/** In idle a selected box is taken as the first mark: what comes of it stands in for the box. */
function confirm(aid: RegionAid, state: RegionAidState, context: Look): Step<RegionAidState> {
  if (state.at === 'clicked') return look(aid, state, [...state.marks, state.mark]);
  if (state.at === 'proposed') return state.sharp ? finish(state, context) : stay({ ...state, at: 'accepted' });
  const only = context.selection.size === 1 ? [...context.selection][0] : undefined;
  const shape = only === undefined || state.at !== 'idle' || aid !== 'grabcut' ? null : context.shapeOf(only);
  if (only === undefined || shape?.kind !== 'box') return stay(state);
  const mark: Mark = { take: true, by: 'box', points: [shape.x, shape.y, shape.x + shape.width, shape.y + shape.height], reach: 0 };
  return look(aid, { marks: [], shape: null, asked: null, replaces: only, from: null }, [mark]);
}

function back(aid: RegionAid, state: RegionAidState): Step<RegionAidState> {
  if (state.at === 'idle') return stay(state);
  const marks = state.at === 'marking' || state.at === 'clicked' ? state.marks : state.marks.slice(0, -1);
  return marks.length === 0 ? stay(idle) : look(aid, state, marks);
}

/** Asks for a proposal and waits for what the person says to it. */
function look(aid: RegionAid, { shape, replaces, from }: Marked, marks: readonly Mark[]): Step<RegionAidState> {
  const asked: AidQuestion = { aid, marks, hovers: false };
  return go({ at: 'proposed', marks, shape, replaces, from, asked, sharp: false }, { do: 'ask', question: asked });
}

/** Asks while the hand still moves. */
function live(aid: RegionAid, state: Marking): Step<RegionAidState> {
  const asked: AidQuestion = { aid, marks: [...state.marks, state.mark], hovers: true };
  return go({ ...state, asked }, { do: 'ask', question: asked });
}

function hover(aid: RegionAid, at: Point): Step<RegionAidState> {
  const asked: AidQuestion = { aid, marks: [{ take: true, by: 'stroke', points: [...at], reach: 0 }], hovers: true };
  return go({ at: 'idle', shape: null, asked }, { do: 'ask', question: asked });
}

function again(aid: RegionAid, state: RegionAidState): Step<RegionAidState> {
  if (state.at === 'proposed') return look(aid, state, state.marks);
  return state.at === 'marking' && aid !== 'grabcut' ? live(aid, state) : stay(state);
}

function answered(aid: RegionAid, state: RegionAidState, { heard, look: context }: { readonly heard: AidAnswer; readonly look: Look }): Step<RegionAidState> {
  const { to, shape, sharp, problem, from } = heard;
  if (state.at === 'idle') return stay(to === state.asked ? { ...state, shape } : state);
  if (state.at !== 'proposed' && state.at !== 'accepted') return stay({ ...state, shape });
  // An answer to earlier marks is better than none to look at, but nothing to go by.
  if (to !== state.asked) return stay({ ...state, shape: shape ?? state.shape });
  if (problem !== null) {
    const before = back(aid, state);
    return { state: before.state, effects: [{ do: 'refuse', code: problem }, ...before.effects] };
  }
  const next: Proposed = { ...state, shape, sharp, from };
  return state.at === 'accepted' && sharp ? finish(next, context) : stay(next);
}

function finish({ shape, replaces, from }: Proposed, context: Look): Step<RegionAidState> {
  if (shape === null || from === null) return go(idle, { do: 'refuse', code: 'aid/nothing-found' });
  return go(idle, ...takeEffects({ shape, from, score: null, replaces }, context));
}

function stretched(mark: Mark, to: Point): Mark {
  return { ...mark, points: [...mark.points.slice(0, 2), ...to] };
}

function draftOf(state: RegionAidState): Draft | null {
  const shapes = state.shape === null ? [] : [{ track: null, shape: state.shape }];
  const [ax = 0, ay = 0, bx = 0, by = 0] = state.at === 'marking' || state.at === 'clicked' ? state.mark.points : [];
  const marquee = (state.at === 'marking' || state.at === 'clicked') && state.mark.by === 'box' ? rectOf([ax, ay], [bx, by]) : null;
  return shapes.length === 0 && marquee === null ? null : { shapes, line: [], marquee };
}
