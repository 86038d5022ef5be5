// @ts-check

/**
 * What stands for several measurements of one thing.
 * @typedef {'median' | 'mean' | 'max' | 'p95' | 'p99'} Statistic
 */

/**
 * A figure with how far its measurements lie apart.
 * @typedef {{ value: number, min: number, max: number, runs: number }} Measure
 */

/**
 * @param {readonly number[]} values
 * @param {Statistic} by
 * @returns {number} NaN of no values
 */
export function statistic(values, by) {
  const sorted = [...values].sort((one, other) => one - other);
  if (sorted.length === 0) return Number.NaN;
  switch (by) {
    case 'mean':
      return sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    case 'max':
      return percentile(sorted, 1);
    case 'p95':
      return percentile(sorted, 0.95);
    case 'p99':
      return percentile(sorted, 0.99);
    case 'median':
      return (percentile(sorted, 0.5) + percentile(sorted, 0.5, 1)) / 2;
  }
}

/**
 * @param {readonly number[]} values
 * @param {Statistic} by
 * @returns {Measure}
 */
export function measureOf(values, by) {
  return {
    value: statistic(values, by),
    min: values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    max: values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    runs: values.length,
  };
}

/**
 * The value that a share of all values does not exceed; with `above`, the one after it where the share
 * falls between two.
 * @param {readonly number[]} sorted
 * @param {number} share 0 to 1
 * @param {number} [above]
 */
function percentile(sorted, share, above = 0) {
  const place = sorted.length * share;
  const next = Number.isInteger(place) ? above : 0;
  return sorted[Math.min(sorted.length, Math.max(1, Math.ceil(place) + next)) - 1] ?? Number.NaN;
}
