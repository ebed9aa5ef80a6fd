import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attribute, type Attribute } from '#shared/model/ontology.ts';
import { changedAttribute, valuesOf, withAttribute, withoutAttribute } from './attributeSteps.ts';

const INPUTS = ['select', 'radio', 'checkbox', 'number', 'text'] as const;

it('stay attributes with keys of their own whatever is done to them', () => {
  const step = fc.record({ deed: fc.nat(4), at: fc.nat(20), name: fc.string({ minLength: 1, maxLength: 60 }).filter((name) => name.trim() !== ''), input: fc.constantFrom(...INPUTS), text: fc.string({ maxLength: 200 }), fallback: fc.oneof(fc.constant(null), fc.constant('a'), fc.integer(), fc.boolean()) });
  fc.assert(fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
    let all: readonly Attribute[] = [];
    for (const { deed, at, name, input, text, fallback } of steps) {
      const key = all[at % Math.max(1, all.length)]?.key ?? '';
      if (deed === 0 || key === '') all = withAttribute(all, name);
      else if (deed === 1) all = withoutAttribute(all, key);
      else if (deed === 2) all = changedAttribute(all, key, { input });
      else if (deed === 3) all = changedAttribute(all, key, { values: valuesOf(text) });
      else all = changedAttribute(all, key, { fallback });
      for (const one of all) expect(attribute.safeParse(one).success).toBe(true);
      expect(new Set(all.map((one) => one.key)).size).toBe(all.length);
    }
  }), { seed: 5 });
});

it('a key is made of the name', () => expect(withAttribute(withAttribute([], 'Größe (m)'), 'Große m').map(({ key }) => key)).toEqual(['gro_e_m', 'gro_e_m_2']));
it('values are written by commas, each once', () => expect(valuesOf(' red, green ,,red,a b ')).toEqual(['red', 'green', 'a b']));
it('a default that is no longer allowed goes', () => {
  const [first] = changedAttribute(changedAttribute(changedAttribute(withAttribute([], 'colour'), 'colour', { values: ['red', 'blue'] }), 'colour', { fallback: 'red' }), 'colour', { values: ['blue'] });
  expect(first).toMatchObject({ values: ['blue'], fallback: null });
});
it('a number keeps its range only while it is one', () => {
  const number = changedAttribute(withAttribute([], 'age'), 'age', { input: 'number', min: 0, max: 9, fallback: 4 });
  expect([number[0], changedAttribute(number, 'age', { input: 'text' })[0]]).toMatchObject([{ min: 0, max: 9, fallback: 4 }, { min: null, max: null, fallback: null }]);
});
