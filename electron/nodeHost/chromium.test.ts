import { describe, expect, it } from 'vitest';
import { findChromium, windowArguments } from './chromium.ts';
import { PageWatch } from './pageWatch.ts';
import { defaultProfile } from '../services/profileFolder.ts';

describe('findChromium', () => {
  const desktop = { platform: 'linux', env: { DISPLAY: ':0', PATH: '/bin:/usr/bin' }, exists: (path: string) => path === '/usr/bin/chromium' };

  it('finds the one on the path, or the one that is named', () => {
    expect(findChromium(desktop)).toBe('/usr/bin/chromium');
    expect(findChromium({ ...desktop, env: { ...desktop.env, CHROMIUM: '/opt/c' }, exists: (path) => path === '/opt/c' })).toBe('/opt/c');
    expect(findChromium({ ...desktop, env: { ...desktop.env, CHROMIUM: '/opt/none' } })).toBeNull();
    expect(findChromium({ platform: 'win32', env: {}, exists: (path) => path.endsWith('msedge.exe') })).toContain('msedge.exe');
  });

  it('finds none where there is no display', () => {
    expect(findChromium({ ...desktop, env: { PATH: '/usr/bin' } })).toBeNull();
  });

  it('gives up the sandbox for root only', () => {
    expect(windowArguments('http://127.0.0.1:1/', '/p', { isRoot: false, isFirst: false })).not.toEqual(expect.arrayContaining(['--no-sandbox']));
    expect(windowArguments('http://127.0.0.1:1/', '/p', { isRoot: false, isFirst: true })).toContain('--start-maximized');
    expect(windowArguments('http://127.0.0.1:1/', '/p', { isRoot: true, isFirst: false })).toEqual(expect.arrayContaining(['--app=http://127.0.0.1:1/', '--user-data-dir=/p/chromium', '--enable-unsafe-swiftshader', '--no-sandbox', '--test-type']));
  });
});

describe('PageWatch', () => {
  const watched = () => {
    const pauses: { readonly time: number; readonly end: () => void }[] = [];
    let done = 0;
    const watch = new PageWatch((time) => new Promise((end) => void pauses.push({ time, end })), () => (done += 1));
    const settle = async (): Promise<number[]> => {
      const times = pauses.map(({ time }) => time);
      for (const { end } of pauses.splice(0)) end();
      await new Promise((resolve) => setImmediate(resolve));
      return times;
    };
    return { watch, settle, done: () => done };
  };

  it('ends with the window, but not with a reload', async () => {
    const { watch, settle, done } = watched();
    const left = watch.arrived();
    left();
    expect(await settle()).toEqual([]);
    const ended = watch.windowOpened();
    const back = watch.arrived();
    ended();
    expect(done()).toBe(0);
    back();
    const again = watch.arrived();
    await settle();
    expect(done()).toBe(0);
    again();
    await settle();
    expect(done()).toBe(1);
  });

  it('waits longer when the browser handed the window to one that was running', async () => {
    const { watch, settle, done } = watched();
    watch.arrived()();
    watch.windowOpened()();
    const left = watch.arrived();
    expect(await settle()).toEqual([20_000]);
    expect(done()).toBe(0);
    left();
    expect(await settle()).toEqual([3000]);
    expect(done()).toBe(1);
  });
});

describe('defaultProfile', () => {
  it('is where each platform keeps data', () => {
    expect(defaultProfile('linux', {}, '/h')).toBe('/h/.local/share/sightline');
    expect(defaultProfile('linux', { XDG_DATA_HOME: '/d' }, '/h')).toBe('/d/sightline');
    expect(defaultProfile('linux', { XDG_DATA_HOME: 'relative' }, '/h')).toBe('/h/.local/share/sightline');
    expect(defaultProfile('darwin', {}, '/h')).toBe('/h/Library/Application Support/Sightline Node');
  });
});
