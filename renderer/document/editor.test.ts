import { describe, expect, test } from 'vitest';
import { uuidMaker, type Uuid } from '#shared/base/id.ts';
import { must } from '#shared/base/must.ts';
import { seeded, type Seeded } from '#shared/base/seeded.ts';
import { edits } from '#shared/edits/index.ts';
import type { FlagDraft } from '#shared/edits/raiseFlag.ts';
import type { FlagId, ItemId, LabelId, ProjectId, RecordId, TaskId, TrackId } from '#shared/model/ids.ts';
import { itemIdOf, keyframeIdOf, taskIdOf, taskStateIdOf } from '#shared/model/ids.ts';
import type { BoxShape } from '#shared/model/kinds/shape.ts';
import type { Fields } from '#shared/model/ops.ts';
import type { DocumentRecord, LabelRecord } from '#shared/model/records.ts';
import type { Transaction } from '#shared/model/transaction.ts';
import { createEditor, type OpenEditor, type TaskInHand } from './createEditor.ts';

const project = '00000000-0000-7000-8000-000000000001' as ProjectId;
const item: ItemId = itemIdOf(project, 'a.jpg');
const task: TaskId = taskIdOf(item);
const car = '00000000-0000-7000-8000-0000000000c1' as LabelId;
const label: LabelRecord = {
  id: car, type: 'label', name: 'car', color: '#3366cc', kinds: [], skeleton: null, order: 1,
  attributes: [{ key: 'colour', name: 'Colour', input: 'text', values: [], min: null, max: null, fallback: null, perFrame: false, required: false }],
};
const box = (x: number): BoxShape => ({ kind: 'box', x, y: 10, width: 20, height: 20, angle: 0 });

class World {
  now = 1_000;
  readonly published: Transaction[] = [];
  readonly undone = new Map<Uuid, boolean>();
  readonly kept: string[] = [];
  readonly editor: OpenEditor;

  constructor(seed: number, hand: TaskInHand | null = { task, records: [], history: [], readOnly: false }) {
    const clock = { now: () => this.now, ticks: () => this.now };
    this.editor = createEditor({
      project, records: [label], task: hand, clock, newId: uuidMaker(clock, seeded(seed).bytes), actor: `p${seed}`,
      publish: (transaction) => void this.published.push(transaction),
      markUndone: (_, id, state) => void this.undone.set(id, state),
      onKept: (what) => void this.kept.push(what),
    });
  }

  draw(x: number): TrackId {
    this.now += 1000;
    expect(this.editor.commit(edits.createTrack, { shape: box(x), frame: 0, label: car, extent: 'still', id: null, attributes: {} })).toBeNull();
    return must(this.editor.document.tracks().at(-1), 'a track').id;
  }

  move(track: TrackId, by: number, after = 1000): void {
    this.now += after;
    expect(this.editor.commit(edits.moveTracks, { tracks: [track], frame: 0, by: [by, 0] })).toBeNull();
  }

  x(track: TrackId): number | null {
    const shape = this.editor.document.keyframeAt(track, 0)?.shape;
    return shape?.kind === 'box' ? shape.x : null;
  }

  records(): readonly DocumentRecord[] {
    const { document } = this.editor;
    return [...document.all('track'), ...document.all('keyframe')].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  historyNow(): TaskInHand['history'] {
    return this.published.filter((own) => own.via !== 'undo').map((transaction) => ({ transaction, undone: this.undone.get(transaction.id) ?? false }));
  }
}

/** Hands one person's transaction to the other, as the sync worker does. */
function deliver(from: World, to: World, transaction: Transaction): void {
  for (const part of transaction.parts) {
    const ids = [...new Set(part.ops.map((op) => (op.op === 'put' ? op.record.id : op.id)))];
    const put = ids.map((id) => from.editor.document.get(id)).filter((record) => record !== undefined);
    to.editor.receive({ stream: part.stream, put, removed: ids.filter((id) => from.editor.document.get(id) === undefined), origin: 'other' });
  }
}

describe('undo and redo', () => {
  test('go to the start and back', () => {
    const world = new World(1);
    const track = world.draw(10);
    world.move(track, 5);
    const full = world.records();
    expect([world.editor.undo(), world.editor.undo(), world.editor.undo()]).toEqual(['track.move', 'track.create', null]);
    expect(world.records()).toEqual([]);
    expect([world.editor.redo(), world.editor.redo(), world.editor.redo()]).toEqual(['track.create', 'track.move', null]);
    expect(world.records()).toEqual(full);
  });

  test('a run of nudges is one step, a pause starts another; the journal keeps every transaction', () => {
    const world = new World(1);
    const track = world.draw(10);
    for (let nudge = 0; nudge < 5; nudge += 1) world.move(track, 1, 100);
    world.move(track, 1, 600);
    expect(world.published).toHaveLength(7);
    world.editor.undo();
    expect(world.x(track)).toBe(15);
    world.editor.undo();
    expect(world.x(track)).toBe(10);
  });

  test('survive a restart: done can be undone, undone can be redone, nudges stay one step', () => {
    const first = new World(1);
    const track = first.draw(10);
    first.move(track, 1, 600);
    first.move(track, 1, 100);
    first.draw(50);
    first.editor.undo();
    const second = new World(2, { task, records: first.records(), history: first.historyNow(), readOnly: false });
    expect(second.editor.redoable).toBe('track.create');
    second.editor.undo();
    expect(second.x(track)).toBe(10);
    second.editor.redo();
    second.editor.redo();
    expect(second.editor.document.tracks()).toHaveLength(2);
  });

  test('keep at least 500 steps', () => {
    const world = new World(1);
    for (let count = 0; count < 600; count += 1) world.draw(count);
    for (let count = 0; count < 600; count += 1) world.editor.undo();
    expect(world.records()).toEqual([]);
  });

  test('a new change forgets what was undone', () => {
    const world = new World(1);
    world.draw(10);
    world.editor.undo();
    world.draw(20);
    expect(world.editor.redo()).toBeNull();
  });

  test('leave a thing alone that a colleague has worked on, and say so', () => {
    const [me, she] = [new World(1), new World(2)];
    const track = me.draw(10);
    deliver(me, she, must(me.published[0], 'sent'));
    she.editor.commit(edits.setAttribute, { tracks: [track], frame: 0, key: 'colour', value: 'red' });
    deliver(she, me, must(she.published[0], 'sent'));
    me.editor.undo();
    expect(me.editor.document.track(track)?.['a:colour']).toBe('red');
    expect(me.x(track)).toBe(10);
    expect(me.kept).toEqual(['track.create']);
  });
});

describe('two people', () => {
  test('what arrives below a change in flight keeps mine on top, and undo leads to theirs', () => {
    const me = new World(1);
    const track = me.draw(10);
    const key = keyframeIdOf(track, 0);
    for (const { id } of me.published) me.editor.confirm(id);
    me.move(track, 5);
    const theirs = { ...must(me.editor.document.keyframeAt(track, 0), 'a keyframe'), shape: box(100), occluded: true };
    me.editor.receive({ stream: `t:${task}`, put: [theirs], removed: [], origin: 'other' });
    expect(me.x(track)).toBe(15);
    expect(me.editor.document.keyframeAt(track, 0)?.occluded).toBe(true);
    me.editor.undo();
    expect(me.x(track)).toBe(100);
    me.editor.confirm(must(me.published[1], 'the move').id);
    me.editor.receive({ stream: `t:${task}`, put: [], removed: [key, track], origin: 'other' });
    expect(me.editor.document.tracks()).toEqual([]);
  });

  test('undo never overwrites a value of the other (400 seeds)', () => {
    for (let seed = 1; seed <= 400; seed += 1) crossFire(seed);
  });
});

/** Values are unique, so each has one author; an undo may only replace values whose author undoes. */
function crossFire(seed: number): void {
  const chance = seeded(seed);
  const people = [new World(seed * 2), new World(seed * 2 + 1)];
  const authors = new Map<string, number>();
  for (let step = 0; step < 40; step += 1) {
    const who = chance.below(2);
    const [me, other] = [must(people[who], 'me'), must(people[1 - who], 'the other')];
    const before = new Map(me.records().map((record) => [record.id, record]));
    const sent = me.published.length;
    const backwards = chance.chance(0.7);
    const turned = chance.chance(0.4) ? (backwards ? me.editor.undo() : me.editor.redo()) : null;
    if (turned === null) act(me, chance, step);
    for (const transaction of me.published.slice(sent)) {
      check(transaction, { before, authors, who, seed, backwards });
      deliver(me, other, transaction);
      me.editor.confirm(transaction.id);
    }
    expect(me.records(), `seed ${seed} step ${step}`).toEqual(other.records());
    for (const { track } of me.editor.document.all('keyframe')) expect(me.editor.document.track(track), `seed ${seed}: a keyframe without its track`).toBeDefined();
  }
}

function act(me: World, chance: Seeded, step: number): void {
  const tracks = me.editor.document.tracks();
  if (tracks.length === 0 || chance.chance(0.3)) return void me.draw(step * 7 + 1);
  const track = chance.pick(tracks).id;
  if (chance.chance(0.2)) return void me.editor.commit(edits.removeTracks, { tracks: [track] });
  if (chance.chance(0.5)) return me.move(track, step + 0.5 + chance.next(), 600);
  me.editor.commit(edits.setAttribute, { tracks: [track], frame: 0, key: 'colour', value: `word ${step} ${chance.next()}` });
}

interface Scene {
  readonly before: ReadonlyMap<RecordId, DocumentRecord>;
  readonly authors: Map<string, number>;
  readonly who: number;
  readonly seed: number;
  /** Redo may replace the other's value: it is the one that was replaced knowingly before. */
  readonly backwards: boolean;
}

function check(transaction: Transaction, { before, authors, who, seed, backwards }: Scene): void {
  for (const op of transaction.parts.flatMap((part) => part.ops)) {
    const id = op.op === 'put' ? op.record.id : op.id;
    const set: Fields = op.op === 'put' ? (op.record as unknown as Fields) : op.op === 'patch' ? op.set : {};
    const old = before.get(id) as unknown as Fields | undefined;
    for (const key of ['shape', 'a:colour'].filter((field) => op.op === 'remove' || field in set)) {
      const value = JSON.stringify(old?.[key] ?? null);
      const author = authors.get(`${id} ${key} ${value}`);
      if (transaction.via === 'undo' && backwards && old !== undefined && author !== undefined) expect(author, `seed ${seed}: ${op.op} ${key}`).toBe(who);
      const now = `${id} ${key} ${JSON.stringify(set[key] ?? null)}`;
      if (transaction.via !== 'undo' && op.op !== 'remove' && !authors.has(now)) authors.set(now, who);
    }
  }
}

describe('the door', () => {
  test('marks what was taken from a machine and then moved as corrected, in the same step', () => {
    const world = new World(3);
    const from = { aid: 'click', name: 'tiny', version: '1', hash: null } as const;
    const id = '00000000-0000-7000-8000-0000000000aa' as TrackId;
    expect(world.editor.commit(edits.takeShape, { shape: box(5), frame: 0, label: car, id, extent: 'still', replaces: null, from, score: 0.7 })).toBeNull();
    const said = () => world.editor.document.all('proposal').map(({ verdict }) => verdict?.said);
    world.move(id, 3);
    expect([said(), world.published.at(-1)?.parts.length]).toEqual([['corrected'], 1]);
    world.editor.undo();
    expect(said()).toEqual(['accepted']);
    // Turning away what an aid showed is on record, and undo passes it by.
    expect(world.editor.commit(edits.refuseShape, { shape: box(9), frame: 0, label: null, from, score: null })).toBeNull();
    world.editor.undo();
    expect([world.editor.document.track(id), said()]).toEqual([undefined, ['refused']]);
  });
  test('parking touches two streams in one transaction and can be taken back', () => {
    const world = new World(1);
    const id = '00000000-0000-7000-8000-0000000000f1' as FlagId;
    const flag: FlagDraft = { id, task, kind: 'question', anchor: { item, frame: 0, tracks: [], region: null }, tags: [], text: 'truck or van?', disposition: 'parked', crop: null, cleanCrop: null, uploads: [], look: null, strip: [], taken: null, frozen: [], openedAt: 1 };
    expect(world.editor.commit(edits.raiseFlag, { item, flag })).toBeNull();
    expect(world.published[0]?.parts.map((part) => part.stream).sort()).toEqual([`p:${project}`, `t:${task}`]);
    expect(world.editor.document.get(taskStateIdOf(task))).toMatchObject({ hold: { flags: [id], until: null } });
    world.editor.undo();
    expect(world.editor.document.flags()).toEqual([]);
    expect(world.editor.document.get(taskStateIdOf(task))).toBeUndefined();
  });

  test('a refusal changes nothing and publishes nothing', () => {
    const world = new World(1);
    expect(world.editor.commit(edits.createTrack, { shape: { ...box(1), width: 0 }, frame: 0, label: car, extent: 'still', id: null, attributes: {} })).toEqual({ refused: 'edit/no-area' });
    expect([world.published.length, world.editor.revision]).toEqual([0, 1]);
  });

  test('no task in hand, or one that is read-only, takes no annotation', () => {
    const args = { shape: box(1), frame: 0, label: car, extent: 'still', id: null, attributes: {} } as const;
    expect(new World(1, null).editor.commit(edits.createTrack, args)).toEqual({ refused: 'edit/no-task' });
    expect(new World(1, { task, records: [], history: [], readOnly: true }).editor.commit(edits.createTrack, args)).toEqual({ refused: 'edit/read-only' });
  });

  test('what could not be saved yet is there again when one comes back to the task', () => {
    const world = new World(1);
    const kept = world.draw(10);
    world.editor.openTask(null);
    world.editor.openTask({ task, records: [], history: [], readOnly: false });
    expect(world.x(kept)).toBe(10);
    for (const { id } of world.published) world.editor.confirm(id);
    world.editor.openTask({ task, records: [], history: [], readOnly: false });
    expect(world.records()).toEqual([]);
  });

  test('changing the task swaps its records and history; the project stays', () => {
    const world = new World(1);
    world.draw(10);
    const changes: string[] = [];
    const stop = world.editor.subscribe((change) => void changes.push(change.origin));
    world.editor.openTask(null);
    stop();
    expect([world.records().length, world.editor.undoable, changes]).toEqual([0, null, ['storage']]);
    expect(world.editor.document.all('label')).toEqual([label]);
  });
});
