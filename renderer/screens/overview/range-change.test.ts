import { describe, expect, it } from 'vitest';
import type { HistoryPoint, HistorySeries, HistoryStep } from '../../../shared/history/series';
import { Decimal } from '../../../shared/base/decimal';
import { amountsSince, rangeChange, ratesSince, type RangeChange } from './range-change';

const point = (at: number, totalUsd: string, more: Partial<HistoryPoint> = {}): HistoryPoint => ({
  ...{ at, totalUsd, lowUsd: totalUsd, highUsd: totalUsd, status: 'complete' },
  ...more,
});
const step = (at: number, usd: string, totalUsd: string, more: Partial<HistoryStep> = {}) => ({
  ...{ at, usd, totalUsd, connectionId: 'b', venue: 'kraken' },
  ...({ kind: 'joined', accountType: 'spot' } as const),
  ...more,
});
const series = (
  points: readonly HistoryPoint[],
  more: Partial<HistorySeries> = {},
): HistorySeries => ({
  ...{ from: 0, to: 10, bucketMs: 1, currency: 'USD', points, steps: [] },
  ...more,
});
const live = (value: string, basis = 'same', atPrices = value) => ({
  ...{ value: new Decimal(value), valueAtPrices: new Decimal(atPrices), basis },
});
const EUR = { currency: 'EUR' } as const;

/** Change, ratio and steps in words, or why there is none. */
function said(change: RangeChange): string {
  if (!change.known) return change.why.code;
  const steps = change.steps.map(({ words, value }) => `, ${words} ${value.toFixed()}`);
  return `${change.change.toFixed()} (${change.ratio?.toFixed(4) ?? 'no ratio'})${steps.join('')}`;
}

describe('change over a range', () => {
  it('has no ratio where an account was missing at a step in between', () => {
    const points = [point(1, '150'), point(2, '110', { status: 'partial' }), point(3, '160')];
    const joined: HistoryStep = {
      ...{ at: 2, kind: 'joined', connectionId: 'c', venue: 'kraken', accountType: 'spot' },
      ...{ usd: '10', totalUsd: '110' },
    };
    expect(said(rangeChange(series(points, { steps: [joined] }), live('160')))).toBe(
      '0 (no ratio), joined 10',
    );
  });

  it('tells what counts no longer apart from what came to count', () => {
    const step = (at: number, usd: string, totalUsd: string): HistoryStep => ({
      ...{ at, kind: 'counted', connectionId: 'c', venue: 'kraken', accountType: 'spot' },
      ...{ usd, totalUsd },
    });
    const points = [point(1, '100'), point(2, '150'), point(3, '130')];
    const steps = [step(2, '50', '150'), step(3, '-20', '130')];
    expect(said(rangeChange(series(points, { steps }), live('130')))).toBe(
      '0 (0.0000), counted from then on 50, counted no longer -20',
    );
  });

  it('is none where converted totals differ by their rounding alone', () => {
    // A thirteenth of each, of 34 digits: the first two are not quite the third.
    const rate = { usdPerUnit: '13' };
    const points = [point(1, '1000', rate), point(2, '3000', rate)];
    const steps = [step(2, '2000', '3000', rate)];
    const end = new Decimal(3000).dividedBy(13).toSignificantDigits(34);
    expect(said(rangeChange(series(points, { ...EUR, steps }), live(end.toFixed())))).toBe(
      `0 (0.0000), joined ${new Decimal(2000).dividedBy(13).toSignificantDigits(34).toFixed()}`,
    );
    const moved = end.plus('1e-20');
    expect(said(rangeChange(series(points, { ...EUR, steps }), live(moved.toFixed())))).toMatch(
      /^0\.0{19}1/,
    );
  });

  it('counts what is held of the currency itself by its amount, at both ends and at steps', () => {
    // A bitcoin of 100 at its venues for 90; 1 of them joins.
    const [rate, one, two] = ['100', { gapUsd: '10' }, { gapUsd: '20' }] as const;
    const points = [
      point(1, '90', { usdPerUnit: rate, ...one }),
      point(2, '180', { usdPerUnit: rate, ...two }),
    ];
    const joined = step(2, '90', '180', { usdPerUnit: rate, ...one, totalGapUsd: '20' });
    const given = series(points, { currency: 'BTC', steps: [joined] });
    expect(said(rangeChange(given, live('2')))).toBe('0 (0.0000), joined 1');
    const scope = { basis: 'recorded', missing: [] };
    expect(said(rangeChange({ ...given, scope }, live('7', 'other')))).toBe('0 (0.0000), joined 1');
  });

  it('does not take what a venue’s price is apart from the rate for a gain since an older version', () => {
    // 2.6 bitcoins at 100, which their venue has for 95; the first point is of a version that did not tell.
    const rate = { usdPerUnit: '100' };
    const told = { ...rate, gapUsd: '13' };
    const [first, second] = [point(1, '247', rate), point(3, '247', told)];
    const given = series([first, second], { currency: 'BTC' });
    expect(said(rangeChange(given, live('2.6', 'same', '2.47')))).toBe('0 (0.0000)');
    expect(amountsSince(given)).toBe(3);
    const none = [first, point(3, '247', { ...rate, gapUsd: '0' })];
    expect(amountsSince(series(none, { currency: 'BTC' }))).toBeUndefined();
    // Another bitcoin joins, and the change ends at the last record: all in the same way.
    const joined = step(3, '95', '342', { ...rate, gapUsd: '5', totalGapUsd: '18' });
    const later = series([first, point(3, '342', { ...rate, gapUsd: '18' })], {
      ...{ currency: 'BTC', steps: [joined], scope: { basis: 'recorded', missing: [] } },
    });
    expect(said(rangeChange(later, live('9', 'other')))).toBe('0 (0.0000), joined 0.95');
    // From the first point on that tells, it counts by its amount.
    expect(said(rangeChange({ ...given, points: [second] }, live('2.6')))).toBe('0 (0.0000)');
  });

  it('tells prices by hand by a name of their own', () => {
    const points = [point(1, '100'), point(2, '150'), point(3, '130')];
    const steps = [
      step(2, '50', '150', { kind: 'priced' }),
      step(3, '-20', '130', { kind: 'priced' }),
    ];
    expect(said(rangeChange(series(points, { steps }), live('130')))).toBe(
      '0 (0.0000), revalued by hand 30',
    );
  });

  it('is exact, against the first recorded total', () => {
    expect(said(rangeChange(series([point(1, '100.1'), point(2, '5')]), live('100.3')))).toBe(
      '0.2 (0.0020)',
    );
  });

  it('does not take accounts that were missing then for gains now', () => {
    const points = [point(1, '10', { status: 'partial' }), point(2, '90')];
    expect(said(rangeChange(series(points), live('99')))).toBe('9 (0.1000)');
    expect(said(rangeChange(series(points.slice(0, 1)), live('99')))).toBe('all-partial');
  });

  it('is unknown while nothing is recorded, and has no ratio against nothing', () => {
    expect(said(rangeChange(series([]), live('1')))).toBe('nothing-recorded');
    expect(said(rangeChange(series([point(1, '0')]), live('1')))).toBe('1 (no ratio)');
    expect(said(rangeChange(series([point(1, '-5')]), live('1')))).toBe('6 (no ratio)');
  });

  it('has each end at its own rate, and never the ratio of dollars', () => {
    // 100 dollars were 80 euros; 110 dollars now are 55: a gain in dollars, a loss in euros.
    const points = [point(1, '100', { usdPerUnit: '1.25' })];
    expect(said(rangeChange(series(points, EUR), live('55')))).toBe('-25 (-0.3125)');
  });

  it('is left out where the rate at its beginning or at a step is not known', () => {
    const rate = { usdPerUnit: '1.25' };
    const late = series([point(1, '100'), point(4, '100', rate)], EUR);
    expect(rangeChange(late, live('55'))).toEqual({
      known: false,
      why: { code: 'no-rate', since: 4 },
    });
    expect(ratesSince(late)).toBe(4);
    const steps = [step(3, '10', '110')];
    const all = [point(1, '100', rate), point(4, '110', rate)];
    expect(said(rangeChange(series(all, { ...EUR, steps }), live('55')))).toBe('no-rate');
  });

  it('leaves out what joined, left and was entered, and chains its ratio over them', () => {
    const steps = [
      // 100 became 110; 50 joined.
      step(2, '50', '160'),
      // 160 became 176, of which 40 left; 24 were entered.
      step(4, '-40', '160', { kind: 'left' }),
      step(4, '24', '160', { kind: 'entered', connectionId: 'm', accountType: 'manual' }),
    ];
    const points = [point(1, '100'), point(3, '165'), point(5, '161')];
    // At last 160 became 168: 10, 16 and 8 were gained, at 10 %, 10 % and 5 %.
    expect(said(rangeChange(series(points, { steps }), live('168')))).toBe(
      '34 (0.2705), joined 50, left -40, entered by hand 24',
    );
  });

  it('has each step at the rate of its own instant', () => {
    const steps = [step(2, '50', '150', { usdPerUnit: '2' })];
    const points = [point(1, '100', { usdPerUnit: '1' }), point(2, '150', { usdPerUnit: '2' })];
    // 100 became 50 before 25 joined; 75 became 80.
    expect(said(rangeChange(series(points, { ...EUR, steps }), live('80')))).toBe(
      '-45 (-0.4667), joined 25',
    );
  });

  it('passes over steps that its first record has in it', () => {
    const steps = [step(1, '50', '100')];
    expect(said(rangeChange(series([point(1, '100')], { steps }), live('101')))).toBe('1 (0.0100)');
  });

  it('ends at the last record while something else counts than in that', () => {
    const scope = { basis: 'same', missing: [] };
    const recorded = series([point(1, '100'), point(2, '103')], { scope });
    expect(said(rangeChange(recorded, live('104')))).toBe('4 (0.0400)');
    // An account has joined since; the next record tells.
    expect(said(rangeChange(recorded, live('900', 'other')))).toBe('3 (0.0300)');
  });

  it('is left out while an account that counted cannot be read', () => {
    const missing = [{ connectionId: 'b', venue: 'kraken', accountType: 'spot' } as const];
    const recorded = series([point(1, '100')], { scope: { basis: 'same', missing } });
    expect(said(rangeChange(recorded, live('50')))).toBe('accounts-missing');
  });

  it('has no ratio that contradicts it', () => {
    // 10 doubled, 990 joined, and a tenth of all that was lost.
    const steps = [step(2, '990', '1010')];
    const recorded = series([point(1, '10'), point(2, '1010')], { steps });
    expect(said(rangeChange(recorded, live('909')))).toBe('-91 (no ratio), joined 990');
  });
});
