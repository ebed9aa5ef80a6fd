import { describe, expect, it } from 'vitest';
import { hostArguments, readFlags } from './flags.mjs';

describe('readFlags', () => {
  it('has defaults', () => {
    expect(readFlags([], {})).toEqual({ host: 'auto', open: true, profile: null, path: null });
  });

  it('takes values after a space or an equals sign, Windows paths too', () => {
    const flags = readFlags(['--host=node', '--no-open', '--profile', 'C:\\my profile', '--open=D:\\a=b'], {});
    expect(flags).toEqual({ host: 'node', open: false, profile: 'C:\\my profile', path: 'D:\\a=b' });
  });

  it('takes the host from the environment unless a flag says otherwise', () => {
    expect(readFlags([], { SIGHTLINE_HOST: 'node' })).toMatchObject({ host: 'node' });
    expect(readFlags(['--host', 'electron'], { SIGHTLINE_HOST: 'node' })).toMatchObject({ host: 'electron' });
  });

  it.each([[['--hots=node']], [['--profile']], [['--host=chrome']], [['photos']]])('refuses %j with a sentence', (argv) => {
    expect(readFlags(argv, {})).toHaveProperty('problem', expect.any(String));
  });
});

describe('hostArguments', () => {
  it('passes on what was given', () => {
    expect(hostArguments({ host: 'auto', open: false, profile: 'p', path: 'x' })).toEqual(['--no-open', '--profile', 'p', '--open', 'x']);
    expect(hostArguments({ host: 'auto', open: true, profile: null, path: null })).toEqual([]);
  });
});
