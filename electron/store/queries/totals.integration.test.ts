import { describe, expect, test } from 'vitest';
import type { PointStatus } from '../../../shared/history/series';
import { SnapshotEntries } from '../entries/snapshot-entries';
import { refreshAll, refreshChanged } from '../maintenance/aggregates';
import { text, type SqlRow, type SqlSession } from '../sql/sql-engine';
import { emptyEngine } from '../testing/empty-engine';
import {
  DAY,
  HOUR,
  MINUTE,
  sampleBalance,
  sampleSnapshot,
  START,
  totalEntry,
} from '../testing/samples';
import { readSpan } from './recorded-span';
import { bucketStatement, readTotals } from './totals';

const { engine, apply, applyMinutes } = emptyEngine();

async function totals(from: number, to: number, maxPoints: number, portfolio = 'main') {
  const span = await readSpan(engine, portfolio);
  return readTotals(engine, portfolio, { from, to, maxPoints }, span);
}

describe('totals', () => {
  test('keep every digit, as text', async () => {
    const exact =
      '123456789012345678901234567890123456789012345.1234567890123456789012345678901234567891';
    await apply(
      totalEntry(START, exact),
      totalEntry(START + MINUTE, '-0.000000000000000000000000000000000000000001'),
    );
    const { points } = await totals(START, START + DAY, 10);
    expect(points.map(({ totalUsd }) => totalUsd)).toEqual([
      exact,
      '-0.000000000000000000000000000000000000000001',
    ]);
    const [row] = await engine.query(
      'select total_usd, 9007199254740993::int8 as big from portfolio_point order by at limit 1',
    );
    expect(row).toEqual({ total_usd: exact, big: '9007199254740993' });
  });

  test('recording a point again replaces it; a computed one never replaces a seen one', async () => {
    await apply(totalEntry(START, '1'), totalEntry(START, '2', 'carried'));
    await apply(totalEntry(START, '3', 'reconstructed'));
    await apply(
      totalEntry(START + MINUTE, '4', 'reconstructed'),
      totalEntry(START + MINUTE, '5', 'reconstructed'),
      totalEntry(START + 2 * MINUTE, '6', 'partial'),
    );
    const { points } = await totals(START, START + DAY, 10);
    expect(points.map(({ totalUsd, status }) => [totalUsd, status])).toEqual([
      ['2', 'carried'],
      ['5', 'reconstructed'],
      ['6', 'partial'],
    ]);
  });

  test.each([
    ['raw points', START + 100 * DAY, 2 * DAY, 500],
    ['hourly aggregate', START + 200 * DAY, 20 * DAY, 200],
    ['daily aggregate', START + 300 * DAY, 20 * DAY, 15],
  ])(
    'a downsample of the %s keeps extremes, the last value and the worst state',
    async (_, start, range, maxPoints) => {
      const minutes = range / MINUTE;
      const low = Math.floor(minutes / 3) + 7;
      const high = Math.floor(minutes / 2) + 11;
      await applyMinutes(
        minutes,
        (minute) =>
          minute === low
            ? '1.000000000000000001'
            : minute === high
              ? '999999.000000000000000001'
              : '1000',
        start,
      );
      await apply(totalEntry(start + low * MINUTE + 1, '1000', 'carried'));
      await apply(totalEntry(start + (minutes - 1) * MINUTE, '1234.5'));
      // Not yet aggregated, then aggregated: the answer must not depend on it.
      const before = await totals(start, start + range, maxPoints);
      await refreshAll(engine, start + range);
      await refreshChanged(engine, start + range);
      const after = await totals(start, start + range, maxPoints);
      expect(after).toEqual(before);
      const { points, bucketMs } = after;
      expect(bucketMs).toBeGreaterThan(0);
      expect(points.length).toBeLessThanOrEqual(maxPoints);
      expect(points.length).toBeGreaterThan(maxPoints / 3);
      const dip = points.find(({ lowUsd }) => lowUsd === '1.000000000000000001');
      expect(dip?.status).toBe<PointStatus>('carried');
      expect(points.filter(({ status }) => status === 'carried')).toHaveLength(1);
      expect(points.map(({ highUsd }) => highUsd)).toContain('999999.000000000000000001');
      expect(points.at(-1)).toMatchObject({
        totalUsd: '1234.5',
        at: start + (minutes - 1) * MINUTE,
      });
      expect([...points].sort((one, other) => one.at - other.at)).toEqual(points);
    },
  );

  test('a bucket says the same whatever range it is seen in', async () => {
    await applyMinutes(3 * 1440, (minute) => String(1000 + minute));
    const one = await totals(START, START + 2 * DAY, 100);
    const other = await totals(START + 7 * MINUTE, START + 2 * DAY + 7 * MINUTE, 100);
    expect(other.bucketMs).toBe(one.bucketMs);
    const shared = other.points.filter(({ at }) => at < START + 2 * DAY);
    expect(one.points).toEqual(expect.arrayContaining(shared));
  });

  test('a long range over a short history is drawn as finely as the history allows', async () => {
    await applyMinutes(1440, () => '1');
    const { points, bucketMs } = await totals(START - 365 * DAY, START + 365 * DAY, 1000);
    expect(bucketMs).toBe(2 * MINUTE);
    expect(points).toHaveLength(720);
  });

  test('are empty, not zero, where nothing was recorded', async () => {
    expect((await totals(START, START + DAY, 10)).points).toEqual([]);
    await apply(totalEntry(START, '1'));
    expect((await totals(START + HOUR, START + DAY, 10)).points).toEqual([]);
  });

  test('long ranges are read from the aggregates, not from the points', async () => {
    await applyMinutes(20 * 1440, () => '1000');
    await refreshAll(engine, START + 20 * DAY);
    const plan = async (source: Parameters<typeof bucketStatement>[0]) => {
      const rows = await engine.query(`explain (costs off) ${bucketStatement(source)}`, [
        'main',
        new Date(START).toISOString(),
        new Date(START + 19 * DAY).toISOString(),
        86_400,
      ]);
      return rows.map((row: SqlRow) => text(row, 'QUERY PLAN')).join('\n');
    };
    const [chunks] = await engine.query(
      `select string_agg(chunk_name, '|') as names from timescaledb_information.chunks
       where hypertable_name = 'portfolio_point'`,
    );
    const rawChunks = new RegExp(`\\b(${text(chunks ?? {}, 'names')})\\b`);
    expect(await plan('portfolio_point')).toMatch(rawChunks);
    expect(await plan('portfolio_hour')).not.toMatch(rawChunks);
    expect(await plan('portfolio_day')).not.toMatch(rawChunks);
  });

  test('the span is found without looking through the years between its ends', async () => {
    const far = START + 200 * DAY;
    for (const start of [START, START + 100 * DAY, far]) await applyMinutes(2, () => '1', start);
    await refreshAll(engine, far + 2 * DAY);
    const chunks = await engine.query(
      `select chunk_name from timescaledb_information.chunks
       where hypertable_name = 'portfolio_point' order by range_start`,
    );
    const [, between] = chunks.map((row) => text(row, 'chunk_name'));
    const plans: string[] = [];
    const explaining: SqlSession = {
      ...engine,
      query: async (statement, parameters) => {
        const plan = await engine.query(`explain (costs off) ${statement}`, parameters);
        if (statement.includes('portfolio_point'))
          plans.push(plan.map((row) => text(row, 'QUERY PLAN')).join('\n'));
        return engine.query(statement, parameters);
      },
    };
    expect(await readSpan(explaining, 'main')).toEqual({ first: START, last: far + MINUTE });
    expect(plans).toHaveLength(1);
    expect(plans[0]).not.toContain(between);
  });

  test('the span is right also where the aggregates lag behind, either way', async () => {
    await applyMinutes(1440, () => '1', START + 40 * DAY);
    await refreshAll(engine, START + 60 * DAY);
    // Earlier and later than all that is aggregated.
    await applyMinutes(1, () => '1', START);
    await applyMinutes(1, () => '1', START + 50 * DAY);
    expect(await readSpan(engine, 'main')).toEqual({ first: START, last: START + 50 * DAY });
    // The aggregates still tell of days of which nothing is left.
    await engine.query(
      `delete from portfolio_point where at < $1::timestamptz or at > $2::timestamptz`,
      [
        new Date(START + 40 * DAY + HOUR).toISOString(),
        new Date(START + 40 * DAY + 2 * HOUR).toISOString(),
      ],
    );
    expect(await readSpan(engine, 'main')).toEqual({
      first: START + 40 * DAY + HOUR,
      last: START + 40 * DAY + 2 * HOUR,
    });
    await engine.query('delete from portfolio_point');
    expect(await readSpan(engine, 'main')).toBeUndefined();
  });
});

describe('aggregates', () => {
  test('show points that were recorded late', async () => {
    await applyMinutes(3 * 1440, () => '1000');
    await refreshAll(engine, START + 3 * DAY);
    await apply(totalEntry(START + 90 * MINUTE + 1, '5'));
    await refreshChanged(engine, START + 3 * DAY);
    const { points } = await totals(START, START + 3 * DAY, 3);
    expect(points[0]?.lowUsd).toBe('5');
    expect(await engine.query('select id::text from aggregate_due')).toEqual([]);
  });

  test('removing a portfolio leaves nothing of it and all of the other', async () => {
    await applyMinutes(3 * 1440, () => '1000');
    const { points } = totalEntry(START, '7');
    const demo = Array.from({ length: 100 }, (_, hour) => ({
      at: START + hour * HOUR,
      totalUsd: '7',
      status: 'complete' as const,
    }));
    await apply({ kind: 'totals-recorded', portfolio: 'demo', points: [...points, ...demo] });
    const snapshot = sampleSnapshot(START, [sampleBalance('BTC', '1')]);
    await apply(
      new SnapshotEntries().next({
        portfolio: 'demo',
        snapshot,
        status: 'complete',
        quarantined: [],
        rates: {},
      }),
    );
    await refreshAll(engine, START + 5 * DAY);
    expect((await totals(START, START + 5 * DAY, 5, 'demo')).points).not.toEqual([]);

    await apply({ kind: 'portfolio-removed', portfolio: 'demo' });
    await refreshChanged(engine, START + 5 * DAY);
    for (const relation of [
      'portfolio_point',
      'portfolio_hour',
      'portfolio_day',
      'coverage_point',
      'breakdown_point',
      'breakdown_day',
      'balance_point',
      'balance_current',
    ]) {
      const rows = await engine.query(
        `select portfolio from ${relation} where portfolio = 'demo' limit 1`,
      );
      expect(rows, relation).toEqual([]);
    }
    expect((await totals(START, START + 5 * DAY, 5)).points).toHaveLength(3);
  });
});
