// @ts-check
import { describe, expect, it } from 'vitest';
import { judged } from './run-benchmark.mjs';
import { measureOf, statistic } from './statistics.mjs';
import { brokenBenchmark, judge } from './verdict.mjs';

/** @typedef {import('./verdict.mjs').Figure} Figure */

const floor = { name: 'loop', values: [10, 11, 12] };
/** @type {Figure} */
const detail = { name: 'valuation', unit: 'ms', by: 'median', values: [20, 22, 24] };
/** @type {Figure} */
const figure = {
  ...detail,
  floor,
  target: { of: 'ratio', most: 2.5 },
};
const verdictOf = (/** @type {Partial<Figure>} */ change) =>
  judge('sums', { ...figure, ...change }, []).verdict;

describe('statistics', () => {
  it('the median is in the middle, or between the two there', () => {
    expect(statistic([3, 1, 2], 'median')).toBe(2);
    expect(statistic([4, 1, 3, 2], 'median')).toBe(2.5);
    expect(statistic([7], 'median')).toBe(7);
    expect(statistic([1, 9], 'median')).toBe(5);
  });

  it('a percentile is a value that was measured', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(statistic(values, 'p95')).toBe(95);
    expect(statistic(values, 'p99')).toBe(99);
    expect(statistic(values, 'max')).toBe(100);
    expect(statistic([5, 6], 'p95')).toBe(6);
    expect(statistic(values, 'mean')).toBe(50.5);
  });

  it('nothing measured is no number', () => {
    expect(statistic([], 'median')).toBeNaN();
    expect(measureOf([2, 1], 'max')).toEqual({ value: 2, min: 1, max: 2, runs: 2 });
  });
});

describe('a verdict', () => {
  it('goes by the ratio to the floor, or by the value itself', () => {
    expect(judge('sums', figure, [])).toMatchObject({ verdict: 'OK', ratio: { value: 2 } });
    expect(verdictOf({ target: { of: 'ratio', most: 1.9 } })).toBe('MISSED');
    expect(verdictOf({ target: { of: 'value', most: 22 } })).toBe('OK');
    expect(verdictOf({ target: { of: 'value', most: 21 } })).toBe('MISSED');
  });

  it('takes the ratio pair by pair where both were measured side by side', () => {
    const slowMoment = { values: [20, 200, 20], floor: { ...floor, values: [10, 100, 10] } };
    const paired = { ...slowMoment, floor: { ...slowMoment.floor, paired: true } };
    expect(judge('sums', { ...figure, ...paired }, []).ratio).toMatchObject({ min: 2, max: 2 });
    expect(judge('sums', { ...figure, ...slowMoment }, []).ratio).toMatchObject({ max: 20 });
  });

  it.each([
    ['of no runs', { values: [] }],
    ['that is not a number', { values: [Number.NaN, 1] }],
    ['without end', { values: [1, Number.POSITIVE_INFINITY] }],
    ['below zero', { values: [-1] }],
    ['better than its floor', { values: [9] }],
    ['with a floor of no runs', { floor: { ...floor, values: [] } }],
    ['with a floor of zero', { floor: { ...floor, values: [0, 0, 0] } }],
    ['with fewer runs of a floor that was measured beside it', pairedWith([10])],
    ['with a target that is no number', { target: target(Number.NaN) }],
  ])('is BROKEN for a figure %s', (_what, change) => {
    expect(verdictOf(change)).toBe('BROKEN');
  });

  it('is BROKEN for a target of a ratio without a floor', () => {
    const without = { ...detail, target: { of: /** @type {const} */ ('ratio'), most: 2 } };
    expect(judge('sums', without, []).verdict).toBe('BROKEN');
  });

  it('is BROKEN when the benchmark doubts itself, however good the figure is', () => {
    expect(judge('sums', figure, ['the server was asked'])).toMatchObject({
      verdict: 'BROKEN',
      reasons: ['the server was asked'],
    });
  });

  it('a detail may be a difference, and has no target to miss', () => {
    expect(judge('sums', { ...detail, values: [-0.3] }, []).verdict).toBe('OK');
    expect(judge('sums', { ...detail, values: [Number.NaN] }, []).verdict).toBe('BROKEN');
  });

  it('a floor whose own runs lie far apart is said to be noisy', () => {
    expect(judge('sums', figure, []).noisy).toBe(false);
    const wide = { ...figure, floor: { name: 'loop', values: [10, 11, 30] } };
    expect(judge('sums', wide, []).noisy).toBe(true);
  });
});

describe('a benchmark', () => {
  const wellEnded = { code: 0, signal: null, hung: false };

  it('that told no figure is BROKEN, also when it ended well', () => {
    expect(judged('sums', [], [], wellEnded)).toEqual([
      brokenBenchmark('sums', 'it told no figure'),
    ]);
    expect(judged('sums', [], ['it adds up'], wellEnded)).toHaveLength(2);
  });

  it('that fails or hangs after its figures keeps them, and is BROKEN', () => {
    const verdicts = (/** @type {import('./run-benchmark.mjs').Ending} */ ending) =>
      judged('sums', [figure], [], ending).map(({ verdict }) => verdict);
    expect(verdicts(wellEnded)).toEqual(['OK']);
    expect(verdicts({ ...wellEnded, code: 1 })).toEqual(['OK', 'BROKEN']);
    expect(verdicts({ code: null, signal: 'SIGSEGV', hung: false })).toEqual(['OK', 'BROKEN']);
    expect(verdicts({ code: null, signal: 'SIGTERM', hung: true })).toEqual(['OK', 'BROKEN']);
  });
});

/** @param {number} most */
function target(most) {
  return /** @type {const} */ ({ of: 'value', most });
}

/** @param {number[]} values */
function pairedWith(values) {
  return { floor: { name: 'loop', values, paired: true } };
}
