import { describe, expect, test, vi } from 'vitest';
import type { HistorySeries } from '../../../shared/history/series';
import { refreshAll, refreshChanged } from '../maintenance/aggregates';
import { compressChunk, dueChunks } from '../maintenance/compression';
import { emptyEngine } from '../testing/empty-engine';
import { DAY, MINUTE, START } from '../testing/samples';
import { readSpan } from './recorded-span';
import { readTotals } from './totals';

/** The real engine takes seconds to open and to be filled, beside busy neighbours. */
vi.setConfig({ testTimeout: 120_000 });

const { engine, apply } = emptyEngine();

async function totals(currency: string, maxPoints: number, days = 3): Promise<HistorySeries> {
  const query = { from: START, to: START + days * DAY, maxPoints, currency };
  return readTotals(engine, 'main', query, await readSpan(engine, 'main'));
}

const ratesOf = ({ points }: HistorySeries) =>
  points.map(({ at, usdPerUnit }) => [(at - START) / MINUTE, usdPerUnit]);

/** A point each minute; its rate is its number, and there is none where `lacks` says so. */
function minutes(count: number, lacks: (minute: number) => boolean): Promise<void> {
  const points = Array.from({ length: count }, (_, minute) => ({
    at: START + minute * MINUTE,
    totalUsd: '100',
    status: 'complete' as const,
    ...(lacks(minute) ? {} : { rates: { EUR: `1.${minute}`, BTC: `${60_000 + minute}.5` } }),
  }));
  return apply({ kind: 'totals-recorded', portfolio: 'main', points });
}

describe('rates of the past', () => {
  test('each point comes with the rate of its own instant, and without one where none was recorded', async () => {
    await minutes(4, (minute) => minute === 2);
    const series = await totals('EUR', 100);
    expect(series.currency).toBe('EUR');
    expect(ratesOf(series)).toEqual([
      [0, '1.0'],
      [1, '1.1'],
      [2, undefined],
      [3, '1.3'],
    ]);
    expect(ratesOf(await totals('BTC', 100)).at(-1)).toEqual([3, '60003.5']);
    expect(ratesOf(await totals('CHF', 100)).map(([, rate]) => rate)).toEqual(
      Array.from({ length: 4 }),
    );
    expect(ratesOf(await totals('USD', 100)).map(([, rate]) => rate)).toEqual(
      Array.from({ length: 4 }),
    );
  });

  test.each([
    ['minutes', 1, 1200, 1100],
    ['hours', 3, 40, 3 * 1440],
    ['days', 12, 12, 12 * 1440],
  ])(
    'a bucket of %s has the rate of its last total, whether it is aggregated or compressed',
    async (_, days, maxPoints, count) => {
      // The last point of every other hour, and of every other day, has no rate.
      const lacks = (minute: number) =>
        (Math.floor(minute / 60) % 2 === 0 && minute % 60 === 59) ||
        (Math.floor(minute / 1440) % 2 === 0 && minute % 1440 === 1439);
      await minutes(count, lacks);
      // As the store does before it reads: points of the past are aggregated anew.
      await refreshChanged(engine, START + 100 * DAY);
      const before = await totals('EUR', maxPoints, days);
      if (maxPoints < 1000) expect(before.bucketMs).toBeGreaterThan(0);
      for (const { at, usdPerUnit } of before.points) {
        const minute = (at - START) / MINUTE;
        expect(usdPerUnit).toBe(lacks(minute) ? undefined : `1.${minute}`);
      }
      expect(new Set(before.points.map(({ usdPerUnit }) => usdPerUnit === undefined)).size).toBe(2);
      const dollars = await totals('USD', maxPoints, days);
      expect(before.points.map(({ usdPerUnit: _rate, ...point }) => point)).toEqual(dollars.points);

      await refreshAll(engine, START + 100 * DAY);
      for (const chunk of await dueChunks(engine, START + 100 * DAY))
        await compressChunk(engine, chunk);
      expect(await totals('EUR', maxPoints, days)).toEqual(before);
    },
  );

  test.each([
    ['every point', 40, 100],
    ['buckets of minutes', 1100, 200],
    ['hours', 3 * 1440, 40],
    ['days', 12 * 1440, 12],
  ])(
    'what the total is more by in a currency comes with the rate of its point: %s',
    async (_, count, maxPoints) => {
      const days = Math.ceil(count / 1440);
      // Points of older versions tell none; in others there may be none of this currency.
      const isTold = (minute: number) => minute % 5 !== 4;
      const gapOf = (minute: number) => (minute % 3 === 0 ? undefined : `-0.${minute}`);
      const rows = Array.from({ length: count }, (_, minute) => {
        const gap = gapOf(minute);
        const gaps = gap === undefined ? { BTC: '7' } : { EUR: gap };
        const rates = { EUR: `1.${minute}`, ...(isTold(minute) && { gaps }) };
        return { at: new Date(START + minute * MINUTE).toISOString(), rates };
      });
      await minutes(count, () => true);
      await engine.query(
        `insert into rate_point (portfolio, installation, at, rates)
         select portfolio, installation, at, given.rates
         from portfolio_point
         join jsonb_to_recordset($1::text::jsonb) as given (at timestamptz, rates jsonb) using (at)`,
        [JSON.stringify(rows)],
      );
      await refreshAll(engine, START + 100 * DAY);
      const read = await totals('EUR', maxPoints, days);
      expect(read.points.length).toBeGreaterThan(10);
      for (const { at, gapUsd, usdPerUnit } of read.points) {
        const minute = (at - START) / MINUTE;
        const expected = isTold(minute) ? (gapOf(minute) ?? '0') : undefined;
        expect([usdPerUnit, gapUsd]).toEqual([`1.${minute}`, expected]);
      }
      const dollars = await totals('USD', maxPoints, days);
      expect(dollars.points.every((point) => !('gapUsd' in point))).toBe(true);
    },
  );

  test('what is computed afterwards does not replace the rate of what was seen', async () => {
    const point = { at: START, totalUsd: '1', status: 'complete', rates: { EUR: '1.1' } } as const;
    const computed = {
      ...point,
      totalUsd: '2',
      status: 'reconstructed',
      rates: { EUR: '9' },
    } as const;
    await apply(
      { kind: 'totals-recorded', portfolio: 'main', points: [point] },
      { kind: 'totals-recorded', portfolio: 'main', points: [computed] },
    );
    expect(ratesOf(await totals('EUR', 10))).toEqual([[0, '1.1']]);
  });

  test('are gone with their portfolio', async () => {
    await minutes(3, () => false);
    await apply({ kind: 'portfolio-removed', portfolio: 'main' });
    for (const relation of ['rate_point', 'rate_hour', 'rate_day'])
      expect(await engine.query(`select portfolio from ${relation}`), relation).toEqual([]);
    expect(await totals('EUR', 10)).toMatchObject({ points: [], steps: [] });
  });
});
