import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { adapters } from './floorPlan.ts';
import { lint, lintText } from './lint.ts';
import { listFiles, readSource, readSources, root } from './scan/readSources.ts';
import { nameBreaches, wordBreaches } from './words.ts';

const sources = readSources();

describe('words', () => {
  it('are kept in every source', () => {
    expect(sources.flatMap(wordBreaches)).toEqual([]);
  });

  it('are kept in every name', () => {
    expect(listFiles().flatMap(nameBreaches)).toEqual([]);
  });

  it('allow adapters that exist and need to be one', () => {
    const idle = Object.keys(adapters).filter((path) => {
      const source = sources.find((one) => one.path === path);
      return source === undefined || wordBreaches({ ...source, path: `${path.replace(/\/[^/]*$/, '')}/asIfNotListed.ts` }).every((breach) => !breach.includes('belong to adapters'));
    });
    expect(idle).toEqual([]);
  });

});

describe('the lock file', () => {
  const text = readFileSync(`${root}package-lock.json`, 'utf8');
  const { packages } = z.object({ packages: z.record(z.string(), z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() })) }).parse(JSON.parse(text));

  it('names no registry host', () => {
    expect(text).not.toMatch(/"resolved": "http/);
  });

  it('holds the programs of every platform, or npm ci refuses it', () => {
    const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
    const held = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
    expect(wanted.filter((name) => !held.has(name))).toEqual([]);
  });
});

describe('the few rules that need a parser', () => {
  const rules = { 'typescript/no-explicit-any': 'error', 'typescript/no-non-null-assertion': 'error', 'import/no-default-export': 'error' };

  it('are kept: no any, no non-null !, no default exports but in configurations', () => {
    expect(lint(rules).filter((breach) => !/^build\/[\w.]+\.config\.ts:\d+ Prefer named exports/.test(breach))).toEqual([]);
  });

  it.each(['export const a = (b: any): void => b();', 'export const a = (b: string | null): string => b!;', 'export default 1;'])('bite: %s', (text) => {
    expect(lintText(rules, `${text}\n`)).toHaveLength(1);
  });
});

describe('the check itself', () => {
  it.each([
    ['shared/model/a.ts', 'const at = Date.now();'],
    ['renderer/ui/a.tsx', 'setTimeout(close, 10);'],
    ['server/http/a.ts', 'new Date()'],
    ['renderer/app/a.ts', 'const b = await fetch(url);'],
    ['electron/services/a.ts', 'f(Math.random, 1)'],
    ['tests/journeys/a.ts', '// TODO later'],
    ['shared/model/a.ts', '// const a = 1;'],
    ['shared/model/a.test.ts', 'it.skip("a", b)'],
    ['renderer/ui/a.tsx', '<p dangerouslySetInnerHTML={x} />'],
    ['renderer/tools/a.ts', 'window.x = 1'],
    ['shared/model/a.ts', '// @ts-ignore'],
    ['shared/model/a.ts', 'class A extends B {}'],
    ['build/a.mjs', "const a = '/Users/me/x'"],
  ])('bites: %s %s', (path, text) => {
    expect(wordBreaches(readSource(path, `${text}\n`))).toHaveLength(1);
  });

  it.each([
    ['shared/model/a.ts', 'const a = "Date.now()"; // Math.random is not for us'],
    ['shared/model/a.ts', 'clock.now(); new Date(ms); host.fetch(x); prefetch(y);'],
    ['shared/model/a.test.ts', 'it.skipIf(absent)("a", b); describe.runIf(here)("c", d)'],
    ['shared/model/a.ts', '// return early when nothing is there'],
    ['shared/model/a.ts', 'class A extends Error {}'],
  ])('lets pass: %s %s', (path, text) => {
    expect(wordBreaches(readSource(path, `${text}\n`))).toEqual([]);
  });

  it('reads names', () => {
    expect(['shared/utils/a.ts', 'renderer/panels/index.ts', 'shared/model/my-file.ts'].flatMap(nameBreaches)).toHaveLength(3);
    expect(['shared/model/a.test.ts', 'renderer/ui/Panel.tsx', 'build/vite.node.config.ts', 'shared/base/everywhere.d.ts'].flatMap(nameBreaches)).toEqual([]);
  });
});
