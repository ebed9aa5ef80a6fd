import { describe, expect, it } from 'vitest';
import { importsOf } from './importsOf.ts';
import { stripSource } from './stripSource.ts';

const specifiers = (text: string): string[] => importsOf(stripSource(text)).map(({ specifier }) => specifier).sort();

describe('stripSource', () => {
  it.each([
    ['a // b\nc', 'a     \nc'],
    ['a /* b\n { */ c', 'a     \n      c'],
    [`f('x // y', "z")`, `f('      ', " ")`],
    ['`a ${b + `c ${d}`} e`', '`   {b + `   {d}`}  `'],
    ['x = /[/"]{2}/g.test(y) / 2 / z', 'x = /       /g.test(y) / 2 / z'],
    ['return /"/.test(a)', 'return / /.test(a)'],
    ["<p>it's here</p>;\nconst a = 'b';", "<p>it's here</p>;\nconst a = ' ';"],
    ['<a>{x}</a><b>{y}</b>', '<a>{x}</a><b>{y}</b>'],
    ['<A b={c} /><D />', '<A b={c} /><D />'],
    [`'\\'' + "\\\\"`, `'  ' + "  "`],
    ['`a` + b', '` ` + b'],
  ])('%j', (text, code) => {
    expect(stripSource(text).code).toBe(code);
  });

  it('keeps braces in balance through holes of templates', () => {
    const { code } = stripSource('const f = () => { return `${g({ a: 1 })}/${h}`; };');
    expect(code.split('{').length).toBe(code.split('}').length);
  });

  it('keeps comments apart', () => {
    expect(stripSource('a; // TODO b').comments.trim()).toBe('// TODO b');
  });
});

describe('importsOf', () => {
  it('finds every way to name a module, types included', () => {
    const text = `
      import a from 'one';
      import type { B } from "two";
      import {
        c, // from 'not-this'
        d,
      } from './three.ts';
      export * from './four.ts';
      export type { E } from './five.ts';
      import './six.css';
      const f = await import('./seven.ts');
      type G = import('./eight.ts').G;
      new Worker(new URL('./nine.worker.ts', import.meta.url), { type: 'module' });
    `;
    expect(specifiers(text)).toEqual(['./eight.ts', './five.ts', './four.ts', './nine.worker.ts', './seven.ts', './six.css', './three.ts', 'one', 'two']);
  });

  it('is not fooled by comments, strings or words', () => {
    expect(specifiers(`// import a from 'b'\nconst s = "import a from 'b'"; const t = { from: 'x' }; important('y');`)).toEqual([]);
    expect(specifiers(`export const a = 1;\nconst from = 2;\nf(from, 'b');`)).toEqual([]);
  });

  it('tells the line and whether it is loaded or started', () => {
    expect(importsOf(stripSource(`\n\nimport 'a';\nnew URL('b.ts', import.meta.url); new URL('..', import.meta.url)`))).toEqual([
      { specifier: 'a', line: 3, how: 'load' },
      { specifier: 'b.ts', line: 4, how: 'start' },
    ]);
  });
});
