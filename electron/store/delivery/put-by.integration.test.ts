import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { text } from '../sql/sql-engine';
import { writeFormat1Journal } from '../testing/format-1';
import { INSTALLATION_ID, JOURNAL_ID } from '../testing/open-journal';
import { openStore } from '../testing/open-store';
import { MINUTE, sampleConnection, snapshotEntry, START, totalEntry } from '../testing/samples';
import { temporaryFolder } from '../testing/temporary-folder';
import { historyPaths } from '../process/history-paths';

function snapshotOf(asset: string) {
  const row = { connection: 'one', account_type: 'spot' as const, subaccount: '', asset };
  const amounts = { code: asset, available: '1', locked: '0', total: '1', borrowed: '0' };
  const balances = { full: true, changed: [{ ...row, ...amounts }], gone: [] };
  return { ...snapshotEntry(START + 500, '1'), balances };
}

function labelled(label: string) {
  return { kind: 'connection-saved', connection: sampleConnection('one', { label }) };
}

/** No compression makes it fit into an index row. */
const LONG_NAME = Array.from({ length: 20_000 }, (_, index) => (index * 7919).toString(36)).join();

/** Entries as an earlier version acknowledged them, none of which any table takes. */
const POISON: readonly (readonly [payload: string, state: string])[] = [
  [JSON.stringify(labelled('a\0b')), 'refused'],
  [JSON.stringify(snapshotOf('GEM\0')), 'refused'],
  [JSON.stringify(snapshotOf('\uD83D')), 'refused'],
  [JSON.stringify(snapshotOf(LONG_NAME)), 'refused'],
  [JSON.stringify(totalEntry(START, 'not a number at all')), 'refused'],
  [JSON.stringify({ kind: 'totals-recorded', portfolio: 'main' }), 'refused'],
  ['not json', 'refused'],
  ['null', 'refused'],
  [JSON.stringify({ kind: 'not-yet-thought-of', deep: { a: '\0' } }), 'not-understood'],
];

test(
  'no entry stops the opening: what no table takes is put by as it is, and the rest arrives',
  { timeout: 180_000 },
  async () => {
    const directory = await temporaryFolder();
    // As the version left it that acknowledged them.
    const payloads = POISON.flatMap(([payload], index) => [
      payload,
      JSON.stringify(snapshotEntry(START + index * MINUTE, String(index))),
    ]);
    const { journal, identity } = historyPaths(directory);
    await writeFormat1Journal(journal, JOURNAL_ID, payloads);
    await writeFile(
      identity,
      JSON.stringify({ installation: INSTALLATION_ID, firstJournal: JOURNAL_ID }),
    );

    const { store, log } = await openStore(directory);
    const totals = await store.inspect((sql) =>
      sql.query('select total_usd::text as total from portfolio_point order by at'),
    );
    expect(totals.map((row) => text(row, 'total'))).toEqual(POISON.map((_, index) => `${index}`));
    const kept = await store.inspect((sql) =>
      sql.query(
        `select encode(payload, 'hex') as payload, state from put_by_entry order by sequence`,
      ),
    );
    expect(
      kept.map((row) => [Buffer.from(text(row, 'payload'), 'hex').toString(), text(row, 'state')]),
    ).toEqual(POISON);
    expect(log.filter((line) => line.includes('was put by'))).toHaveLength(POISON.length);

    // What no database could hold is not acknowledged in the first place.
    for (const entry of [
      totalEntry(START, 'not a number at all'),
      totalEntry(START, '1e400000'),
      totalEntry(Infinity, '1'),
      totalEntry(START * 1_000, '1'),
      snapshotOf('GEM\0'),
      snapshotOf('\uD83D'),
      snapshotOf(LONG_NAME),
    ])
      await expect(store.write(entry)).rejects.toMatchObject({
        failure: { code: 'storage', message: expect.stringContaining('cannot be recorded') },
      });
    await store.write(snapshotOf('🙂'));

    // As if a version that knows the kind had put it by for the one after it.
    await store.inspect((sql) =>
      sql.query(
        `update put_by_entry set payload = convert_to($1, 'UTF8') where state = 'not-understood'`,
        [JSON.stringify(totalEntry(START - MINUTE, '77'))],
      ),
    );
    await store.close();
    const again = await openStore(directory);
    const [first] = await again.store.inspect((sql) =>
      sql.query('select total_usd::text as total from portfolio_point order by at limit 1'),
    );
    expect(first).toEqual({ total: '77' });
    const [left] = await again.store.inspect((sql) =>
      sql.query(`select count(*)::text as count from put_by_entry where state = 'not-understood'`),
    );
    expect(left).toEqual({ count: '0' });
  },
);
