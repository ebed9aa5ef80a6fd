import type { ReadDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import type { Attribute, AttributeValue } from '../model/ontology.ts';
import type { Op } from '../model/ops.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { valueAt } from '../model/valueAt.ts';
import { edit, refused } from './edit.ts';
import { labelOf, valueRefusal } from './labelRules.ts';
import { keyframeHere } from './shapeRules.ts';

export interface SetAttributeOverArgs {
  readonly tracks: readonly TrackId[];
  /** Both ends belong to it. */
  readonly from: number;
  readonly to: number;
  readonly key: string;
  readonly value: NonNullable<AttributeValue>;
}

/** Sets an attribute that changes by frame over a range. After it the thing has the value it would have had; where it had none, its default. */
export const setAttributeOver = edit<SetAttributeOverArgs>('track.setAttributeOver', (document, args) => {
  const ops: Op[] = [];
  for (const id of args.tracks) {
    const track = document.track(id);
    if (track === undefined) continue;
    const attribute = labelOf(document, track.label)?.attributes.find(({ key }) => key === args.key);
    if (attribute === undefined) return refused('edit/unknown-attribute');
    if (!attribute.perFrame) return refused('edit/not-per-frame');
    const no = valueRefusal(attribute, args.value);
    if (no !== null) return no;
    ops.push(...rangeOps(document, id, { ...args, attribute }));
  }
  return ops.length === 0 ? refused('edit/not-seen-here') : ops;
});

function rangeOps(document: ReadDocument, id: TrackId, { from, to, value, attribute }: SetAttributeOverArgs & { readonly attribute: Attribute }): readonly Op[] {
  const track = document.track(id);
  const keys = document.keyframesOf(id);
  const start = Math.max(from, keys[0]?.frame ?? from);
  if (track === undefined || start > to) return [];
  const field: `a:${string}` = `a:${attribute.key}`;
  const after = valueAt({ track, keys }, to + 1, field) ?? attribute.fallback;
  const inside = keys.filter((key) => key.frame > start && key.frame <= to && (key[field] ?? null) !== null);
  return [...opAt(start, value), ...inside.map((key): Op => ({ op: 'patch', id: key.id, set: { [field]: value } })), ...(after === null ? [] : opAt(to + 1, after))];

  function opAt(frame: number, to: AttributeValue): readonly Op[] {
    const key = document.keyframeAt(id, frame);
    if (key !== undefined) return [{ op: 'patch', id: key.id, set: { [field]: to } }];
    const shape = shapeAt(document, id, frame);
    return shape === null ? [] : [{ op: 'put', record: { ...keyframeHere(document, { track: id, frame }, shape), [field]: to } }];
  }
}
