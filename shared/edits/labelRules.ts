import type { ReadDocument } from '../model/document.ts';
import type { LabelId } from '../model/ids.ts';
import type { Attribute, AttributeValue, KindName } from '../model/ontology.ts';
import type { LabelRecord } from '../model/records.ts';
import { refused, type Refusal } from './edit.ts';

export function labelOf(document: ReadDocument, id: LabelId | null): LabelRecord | undefined {
  const record = id === null ? undefined : document.get(id);
  return record?.type === 'label' ? record : undefined;
}

/** A refusal when things of this kind may not get the label. No label is always allowed: it can be given later. */
export function labelRefusal(document: ReadDocument, id: LabelId | null, kind: KindName): Refusal | null {
  if (id === null) return null;
  const label = labelOf(document, id);
  if (label === undefined) return refused('edit/unknown-label');
  return label.kinds.length === 0 || label.kinds.includes(kind) ? null : refused('edit/label-not-for-kind');
}

/** What a new thing of a label starts with: the defaults of the attributes that do not change by frame. */
export function startingAttributes(document: ReadDocument, id: LabelId | null): Record<`a:${string}`, AttributeValue> {
  const found: Record<`a:${string}`, AttributeValue> = {};
  for (const attribute of labelOf(document, id)?.attributes ?? []) {
    if (!attribute.perFrame && attribute.fallback !== null) found[`a:${attribute.key}`] = attribute.fallback;
  }
  return found;
}

/** Null when the attribute may hold the value; `null` (not set) always may. */
export function valueRefusal(attribute: Attribute, value: AttributeValue): Refusal | null {
  if (value === null || fits(attribute, value)) return null;
  return refused('edit/bad-value');
}

function fits(attribute: Attribute, value: string | number | boolean): boolean {
  switch (attribute.input) {
    case 'checkbox':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && value >= (attribute.min ?? -Infinity) && value <= (attribute.max ?? Infinity);
    case 'select':
    case 'radio':
      return typeof value === 'string' && attribute.values.includes(value);
    case 'text':
      return typeof value === 'string' && value.length <= 4000;
  }
}
