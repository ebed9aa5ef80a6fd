import type { Point } from '#shared/geometry/point.ts';
import { rectOf } from '#shared/geometry/rect.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Proposer } from '#shared/model/records.ts';
import type { ClickPrompt } from '#shared/vision/models/clickPrompt.ts';
import type { AidAnswer, AidQuestion } from '../aid.ts';
import { beyondSlop, go, stay, type Draft, type Look, type PointerAt, type Step, type Tool } from '../tool.ts';
import { refusedEffects, takeEffects } from './takeProposal.ts';

/** One thing that was said: a click inside or outside, or a box. */
type Said = { readonly by: 'click'; readonly at: Point; readonly inside: boolean } | { readonly by: 'box'; readonly from: Point; readonly to: Point };

interface Shown {
  readonly said: readonly Said[];
  readonly shape: Shape | null;
  readonly from: Proposer | null;
  readonly score: number | null;
  readonly asked: AidQuestion | null;
  /** Which of several candidates, counted on; the answerer wraps it round. */
  readonly pick: number;
}

export type ClickAidState =
  | (Shown & { readonly at: 'idle' })
  | (Shown & { readonly at: 'pressed'; readonly press: Point; readonly screen: Point; readonly inside: boolean; readonly to: Point | null })
  /** `sharp`: the answer to the newest question is there. `accepted` waits for it. */
  | (Shown & { readonly at: 'proposed' | 'accepted'; readonly sharp: boolean });

type Pressed = Extract<ClickAidState, { at: 'pressed' }>;

const idle: ClickAidState = { at: 'idle', said: [], shape: null, from: null, score: null, asked: null, pick: 0 };

/**
 * A click says what is meant, with Alt or Shift what is not; a drag draws a box around it. A model proposes, the person
 * says more, takes another candidate, accepts or refuses. Nothing enters the document before it is accepted.
 */
export const clickAid: Tool<ClickAidState> = {
  id: 'draw.click',
  start: idle,
  cursor: () => 'crosshair',
  draft: draftOf,
  step(state, event, look) {
    if (event.type === 'cancel') return cancelled(state, look);
    if (event.type === 'back') return back(state, look);
    if (event.type === 'confirm') return confirm(state, look);
    if (event.type === 'press') return press(state, event);
    if (event.type === 'move') return stay(move(state, event));
    return release(state, event);
  },
  hear(state, heard, look) {
    if (heard.heard === 'answer') return answered(state, heard, look);
    if (state.at !== 'proposed') return stay(state);
    return heard.heard === 'other' ? ask(state, state.said, state.pick + 1) : ask(state, state.said, state.pick);
  },
};

function press(state: ClickAidState, { at, screen, keys }: PointerAt): Step<ClickAidState> {
  if (state.at === 'pressed' || state.at === 'accepted') return stay(state);
  return stay({ ...shownOf(state), at: 'pressed', press: at, screen, inside: !keys.centred && !keys.even, to: null });
}

function shownOf({ said, shape, from, score, asked, pick }: ClickAidState): Shown {
  return { said, shape, from, score, asked, pick };
}

function move(state: ClickAidState, { at, screen }: PointerAt): ClickAidState {
  return state.at !== 'pressed' || (state.to === null && !beyondSlop(state.screen, screen)) ? state : { ...state, to: at };
}

/** One box at a time: a second one stands for another thing and takes the place of everything said before. */
function release(state: ClickAidState, event: PointerAt): Step<ClickAidState> {
  if (state.at !== 'pressed') return stay(state);
  const { to, press: from, said, inside } = move(state, event) as Pressed;
  const next: readonly Said[] = to === null ? [...said, { by: 'click', at: from, inside }] : [{ by: 'box', from, to }];
  return ask(state, next, 0);
}

function ask(state: ClickAidState, said: readonly Said[], pick: number): Step<ClickAidState> {
  const asked: AidQuestion = { aid: 'click', prompt: promptOf(said), pick };
  return go({ ...shownOf(state), at: 'proposed', said, asked, pick, sharp: false }, { do: 'ask', question: asked });
}

function promptOf(said: readonly Said[]): ClickPrompt {
  const box = said.find((one) => one.by === 'box');
  const rect = box === undefined ? null : rectOf(box.from, box.to);
  return {
    points: said.flatMap((one) => (one.by === 'click' ? [{ x: one.at[0], y: one.at[1], inside: one.inside }] : [])),
    box: rect === null ? null : [rect.minX, rect.minY, rect.maxX, rect.maxY],
  };
}

function confirm(state: ClickAidState, look: Look): Step<ClickAidState> {
  if (state.at !== 'proposed') return stay(state);
  return state.sharp ? finish(state, look) : stay({ ...state, at: 'accepted' });
}

/** Taking back the last thing that was said to a proposal turns it away. */
function back(state: ClickAidState, look: Look): Step<ClickAidState> {
  if (state.at === 'idle') return stay(state);
  const said = state.at === 'pressed' ? state.said : state.said.slice(0, -1);
  return said.length === 0 ? cancelled(state, look) : ask(state, said, 0);
}

function cancelled(state: ClickAidState, look: Look): Step<ClickAidState> {
  return go(idle, ...refusedEffects(state, look));
}

function answered(state: ClickAidState, heard: AidAnswer, look: Look): Step<ClickAidState> {
  if (state.at !== 'proposed' && state.at !== 'accepted') return stay(state);
  if (heard.to !== state.asked) return stay(state);
  if (heard.problem !== null) {
    const said = state.said.slice(0, -1);
    const next: ClickAidState = said.length === 0 ? idle : { ...state, at: 'proposed', said, sharp: state.shape !== null };
    return go(next, { do: 'refuse', code: heard.problem });
  }
  const next = { ...state, shape: heard.shape, from: heard.from, score: heard.score, sharp: true };
  return state.at === 'accepted' ? finish(next, look) : stay(next);
}

function finish(state: ClickAidState, look: Look): Step<ClickAidState> {
  if (state.shape === null || state.from === null) return go(idle, { do: 'refuse', code: 'aid/nothing-found' });
  return go(idle, ...takeEffects({ shape: state.shape, from: state.from, score: state.score }, look));
}

function draftOf(state: ClickAidState): Draft | null {
  const marquee = state.at === 'pressed' && state.to !== null ? rectOf(state.press, state.to) : null;
  const clicks = state.said.flatMap((one) => (one.by === 'click' ? [...one.at] : []));
  const shapes: Draft['shapes'] = [...(state.shape === null ? [] : [{ track: null, shape: state.shape }]), ...(clicks.length === 0 ? [] : [{ track: null, shape: { kind: 'points' as const, points: clicks } }])];
  return shapes.length === 0 && marquee === null ? null : { shapes, line: [], marquee };
}
