import { describe, expect, it } from 'vitest';
import type {
  HistoryPoint,
  HistorySeries,
  HistoryStep,
  PointStatus,
} from '../../shared/history/series';
import { Decimal } from '../../shared/base/decimal';
import { isPlotPoint, plotOf, type Plot } from './plot-points';

const point = (at: number, totalUsd: string, more: Partial<HistoryPoint> = {}): HistoryPoint => ({
  ...{ at, totalUsd, lowUsd: totalUsd, highUsd: totalUsd, status: 'complete' },
  ...more,
});
const step = (at: number, usd: string, totalUsd: string, usdPerUnit?: string): HistoryStep => ({
  ...{ at, usd, totalUsd, kind: 'joined', connectionId: 'b', venue: 'kraken', accountType: 'spot' },
  ...(usdPerUnit === undefined ? {} : { usdPerUnit }),
});
const series = (
  points: readonly HistoryPoint[],
  more: Partial<HistorySeries> = {},
): HistorySeries => ({
  ...{ from: 0, to: 9, bucketMs: 1, currency: 'USD', points, steps: [] },
  ...more,
});
const liveOf = (at: number, value: string, valueAtPrices = value) => ({
  ...{ at, value: new Decimal(value), valueAtPrices: new Decimal(valueAtPrices) },
});
/** `instant total` of what is drawn, `instant |` where the line breaks. */
const drawnOf = ({ drawn }: Plot) =>
  drawn.map((one) => (isPlotPoint(one) ? `${one.at} ${one.total.toFixed()}` : `${one.at} |`));

describe('plot points', () => {
  it('count what is held of the currency itself by its amount, as the total beside them', () => {
    const rated = { usdPerUnit: '100', gapUsd: '10' };
    const joined: HistoryStep = {
      ...step(2, '95', '185', '100'),
      ...{ gapUsd: '5', totalGapUsd: '15' },
    };
    const points = [point(1, '90', rated), point(2, '185', { ...rated, gapUsd: '15' })];
    const plot = plotOf(series(points, { currency: 'BTC', steps: [joined] }), undefined);
    expect(drawnOf(plot)).toEqual(['1 1', '2 1', '2 |', '2 2']);
    expect(plot.steps[0]?.after.minus(plot.steps[0].before).toFixed()).toBe('1');
  });

  it('keep the exact figure for the crosshair', () => {
    const exact = '10.123456789012345678';
    expect(plotOf(series([point(1, exact)]), undefined).points[0]?.total.toFixed()).toBe(exact);
  });

  it('draw each stretch as the weaker of its ends, and every line without a gap', () => {
    const states: readonly PointStatus[] = ['complete', 'carried', 'carried'];
    const { points } = plotOf(
      series(states.map((status, at) => point(at, '1', { status }))),
      undefined,
    );
    expect(points.map(({ complete, carried }) => [complete, carried])).toEqual([
      [undefined, 1],
      [undefined, 1],
      [undefined, 1],
    ]);
  });

  it('end with the live total when that is newer', () => {
    const live = liveOf(5, '12');
    expect(plotOf(series([point(1, '1')]), live).points.at(-1)).toMatchObject({
      at: 5,
      status: 'live',
    });
    expect(plotOf(series([point(6, '1')]), live).points).toHaveLength(1);
  });

  it('are in the currency of the series, each at the rate of its own instant', () => {
    const points = [
      point(1, '100', { usdPerUnit: '1.25' }),
      point(2, '100', { usdPerUnit: '2', lowUsd: '50', highUsd: '150' }),
    ];
    const plot = plotOf(series(points, { currency: 'EUR' }), liveOf(3, '40'));
    expect(drawnOf(plot)).toEqual(['1 80', '2 50', '3 40']);
    // The rate at the lowest and highest dollar total of a bucket is not known.
    expect(plot.points.map(({ band }) => band)).toEqual([undefined, undefined, undefined]);
    const [first] = plotOf(series([point(1, '7', { lowUsd: '5' })]), undefined).points;
    expect(first?.band).toEqual([5, 7]);
  });

  it('break the line where no rate is known, and draw nothing there', () => {
    const rate = { usdPerUnit: '2' };
    const points = [
      point(1, '1'),
      point(2, '4', rate),
      point(3, '5'),
      point(4, '8', rate),
      point(5, '6', rate),
    ];
    const plot = plotOf(series(points, { currency: 'EUR' }), undefined);
    expect(drawnOf(plot)).toEqual(['1 |', '2 2', '3 |', '4 4', '5 3']);
    // One between gaps is a dot of its own.
    expect(plot.points.map(({ complete }) => complete)).toEqual([2, 4, 3]);
  });

  it('break the line where what is held of the currency begins to count by its amount', () => {
    // A bitcoin of 100 at its venue for 90: older points have it as 0.9.
    const rate = { usdPerUnit: '100' };
    const [old, told] = [point(1, '90', rate), point(3, '90', { ...rate, gapUsd: '10' })];
    const drawn = (points: readonly HistoryPoint[], steps: readonly HistoryStep[] = []) =>
      drawnOf(plotOf(series(points, { currency: 'BTC', steps }), undefined));
    expect(drawn([old, told, { ...told, at: 4 }])).toEqual(['1 0.9', '3 |', '3 1', '4 1']);
    // Where none of it is held both ways are the same.
    const none = { ...rate, gapUsd: '0' };
    expect(drawn([old, point(3, '90', none)])).toEqual(['1 0.9', '3 0.9']);
    // A step between them stands in the new way alone.
    const joined: HistoryStep = { ...step(2, '50', '140', '100'), gapUsd: '0', totalGapUsd: '10' };
    const after = point(3, '140', { ...rate, gapUsd: '10' });
    expect(drawn([old, after], [joined])).toEqual(['1 0.9', '2 |', '2 1', '2 |', '2 1.5', '3 1.5']);
    const live = (value: string, atPrices: string) =>
      drawnOf(plotOf(series([old], { currency: 'BTC' }), liveOf(2, value, atPrices)));
    expect(live('1', '0.9')).toEqual(['1 0.9', '2 |', '2 1']);
    expect(live('0.9', '0.9')).toEqual(['1 0.9', '2 0.9']);
  });

  it('break the line at a step, whose levels stand at its own instant', () => {
    const points = [point(1, '100'), point(5, '160'), point(9, '161')];
    const plot = plotOf(series(points, { steps: [step(3, '50', '152')] }), undefined);
    expect(drawnOf(plot)).toEqual(['1 100', '3 102', '3 |', '3 152', '5 160', '9 161']);
    expect(plot.steps.map(({ before, after }) => [before.toFixed(), after.toFixed()])).toEqual([
      ['102', '152'],
    ]);
    // At a recorded point its own total is the level after.
    const exact = plotOf(
      series(points, { steps: [step(5, '50', '160'), step(5, '7', '160')] }),
      undefined,
    );
    expect(drawnOf(exact)).toEqual(['1 100', '5 103', '5 |', '5 160', '9 161']);
    expect(exact.steps).toHaveLength(1);
  });

  it('have the levels of a step at the rate of its instant, and none where that is not known', () => {
    const points = [point(1, '100', { usdPerUnit: '2' }), point(5, '200', { usdPerUnit: '2' })];
    const at = (rate?: string) =>
      plotOf(series(points, { currency: 'EUR', steps: [step(3, '60', '160', rate)] }), undefined);
    expect(drawnOf(at('4'))).toEqual(['1 50', '3 25', '3 |', '3 40', '5 100']);
    expect(drawnOf(at())).toEqual(['1 50', '3 |', '5 100']);
  });
});
