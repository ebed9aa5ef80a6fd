import { expect, test } from 'vitest';
import { uuidMaker } from '../base/id.ts';
import { seeded } from '../base/seeded.ts';
import { BookDocument } from '../model/document.ts';
import type { LabelId, TrackId } from '../model/ids.ts';
import type { Shape } from '../model/kinds/shape.ts';
import { applyTo, type Book } from '../model/ops.ts';
import { isRefusal } from './edit.ts';
import { edits, type ArgsOf, type EditName } from './index.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(5).bytes);
const box: Shape = { kind: 'box', x: 10, y: 10, width: 30, height: 20, angle: 0 };
const outline: Shape = { kind: 'polygon', rings: [[12, 12, 38, 14, 30, 28]] };

function desk() {
  const book: Book = new Map();
  const document = new BookDocument(book);
  const run = <K extends EditName>(name: K, args: ArgsOf<K>) => {
    const result = edits[name].run(document, args, { newId, now: 0, actor: 'ann' });
    if (isRefusal(result)) return result.refused;
    const { touched, inverse } = applyTo(book, result);
    document.refresh(touched);
    return inverse;
  };
  const draw = (label: LabelId | null = null): TrackId => {
    const id = newId() as TrackId;
    run('createTrack', { shape: box, frame: 0, label, extent: 'still', id, attributes: { parked: true } });
    return id;
  };
  return { book, document, run, draw };
}

test('an outline takes the place of a box and the thing stays the same', () => {
  const { document, run, draw } = desk();
  const track = draw();
  const before = document.track(track);
  run('replaceShape', { track, frame: 0, shape: outline });
  expect(document.track(track)).toEqual({ ...before, kind: 'polygon' });
  expect(document.keyframeAt(track, 0)?.shape).toEqual(outline);
});

test('undo brings the box back', () => {
  const { book, document, run, draw } = desk();
  const track = draw();
  const was = [...book].map(([id, record]) => [id, { ...record }]);
  const inverse = run('replaceShape', { track, frame: 0, shape: outline });
  if (typeof inverse === 'string') throw new Error(inverse);
  document.refresh(applyTo(book, inverse).touched);
  expect([...book]).toEqual(was);
});

test('is refused where it would break something', () => {
  const { run, draw } = desk();
  const label = newId() as LabelId;
  run('createLabel', { id: label, name: 'car', color: '#112233', kinds: ['box'], attributes: [] });
  const [track, labelled] = [draw(), draw(label)];
  expect(run('replaceShape', { track, frame: 0, shape: { kind: 'polygon', rings: [[0, 0, 1, 1]] } })).toBe('edit/too-few-vertices');
  expect(run('replaceShape', { track: labelled, frame: 0, shape: outline })).toBe('edit/label-not-for-kind');
  expect(run('replaceShape', { track, frame: 3, shape: outline })).toBe('edit/gone');
  expect(run('replaceShape', { track, frame: 0, shape: box })).toEqual([]);
});

test('a thing that moves keeps its kind', () => {
  const { run, draw } = desk();
  const track = draw();
  run('reshape', { track, frame: 4, shape: { ...box, x: 50 } });
  expect(run('replaceShape', { track, frame: 0, shape: outline })).toBe('edit/other-kind');
});
