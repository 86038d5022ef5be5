import { describe, expect, test } from 'vitest';
import { decimal } from '../../../shared/base/decimal';
import type { Balance } from '../../../shared/portfolio/balance';
import { readConnections } from '../queries/connections';
import { readSettings } from '../queries/settings';
import { readSpan } from '../queries/recorded-span';
import { readTotals } from '../queries/totals';
import { text } from '../sql/sql-engine';
import { emptyEngine } from '../testing/empty-engine';
import { INSTALLATION_ID } from '../testing/open-journal';
import { deliver, passOver, readPosition } from './deliver-entry';
import {
  DAY,
  HOUR,
  MINUTE,
  sampleBalance,
  sampleConnection,
  sampleSnapshot,
  START,
} from '../testing/samples';
import { SnapshotEntries } from '../entries/snapshot-entries';

const { engine, apply } = emptyEngine();

function record(entries: SnapshotEntries, at: number, balances: readonly Balance[]): Promise<void> {
  return apply(
    entries.next({
      portfolio: 'main',
      snapshot: sampleSnapshot(at, balances),
      status: 'complete',
      quarantined: [],
      rates: {},
    }),
  );
}

describe('balances, breakdown and coverage', () => {
  async function recorded(): Promise<readonly string[]> {
    const rows = await engine.query(
      `select format('%s %s %s', (extract(epoch from at) * 1000 - $1::text::numeric)::bigint / 60000, asset, total) as line
       from balance_point order by at, asset`,
      [String(START)],
    );
    return rows.map((row) => text(row, 'line'));
  }

  test('a balance is written when it changed, and as zero when it went away', async () => {
    const entries = new SnapshotEntries();
    const [btc, eth] = [sampleBalance('BTC', '1'), sampleBalance('ETH', '2')];
    await record(entries, START, [btc, eth]);
    await record(entries, START + MINUTE, [btc, eth]);
    await record(entries, START + 2 * MINUTE, [btc, sampleBalance('ETH', '3')]);
    await record(entries, START + 3 * MINUTE, [btc]);
    const expected = ['0 BTC 1', '0 ETH 2', '2 ETH 3', '3 ETH 0'];
    expect(await recorded()).toEqual(expected);
    // After a restart everything is sent again: what is known is not written twice.
    const restarted = new SnapshotEntries();
    await record(restarted, START + 4 * MINUTE, [btc]);
    expect(await recorded()).toEqual(expected);
    restarted.forget('main');
    await record(restarted, START + 5 * MINUTE, [sampleBalance('DOT', '9')]);
    expect(await recorded()).toEqual([...expected, '5 BTC 0', '5 DOT 9']);
  });

  test('the same entry again changes nothing', async () => {
    const entries = new SnapshotEntries();
    const entry = entries.next({
      portfolio: 'main',
      snapshot: sampleSnapshot(START, [sampleBalance('BTC', '1')]),
      status: 'complete',
      quarantined: [],
      rates: {},
    });
    await apply(entry, entry);
    expect(await recorded()).toEqual(['0 BTC 1']);
    expect(await engine.query('select member from breakdown_point order by member')).toHaveLength(
      3,
    );
    const range = { from: START, to: START + DAY, maxPoints: 10 };
    const { points } = await readTotals(engine, 'main', range, await readSpan(engine, 'main'));
    expect(points).toHaveLength(1);
  });

  test('the breakdown is written once an hour, even over a restart within it', async () => {
    await record(new SnapshotEntries(), START + MINUTE, [sampleBalance('BTC', '1')]);
    await record(new SnapshotEntries(), START + 2 * MINUTE, [sampleBalance('BTC', '1')]);
    await record(new SnapshotEntries(), START + HOUR, [sampleBalance('BTC', '1')]);
    const rows = await engine.query(
      `select dimension, member, value_usd::text, amount::text, count(*)::text as times
       from breakdown_point group by 1, 2, 3, 4 order by 1`,
    );
    expect(rows).toEqual([
      { dimension: 'account-type', member: 'spot', value_usd: '1', amount: null, times: '2' },
      { dimension: 'asset', member: 'BTC', value_usd: '1', amount: '1', times: '2' },
      { dimension: 'venue', member: 'kraken', value_usd: '1', amount: null, times: '2' },
    ]);
  });

  test('coverage is written when it changed', async () => {
    const snapshot = (at: number, state: 'ok' | 'empty') =>
      sampleSnapshot(at, [], {
        coverage: [
          {
            connectionId: 'one',
            venue: 'kraken',
            accountType: 'spot',
            source: 'GET /x',
            coverage: state === 'ok' ? { state, at, balances: 1 } : { state, at },
          },
        ],
      });
    for (const [minute, state] of (['ok', 'ok', 'empty'] as const).entries())
      await apply(
        new SnapshotEntries().next({
          portfolio: 'main',
          snapshot: snapshot(START + minute * MINUTE, state),
          status: 'complete',
          quarantined: [],
          rates: {},
        }),
      );
    const rows = await engine.query(
      `select cells -> 0 ->> 'state' as state from coverage_point order by at`,
    );
    expect(rows).toEqual([{ state: 'ok' }, { state: 'empty' }]);
  });
});

describe('connections and settings', () => {
  test('a saved connection is replaced, not doubled, and its probe can go', async () => {
    const probe = {
      at: START,
      permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
      ipRestricted: 'unknown',
      accounts: [],
      clockSkewMs: 3,
    } as const;
    await apply(
      { kind: 'connection-saved', connection: sampleConnection('one', { probe }) },
      { kind: 'connection-saved', connection: sampleConnection('two', { createdAt: START - 1 }) },
    );
    expect(await readConnections(engine)).toEqual([
      sampleConnection('two', { createdAt: START - 1 }),
      sampleConnection('one', { probe }),
    ]);
    await apply({
      kind: 'connection-saved',
      connection: sampleConnection('one', { label: 'Renamed' }),
    });
    await apply({ kind: 'connection-removed', id: 'two' });
    expect(await readConnections(engine)).toEqual([sampleConnection('one', { label: 'Renamed' })]);
  });

  test('a changed preference leaves all other keys as they are, also those of a newer version', async () => {
    await engine.query(`insert into setting values ('theme', '"plaid"'), ('fromTheFuture', '[1]')`);
    await apply({ kind: 'setting-changed', key: 'refreshMinutes', value: 5 });
    expect(await readSettings(engine)).toEqual({
      fromTheFuture: [1],
      refreshMinutes: 5,
      theme: 'plaid',
    });
  });

  test('an entry that another connection committed is not delivered again, and the position stays', async () => {
    const journal = '11111111-2222-4333-8444-555555555555';
    const context = { engine, journal, installation: INSTALLATION_ID, now: Date.now };
    const frame = (sequence: number, value: string) => ({
      sequence,
      payload: JSON.stringify({ kind: 'setting-changed', key: 'theme', value }),
    });
    expect(await deliver(context, frame(1, 'light'))).toMatchObject({ entry: { value: 'light' } });
    expect(await deliver(context, frame(2, 'dark'))).toMatchObject({ entry: { value: 'dark' } });
    for (const late of [frame(1, 'light'), frame(2, 'light'), { sequence: 2, payload: 'poison' }])
      expect(await deliver(context, late)).toEqual({ aggregatesDue: true });
    await passOver(context, 1);
    expect(await readPosition(engine, journal)).toBe(2);
    expect(await readSettings(engine)).toEqual({ theme: 'dark' });
    expect(await engine.query('select * from put_by_entry')).toEqual([]);
  });

  test('a decimal of a snapshot is not rounded by the database', async () => {
    const amount = '98765432109876543210987654321.0123456789012345678901234567890123456789';
    await record(new SnapshotEntries(), START, [
      sampleBalance('BTC', amount, {
        borrowed: decimal('0.0000000000000000000000000000000000000001'),
      }),
    ]);
    const [row] = await engine.query('select total::text, borrowed::text from balance_point');
    expect(row).toEqual({ total: amount, borrowed: '0.0000000000000000000000000000000000000001' });
  });
});
