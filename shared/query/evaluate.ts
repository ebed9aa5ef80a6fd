import type { AttributeValue } from '../model/ontology.ts';
import type { Comparison, Field, FlagName, NumberName, Query, TextName, Value } from './syntax.ts';

/** What a question may ask of one object. Asked lazily: an area is computed only when somebody asks for it. */
export interface Subject {
  flag(name: FlagName): boolean;
  /** One value, or as many as the thing has of it; none where it is not set. */
  text(name: TextName): readonly string[];
  number(name: NumberName): number | null;
  attribute(key: string): AttributeValue;
  /** Everything about it that is words, for a search without a field. */
  words(): readonly string[];
}

/** Whether an object is what was asked for. What is not set is unequal to everything but `none`, and never larger or smaller. */
export function answers(query: Query, subject: Subject): boolean {
  switch (query.is) {
    case 'all':
      return query.parts.every((part) => answers(part, subject));
    case 'any':
      return query.parts.some((part) => answers(part, subject));
    case 'not':
      return !answers(query.part, subject);
    case 'flag':
      return subject.flag(query.name);
    case 'words':
      return subject.words().some((word) => contains(word, query.text));
    case 'compare':
      return valuesOf(query.field, subject).some((value) => compares(value, query.by, query.value)) === !isNegative(query.by);
    case 'oneOf':
      return valuesOf(query.field, subject).some((value) => query.values.some((wanted) => same(value, wanted)));
  }
}

function isNegative(by: Comparison): boolean {
  return by === '!=' || by === '!~';
}

/** `!=` and `!~` are answered by their opposite and turned round by the caller, so that they hold for all values or none. */
function compares(value: Value, by: Comparison, wanted: Value): boolean {
  switch (by) {
    case '=':
    case '!=':
      return same(value, wanted);
    case '~':
    case '!~':
      return value !== null && contains(String(value), String(wanted));
    case '<':
      return typeof value === 'number' && value < Number(wanted);
    case '<=':
      return typeof value === 'number' && value <= Number(wanted);
    case '>':
      return typeof value === 'number' && value > Number(wanted);
    case '>=':
      return typeof value === 'number' && value >= Number(wanted);
  }
}

function same(value: Value, wanted: Value): boolean {
  if (value === null || wanted === null) return value === wanted;
  return value === wanted || String(value).toLowerCase() === String(wanted).toLowerCase();
}

function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}

/** The values of a field: one, or those of every attribute that goes by the name. None at all counts as one that is not set. */
function valuesOf(field: Field, subject: Subject): readonly Value[] {
  switch (field.of) {
    case 'flag':
      return [subject.flag(field.name)];
    case 'text':
      return orUnset(subject.text(field.name));
    case 'number':
      return [subject.number(field.name)];
    case 'attribute':
      return orUnset(field.keys.map((key) => subject.attribute(key)).filter((value) => value !== null));
  }
}

function orUnset(values: readonly Value[]): readonly Value[] {
  return values.length === 0 ? [null] : values;
}
