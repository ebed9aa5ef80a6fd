import { expect, test } from 'vitest';
import { uuidMaker } from '../base/id.ts';
import { seeded } from '../base/seeded.ts';
import { BookDocument } from '../model/document.ts';
import type { LabelId } from '../model/ids.ts';
import type { KindName } from '../model/ontology.ts';
import { applyTo } from '../model/ops.ts';
import { personTemplate } from '../model/personTemplate.ts';
import { isRefusal } from './edit.ts';
import { edits, type ArgsOf } from './index.ts';

const context = { newId: uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(9).bytes), now: 0, actor: 'ann' };

function deskWith(kinds: readonly KindName[]): { label: LabelId; document: BookDocument; set: (skeleton: ArgsOf<'setSkeleton'>['skeleton']) => string | number } {
  const document = new BookDocument(new Map());
  const label = context.newId() as LabelId;
  const take = (ops: ReturnType<typeof edits.createLabel.run>): string | number => {
    if (isRefusal(ops)) return ops.refused;
    document.refresh(applyTo(document.book, ops).touched);
    return ops.length;
  };
  take(edits.createLabel.run(document, { id: label, name: 'person', color: '#112233', kinds, attributes: [] }, context));
  return { label, document, set: (skeleton) => take(edits.setSkeleton.run(document, { label, skeleton }, context)) };
}

test('a label gets a skeleton, and may then be placed', () => {
  const { label, document, set } = deskWith(['box']);
  expect(set(personTemplate)).toBe(1);
  expect(document.get(label)).toMatchObject({ skeleton: personTemplate, kinds: ['box', 'skeleton'] });
  expect(set(personTemplate)).toBe(0);
  expect(set(null)).toBe(1);
  expect(document.get(label)).toMatchObject({ skeleton: null });
});

test('a label for every kind stays one', () => {
  const { label, document, set } = deskWith([]);
  expect(set(personTemplate)).toBe(1);
  expect(document.get(label)).toMatchObject({ kinds: [] });
});

test.each([
  ['two joints of one name', { joints: [{ name: 'a', x: 0, y: 0 }, { name: 'a', x: 1, y: 1 }], edges: [] }],
  ['a joint without a name', { joints: [{ name: ' ', x: 0, y: 0 }], edges: [] }],
  ['an edge to itself', { joints: [{ name: 'a', x: 0, y: 0 }], edges: [[0, 0]] }],
  ['an edge to nowhere', { joints: [{ name: 'a', x: 0, y: 0 }], edges: [[0, 1]] }],
  ['a joint at NaN', { joints: [{ name: 'a', x: NaN, y: 0 }], edges: [] }],
] satisfies [string, ArgsOf<'setSkeleton'>['skeleton']][])('%s is refused', (_, skeleton) => expect(deskWith([]).set(skeleton)).toBe('edit/bad-skeleton'));
