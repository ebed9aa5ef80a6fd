import type { AttributeValue } from '../model/ontology.ts';
import type { AttributeKey, LabelRecord } from '../model/records.ts';
import type { Note, Report } from './report.ts';

export type Values = Record<AttributeKey, AttributeValue>;

/** Attribute values of one object, by where they belong. */
export interface SortedValues {
  readonly onTrack: Values;
  readonly onKeyframe: Values;
}

const LONGEST_TEXT = 4096;
const KEY = /^[a-z0-9_]{1,40}$/;

const RENAMED: Note = { fate: 'approximated', code: 'formats/attribute-renamed', sentence: 'Attribute names become small letters, digits and _.' };
const UNDEFINED: Note = { fate: 'kept', code: 'formats/attribute-undefined', sentence: 'Attributes that the label does not define are kept on the object; define them in the ontology to see them.' };
const BAD_VALUE: Note = { fate: 'dropped', code: 'formats/attribute-value', sentence: 'Attribute values that are lists, objects, not finite or longer than 4,096 characters are left out.' };
const TAKEN: Note = { fate: 'dropped', code: 'formats/attribute-twice', sentence: 'Attributes whose names become equal are kept once.' };

/** Sorts foreign attribute values to track and keyframe as the label's definition says; nothing is left out unsaid. Null is absent. */
export function sortAttributes(found: Readonly<Record<string, unknown>>, label: LabelRecord | null, report: Report): SortedValues {
  const onTrack: Values = {};
  const onKeyframe: Values = {};
  for (const [name, value] of Object.entries(found)) {
    if (value === null) continue;
    if (!isValue(value)) {
      report.note(BAD_VALUE, name);
      continue;
    }
    const key = keyOf(name, label, report);
    const definition = label?.attributes.find((attribute) => attribute.key === key);
    if (definition === undefined) report.note(UNDEFINED, key);
    const place = definition?.perFrame === true ? onKeyframe : onTrack;
    if (`a:${key}` in place) report.note(TAKEN, name);
    else place[`a:${key}`] = value;
  }
  return { onTrack, onKeyframe };
}

function isValue(value: unknown): value is AttributeValue {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string') return value.length <= LONGEST_TEXT;
  return typeof value === 'boolean';
}

function keyOf(name: string, label: LabelRecord | null, report: Report): string {
  const byName = label?.attributes.find((attribute) => attribute.key === name) ?? label?.attributes.find((attribute) => attribute.name === name);
  if (byName !== undefined) return byName.key;
  if (KEY.test(name)) return name;
  report.note(RENAMED, name);
  const plain = name.toLowerCase().replace(/[^a-z0-9_]+/g, '_').slice(0, 40);
  return plain === '' ? '_' : plain;
}
