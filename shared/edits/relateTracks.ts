import type { ReadDocument } from '../model/document.ts';
import { relationIdOf, type RelationId, type TrackId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import { MOST_RELATION_NAME, type Relation } from '../model/records.ts';
import { edit, refused, type Refusal } from './edit.ts';

export interface RelateTracksArgs {
  readonly from: readonly TrackId[];
  readonly to: readonly TrackId[];
  readonly name: string;
  readonly mutual: boolean;
}

/** Says what things are to other things, each to each. What is said already is not said twice; one that holds both ways takes the place of one that says the same backwards. */
export const relateTracks = edit<RelateTracksArgs>('relation.add', (document, { from, to, name, mutual }) => {
  const no = relationNameRefusal(name);
  if (no !== null) return no;
  const [starts, ends] = [from, to].map((ids) => [...new Set(ids)].filter((id) => document.track(id) !== undefined));
  const pairs = (starts ?? []).flatMap((start) => (ends ?? []).filter((end) => end !== start).map((end) => ({ from: start, to: end })));
  if (pairs.length === 0) return refused('edit/relation-needs-two');
  return pairs.flatMap((pair) => saying(document, relation({ ...pair, name: name.trim(), mutual })));
});

/** Turns relations round: what was said of the one is said of the other. */
export const turnRelations = edit<{ readonly relations: readonly RelationId[] }>('relation.turn', (document, { relations }) => {
  const ops = relations.flatMap((id): readonly Op[] => {
    const old = relationAt(document, id);
    return old === null || old.mutual ? [] : [{ op: 'remove', id }, ...saying(document, relation({ ...old, from: old.to, to: old.from }))];
  });
  return ops.length === 0 ? refused('edit/gone') : ops;
});

/** Gives relations another name, or says that they hold both ways. */
export const changeRelation = edit<{ readonly relation: RelationId; readonly name: string; readonly mutual: boolean }>('relation.change', (document, { relation: id, name, mutual }) => {
  const old = relationAt(document, id);
  if (old === null) return refused('edit/gone');
  const no = relationNameRefusal(name);
  if (no !== null) return no;
  const next = relation({ ...old, name: name.trim(), mutual });
  return next.id === id ? saying(document, next) : [{ op: 'remove', id }, ...saying(document, next)];
});

export const removeRelations = edit<{ readonly relations: readonly RelationId[] }>('relation.remove', (document, { relations }) => {
  const there = relations.filter((id) => relationAt(document, id) !== null);
  return there.length === 0 ? refused('edit/gone') : there.map((id) => ({ op: 'remove', id }));
});

/** The ops that let relations of some things be relations of others: what things become when they are merged, or copied. Ends that `become` gives up end the relation. */
export function relationsAs(document: ReadDocument, relations: readonly Relation[], become: (end: TrackId) => TrackId | null): readonly Op[] {
  const next = new Map<RelationId, Relation>();
  for (const old of relations) {
    const [from, to] = [become(old.from), become(old.to)];
    const said = from === null || to === null || from === to ? null : relation({ ...old, from, to });
    if (said !== null && next.get(said.id)?.mutual !== true) next.set(said.id, said);
  }
  return [...next.values()].flatMap((said) => saying(document, said));
}

export function relationNameRefusal(name: string): Refusal | null {
  if (name.trim() === '') return refused('edit/no-name');
  return name.trim().length > MOST_RELATION_NAME ? refused('edit/too-long') : null;
}

function saying(document: ReadDocument, said: Relation): readonly Op[] {
  const same = relationAt(document, said.id);
  const backwards = relationAt(document, relationIdOf({ from: said.to, to: said.from, name: said.name }));
  if (!said.mutual && backwards?.mutual === true) return [];
  const ops: readonly Op[] = same === null ? [{ op: 'put', record: said }] : same.mutual === said.mutual ? [] : [{ op: 'patch', id: said.id, set: { mutual: said.mutual } }];
  return said.mutual && backwards !== null ? [{ op: 'remove', id: backwards.id }, ...ops] : ops;
}

function relation({ from, to, name, mutual }: Pick<Relation, 'from' | 'to' | 'name' | 'mutual'>): Relation {
  return { id: relationIdOf({ from, to, name }), type: 'relation', from, to, name, mutual };
}

function relationAt(document: ReadDocument, id: RelationId): Relation | null {
  const record = document.get(id);
  return record?.type === 'relation' ? record : null;
}
