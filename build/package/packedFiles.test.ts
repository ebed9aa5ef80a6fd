import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problemsOf } from './packedFiles.mjs';

const complete = [
  '/package.json', '/LICENSE', '/out', '/out/electron', '/out/electron/main.js', '/out/electron/preload.cjs', '/out/electron/storeProcess.js', '/out/electron/nodeHost.js',
  '/out/electron/childEnvironment-CpnlM4Rd.js', '/out/renderer', '/out/renderer/index.html', '/out/renderer/assets', '/out/renderer/assets/index-AiBvVnW1.js',
  '/assets', '/assets/sample', '/assets/sample/street', '/assets/sample/street/sightline.json', '/assets/sample/field/sightline.json', '/node_modules', '/node_modules/sharp', '/node_modules/sharp/package.json',
  '/out/electron/decoderProcess.js', '/node_modules/node-av/package.json', '/node_modules/@seydx', '/node_modules/@seydx/node-av-linux-x64/node-av.node',
];

describe('problemsOf', () => {
  it('passes a complete package', () => {
    expect(problemsOf(complete)).toEqual([]);
  });

  it.each(['/out/electron/main.js.map', '/out/renderer/assets/a.test.js', '/electron/main.ts', '/tests/a.js', '/out/types/a.d.ts', '/node_modules/react/index.js', '/.env', '/out/tools/server.js', '/assets/sample/.secret'])('names what does not belong: %s', (name) => {
    expect(problemsOf([...complete, name]).join('\n')).toContain(name);
  });

  it('names what is missing', () => {
    expect(problemsOf(complete.filter((name) => !name.endsWith('preload.cjs')))).toEqual(['missing: /out/electron/preload.cjs']);
  });
});

describe('electron-builder.yml', () => {
  const text = readFileSync(new URL('./electron-builder.yml', import.meta.url), 'utf8');

  it.each([
    ['runAsNode', false], ['enableNodeOptionsEnvironmentVariable', false], ['enableNodeCliInspectArguments', false], ['enableCookieEncryption', true],
    ['enableEmbeddedAsarIntegrityValidation', true], ['onlyLoadAppFromAsar', true], ['grantFileProtocolExtraPrivileges', false], ['loadBrowserProcessSpecificV8Snapshot', false],
  ])('25: sets the fuse %s to %s', (fuse, value) => {
    expect(text).toMatch(new RegExp(`^ {2}${fuse}: ${value}$`, 'm'));
  });
});
