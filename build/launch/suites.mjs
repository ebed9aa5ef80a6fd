/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 *
 * @typedef {object} VitestReport
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults
 *
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {unknown[]} errors
 */

/**
 * Adds up a vitest report. A file that could not be loaded has no tests in it and counts as one failure.
 *
 * @param {VitestReport} report
 * @returns {Counts}
 */
export function countVitest({ testResults }) {
  const states = testResults.flatMap(({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((one) => one.status === 'failed') ? ['failed', ...assertionResults.map((one) => one.status)] : assertionResults.map((one) => one.status),
  );
  const passed = states.filter((state) => state === 'passed').length;
  const failed = states.filter((state) => state === 'failed').length;
  return { passed, failed, skipped: states.length - passed - failed };
}

/**
 * Adds up a Playwright report. What only passed on a second try counts as failed; so does an error outside of tests.
 *
 * @param {PlaywrightReport} report
 * @returns {Counts}
 */
export function countPlaywright({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

/**
 * A suite that ended badly without a failed test, or ran no test at all, could not start: that is one failure.
 *
 * @param {Counts | null} counts null when there is no report
 * @param {number} code
 * @returns {Counts}
 */
export function settle(counts, code) {
  if (counts === null) return { passed: 0, failed: 1, skipped: 0 };
  if (counts.failed === 0 && (code !== 0 || counts.passed === 0)) return { ...counts, failed: 1 };
  return counts;
}

/**
 * The last line of `npm test`.
 *
 * @param {readonly Counts[]} all
 * @returns {string}
 */
export function lastLine(all) {
  const sum = (/** @type {keyof Counts} */ key) => all.reduce((total, counts) => total + counts[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed${sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''}`;
}
