import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordDiff } from './wordDiff.ts';

describe('wordDiff', () => {
  it('names the words that went and came', () => {
    expect(wordDiff('A mirror is part of the car.', 'A mirror is no part of a car.')).toEqual([
      { is: 'same', text: 'A mirror is ' }, { is: 'new', text: 'no ' }, { is: 'same', text: 'part of ' }, { is: 'gone', text: 'the ' }, { is: 'new', text: 'a ' }, { is: 'same', text: 'car.' },
    ]);
  });

  it('gives back both texts, in every script', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 60 }), (before, after) => {
      const parts = wordDiff(before, after);
      expect(parts.filter(({ is }) => is !== 'new').map(({ text }) => text).join('')).toBe(before);
      expect(parts.filter(({ is }) => is !== 'gone').map(({ text }) => text).join('')).toBe(after);
    }), { seed: 8 });
    expect(wordDiff('反射也算车', '反射不算车')).toEqual([{ is: 'same', text: '反射' }, { is: 'gone', text: '也' }, { is: 'new', text: '不' }, { is: 'same', text: '算车' }]);
  });
});
