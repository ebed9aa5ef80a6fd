import { sameJson } from '../base/json.ts';
import type { ReadDocument } from '../model/document.ts';
import type { LabelId } from '../model/ids.ts';
import { attribute, type Attribute, type KindName } from '../model/ontology.ts';
import type { Fields } from '../model/ops.ts';
import type { LabelRecord } from '../model/records.ts';
import { edit, refused, type Refusal } from './edit.ts';
import { labelOf, valueRefusal } from './labelRules.ts';

export interface CreateLabelArgs {
  readonly id: LabelId | null;
  readonly name: string;
  readonly color: string;
  readonly kinds: readonly KindName[];
  readonly attributes: readonly Attribute[];
}

/** A new label at the end of the ontology. */
export const createLabel = edit<CreateLabelArgs>('label.create', (document, args, { newId }) => {
  const name = args.name.trim();
  const no = nameRefusal(document, name, null) ?? colorRefusal(args.color) ?? keysRefusal(args.attributes);
  if (no !== null) return no;
  const id = args.id ?? (newId() as LabelId);
  if (document.get(id) !== undefined) return refused('edit/exists');
  const order = Math.max(0, ...document.all('label').map((label) => label.order)) + 1;
  return [{ op: 'put', record: { id, type: 'label', name, color: args.color, kinds: args.kinds, attributes: args.attributes, skeleton: null, order } }];
});

export const renameLabel = edit<{ readonly label: LabelId; readonly name: string }>('label.rename', (document, { label, name }) =>
  nameRefusal(document, name.trim(), label) ?? change(document, label, { name: name.trim() }));

export const recolorLabel = edit<{ readonly label: LabelId; readonly color: string }>('label.recolor', (document, { label, color }) =>
  colorRefusal(color) ?? change(document, label, { color }));

export const setLabelKinds = edit<{ readonly label: LabelId; readonly kinds: readonly KindName[] }>('label.setKinds', (document, { label, kinds }) =>
  change(document, label, { kinds: [...kinds] }));

export const setLabelAttributes = edit<{ readonly label: LabelId; readonly attributes: readonly Attribute[] }>('label.setAttributes', (document, { label, attributes }) =>
  keysRefusal(attributes) ?? attributesRefusal(attributes) ?? change(document, label, { attributes: attributes.map((attribute) => ({ ...attribute })) }));

/** Puts the labels in the given order; labels not named keep their place behind them. */
export const orderLabels = edit<{ readonly labels: readonly LabelId[] }>('label.order', (document, { labels }) =>
  labels.flatMap((id, index) => {
    const label = labelOf(document, id);
    return label === undefined || label.order === index + 1 ? [] : [{ op: 'patch' as const, id, set: { order: index + 1 } }];
  }));

/** Takes a label out of the ontology, unless something in the open document has it. */
export const removeLabel = edit<{ readonly label: LabelId }>('label.remove', (document, { label }) => {
  if (labelOf(document, label) === undefined) return refused('edit/gone');
  return document.tracks().some((track) => track.label === label) ? refused('edit/label-in-use') : [{ op: 'remove', id: label }];
});

function change(document: ReadDocument, id: LabelId, set: Fields & Partial<LabelRecord>): ReturnType<typeof createLabel.run> {
  const label = labelOf(document, id);
  if (label === undefined) return refused('edit/gone');
  const same = Object.entries(set).every(([key, value]) => sameJson(value, (label as unknown as Fields)[key] ?? null));
  return same ? [] : [{ op: 'patch', id, set }];
}

function nameRefusal(document: ReadDocument, name: string, own: LabelId | null): Refusal | null {
  if (name === '') return refused('edit/no-name');
  if (name.length > 80) return refused('edit/too-long');
  const taken = document.all('label').some((label) => label.id !== own && label.name.toLocaleLowerCase() === name.toLocaleLowerCase());
  return taken ? refused('edit/name-taken') : null;
}

function colorRefusal(color: string): Refusal | null {
  return /^#[0-9a-f]{6}$/i.test(color) ? null : refused('edit/bad-color');
}

/** Definitions that could not be read back, or that no value could fit. */
function attributesRefusal(attributes: readonly Attribute[]): Refusal | null {
  if (attributes.some(({ name }) => name.trim() === '')) return refused('edit/no-name');
  if (attributes.some(({ min, max }) => min !== null && max !== null && min > max)) return refused('edit/empty-range');
  if (attributes.length > 200 || !attributes.every((one) => attribute.safeParse(one).success)) return refused('edit/too-long');
  return attributes.map((one) => valueRefusal(one, one.fallback)).find((no) => no !== null) ?? null;
}

function keysRefusal(attributes: readonly Attribute[]): Refusal | null {
  if (new Set(attributes.map(({ key }) => key)).size < attributes.length) return refused('edit/name-taken');
  return attributes.every(({ key }) => /^[a-z0-9_]{1,40}$/.test(key)) ? null : refused('edit/bad-key');
}
