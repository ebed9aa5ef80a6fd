import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { uuidMaker } from '#shared/base/id.ts';
import { must } from '#shared/base/must.ts';
import { seeded } from '#shared/base/seeded.ts';
import type { Nearest } from '#shared/geometry/nearest.ts';
import type { Point } from '#shared/geometry/point.ts';
import { polygonArea } from '#shared/geometry/polygon.ts';
import { BookDocument } from '#shared/model/document.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { PolygonShape, Shape } from '#shared/model/kinds/shape.ts';
import type { ToolId } from '../session/sessionStore.ts';
import { noHandle, stepHandle } from './machines/dragHandle.ts';
import { noMarquee, stepMarquee } from './machines/marquee.ts';
import { toolbox } from './toolbox.ts';
import { createToolRunner } from './toolRunner.ts';
import { FIRST_TOPOLOGY } from '../session/topology.ts';
import type { Effect, Keys, Look, Step, Target, ToolEvent } from './tool.ts';

const clock = { now: () => 0, ticks: () => 0 };
const newId = uuidMaker(clock, seeded(1).bytes);
const [first, second] = [newId() as TrackId, newId() as TrackId];
const plain: Keys = { even: false, centred: false, add: false };
const shift: Keys = { ...plain, even: true };
const alt: Keys = { ...plain, centred: true };
const square: PolygonShape = { kind: 'polygon', rings: [[0, 0, 40, 0, 40, 40, 0, 40]] };
const wide: PolygonShape = { kind: 'polygon', rings: [[0, 0, 11, 10, 40, 0, 40, 40, 0, 40]] };
const shapes = new Map<TrackId, Shape>([[first, square], [second, { kind: 'box', x: 100, y: 0, width: 20, height: 20, angle: 0 }]]);
const look: Look = { document: new BookDocument(new Map()), frame: 0, extent: 'still', label: null, selection: new Set([second]), newId, shapeOf: (track) => shapes.get(track) ?? null, topology: FIRST_TOPOLOGY, near: () => [], within: () => [first, second], picture: { width: 200, height: 100 }, brush: { size: 4, tip: 'square', overlap: 'allow' }, maskAt: () => first };
const nothing: Target = { on: 'nothing' };

interface Extra {
  readonly snap?: Nearest | null;
  readonly target?: Target;
  readonly keys?: Keys;
}
const pointer = (type: 'press' | 'move' | 'release', at: Point, { target = nothing, keys = plain, snap = null }: Extra = {}): ToolEvent => ({ type, at, screen: at, scale: 1, target, snap, keys });
const [origin, near, far]: readonly [Point, Point, Point] = [[10, 10], [11, 11], [60, 70]];

/** The words of the tables' heads. */
const events: Readonly<Record<string, ToolEvent>> = {
  'press nothing': pointer('press', origin),
  'press far': pointer('press', [90, 40]),
  'press with Shift': pointer('press', [90, 40], { keys: shift }),
  'press first': pointer('press', [12, 12]),
  'press last': pointer('press', [60, 72]),
  'press track': pointer('press', origin, { target: { on: 'track', track: first } }),
  'press selected': pointer('press', origin, { target: { on: 'track', track: second } }),
  'press handle': pointer('press', origin, { target: { on: 'handle', track: first, handle: 'v:0:0' } }),
  'press vertex with Alt': pointer('press', origin, { target: { on: 'handle', track: first, handle: 'v:0:0' }, keys: alt }),
  'move near': pointer('move', near),
  'move far': pointer('move', far),
  'release': pointer('release', far),
  'release far': pointer('release', far),
  'confirm': { type: 'confirm' },
  'back': { type: 'back' },
  'cancel': { type: 'cancel' },
};
const event = (name: string): ToolEvent => must(events[name], `an event called "${name}"`);

interface Machine {
  readonly step: (state: never, event: ToolEvent, look: Look) => Step<{ readonly at: string }>;
  readonly start: { readonly at: string };
  /** The events that lead from the start into each state. */
  readonly ways: Readonly<Record<string, readonly ToolEvent[]>>;
}
const down = event('press nothing');
const machines: Readonly<Record<string, Machine>> = {
  'select': {
    step: toolbox.select.step, start: toolbox.select.start,
    ways: { pressed: [event('press selected')], moving: [event('press selected'), event('move far')], handle: [event('press handle')], marquee: [down] },
  },
  'dragHandle': { step: stepHandle, start: noHandle, ways: { held: [event('press handle')], dragging: [event('press handle'), event('move far')] } },
  'marquee': { step: stepMarquee, start: noMarquee, ways: { pressed: [down], open: [down, event('move far')] } },
  'dragCreate': {
    step: toolbox['draw.box'].step, start: toolbox['draw.box'].start,
    ways: { pressed: [down], stretching: [down, event('move far')], clicked: [down, pointer('release', near), pointer('move', [80, 90])] },
  },
  'clickChain': {
    step: toolbox['draw.polygon'].step, start: toolbox['draw.polygon'].start,
    ways: { chain: [down, pointer('press', [60, 10]), pointer('press', [60, 72])], short: [pointer('press', [60, 72])], armed: [pointer('press', origin, { keys: shift })], free: [pointer('press', origin, { keys: shift }), event('move far')] },
  },
  'brush': { step: toolbox['draw.brush'].step, start: toolbox['draw.brush'].start, ways: { painting: [down] } },
  'vertexEraser': {
    step: (state, next, seen) => toolbox['draw.eraseVertices'].step(state, next, { ...seen, selection: new Set([first]), shapeOf: () => wide }), start: toolbox['draw.eraseVertices'].start,
    ways: { erasing: [down] },
  },
  'sliceLine': {
    step: toolbox['draw.slice'].step, start: toolbox['draw.slice'].start,
    ways: { pressed: [down], stretching: [down, event('move far')], clicked: [down, pointer('release', near), pointer('move', [80, 90])] },
  },
  'pan': { step: toolbox.pan.step, start: toolbox.pan.start, ways: { dragging: [down] } },
};

for (const [name, table] of tables(readFileSync(new URL('README.md', import.meta.url), 'utf8'))) {
  describe(name, () => {
    const machine = must(machines[name], `a machine called "${name}"`);
    for (const { state, on, wanted } of table) {
      test(`${state} + ${on} = ${wanted}`, () => {
        const before = (machine.ways[state] ?? []).reduce((at, next) => machine.step(at as never, next, look).state, machine.start);
        if (state !== 'short') expect(before.at).toBe(state);
        const step = machine.step(before as never, event(on), look);
        expect([step.state.at, ...step.effects.map(effectWord)].join(', ')).toBe(wanted);
      });
    }
  });
}

function effectWord(effect: Effect): string {
  return effect.do === 'edit' ? `edit ${effect.call.edit}` : effect.do;
}

function tables(text: string): Map<string, { state: string; on: string; wanted: string }[]> {
  const found = new Map<string, { state: string; on: string; wanted: string }[]>();
  for (const section of text.split('\n## ').slice(1)) {
    const rows = section.split('\n').filter((line) => line.startsWith('|') && !line.startsWith('| ---')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
    const [head = [], ...body] = rows;
    const cells = body.flatMap(([state = '', ...row]) => row.map((wanted, index) => ({ state, on: head[index + 1] ?? '', wanted })));
    found.set(section.split(/\s/)[0] ?? '', cells);
  }
  return found;
}

function play(id: ToolId, list: readonly ToolEvent[], seen = look): readonly Effect[] {
  const effects: Effect[] = [];
  const runner = createToolRunner(id, { look: () => seen, perform: (effect) => void effects.push(effect), changed: () => undefined });
  for (const one of list) runner.handle(one);
  return effects;
}
const drawn = (effects: readonly Effect[]): Shape | null => {
  const call = effects.find((effect) => effect.do === 'edit')?.call;
  return call?.edit === 'createTrack' ? call.args.shape : null;
};

describe('drawing', () => {
  test('two clicks and a drag draw the same box', () => {
    const dragged = drawn(play('draw.box', [pointer('press', origin), pointer('move', far), pointer('release', far)]));
    const clicked = drawn(play('draw.box', [pointer('press', origin), pointer('release', origin), pointer('move', far), pointer('press', far), pointer('release', far)]));
    expect(dragged).toEqual({ kind: 'box', x: 10, y: 10, width: 50, height: 60, angle: 0 });
    expect(clicked).toEqual(dragged);
  });
  test('a box too thin to be meant is not drawn', () => expect(play('draw.box', [pointer('press', origin), pointer('move', [60, 11]), pointer('release', [60, 11])])).toEqual([]));
  test('Backspace takes one vertex of an unfinished polygon away', () => {
    const shape = drawn(play('draw.polygon', [pointer('press', [0, 0]), pointer('press', [50, 0]), pointer('press', [99, 99]), { type: 'back' }, pointer('press', [50, 50]), { type: 'confirm' }]));
    expect(shape).toEqual({ kind: 'polygon', rings: [[0, 0, 50, 0, 50, 50]] });
  });
  test('two clicks and a double click end a line, a loop of it included', () => {
    const line = drawn(play('draw.polyline', [pointer('press', [0, 0]), pointer('press', [50, 0]), pointer('press', [50, 50]), pointer('press', [0, 0]), pointer('press', [0, 0])]));
    expect(line).toEqual({ kind: 'polyline', points: [0, 0, 50, 0, 50, 50, 0, 0] });
  });
  test('points are one thing, and one is enough', () => {
    expect(drawn(play('draw.points', [pointer('press', [5, 6]), { type: 'confirm' }]))).toEqual({ kind: 'points', points: [5, 6] });
    expect(drawn(play('draw.points', [pointer('press', [5, 6]), pointer('move', [40, 40]), pointer('press', [50, 6]), { type: 'confirm' }]))).toEqual({ kind: 'points', points: [5, 6, 50, 6] });
  });
  test('a drag draws the ellipse inside the box', () => {
    expect(drawn(play('draw.ellipse', [pointer('press', origin), pointer('move', far), pointer('release', far)]))).toEqual({ kind: 'ellipse', x: 35, y: 40, rx: 25, ry: 30, angle: 0 });
  });
  test('Shift and a drag draw free-hand; back at the first vertex the outline is done', () => {
    const way = [...Array.from({ length: 41 }, (_, at) => [50 + 40 * Math.cos(at / 6.4), 50 + 40 * Math.sin(at / 6.4)] as const), [90, 50] as const];
    const shape = drawn(play('draw.polygon', [pointer('press', [90, 50], { keys: shift }), ...way.map((at) => pointer('move', at)), pointer('release', [90, 50])]));
    expect(shape?.kind === 'polygon' && [shape.rings.length, (shape.rings[0]?.length ?? 0) / 2 > 20, polygonArea(shape.rings) > 4800]).toEqual([1, true, true]);
  });
  test('Backspace takes a free-hand stroke away as one', () => {
    const list = [pointer('press', [0, 0]), pointer('press', [30, 0], { keys: shift }), pointer('move', [30, 20]), pointer('move', [40, 40]), pointer('release', [60, 60]), { type: 'back' } as const, pointer('press', [0, 50]), { type: 'confirm' } as const];
    expect(drawn(play('draw.polyline', list))).toEqual({ kind: 'polyline', points: [0, 0, 0, 50] });
  });
  test('with Alt a line goes on from its nearer end, and points get more', () => {
    const grow = (id: ToolId, shape: Shape): unknown => {
      const seen: Look = { ...look, selection: new Set([first]), shapeOf: () => shape };
      return play(id, [pointer('press', [0, 10], { keys: alt }), pointer('press', [0, 60]), { type: 'confirm' }], seen).map((effect) => (effect.do === 'edit' && effect.call.edit === 'reshape' ? effect.call.args.shape : effect.do));
    };
    expect(grow('draw.polyline', { kind: 'polyline', points: [0, 0, 90, 0] })).toEqual([{ kind: 'polyline', points: [90, 0, 0, 0, 0, 10, 0, 60] }]);
    expect(grow('draw.points', { kind: 'points', points: [5, 5] })).toEqual([{ kind: 'points', points: [5, 5, 0, 10, 0, 60] }]);
    expect(grow('draw.points', square)).toEqual(['edit', 'select']);
  });
  test('Backspace after taking up a line puts it down unchanged', () => {
    const seen: Look = { ...look, selection: new Set([first]), shapeOf: () => ({ kind: 'polyline', points: [0, 0, 90, 0] }) };
    expect(play('draw.polyline', [pointer('press', [0, 40], { keys: alt }), { type: 'back' }, { type: 'confirm' }], seen)).toEqual([]);
  });
  test('a hole is cut out of the one selected polygon, and not begun without it', () => {
    const press = [pointer('press', [10, 10]), pointer('press', [30, 10]), pointer('press', [20, 30]), { type: 'confirm' } as const];
    expect(play('draw.hole', press).map(effectWord)).toEqual(['refuse', 'refuse', 'refuse']);
    expect(play('draw.hole', press, { ...look, selection: new Set([first]) })).toEqual([{ do: 'edit', call: { edit: 'cutHole', args: { track: first, frame: 0, rings: [[10, 10, 30, 10, 20, 30]] } } }]);
  });
  test('slop is measured on the screen, not in the picture', () => {
    const zoomed = (type: 'press' | 'move' | 'release', x: number): ToolEvent => ({ type, at: [x / 50, 0], screen: [x, 0], scale: 50, target: { on: 'track', track: second }, snap: null, keys: plain });
    expect(play('select', [zoomed('press', 100), zoomed('move', 110), zoomed('release', 110)]).map(effectWord)).toEqual(['edit moveTracks']);
    expect(play('select', [zoomed('press', 100), zoomed('move', 102), zoomed('release', 102)]).map(effectWord)).toEqual(['select']);
  });
});
