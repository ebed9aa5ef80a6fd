import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { uuidMaker } from '#shared/base/id.ts';
import { must } from '#shared/base/must.ts';
import { seeded } from '#shared/base/seeded.ts';
import type { Point } from '#shared/geometry/point.ts';
import { BookDocument } from '#shared/model/document.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { FIRST_BRUSH } from '../session/brush.ts';
import type { AidAnswer, AidQuestion } from './aid.ts';
import type { ClickAidState } from './machines/clickAid.ts';
import type { RegionAidState } from './machines/regionAid.ts';
import type { ScissorsState } from './machines/scissors.ts';
import { FIRST_TOPOLOGY } from '../session/topology.ts';
import type { Effect, Keys, Look, Step, Tool, ToolEvent } from './tool.ts';
import { toolbox } from './toolbox.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(1).bytes);
const chosen = newId() as TrackId;
const box: Shape = { kind: 'box', x: 5, y: 5, width: 50, height: 40, angle: 0 };
const look: Look = {
  document: new BookDocument(new Map()), frame: 0, extent: 'still', label: null, selection: new Set(), newId, shapeOf: (track) => (track === chosen ? box : null), topology: FIRST_TOPOLOGY, near: () => [], within: () => [],
  picture: { width: 200, height: 200 }, brush: FIRST_BRUSH, maskAt: () => null,
};
const from = { aid: 'click', name: 'tiny', version: '1', hash: null } as const;
const plain: Keys = { even: false, centred: false, add: false };
const shape: Shape = { kind: 'polygon', rings: [[0, 0, 30, 0, 30, 30]] };
const pointer = (type: 'press' | 'move' | 'release', at: Point, keys = plain): ToolEvent => ({ type, at, screen: at, scale: 1, target: { on: 'nothing' }, snap: null, keys });

/** Two events of one cell: what was asked is answered at once, with paths that bend. */
type Happening = ToolEvent | { readonly type: 'answer'; readonly sharp: boolean; readonly problem: string | null } | { readonly type: 'again' } | { readonly type: 'other' };
const events: Readonly<Record<string, Happening>> = {
  'press': pointer('press', [10, 10]),
  'press with Alt': pointer('press', [10, 10], { ...plain, centred: true }),
  'press far': pointer('press', [90, 40]),
  'press first': pointer('press', [12, 12]),
  'press elsewhere': pointer('press', [60, 71]),
  'move near': pointer('move', [11, 11]),
  'move far': pointer('move', [60, 70]),
  'release near': pointer('release', [11, 11]),
  'release far': pointer('release', [60, 70]),
  'confirm': { type: 'confirm' },
  'back': { type: 'back' },
  'cancel': { type: 'cancel' },
  'rough answer': { type: 'answer', sharp: false, problem: null },
  'answer': { type: 'answer', sharp: true, problem: null },
  'no answer': { type: 'answer', sharp: true, problem: 'aid/nothing-found' },
  'press with Shift': pointer('press', [10, 10], { ...plain, even: true }),
  'other options': { type: 'again' },
  'other candidate': { type: 'other' },
};
const happening = (name: string): Happening => must(events[name], `an event called "${name}"`);

type Aid = RegionAidState | ScissorsState | ClickAidState;

function happen<S extends Aid>(tool: Tool<S>, state: S, what: Happening): Step<S> {
  const hear = must(tool.hear, 'an aid hears');
  if (what.type === 'again' || what.type === 'other') return hear(state, { heard: what.type }, look);
  return what.type === 'answer' ? hear(state, answerTo(state, what), look) : tool.step(state, what, look);
}

function answerTo(state: Aid, { sharp, problem }: { readonly sharp: boolean; readonly problem: string | null }): AidAnswer {
  const asked: AidQuestion = ('asked' in state ? state.asked : null) ?? { aid: 'wand', marks: [], hovers: true };
  const through = asked.aid === 'scissors' ? asked.through : [];
  const paths = through.slice(1).map((to, at) => [...(through[at] ?? to), 33, 44, ...to]);
  return { heard: 'answer', to: asked, shape: problem === null ? shape : null, paths, sharp, problem, from: problem === null ? from : null, score: 0.8 };
}

const play = <S extends Aid>(tool: Tool<S>, list: readonly Happening[]): Step<S> => list.reduce<Step<S>>((before, what) => happen(tool, before.state, what), { state: tool.start, effects: [] });
const words = (step: Step<Aid>): string => [step.state.at, ...step.effects.map(effectWord)].join(', ');

function effectWord(effect: Effect): string {
  if (effect.do === 'edit') return `edit ${effect.call.edit}`;
  return effect.do;
}

const drawn = ['press', 'release near', 'press far'] as const;
const ways: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  grabcut: { marking: ['press'], clicked: ['press', 'release near'], proposed: drawn, sharp: [...drawn, 'answer'], accepted: [...drawn, 'confirm'] },
  wand: { marking: ['press'], proposed: ['press', 'release near'], sharp: ['press', 'release near', 'answer'], accepted: ['press', 'release near', 'confirm'] },
  superpixels: { marking: ['press'], proposed: ['press', 'release near'] },
  click: { pressed: ['press'], boxing: ['press', 'move far'], proposed: ['press', 'release near'], sharp: ['press', 'release near', 'answer'], accepted: ['press', 'release near', 'confirm'] },
  scissors: { tracing: ['press', 'press far', 'answer', 'move far'], short: ['press'], closing: ['press', 'press far', 'answer', 'confirm'] },
};

function tables(text: string): { name: string; state: string; on: string; wanted: string }[] {
  return text.split('\n## ').slice(1).flatMap((section) => {
    const [head = [], ...body] = section.split('\n').filter((line) => line.startsWith('|') && !line.startsWith('| ---')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
    return body.flatMap(([state = '', ...row]) => row.map((wanted, index) => ({ name: section.split(/\s/)[0] ?? '', state, on: head[index + 1] ?? '', wanted })));
  });
}

function cell(name: string, state: string, on: string): string {
  const way = [...(ways[name]?.[state] ?? []), on].map(happening);
  if (name === 'click') return words(play(toolbox['draw.click'], way));
  if (name === 'scissors') return words(play(toolbox['draw.scissors'], way));
  return words(play(toolbox[name === 'wand' ? 'draw.wand' : name === 'grabcut' ? 'draw.grabcut' : 'draw.superpixels'], way));
}

describe('the tables of the aids', () => {
  test.each(tables(readFileSync(new URL('aids.md', import.meta.url), 'utf8')))('$name: $state + $on = $wanted', ({ name, state, on, wanted }) => {
    expect(cell(name, state, on)).toBe(wanted);
  });
});

describe('a proposal', () => {
  const wand = toolbox['draw.wand'];
  test('stays a proposal until it is accepted, and is made as it was shown', () => {
    const proposed = play(wand, ['press', 'release near', 'rough answer', 'answer'].map(happening));
    expect(wand.draft(proposed.state)?.shapes).toEqual([{ track: null, shape }]);
    const [edit] = happen(wand, proposed.state, happening('confirm')).effects;
    expect(edit).toMatchObject({ do: 'edit', call: { edit: 'takeShape', args: { shape, from } } });
  });
  test('is accepted as soon as its best form is there', () => {
    const accepted = play(wand, ['press', 'release near', 'rough answer', 'confirm', 'rough answer'].map(happening));
    expect(words(accepted)).toBe('accepted');
    expect(words(happen(wand, accepted.state, happening('answer')))).toBe('idle, edit takeShape, select');
  });
  test('is not taken from an answer to something else', () => {
    const proposed = play(wand, ['press', 'release near', 'confirm'].map(happening)).state;
    const other: AidAnswer = { ...answerTo(proposed, { sharp: true, problem: null }), to: { aid: 'wand', marks: [], hovers: false } };
    expect(words(must(wand.hear, 'hear')(proposed, other, look))).toBe('accepted');
  });
  test('of cells follows the pointer before anything is marked', () => {
    const hovering = play(toolbox['draw.superpixels'], ['move far', 'answer'].map(happening));
    expect([hovering.state.at, toolbox['draw.superpixels'].draft(hovering.state)?.shapes.length]).toEqual(['idle', 1]);
  });
  test('takes the place of a selected box', () => {
    const tool = toolbox['draw.grabcut'];
    const selected: Look = { ...look, selection: new Set([chosen]) };
    const asked = tool.step(tool.start, { type: 'confirm' }, selected);
    expect(asked.effects).toMatchObject([{ do: 'ask', question: { marks: [{ by: 'box', points: [5, 5, 55, 45] }] } }]);
    const answered = must(tool.hear, 'hear')(asked.state, answerTo(asked.state, { sharp: true, problem: null }), selected);
    expect(tool.step(answered.state, { type: 'confirm' }, selected).effects[0]).toMatchObject({ call: { edit: 'takeShape', args: { replaces: chosen, shape } } });
  });
  test('a pull at the wand says how far', () => {
    const [effect] = play(wand, ['press', 'move far'].map(happening)).effects;
    expect(effect).toMatchObject({ do: 'ask', question: { marks: [{ points: [10, 10], reach: Math.hypot(50, 60) }] } });
  });
});

describe('scissors', () => {
  const { 'draw.scissors': scissors } = toolbox;
  test('ask for every leg that is not found yet, and keep those that are', () => {
    const two = play(scissors, ['press', 'press far', 'press elsewhere'].map(happening));
    expect(two.effects).toMatchObject([{ question: { through: [[10, 10], [90, 40], [60, 71], [60, 71]] } }]);
    const next = happen(scissors, happen(scissors, two.state, happening('answer')).state, pointer('press', [20, 90]));
    expect(next.effects).toMatchObject([{ question: { through: [[60, 71], [20, 90], [20, 90]] } }]);
  });
  test('Shift draws a straight leg without asking for it', () => {
    const straight = play(scissors, [happening('press'), pointer('press', [80, 10], { ...plain, even: true })]);
    expect(words(straight)).toBe('tracing');
    expect(scissors.draft(straight.state)?.shapes[0]?.shape).toMatchObject({ kind: 'polyline', points: [10, 10, 80, 10, 80, 10] });
  });
  test('Backspace takes back one leg at a time', () => {
    const three = play(scissors, ['press', 'press far', 'press elsewhere', 'back', 'back'].map(happening));
    expect(three.state).toMatchObject({ at: 'tracing', anchors: [[10, 10]], legs: [] });
    expect(words(happen(scissors, three.state, { type: 'back' }))).toBe('idle');
  });
});

describe('a click model', () => {
  const { 'draw.click': click } = toolbox;
  test('hears clicks inside and outside, and a box in place of all of them', () => {
    const two = play(click, [happening('press'), happening('release near'), pointer('press', [60, 70], { ...plain, centred: true }), pointer('release', [60, 70])]);
    expect(two.effects).toMatchObject([{ question: { prompt: { points: [{ x: 10, y: 10, inside: true }, { x: 60, y: 70, inside: false }], box: null }, pick: 0 } }]);
    const boxed = play(click, ['press', 'move far', 'release far'].map(happening));
    expect(boxed.effects).toMatchObject([{ question: { prompt: { points: [], box: [10, 10, 60, 70] } } }]);
  });
  test('shows one candidate after the other, and the first again after more was said', () => {
    const other = play(click, ['press', 'release near', 'answer', 'other candidate', 'answer', 'other candidate'].map(happening));
    expect(other.effects).toMatchObject([{ question: { pick: 2 } }]);
    expect(play(click, ['press', 'release near', 'answer', 'other candidate', 'answer', 'press', 'release near'].map(happening)).effects).toMatchObject([{ question: { pick: 0 } }]);
  });
  test('is on record with how sure it was, taken or turned away', () => {
    const shown = play(click, ['press', 'release near', 'answer'].map(happening)).state;
    expect(happen(click, shown, happening('confirm')).effects[0]).toMatchObject({ call: { edit: 'takeShape', args: { from, score: 0.8 } } });
    expect(happen(click, shown, happening('cancel')).effects[0]).toMatchObject({ call: { edit: 'refuseShape', args: { from, score: 0.8 } } });
  });
});
