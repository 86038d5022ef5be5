import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { inRound, randomOf, rounds, seed } from '../../testing/rounds';
import type { Entry } from '../entries/entry';
import { SnapshotEntries } from '../entries/snapshot-entries';
import { historyPaths } from '../process/history-paths';
import { text, type SqlRow } from '../sql/sql-engine';
import { emptyHistory } from '../testing/empty-history';
import { openStore, type OpenedStore } from '../testing/open-store';
import { between } from '../testing/random-damage';
import {
  MINUTE,
  sampleBalance,
  sampleConnection,
  sampleSnapshot,
  START,
  totalEntry,
} from '../testing/samples';
import { SqlServer } from '../testing/sql-server';
import { temporaryFolder } from '../testing/temporary-folder';

const NAME = 'two engines';
const figures = { rounds: 0, entries: 0, cuts: 0, serverKills: 0, appKills: 0 };
afterAll(() => process.stdout.write(`${NAME}: seed ${seed} ${JSON.stringify(figures)}\n`));

/** Each number that the position was moved to, by the transaction that moved it. */
const AUDIT = `
  create table delivered (number bigint generated always as identity, sequence bigint not null);
  create function note_delivered() returns trigger language plpgsql as
    'begin insert into delivered (sequence) values (new.sequence); return new; end';
  create trigger note_delivered after insert or update on journal_position
    for each row execute function note_delivered()`;

/** All that entries are delivered to. */
const TABLES = [
  ...['connection', 'setting', 'record', 'portfolio_point', 'coverage_point', 'breakdown_point'],
  ...['balance_point', 'balance_current', 'rate_point', 'scope_current', 'scope_change'],
];

/** One of each kind in turn, no two alike. */
function entries(): (number: number) => Entry {
  const snapshots = new SnapshotEntries();
  return (number) => {
    const at = START + number * MINUTE;
    switch (number % 5) {
      case 0:
        return totalEntry(at, `${number}.5`, 'complete', 'main', { EUR: `1.${number}` });
      case 1:
        return {
          kind: 'records-changed',
          at,
          changes: [
            { domain: 'venue-cap', id: 'okx', body: { venue: 'okx', percent: `${number}` } },
          ],
        };
      case 2:
        return { kind: 'connection-saved', connection: sampleConnection(`key ${number}`) };
      case 3:
        return { kind: 'setting-changed', key: 'dustBelowUsd', value: `${number}` };
      default:
        return snapshots.next({
          portfolio: 'main',
          snapshot: sampleSnapshot(at, [sampleBalance('BTC', `${number}`)]),
          status: 'complete',
          quarantined: [],
          rates: {},
        });
    }
  };
}

type Query = (statement: string) => Promise<readonly SqlRow[]>;

async function everythingIn(query: Query) {
  const tables: Record<string, readonly string[]> = {};
  for (const table of TABLES) {
    const rows = await query(`select row_to_json(one)::jsonb::text as row from ${table} one`);
    tables[table] = rows.map((row) => text(row, 'row')).sort();
  }
  const former = await query(
    `select domain || ' ' || id || ' ' || (body ->> 'percent') as former from record_history order by number`,
  );
  const delivered = await query('select sequence::text from delivered order by number');
  return {
    tables,
    former: former.map((row) => text(row, 'former')),
    delivered: delivered.map((row) => Number(text(row, 'sequence'))),
  };
}

function open(directory: string, server: SqlServer): Promise<OpenedStore> {
  return openStore(directory, { others: [server.source], segmentBytes: 4_000, boot: 'one run' });
}

/** The app is killed: what is in its folder at this moment is opened by another process. */
async function killApp(directory: string, { store }: OpenedStore): Promise<string> {
  const left = path.join(await temporaryFolder(), 'history');
  await cp(directory, left, { recursive: true });
  await rm(historyPaths(left).lock, { force: true });
  await store.close();
  figures.appKills += 1;
  return left;
}

async function deliverToBoth(random: () => number): Promise<void> {
  let directory = await emptyHistory();
  const server = await SqlServer.start('server');
  onTestFinished(() => server.stop());
  let opened = await open(directory, server);
  await opened.store.inspect((sql) => sql.script(AUDIT));
  await expect.poll(() => opened.store.destinations()[1]?.state).toBe('delivering');
  await server.script(AUDIT);
  const next = entries();
  const count = 40;
  for (let number = 1; number <= count; number++) {
    await opened.store.write(next(number));
    const chance = random();
    if (chance < 0.2) {
      server.isCommitHeard = random() < 0.5;
      server.statementsLeft = between(random, 0, 12);
      figures.cuts += 1;
    } else if (chance < 0.3) server.statementsLeft = Infinity;
    else if (chance < 0.34) {
      await server.kill();
      figures.serverKills += 1;
    } else if (chance < 0.37) {
      directory = await killApp(directory, opened);
      opened = await open(directory, server);
    } else if (chance < 0.42) await opened.store.maintain();
    else if (chance < 0.46) await opened.store.backUp();
  }
  server.statementsLeft = Infinity;
  await expect
    .poll(() => opened.store.destinations().map(({ waiting }) => waiting), { timeout: 60_000 })
    .toEqual([0, 0]);
  const embedded = await opened.store.inspect((sql) => everythingIn((one) => sql.query(one)));
  const plain = await everythingIn((one) => server.query(one));
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  expect(embedded.delivered).toEqual(numbers);
  expect(plain).toEqual(embedded);
  expect(plain.tables['connection']).toHaveLength(count / 5);
  expect(await server.query('select * from put_by_entry')).toEqual([]);
  await opened.store.backUp();
  await opened.store.maintain();
  expect(opened.log.join('\n')).not.toContain('fatal');
  figures.rounds += 1;
  figures.entries += count;
}

test(
  'two engines: both have all that was written, once and the same, however often one is cut off or killed',
  { timeout: rounds(240_000, 3_600_000) },
  async () => {
    for (let round = 0; round < rounds(1, 20); round++)
      await inRound(NAME, round, () => deliverToBoth(randomOf(NAME, round)));
  },
);
