import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileVault, openSeal } from './fileVault.ts';
import { readFlags } from './flags.ts';
import { Settings } from './settings.ts';

const clock = { now: () => 1000, ticks: () => 0 };
let profile = '';
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'sightline-settings-'));
});
afterEach(() => rmSync(profile, { recursive: true, force: true }));

describe('Settings', () => {
  it('keeps what was written, forgets null, and loses no change made at once', async () => {
    const settings = new Settings(profile, clock);
    await Promise.all([settings.write({ theme: 'dark' }), settings.write({ size: 2 }), settings.write({ theme: null, lang: 'de' })]);
    expect(await new Settings(profile, clock).read()).toEqual({ size: 2, lang: 'de' });
    expect(statSync(join(profile, 'settings.json')).mode & 0o777).toBe(0o600);
  });

  it('sets a damaged file aside and goes on, but leaves one of a newer program alone', async () => {
    writeFileSync(join(profile, 'settings.json'), '{"format":"sightline-set');
    expect(await new Settings(profile, clock).read()).toEqual({});
    expect(readdirSync(profile)).toEqual(['settings.json.damaged-1000']);
    const newer = '{"format":"sightline-settings","version":99,"values":{}}';
    writeFileSync(join(profile, 'settings.json'), newer);
    await expect(new Settings(profile, clock).write({ a: 1 })).rejects.toMatchObject({ code: 'settings/newer' });
    expect(readFileSync(join(profile, 'settings.json'), 'utf8')).toBe(newer);
  });

  it('refuses to grow beyond a settings file, and keeps what was there', async () => {
    const settings = new Settings(profile, clock);
    await settings.write({ a: 1 });
    await expect(settings.write({ b: 'x'.repeat(2 ** 21) })).rejects.toMatchObject({ code: 'settings/too-large' });
    expect(await settings.read()).toEqual({ a: 1 });
    await settings.write({ c: 3 });
    expect(await settings.read()).toEqual({ a: 1, c: 3 });
  });
});

describe('fileVault', () => {
  it('keeps secrets in files for their owner only, under names that tell nothing', async () => {
    const vault = fileVault(profile, openSeal);
    expect(await vault.read('../../etc/passwd')).toBeNull();
    await vault.write('../../etc/passwd', 'token');
    expect(await vault.read('../../etc/passwd')).toBe('token');
    const [name = ''] = readdirSync(join(profile, 'vault'));
    expect(name).toMatch(/^[0-9a-f]{64}$/);
    expect([statSync(join(profile, 'vault')).mode & 0o777, statSync(join(profile, 'vault', name)).mode & 0o777]).toEqual([0o700, 0o600]);
    await vault.clear('../../etc/passwd');
    expect(await vault.read('../../etc/passwd')).toBeNull();
  });
});

describe('readFlags', () => {
  it('makes paths absolute from where the program was called', () => {
    expect(readFlags(['--profile', 'p', '--open=./photos', '--no-open', '--port', '21000'], '/home')).toEqual({ profile: '/home/p', open: '/home/photos', window: false, port: 21_000 });
  });

  it('refuses unknown flags and values that make no sense', () => {
    for (const argv of [['--evil'], ['folder'], ['--port', '80'], ['--port', 'x'], ['--open'], ['--profile=']]) expect(() => readFlags(argv, '/'), argv.join(' ')).toThrow();
  });

  it('passes over the flags of the browser inside Electron, but not its own without a value', () => {
    expect(readFlags(['.', '--no-sandbox', '--inspect=0', '--open', 'a'], '/w', { strict: false })).toMatchObject({ open: '/w/a', profile: null });
    expect(() => readFlags(['--open'], '/w', { strict: false })).toThrow('--open needs a value');
  });
});
