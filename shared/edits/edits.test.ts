import { describe, expect, test } from 'vitest';
import { uuidMaker } from '../base/id.ts';
import { must } from '../base/must.ts';
import { seeded } from '../base/seeded.ts';
import { BookDocument } from '../model/document.ts';
import { APPLIES_TO_NONE } from '../model/guideline.ts';
import { itemIdOf, taskIdOf, taskStateIdOf, type AnswerId, type FlagId, type LabelId, type ProjectId, type TrackId } from '../model/ids.ts';
import type { BoxShape, Shape } from '../model/kinds/shape.ts';
import { applyTo, type Book } from '../model/ops.ts';
import type { Answer, ConflictRecord, Flag, TaskState } from '../model/records.ts';
import { documentRecord } from '../model/records.ts';
import { isRefusal } from './edit.ts';
import { edits, type ArgsOf, type EditName } from './index.ts';
import { copyTracks } from './pasteTracks.ts';
import type { FlagDraft } from './raiseFlag.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(3).bytes);
const project = newId() as ProjectId;
const item = itemIdOf(project, 'a.jpg');
const task = taskIdOf(item);
const unchanged = { appliesWhen: APPLIES_TO_NONE, guideline: { noChange: 'It says so already.' } };
const box: BoxShape = { kind: 'box', x: 10, y: 10, width: 30, height: 20, angle: 0 };

/** A document of one, with a clock that is turned by hand. */
class Desk {
  now = 100;
  actor = 'ann';
  readonly book: Book = new Map();
  readonly document = new BookDocument(this.book);

  /** Runs an edit; the code of its refusal, or the number of ops. Whatever comes out must fit the stored schema. */
  do<K extends EditName>(name: K, args: ArgsOf<K>): string | number {
    const result = edits[name].run(this.document, args, { newId, now: this.now, actor: this.actor });
    if (isRefusal(result)) return result.refused;
    const { touched, inverse } = applyTo(this.book, result);
    this.document.refresh(touched);
    expect(inverse).toHaveLength(result.length);
    for (const id of touched) if (this.book.has(id)) documentRecord.parse(this.book.get(id));
    return result.length;
  }

  draw(shape: Shape = box, label: LabelId | null = null): TrackId {
    const id = newId() as TrackId;
    expect(this.do('createTrack', { shape, frame: 0, label, extent: 'still', id, attributes: {} })).toBe(2);
    return id;
  }

  label(name = 'car', more: Partial<ArgsOf<'createLabel'>> = {}): LabelId {
    const id = newId() as LabelId;
    expect(this.do('createLabel', { id, name, color: '#112233', kinds: [], attributes: [], ...more })).toBe(1);
    return id;
  }

  flag(disposition: Flag['disposition'] = 'parked', of = task, taken: AnswerId | null = null): FlagId {
    const id = newId() as FlagId;
    const flag: FlagDraft = { id, task: of, kind: 'question', anchor: { item, frame: 0, tracks: [], region: null }, tags: [], text: '', disposition, crop: null, cleanCrop: null, uploads: [], look: null, taken, frozen: [], openedAt: 1 };
    this.do('raiseFlag', { item, flag });
    return id;
  }

  hold(of = task): TaskState['hold'] | undefined {
    const record = this.document.get(taskStateIdOf(of));
    return record?.type === 'task' ? record.hold : undefined;
  }

  z(id: TrackId): number {
    return must(this.document.track(id), 'a track').z;
  }
}

describe('tracks', () => {
  test('bad shapes never enter, whichever way they come', () => {
    const desk = new Desk();
    const track = desk.draw();
    const bad: [Shape, string][] = [[{ ...box, width: 0 }, 'edit/no-area'], [{ ...box, x: Number.NaN }, 'edit/not-a-number'], [{ ...box, y: -2e7 }, 'edit/outside-limits'], [{ ...box, angle: Infinity }, 'edit/not-a-number']];
    for (const [shape, code] of bad) {
      expect(desk.do('createTrack', { shape, frame: 0, label: null, extent: 'still', id: null, attributes: {} })).toBe(code);
      expect(desk.do('reshape', { track, frame: 0, shape })).toBe(code);
    }
    expect(desk.do('moveTracks', { tracks: [track], frame: 0, by: [1e8, 0] })).toBe('edit/outside-limits');
    expect(desk.do('reshape', { track, frame: 0, shape: { kind: 'polygon', rings: [[0, 0, 9, 0, 9, 9]] } })).toBe('edit/other-kind');
    expect(desk.do('createTrack', { shape: box, frame: 0, label: null, extent: 'still', id: track, attributes: {} })).toBe('edit/exists');
  });

  test('an edit that changes nothing is nothing', () => {
    const desk = new Desk();
    const track = desk.draw();
    expect(desk.do('reshape', { track, frame: 0, shape: { ...box } })).toBe(0);
    expect(desk.do('moveTracks', { tracks: [track], frame: 0, by: [0, 0] })).toBe(0);
    expect(desk.do('setNote', { track, note: null })).toBe(0);
  });

  test('what spans frames gets a keyframe where it is moved; what is still does not exist on other frames', () => {
    const desk = new Desk();
    const id = newId() as TrackId;
    desk.do('createTrack', { shape: box, frame: 0, label: null, extent: 'span', id, attributes: {} });
    desk.do('moveTracks', { tracks: [id], frame: 8, by: [80, 0] });
    desk.do('reshape', { track: id, frame: 4, shape: { ...box, x: 0 } });
    expect(desk.document.keyframesOf(id).map((key) => [key.frame, key.shape?.kind === 'box' ? key.shape.x : null])).toEqual([[0, 10], [4, 0], [8, 90]]);
    expect(desk.do('moveTracks', { tracks: [desk.draw()], frame: 3, by: [1, 1] })).toBe('edit/gone');
  });

  test('removing takes the keyframes along', () => {
    const desk = new Desk();
    const [one, two] = [desk.draw(), desk.draw()];
    expect(desk.do('removeTracks', { tracks: [one] })).toBe(2);
    expect(desk.document.all('keyframe').map((key) => key.track)).toEqual([two]);
    expect(desk.do('removeTracks', { tracks: [one] })).toBe('edit/gone');
  });

  test('a vertex goes, a triangle keeps its three', () => {
    const desk = new Desk();
    const track = desk.draw({ kind: 'polygon', rings: [[0, 0, 9, 0, 9, 9, 0, 9]] });
    expect(desk.do('removeVertex', { track, frame: 0, handle: 'v:0:3' })).toBe(1);
    expect(desk.do('removeVertex', { track, frame: 0, handle: 'v:0:0' })).toBe('edit/too-few-vertices');
  });

  test('copies get new ids on top, and lose a label the project does not have', () => {
    const desk = new Desk();
    const [a, b] = [desk.draw(box, desk.label()), desk.draw()];
    const copies = copyTracks(desk.document, new Set([a, b]), 0);
    expect(desk.do('pasteTracks', { copies, frame: 0, by: [5, 5], ids: null })).toBe(4);
    expect(desk.document.tracks().slice(0, 2).map((track) => track.id)).toEqual([a, b]);
    const elsewhere = new Desk();
    elsewhere.do('pasteTracks', { copies, frame: 0, by: [0, 0], ids: null });
    expect(elsewhere.document.tracks().map((track) => track.label)).toEqual([null, null]);
  });

  test('order: to either end and by single steps, touching only what was named', () => {
    const desk = new Desk();
    const [a, b, c, d] = [desk.draw(), desk.draw(), desk.draw(), desk.draw()];
    const order = (): string => desk.document.tracks().map(({ id }) => 'abcd'[[a, b, c, d].indexOf(id)]).join('');
    const steps: [ArgsOf<'setOrder'>['to'], TrackId[], string][] = [['front', [a], 'bcda'], ['back', [d], 'dbca'], ['forward', [d], 'bdca'], ['backward', [a], 'bdac'], ['front', [b, a], 'dcba'], ['forward', [a], 'dcba'], ['backward', [d], 'dcba'], ['back', [a, b], 'badc']];
    for (const [to, tracks, wanted] of steps) {
      const before = [a, b, c, d].filter((id) => !tracks.includes(id)).map((id) => desk.z(id));
      desk.do('setOrder', { tracks, to });
      expect(order(), `${to} ${tracks.length}`).toBe(wanted);
      expect([a, b, c, d].filter((id) => !tracks.includes(id)).map((id) => desk.z(id))).toEqual(before);
    }
  });
});

describe('labels and attributes', () => {
  const attribute = { key: 'doors', name: 'Doors', input: 'number', values: [], min: 0, max: 5, fallback: 4, perFrame: false, required: false } as const;

  test('a label brings its defaults and keeps what was said before', () => {
    const desk = new Desk();
    const car = desk.label('car', { attributes: [{ ...attribute, values: [] }] });
    const track = desk.draw(box, car);
    expect(desk.document.track(track)?.['a:doors']).toBe(4);
    expect(desk.do('setAttribute', { tracks: [track], frame: 0, key: 'doors', value: 2 })).toBe(1);
    expect(desk.do('setAttribute', { tracks: [track], frame: 0, key: 'doors', value: 6 })).toBe('edit/bad-value');
    expect(desk.do('setAttribute', { tracks: [track], frame: 0, key: 'wheels', value: 4 })).toBe('edit/unknown-attribute');
    desk.do('setLabel', { tracks: [track], label: desk.label('van', { attributes: [{ ...attribute, values: [] }] }) });
    expect(desk.document.track(track)?.['a:doors']).toBe(2);
  });

  test('what changes by frame is written on the frame', () => {
    const desk = new Desk();
    const car = desk.label('car', { attributes: [{ ...attribute, values: [], perFrame: true }] });
    const id = newId() as TrackId;
    desk.do('createTrack', { shape: box, frame: 0, label: car, extent: 'span', id, attributes: {} });
    desk.do('setAttribute', { tracks: [id], frame: 3, key: 'doors', value: 1 });
    expect(desk.document.keyframeAt(id, 3)?.['a:doors']).toBe(1);
  });

  test('names are unique whatever their case, colours are colours, kinds are obeyed', () => {
    const desk = new Desk();
    const car = desk.label('Car', { kinds: ['polygon'] });
    expect(desk.do('createLabel', { id: null, name: ' car ', color: '#000000', kinds: [], attributes: [] })).toBe('edit/name-taken');
    expect(desk.do('createLabel', { id: null, name: ' ', color: '#000000', kinds: [], attributes: [] })).toBe('edit/no-name');
    expect(desk.do('recolorLabel', { label: car, color: 'red' })).toBe('edit/bad-color');
    expect(desk.do('renameLabel', { label: car, name: 'CAR' })).toBe(1);
    expect(desk.do('createTrack', { shape: box, frame: 0, label: car, extent: 'still', id: null, attributes: {} })).toBe('edit/label-not-for-kind');
  });

  test('a label in use stays', () => {
    const desk = new Desk();
    const car = desk.label();
    const track = desk.draw(box, car);
    expect(desk.do('removeLabel', { label: car })).toBe('edit/label-in-use');
    desk.do('removeTracks', { tracks: [track] });
    expect(desk.do('removeLabel', { label: car })).toBe(1);
  });
});

describe('flags', () => {
  test('only parking holds the task, and a second flag joins the hold', () => {
    const desk = new Desk();
    desk.flag('note');
    desk.flag('provisional');
    expect(desk.hold()).toBeUndefined();
    const [one, two] = [desk.flag(), desk.flag()];
    expect(desk.hold()).toEqual({ flags: [one, two], from: 100, until: null, answer: null });
    expect(desk.do('setTaskProgress', { task, item, progress: 'done' })).toBe('edit/parked');
  });

  test('withdrawing the last parked flag lets the task go on; others may not withdraw it', () => {
    const desk = new Desk();
    const [one, two] = [desk.flag(), desk.flag()];
    desk.actor = 'bob';
    expect(desk.do('withdrawFlag', { flag: one })).toBe('edit/not-yours');
    desk.actor = 'ann';
    desk.do('withdrawFlag', { flag: one });
    expect(desk.hold()).toMatchObject({ flags: [two], until: null });
    desk.now = 500;
    desk.do('withdrawFlag', { flag: two });
    expect(desk.hold()).toMatchObject({ until: 500, answer: null });
  });

  test('an answer releases every task that waits for nothing else', () => {
    const desk = new Desk();
    const other = taskIdOf(itemIdOf(project, 'b.jpg'));
    const [one, two, three] = [desk.flag(), desk.flag(), desk.flag('parked', other)];
    const answer = (flags: { flag: FlagId; task: typeof task }[]): string | number => desk.do('answerFlags', { flags, partly: [], apart: [], rule: 'A van has windows.', explanation: '', effect: 'clarify', ...unchanged });
    answer([{ flag: one, task }, { flag: three, task: other }]);
    expect(desk.hold()).toMatchObject({ flags: [two], until: null });
    expect(desk.hold(other)).toMatchObject({ until: 100, answer: desk.document.all('answer')[0]?.id });
    answer([{ flag: two, task }]);
    expect(desk.hold()?.until).toBe(100);
    expect(answer([])).toBe('edit/nothing-to-answer');
    expect(desk.do('answerFlags', { flags: [{ flag: one, task }], partly: [], apart: [], rule: ' ', explanation: '', effect: 'clarify', ...unchanged })).toBe('edit/no-rule');
  });

  test('an answer may apply in part, and parts what it does not answer; a later word joins it again', () => {
    const desk = new Desk();
    const byText = (a: string, b: string): number => (a < b ? -1 : 1);
    const [one, two, three] = [desk.flag(), desk.flag(), desk.flag()];
    desk.do('answerFlags', { flags: [one, two].map((flag) => ({ flag, task })), partly: [two, three], apart: [three], rule: 'Yes.', explanation: '', effect: 'clarify', ...unchanged });
    expect(desk.document.all('answer')[0]).toMatchObject({ flags: [one, two], partly: [two] });
    expect(desk.hold()).toMatchObject({ flags: [three], until: null });
    const said = (): string[] => desk.document.all('flagLink').map(({ a, b, same }) => `${a} ${b} ${same}`).sort(byText);
    const pairs = [one, two].map((flag) => [flag, three].sort(byText).join(' '));
    expect(said()).toEqual(pairs.map((pair) => `${pair} false`).sort(byText));
    desk.do('linkFlags', { of: [three], to: [one, two, three], same: true });
    expect(said()).toEqual(pairs.map((pair) => `${pair} true`).sort(byText));
    expect(desk.do('linkFlags', { of: [one], to: [three], same: true })).toBe('edit/nothing-to-link');
  });

  test('an earlier answer that was taken may be judged like one that was given', () => {
    const desk = new Desk();
    const flag = desk.flag('note');
    desk.do('answerFlags', { flags: [{ flag: desk.flag(), task }], partly: [], apart: [], rule: 'Yes.', explanation: '', effect: 'clarify', ...unchanged });
    expect(desk.do('judgeAnswer', { flag, verdict: 'clear', reason: null })).toBe('edit/not-answered');
    const taken = desk.flag('note', task, must(desk.document.all('answer')[0], 'the answer').id);
    expect(desk.document.get(taken)).toMatchObject({ verdict: 'clear' });
    expect(desk.do('judgeAnswer', { flag: taken, verdict: 'does_not_help', reason: 'Mine is red.' })).not.toBe('edit/not-answered');
    expect(desk.document.get(desk.flag('note', task, newId() as AnswerId))).toBeUndefined();
  });

  test('"does not help" needs a reason and parks the task again; "clear" does not', () => {
    const desk = new Desk();
    const flag = desk.flag();
    expect(desk.do('judgeAnswer', { flag, verdict: 'clear', reason: null })).toBe('edit/not-answered');
    desk.do('answerFlags', { flags: [{ flag, task }], partly: [], apart: [], rule: 'Yes.', explanation: '', effect: 'clarify', ...unchanged });
    desk.do('judgeAnswer', { flag, verdict: 'clear', reason: null });
    expect(desk.hold()?.until).toBe(100);
    expect(desk.do('judgeAnswer', { flag, verdict: 'does_not_help', reason: ' ' })).toBe('edit/no-reason');
    desk.now = 900;
    desk.do('judgeAnswer', { flag, verdict: 'does_not_help', reason: 'Which windows?' });
    expect(desk.hold()).toEqual({ flags: [flag], from: 900, until: null, answer: null });
    const again: Answer['effect'] = 'change_rule';
    desk.do('answerFlags', { flags: [{ flag, task }], partly: [], apart: [], rule: 'Side windows.', explanation: '', effect: again, ...unchanged });
    expect(desk.hold()?.until).toBe(900);
  });
});

describe('conflicts', () => {
  test('close by a choice, once, and only with ops on their own object', () => {
    const desk = new Desk();
    const track = desk.draw();
    const key = must(desk.document.keyframeAt(track, 0), 'a keyframe').id;
    const conflict: ConflictRecord = { id: newId(), type: 'conflict', object: key, unit: 'geom', reason: 'stale', kept: null, keptBy: 'ann', offered: null, offeredBy: 'bob', keptOp: null, offeredOp: newId(), at: 1, state: 'open' };
    desk.book.set(conflict.id, conflict);
    desk.document.refresh([conflict.id]);
    expect(desk.do('resolveConflict', { conflict: conflict.id, choice: 'other', ops: [{ op: 'remove', id: track }] })).toBe('edit/other-object');
    expect(desk.do('resolveConflict', { conflict: conflict.id, choice: 'other', ops: [{ op: 'patch', id: key, set: { shape: { ...box, x: 77 } } }] })).toBe(2);
    expect(desk.document.keyframeAt(track, 0)?.shape).toMatchObject({ x: 77 });
    expect(desk.document.all('conflict')[0]?.state).toBe('mine');
    const again = { ...conflict, id: newId() };
    desk.book.set(again.id, again);
    desk.document.refresh([again.id]);
    expect(desk.do('resolveConflict', { conflict: again.id, choice: 'other', ops: [] })).toBe('edit/other-object');
    expect(desk.do('resolveConflict', { conflict: again.id, choice: 'hand', ops: [] })).toBe(1);
    expect(desk.do('resolveConflict', { conflict: conflict.id, choice: 'keep' })).toBe('edit/already-resolved');
  });
});
