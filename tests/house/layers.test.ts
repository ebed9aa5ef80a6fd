import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breachOf, cyclesIn, edgesOf, levelOf, roomOf } from './layers.ts';
import { rootFiles, rootFolders } from './floorPlan.ts';
import { isTest, listFiles, readSource, readSources, root } from './scan/readSources.ts';

const sources = readSources();
const edges = sources.flatMap(edgesOf);

describe('the floor plan', () => {
  it('sees the house', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(edges.filter(({ to }) => to !== null).length).toBeGreaterThan(50);
  });

  it('is kept by every import', () => {
    expect(edges.map(breachOf).filter((breach) => breach !== null)).toEqual([]);
  });

  it('has no cycles, types included', () => {
    expect(cyclesIn(edges)).toEqual([]);
  });

  it('knows every source', () => {
    const lost = sources.filter(({ path }) => {
      const room = roomOf(path);
      return room === null || (levelOf(room, path) === null && !isTest(path));
    });
    expect(lost.map(({ path }) => `${path} is on no floor: give its folder a line in tests/house/floorPlan.ts`)).toEqual([]);
  });

  it('leads to files that exist', () => {
    const broken = edges.filter(({ to }) => to !== null && !existsSync(`${root}${to}`));
    expect(broken.map(({ from, line, specifier }) => `${from}:${line} ${specifier}`)).toEqual([]);
  });

  it('has nothing at the root but rooms and the few files a newcomer reads', () => {
    const strangers = listFiles().filter((path) => {
      const first = path.split('/')[0] ?? '';
      return !first.startsWith('.') && !(path.includes('/') ? rootFolders : rootFiles).includes(first);
    });
    expect(strangers).toEqual([]);
  });
});

describe('the check itself', () => {
  const breaches = (path: string, text: string): string[] => edgesOf(readSource(path, text)).map(breachOf).filter((breach) => breach !== null);

  it.each([
    ['renderer/panels/a.tsx', `import type { X } from '../../electron/services/x.ts';`],
    ['renderer/panels/a.tsx', `import { x } from '../../shared/base/id.ts';`],
    ['shared/base/a.ts', `import { x } from '../model/ids.ts';`],
    ['shared/formats/a.ts', `import { x } from '../sync/op.ts';`],
    ['shared/bridge/a.ts', `import { x } from '../sync/op.ts';`],
    ['shared/model/a.ts', `import { x } from 'lodash';`],
    ['shared/model/a.ts', `import { x } from 'node:fs';`],
    ['shared/model/a.ts', `import { x } from '#shared/base/id.ts';`],
    ['renderer/panels/a.tsx', `import { Rect } from 'fabric';`],
    ['renderer/sync/a.ts', `const d = await import('dexie');`],
    ['renderer/tools/a.ts', `import { useState } from 'react';`],
    ['renderer/tools/a.ts', `import { x } from '../scene/sceneAt.ts';`],
    ['renderer/workers/a.worker.ts', `import { x } from '../panels/x.ts';`],
    ['electron/services/a.ts', `import { app } from 'electron';`],
    ['electron/nodeHost/a.ts', `import { x } from '../electronHost/x.ts';`],
    ['electron/services/a.ts', `import fs from 'fs';`],
    ['server/ledger/a.ts', `import { x } from '../http/x.ts';`],
    ['build/launch/a.mjs', `import { build } from 'vite';`],
    ['shared/base/a.ts', `import { x } from '../../tests/support/x.ts';`],
  ])('bites: %s %s', (path, text) => {
    expect(breaches(path, text)).toHaveLength(1);
  });

  it.each([
    ['renderer/panels/a.tsx', `import { x } from '#shared/base/id.ts'; import y from 'react'; import '../ui/b.css';`],
    ['shared/bridge/a.ts', `import { x } from '../sync/messages.ts'; import * as z from 'zod';`],
    ['renderer/stage2d/a.ts', `import { Rect } from 'fabric'; import { s } from '../scene/s.ts';`],
    ['renderer/sync/a.ts', `new Worker(new URL('../workers/sync.worker.ts', import.meta.url));`],
    ['renderer/tools/a.test.ts', `import { x } from 'vitest'; import { y } from '../../tests/support/y.ts';`],
    ['renderer/main.tsx', `import { x } from './app/x.tsx';`],
  ])('lets pass: %s %s', (path, text) => {
    expect(breaches(path, text)).toEqual([]);
  });

  it('finds a circle through three files', () => {
    const circle = [['a', 'b'], ['b', 'c'], ['c', 'a'], ['d', 'a']].map(([from = '', to = '']) => ({ from, to, specifier: to, line: 1, how: 'load' as const }));
    expect(cyclesIn(circle)).toEqual(['a -> b -> c -> a']);
  });
});
