// @ts-check

/**
 * How many tests of a stage passed, failed and were skipped.
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/** @type {Counts} */
export const none = { passed: 0, failed: 0, skipped: 0 };
/** @type {Counts} */
export const onePassed = { ...none, passed: 1 };
/** @type {Counts} */
export const oneFailed = { ...none, failed: 1 };

/**
 * What a test runner's report and its exit code say together. A runner that ran nothing, or failed
 * without naming a failed test, counts as one failure: silence is not success.
 * @param {Counts} reported
 * @param {number} exitCode
 * @returns {Counts}
 */
export function judge(reported, exitCode) {
  const ranNothing = reported.passed + reported.failed === 0;
  const failedSilently = exitCode !== 0 && reported.failed === 0;
  return ranNothing || failedSilently ? { ...reported, failed: 1 } : reported;
}

/**
 * @param {Counts[]} all
 * @returns {Counts}
 */
export function sum(all) {
  return all.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    none,
  );
}

/**
 * The last line of a test run.
 * @param {Counts} counts
 * @returns {string} `N passed, N failed`, and `, N skipped` only when there are any
 */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
