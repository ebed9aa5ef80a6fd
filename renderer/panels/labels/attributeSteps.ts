import { valueRefusal } from '#shared/edits/labelRules.ts';
import type { Attribute } from '#shared/model/ontology.ts';

const LONGEST_KEY = 40;
/** A choice has at most so many values of at most so many letters. */
const MOST_VALUES = 200;
const LONGEST_VALUE = 80;

/** One attribute more, under a key made of its name that no other has. */
export function withAttribute(attributes: readonly Attribute[], name: string): readonly Attribute[] {
  const key = freeKey(keyOf(name), new Set(attributes.map((one) => one.key)));
  return [...attributes, { key, name: name.trim(), input: 'select', values: [], min: null, max: null, fallback: null, perFrame: false, required: false }];
}

export function withoutAttribute(attributes: readonly Attribute[], key: string): readonly Attribute[] {
  return attributes.filter((one) => one.key !== key);
}

/** One attribute changed. What its new sort has no use for is dropped, and so is a default it would no longer allow. */
export function changedAttribute(attributes: readonly Attribute[], key: string, part: Partial<Omit<Attribute, 'key'>>): readonly Attribute[] {
  return attributes.map((one) => (one.key === key ? sound({ ...one, ...part }) : one));
}

/** Values as people write them: by commas, each once. */
export function valuesOf(text: string): string[] {
  return [...new Set(text.split(',').map((value) => value.trim().slice(0, LONGEST_VALUE)).filter((value) => value !== ''))].slice(0, MOST_VALUES);
}

function sound(attribute: Attribute): Attribute {
  const choice = attribute.input === 'select' || attribute.input === 'radio';
  const number = attribute.input === 'number';
  const next = { ...attribute, values: choice ? attribute.values : [], min: number ? attribute.min : null, max: number ? attribute.max : null };
  return valueRefusal(next, next.fallback) === null ? next : { ...next, fallback: null };
}

function keyOf(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '').replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '').slice(0, LONGEST_KEY);
  return plain === '' ? 'value' : plain;
}

function freeKey(wanted: string, taken: ReadonlySet<string>): string {
  let key = wanted;
  for (let number = 2; taken.has(key); number += 1) key = `${wanted.slice(0, LONGEST_KEY - 4)}_${number}`;
  return key;
}
