import { describe, expect, it } from 'vitest';
import { findChromium } from './findChromium.mjs';
import { countPlaywright, countVitest, lastLine, settle } from './suites.mjs';

const none = { passed: 0, failed: 0, skipped: 0 };

describe('counting', () => {
  it('adds up tests and counts a file that could not be loaded', () => {
    const report = {
      testResults: [
        { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }, { status: 'skipped' }] },
        { status: 'failed', assertionResults: [] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 2, failed: 2, skipped: 1 });
  });

  it('does not let a second try or an error outside of tests pass', () => {
    expect(countPlaywright({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] })).toEqual({ passed: 3, failed: 3, skipped: 2 });
  });

  it('counts a suite that could not start, ran nothing or died as a failure', () => {
    expect(settle(null, 0).failed).toBe(1);
    expect(settle(none, 0).failed).toBe(1);
    expect(settle({ ...none, passed: 5 }, 137)).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(settle({ ...none, passed: 5, failed: 2 }, 1).failed).toBe(2);
    expect(settle({ ...none, passed: 5 }, 0)).toEqual({ passed: 5, failed: 0, skipped: 0 });
  });

  it('ends with one line', () => {
    expect(lastLine([{ ...none, passed: 2 }, { ...none, passed: 1, failed: 1 }])).toBe('3 passed, 1 failed');
    expect(lastLine([{ passed: 2, failed: 0, skipped: 4 }])).toBe('2 passed, 0 failed, 4 skipped');
  });
});

describe('findChromium', () => {
  it('takes what is named, else what is there', () => {
    expect(findChromium({ CHROMIUM: '/a' }, 'linux', (path) => path === '/a')).toBe('/a');
    expect(findChromium({ CHROMIUM: '/a', PATH: '/bin' }, 'linux', (path) => path !== '/a')).toBeNull();
    expect(findChromium({ PATH: '/bin:/usr/bin' }, 'linux', (path) => path === '/usr/bin/chromium')).toBe('/usr/bin/chromium');
    expect(findChromium({}, 'win32', (path) => path.endsWith('msedge.exe'))).toMatch(/msedge/);
    expect(findChromium({}, 'linux', () => false)).toBeNull();
  });
});
