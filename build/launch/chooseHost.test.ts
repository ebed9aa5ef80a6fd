import { describe, expect, it } from 'vitest';
import { afterEnd, chooseHost, hasDisplay } from './chooseHost.mjs';

const here = { folder: '/e', version: '45.4.1', program: '/e/dist/electron' };
const absent = { ...here, program: null };

function machine(over: Partial<Parameters<typeof chooseHost>[2]> = {}): Parameters<typeof chooseHost>[2] {
  return { status: () => here, reachable: async () => true, fetch: async () => true, display: true, ...over };
}

describe('chooseHost', () => {
  it('takes Electron when its program is there, and asks no network', async () => {
    const reachable = async (): Promise<boolean> => Promise.reject(new Error('asked'));
    expect(await chooseHost('auto', true, machine({ reachable }))).toEqual({ host: 'electron', program: '/e/dist/electron' });
  });

  it('takes Node at once when told to, or when no window is wanted', async () => {
    expect(await chooseHost('node', true, machine())).toEqual({ host: 'node', why: null });
    expect(await chooseHost('auto', false, machine())).toEqual({ host: 'node', why: null });
  });

  it('fetches the program once and then uses it', async () => {
    let there = false;
    const choice = await chooseHost('auto', true, machine({ status: () => (there ? here : absent), fetch: async () => (there = true) }));
    expect(choice).toEqual({ host: 'electron', program: '/e/dist/electron' });
  });

  it.each([
    ['no display', machine({ display: false })],
    ['no package', machine({ status: () => null })],
    ['nothing reachable', machine({ status: () => absent, reachable: async () => false })],
    ['a failed download', machine({ status: () => absent, fetch: async () => false })],
    ['an empty download', machine({ status: () => absent })],
  ])('falls back with one sentence, or refuses when Electron was asked for: %s', async (_, given) => {
    const fallback = await chooseHost('auto', true, given);
    expect(fallback.host).toBe('node');
    expect(fallback).toHaveProperty('why', expect.stringMatching(/\.$/));
    expect((await chooseHost('electron', true, given)).host).toBeNull();
  });
});

describe('afterEnd', () => {
  it('falls back only from a failure before the window was ready', () => {
    expect(afterEnd({ ready: false, code: 127 })).toBe('fall back');
    expect(afterEnd({ ready: true, code: 1 })).toBe('done');
    expect(afterEnd({ ready: false, code: 0 })).toBe('done');
  });
});

describe('hasDisplay', () => {
  it('is only in doubt on Linux', () => {
    expect(hasDisplay('win32', {})).toBe(true);
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  });
});
