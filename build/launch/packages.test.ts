import { describe, expect, it } from 'vitest';
import { packagesMatch } from './packages.mjs';

const lock = {
  packages: {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/only-on-mac': { version: '2.0.0', optional: true },
  },
};

describe('packagesMatch', () => {
  it('is satisfied when every needed package is there in its version', () => {
    expect(packagesMatch(lock, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true);
  });

  it('asks for an install when nothing, another version or another optional version is there', () => {
    expect(packagesMatch(lock, null)).toBe(false);
    expect(packagesMatch(lock, { packages: {} })).toBe(false);
    expect(packagesMatch(lock, { packages: { 'node_modules/a': { version: '0.9.0' } } })).toBe(false);
    expect(packagesMatch(lock, { packages: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/only-on-mac': { version: '1.0.0' } } })).toBe(false);
  });
});
