import fc from 'fast-check';
import { expect, it } from 'vitest';
import { uuidMaker } from '#shared/base/id.ts';
import { seeded } from '#shared/base/seeded.ts';
import { edits } from '#shared/edits/index.ts';
import { BookDocument } from '#shared/model/document.ts';
import type { LabelId } from '#shared/model/ids.ts';
import { applyTo, type Op } from '#shared/model/ops.ts';
import { GROUPINGS, listRows, objectNear, SORTS } from './listRows.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(2).bytes);
const context = { newId, now: 0, actor: 'ann' };

function world(count: number): { readonly document: BookDocument } {
  const chance = seeded(count);
  const document = new BookDocument(new Map());
  const run = (ops: ReturnType<typeof edits.createTrack.run>): void => document.refresh(applyTo(document.book, ops as readonly Op[]).touched);
  const ids = ['car', 'bus'].map(() => newId() as LabelId);
  for (const [at, id] of ids.entries()) run(edits.createLabel.run(document, { id, name: `label ${at}`, color: '#112233', kinds: [], attributes: [] }, context));
  for (let made = 0; made < count; made += 1) {
    const size = 1 + chance.below(90);
    run(edits.createTrack.run(document, { shape: { kind: 'box', x: chance.below(500), y: chance.below(500), width: size, height: size, angle: 0 }, frame: 0, label: chance.pick([...ids, null]), extent: 'still', id: null, attributes: {} }, context));
  }
  return { document };
}

it('holds every thing once however it is sorted and grouped, with the count of its group', () => {
  fc.assert(fc.property(fc.nat(40), fc.constantFrom(...SORTS), fc.constantFrom(...GROUPINGS), (count, sort, grouping) => {
    const { document } = world(count);
    const rows = listRows(document.tracks(), { sort, grouping, folded: new Set() }, { document, frame: 0, labels: document.all('label') });
    const things = rows.flatMap((row) => (row.type === 'object' ? [row.track.id] : []));
    expect(things).toHaveLength(count);
    expect(new Set(things)).toEqual(new Set(document.tracks().map(({ id }) => id)));
    expect(rows.flatMap((row) => (row.type === 'group' ? row.tracks : []))).toEqual(grouping === 'none' ? [] : things);
  }), { numRuns: 60 });
});

it('sorts by size and folds a group away', () => {
  const { document } = world(12);
  const known = { document, frame: 0, labels: document.all('label') };
  const areas = listRows(document.tracks(), { sort: 'area', grouping: 'none', folded: new Set() }, known).map(({ track }) => { const shape = document.keyframesOf(track.id)[0]?.shape; return shape?.kind === 'box' ? shape.width * shape.height : 0; });
  expect(areas).toEqual([...areas].sort((a, b) => b - a));
  const folded = listRows(document.tracks(), { sort: 'painting', grouping: 'kind', folded: new Set(['box']) }, known);
  expect(folded).toHaveLength(1);
  expect(objectNear(folded, 0, 0)).toBeNull();
});

it('steps over the heads of groups', () => {
  const { document } = world(6);
  const rows = listRows(document.tracks(), { sort: 'painting', grouping: 'label', folded: new Set() }, { document, frame: 0, labels: document.all('label') });
  for (let at = 0; at < rows.length; at += 1) expect(objectNear(rows, at, at - 1)).not.toBeNull();
});
