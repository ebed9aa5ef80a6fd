import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterQuestions } from './clusterQuestions.ts';
import { findAnswers, type Answered } from './findAnswers.ts';
import { likeness, strongest } from './likeness.ts';
import type { Question } from './question.ts';
import { textLikeness, textModel } from './textVectors.ts';

const question = (id: string, over: Partial<Question> = {}): Question => ({ id, text: '', tags: [], label: null, size: null, look: null, ...over });
const groups = (found: ReturnType<typeof clusterQuestions>): string[] => found.map(({ members }) => [...members].sort().join('')).sort();

describe('texts', () => {
  it('are alike by what is rare in them, in any script', () => {
    const texts = ['gari kwenye kivuli', 'kivuli cha gari', 'छाता बॉक्स में', 'छाता और बॉक्स'] as const;
    const model = textModel(texts);
    const [a, b, c, d] = [model.of(texts[0]), model.of(texts[1]), model.of(texts[2]), model.of(texts[3])];
    expect(textLikeness(a, b)).toBeGreaterThan(0.3);
    expect(textLikeness(c, d)).toBeGreaterThan(0.3);
    expect(textLikeness(a, c)).toBe(0);
  });

  it('that say nothing cannot be told', () => {
    const model = textModel(['…?!', 'car']);
    expect(textLikeness(model.of('…?!'), model.of('car'))).toBeNull();
  });
});

describe('likeness', () => {
  const of = (a: Question, b: Question): ReturnType<typeof likeness> => {
    const model = textModel([a.text, b.text]);
    return likeness({ question: a, words: model.of(a.text) }, { question: b, words: model.of(b.text) });
  };

  it('is 1 for the same and the same both ways; what one lacks is left out', () => {
    const full = question('a', { text: 'half hidden car', tags: ['Unclear rule'], label: 'car', size: [40, 20], look: 'f0f0f0f0f0f0f0f0' });
    expect(of(full, full).all).toBeCloseTo(1);
    expect(of(full, question('b', { tags: ['Unclear rule'] })).all).toBeCloseTo(1);
    expect(of(question('b'), question('c'))).toEqual({ all: 0, parts: { text: null, image: null, tags: null, class: null, geometry: null } });
  });

  it('counts bits of looks and ratios of sizes', () => {
    const a = question('a', { look: '0000000000000000', size: [10, 10] });
    const b = question('b', { look: '000000000000ffff', size: [20, 20] });
    expect(of(a, b).parts.image).toBe(0.75);
    expect(of(a, b).parts.geometry).toBeCloseTo(0.25);
    expect(strongest(of(a, b), 2)).toEqual(['image', 'geometry']);
  });

  it('stays between 0 and 1 whatever is said', () => {
    const any = fc.record({ id: fc.string(), text: fc.string({ unit: 'grapheme' }), tags: fc.array(fc.constantFrom('a', 'b', 'c')), label: fc.option(fc.constantFrom('x', 'y')), size: fc.option(fc.tuple(fc.double({ min: -5, max: 1e7, noNaN: true }), fc.double({ min: 0, max: 1e7, noNaN: true }))), look: fc.option(fc.constantFrom('0123456789abcdef', 'ffffffffffffffff')) });
    fc.assert(fc.property(any, any, (a, b) => {
      const { all } = of(a, b);
      expect(all).toBeGreaterThanOrEqual(0);
      expect(all).toBeLessThanOrEqual(1 + 1e-9);
      expect(of(b, a).all).toBeCloseTo(all);
    }));
  });
});

describe('earlier answers', () => {
  const answered: readonly Answered[] = [
    { id: 'tree', rule: 'Box only what is seen of a hidden car.', questions: [question('1', { text: 'car half hidden behind a tree', tags: ['Unclear rule'], label: 'car' })] },
    { id: 'dark', rule: 'Leave out what cannot be seen.', questions: [question('2', { text: 'too dark', tags: ['Unclear picture'], label: 'weed' })] },
    { id: 'far', rule: 'A mirror counts as part of the car.', questions: [] },
  ];

  it('are offered by what was asked, or by what their rule says', () => {
    const find = findAnswers(answered);
    expect(find(question('new', { text: 'half of the car is behind a tree', tags: ['Unclear rule'], label: 'car' }))[0]).toBe('tree');
    expect(find(question('new', { text: 'is the mirror part of the car' }))).toContain('far');
    expect(find(question('new', { text: 'zebra' }))).toEqual([]);
  });

  it('need more than a tag, and are three at most', () => {
    expect(findAnswers(answered)(question('new', { tags: ['Unclear rule'] }))).toEqual([]);
    const many = Array.from({ length: 9 }, (_none, at): Answered => ({ id: String(at), rule: '', questions: [question('q', { text: 'same words', tags: ['t'] })] }));
    expect(findAnswers(many)(question('new', { text: 'same words', tags: ['t'] }))).toHaveLength(3);
  });
});

describe('clusters', () => {
  const hidden = ['a', 'b', 'c'].map((id) => question(id, { text: `car hidden behind a tree ${id}`, tags: ['Unclear rule'], label: 'car' }));
  const dark = ['x', 'y'].map((id) => question(id, { text: `too dark to see ${id}`, tags: ['Unclear picture'], label: 'weed' }));

  it('hold what is alike and say why', () => {
    const found = clusterQuestions([...hidden, ...dark], []);
    expect(groups(found)).toEqual(['abc', 'xy']);
    expect(found[0]?.because).toHaveLength(2);
    expect(found.some(({ byHand }) => byHand)).toBe(false);
  });

  it('hold what a person joined, and never what a person parted', () => {
    expect(groups(clusterQuestions([...hidden, ...dark], [{ a: 'a', b: 'x', same: true }, { a: 'b', b: 'a', same: false }]))).not.toContain('abc');
    const joined = clusterQuestions([...hidden, ...dark], [{ a: 'a', b: 'x', same: true }]);
    expect(joined.find(({ members }) => members.includes('a'))?.members).toContain('x');
    expect(joined.find(({ members }) => members.includes('a'))?.byHand).toBe(true);
    const parted = clusterQuestions(hidden, ['b', 'c'].map((b) => ({ a: 'a', b, same: false })));
    expect(groups(parted)).toEqual(['a', 'bc']);
  });

  it('the last word on a pair counts, and words on questions that are gone do not', () => {
    const links = [{ a: 'a', b: 'x', same: true }, { a: 'x', b: 'a', same: false }, { a: 'gone', b: 'a', same: true }];
    expect(groups(clusterQuestions([...hidden, ...dark], links))).toEqual(['abc', 'xy']);
  });

  it('hold each question once, in whatever order they come', () => {
    const some = fc.array(fc.record({ text: fc.constantFrom('dark', 'car hidden', 'hidden car', 'stripes'), tags: fc.subarray(['p', 'q']), label: fc.option(fc.constantFrom('car', 'weed')) }), { maxLength: 14 });
    fc.assert(fc.property(some, (rows) => {
      const all = rows.map((row, at) => question(String.fromCharCode(97 + at), row));
      const found = clusterQuestions(all, []);
      expect(found.flatMap(({ members }) => members).sort()).toEqual(all.map(({ id }) => id).sort());
    }));
  });
});
