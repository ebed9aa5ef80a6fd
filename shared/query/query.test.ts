import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeQuery } from './complete.ts';
import { answers, type Subject } from './evaluate.ts';
import { fieldNamed } from './fields.ts';
import { parseQuery } from './parse.ts';
import { FLAGS, NUMBERS, type Field, type Query, type Value, type Vocabulary } from './syntax.ts';
import { asWord } from './tokens.ts';

const vocabulary: Vocabulary = {
  labels: ['car', 'traffic light', 'and', '7'],
  relations: ['rides', 'towed by'],
  attributes: [
    { key: 'colour', name: 'Colour', input: 'select', values: ['red', 'dark blue', 'none'] },
    { key: 'speed', name: 'Speed of travel', input: 'number', values: [] },
    { key: 'parked', name: 'Parked', input: 'checkbox', values: [] },
    { key: 'plate', name: 'plate', input: 'text', values: [] },
  ],
};

const fieldOf = (name: string): Field => fieldNamed(name, vocabulary) ?? { of: 'text', name: 'label' };
const free = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text.trim() !== '');
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
const orders = ['=', '!=', '<', '<=', '>', '>='] as const;
const leaf: fc.Arbitrary<Query> = fc.oneof(
  fc.constantFrom(...FLAGS).map((name): Query => ({ is: 'flag', name })),
  free.map((text): Query => ({ is: 'words', text })),
  fc.tuple(fc.constantFrom(...NUMBERS), fc.constantFrom(...orders), number).map(([name, by, value]): Query => ({ is: 'compare', field: { of: 'number', name }, by, value })),
  fc.tuple(fc.constantFrom('=', '!='), fc.constantFrom(...vocabulary.labels, null)).map(([by, value]): Query => ({ is: 'compare', field: fieldOf('label'), by: by as '=', value })),
  fc.tuple(fc.constantFrom('~', '!~', '='), free).map(([by, value]): Query => ({ is: 'compare', field: fieldOf('plate'), by: by as '~', value })),
  fc.array(fc.constantFrom('red', 'dark blue', null), { minLength: 1, maxLength: 3 }).map((values): Query => ({ is: 'oneOf', field: fieldOf('colour'), values })),
  fc.array(number, { minLength: 1, maxLength: 3 }).map((values): Query => ({ is: 'oneOf', field: fieldOf('speed of travel'), values })),
  fc.boolean().map((value): Query => ({ is: 'compare', field: fieldOf('parked'), by: '=', value })),
);
const { query: anyQuery } = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('query').map((part): Query => ({ is: 'not', part })),
    fc.tuple(fc.constantFrom('all', 'any'), fc.array(tie('query'), { minLength: 2, maxLength: 3 })).map(([is, parts]): Query => ({ is: is as 'all', parts }))),
}));

const written = (value: Value): string => (value === null ? 'none' : typeof value === 'string' ? asWord(value) : String(value));

/** A question as somebody would write it, with brackets everywhere. */
function print(query: Query): string {
  switch (query.is) {
    case 'all':
      return `(${query.parts.map(print).join(' and ')})`;
    case 'any':
      return `(${query.parts.map(print).join(' or ')})`;
    case 'not':
      return `not ${print(query.part)}`;
    case 'flag':
      return query.name;
    case 'words':
      return `"${query.text.replaceAll(/["\\]/gu, '\\$&')}"`;
    case 'compare':
      return `${asWord(query.field.name)}${query.by}${written(query.value)}`;
    case 'oneOf':
      return `${asWord(query.field.name)} in (${query.values.map(written).join(', ')})`;
  }
}

const value = fc.oneof(fc.constantFrom('red', 'dark blue', 'x'), number, fc.boolean(), fc.constant(null));
const anySubject: fc.Arbitrary<Subject> = fc.record({ label: fc.constantFrom('car', 'Traffic Light', null), flags: fc.subarray([...FLAGS]), size: fc.option(number), values: fc.dictionary(fc.constantFrom('colour', 'speed', 'parked', 'plate'), value) }).map(({ label, flags, size, values }) => ({
  flag: (name) => flags.includes(name), text: (name) => (name === 'label' && label !== null ? [label] : []), number: () => size, attribute: (key) => values[key] ?? null, words: () => [label ?? '', ...Object.values(values).map(String)],
}));
const car: Subject = { flag: (name) => name === 'occluded', text: (name) => [name === 'label' ? 'Car' : 'box'], number: (name) => (name === 'area' ? 399 : null), attribute: (key) => (key === 'colour' ? 'Red' : key === 'speed' ? 12 : null), words: () => ['Car', 'Red'] };

function asked(text: string, subject: Subject = car): boolean | string {
  const { query, problem } = parseQuery(text, vocabulary);
  return problem === null ? answers(query, subject) : `${problem.code} ${problem.from}-${problem.to}`;
}

describe('a question', () => {
  it('that was written down is read as it was meant', () => {
    fc.assert(fc.property(anyQuery, (query) => {
      const { query: read, problem } = parseQuery(print(query), vocabulary);
      expect(problem).toBeNull();
      expect(read).toEqual(query);
    }));
  });

  it('of any text has an answer or a problem inside that text', () => {
    const pieces = fc.array(fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('label', '=', '<', 'car', 'and', 'or', 'not', 'in', '(', ')', ',', '"', 'colour', 'area', '5', 'occluded')), { maxLength: 12 }).map((all) => all.join(' '));
    fc.assert(fc.property(pieces, (text) => {
      const { problem } = parseQuery(text, vocabulary);
      if (problem === null) return;
      expect(problem.from).toBeGreaterThanOrEqual(0);
      expect(problem.to).toBeGreaterThanOrEqual(problem.from);
      expect(problem.to).toBeLessThanOrEqual(text.length);
    }));
    expect(parseQuery('('.repeat(1500), vocabulary).problem?.code).toBe('too-long');
    expect(parseQuery('not '.repeat(400), vocabulary).problem?.code).toBe('too-long');
  });

  it('and its opposite never agree; and / or follow De Morgan', () => {
    fc.assert(fc.property(anyQuery, anyQuery, anySubject, (a, b, subject) => {
      expect(answers({ is: 'not', part: a }, subject)).toBe(!answers(a, subject));
      const neither: Query = { is: 'all', parts: [{ is: 'not', part: a }, { is: 'not', part: b }] };
      expect(answers({ is: 'not', part: { is: 'any', parts: [a, b] } }, subject)).toBe(answers(neither, subject));
    }));
  });

  it('has = against != and ~ against !~ as exact opposites, whatever is set', () => {
    fc.assert(fc.property(anySubject, free, (subject, text) => {
      for (const [yes, no] of [['=', '!='], ['~', '!~']]) expect(asked(`plate ${yes ?? ''} ${asWord(text)}`, subject)).toBe(!(asked(`plate ${no ?? ''} ${asWord(text)}`, subject) as boolean));
    }));
  });

  it('binds not before and, and before or', () => {
    expect(asked('label = car and area < 400 and not occluded')).toBe(false);
    expect(asked('not occluded and label = car or area < 400')).toBe(true);
    expect(asked('not occluded and (label = car or area < 400)')).toBe(false);
  });

  it('compares as people read: without case, by the name of the attribute or its key', () => {
    const yes = ['', 'label = CAR', 'Label != "traffic light"', 'colour = red', 'colour in (red, "dark blue")', '"Speed of travel" >= 12', 'speed > 11.5', 'label ~ a', 'plate = none', '"car"', 'occluded = yes', 'not parked', 'colour not in ("dark blue", none)', 'width = none'];
    expect(yes.filter((text) => asked(text) !== true)).toEqual([]);
    expect(['width < 5', 'width > 5', '"lorry"', 'colour != red', 'plate ~ a'].filter((text) => asked(text) !== false)).toEqual([]);
  });
});

describe('a problem', () => {
  it.each([
    ['ocluded', 'unknown-field 0-7'], ['label = kar', 'unknown-label 8-11'], ['kind = bos', 'unknown-kind 7-10'], ['colour = green', 'unknown-choice 9-14'], ['area < big', 'needs-number 7-10'],
    ['parked = maybe', 'needs-truth 9-14'], ['label < car', 'no-order 6-7'], ['label', 'needs-comparison 0-5'], ['label =', 'needs-value 7-7'], ['label = car area', 'needs-join 12-16'], ['(occluded', 'open-bracket 0-1'], ['occluded)', 'stray-bracket 8-9'],
    ['label = "car', 'open-quote 8-12'], ['occluded and', 'needs-question 12-12'], ['occluded & pinned', 'odd-character 9-10'], ['label in car', 'open-bracket 9-12'], ['not', 'needs-question 3-3'],
  ])('in %j is %s', (text, expected) => expect(asked(text)).toBe(expected));

  it('names the word that was probably meant', () => {
    expect(parseQuery('ocluded', vocabulary).problem?.params).toEqual({ found: 'ocluded', hint: 'occluded' });
    expect(parseQuery('label = kar', vocabulary).problem?.params['hint']).toBe('car');
    expect(parseQuery('xyzzy', vocabulary).problem?.params['hint']).toBeUndefined();
  });
});

describe('completion', () => {
  const at = (text: string): readonly string[] => completeQuery(text, text.length, vocabulary).words;

  it('knows what can follow', () => {
    expect(at('')).toContain('label');
    expect(at('label ')).toEqual(['=', '!=', '~', 'in (']);
    expect(at('label = ')).toEqual(['car', '"traffic light"', '"and"', '"7"', 'none']);
    expect(at('label = t')).toEqual(['"traffic light"']);
    expect(at('label = car ')).toEqual(['and', 'or']);
    expect(at('(label = car ')).toEqual(['and', 'or', ')']);
    expect(at('colour in (red, d')).toEqual(['"dark blue"', 'red']);
    expect(at('area ')[0]).toBe('<');
    expect(at('not oc')).toEqual(['occluded', 'locked']);
  });

  it('never makes what stands before it wrong', () => {
    fc.assert(fc.property(anyQuery, fc.nat(), (query, cut) => {
      const text = print(query);
      const caret = cut % (text.length + 1);
      const { from, to, words } = completeQuery(text, caret, vocabulary);
      expect(to).toBe(caret);
      for (const word of words) {
        const { problem } = parseQuery(text.slice(0, from) + word, vocabulary);
        expect(problem === null || problem.to >= from || ['open-bracket', 'needs-comparison', 'needs-value'].includes(problem.code)).toBe(true);
      }
    }));
  });
});
