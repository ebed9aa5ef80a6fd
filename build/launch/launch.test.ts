import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronStatus } from './electronStatus.mjs';
import { fetchElectron, reachable } from './fetchElectron.mjs';
import { runProgram } from './runProgram.mjs';
import { buildIsCurrent, sourceStamp, writeStamp } from './stamp.mjs';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'launch-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe('electronStatus', () => {
  const look = (): ReturnType<typeof electronStatus> => electronStatus({ root, platform: 'linux', env: {} });

  it('tells absent, declared without program, wrong version and present apart', () => {
    expect(look()).toBeNull();
    write('node_modules/electron/package.json', '{"version":"45.4.1"}');
    expect(look()).toMatchObject({ version: '45.4.1', program: null });
    write('node_modules/electron/dist/electron', '');
    write('node_modules/electron/dist/version', '44.0.0');
    expect(look()?.program).toBeNull();
    write('node_modules/electron/dist/version', 'v45.4.1\n');
    expect(look()?.program).toBe(join(root, 'node_modules/electron/dist/electron'));
  });
});

describe('fetchElectron', () => {
  const fetchWith = (code: string): Promise<boolean> => {
    write('electron/install.js', code);
    return fetchElectron({ folder: join(root, 'electron'), scratch: join(root, 'scratch'), say: () => undefined, env: process.env, stallMs: 50 });
  };

  it('answers what the installer ended with', async () => {
    expect(await fetchWith('process.exit(0)')).toBe(true);
    expect(await fetchWith('process.exit(1)')).toBe(false);
  });

  it('ends an installer to which nothing arrives', async () => {
    expect(await fetchWith('setInterval(() => {}, 1000)')).toBe(false);
  });

  it('says no when the place cannot be reached', async () => {
    expect(await reachable({ ELECTRON_MIRROR: 'http://127.0.0.1:9/' })).toBe(false);
  });
});

describe('runProgram', () => {
  it('tells readiness and the end code', async () => {
    const run = (code: string): ReturnType<typeof runProgram> => runProgram({ command: process.execPath, args: ['-e', code], cwd: root });
    expect(await run('process.exit(3)')).toEqual({ ready: false, code: 3 });
    expect(await run('console.log("Sightline is ready: http://127.0.0.1:1/")')).toEqual({ ready: true, code: 0 });
    expect(await runProgram({ command: join(root, 'absent'), args: [], cwd: root })).toEqual({ ready: false, code: 127 });
  });
});

describe('build stamp', () => {
  it('changes with sources and not with tests', () => {
    write('shared/a.ts', 'one');
    writeStamp(root, sourceStamp(root));
    expect(buildIsCurrent(root)).toBe(true);
    write('shared/a.test.ts', 'a test');
    expect(buildIsCurrent(root)).toBe(true);
    write('shared/a.ts', 'two');
    expect(buildIsCurrent(root)).toBe(false);
  });
});
