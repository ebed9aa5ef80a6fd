import { createStore } from 'zustand/vanilla';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ProjectInfo } from '#shared/bridge/hostContract.ts';
import type { Workbench } from '../commands/workbench.ts';
import { PLAIN_SEEING, type Seeing, type SeeingStore } from '../session/seeingStore.ts';
import { sessionStore } from '../session/sessionStore.ts';
import { EMPTY_WORK } from './emptyWork.ts';
import { keepSeeing } from './keepSeeing.ts';

let settings: Record<string, unknown> = {};
let timers: (() => void)[] = [];
let work: Workbench['work'];
let seeing: SeeingStore;

const project = (id: string): ProjectInfo => ({ id, name: id, source: 'folder', account: null, role: null, seed: { description: '', labels: [], tags: [] }, openedAt: 0, missing: false });
const dark: Seeing = { ...PLAIN_SEEING, adjust: { ...PLAIN_SEEING.adjust, brightness: -40 } };

function start(): void {
  timers = [];
  work = createStore(() => EMPTY_WORK);
  seeing = createStore(() => PLAIN_SEEING);
  const app = { readSettings: async () => settings, writeSettings: async ({ set }: { set: Record<string, unknown> }) => { settings = { ...settings, ...set }; return {}; } };
  const after: Workbench['after'] = (_, run) => {
    timers.push(run);
    return () => (timers = timers.filter((one) => one !== run));
  };
  keepSeeing({ host: { app } as unknown as Workbench['host'], work, seeing, session: sessionStore, after });
}

async function open(id: string): Promise<void> {
  work.setState({ project: project(id) });
  await new Promise((resolve) => setImmediate(resolve));
}

beforeEach(() => {
  settings = {};
  start();
});

describe('how a project is looked at', () => {
  it('is kept for each project, over a restart', async () => {
    await open('a');
    seeing.setState(dark);
    await open('b');
    expect(seeing.getState()).toEqual(PLAIN_SEEING);
    start();
    await open('a');
    expect(seeing.getState()).toEqual(dark);
  });

  it('is written when the hand rests, not with every step', async () => {
    await open('a');
    for (const brightness of [1, 2, 3]) seeing.setState({ adjust: { ...PLAIN_SEEING.adjust, brightness } });
    expect([timers.length, settings['seeing']]).toEqual([1, undefined]);
    timers[0]?.();
    expect(settings).toMatchObject({ seeing: { a: { adjust: { brightness: 3 } } } });
  });

  it('takes what it can read of a damaged setting', async () => {
    settings = { seeing: { a: { ...dark, smoothing: 'no such', adjust: { ...dark.adjust, gamma: 'x' }, overlay: 7 } } };
    start();
    await open('a');
    expect(seeing.getState()).toEqual(dark);
  });
});
