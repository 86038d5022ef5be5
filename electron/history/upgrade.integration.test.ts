import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { RECORD_DOMAIN_NAMES, RECORD_DOMAINS } from '../../shared/records/record-domains';
import { understandRecord, type StoredRecord } from '../../shared/records/stored-record';
import { SETTING_KEYS } from '../../shared/settings/settings';
import type { HistoryAnswer } from './embedded/messages';
import type { HistoryDriver } from './testing/history-driver';
import { startOldProcess, unpackHistory } from './testing/before-records/unpack';
import { openStore } from './testing/open-store';
import { temporaryFolder } from './testing/temporary-folder';

/** Three openings of the real engine, in two versions. */
const LIMIT_MS = 300_000;
const SPAN = { from: Date.UTC(2025, 11, 31), to: Date.UTC(2026, 0, 4), maxPoints: 200 };
type Stored = Readonly<Record<string, unknown>>;

async function answerOf(asked: Promise<HistoryAnswer | 'ended'>): Promise<unknown> {
  const answer = await asked;
  if (answer === 'ended' || !answer.ok)
    throw new Error(`the old version: ${JSON.stringify(answer)}`);
  return answer.value;
}

/** What the version before records says of a folder, and leaves in it. */
async function withOld<T>(directory: string, work: (old: HistoryDriver) => Promise<T>): Promise<T> {
  const old = startOldProcess();
  await answerOf(old.request('open', { directory }));
  const result = await work(old);
  await old.request('close', null);
  await old.ended;
  return result;
}

/** Everything that a folder holds, in this version's words. */
async function everythingIn(directory: string) {
  const { store } = await openStore(directory);
  const all = {
    settings: await store.settings(),
    records: await store.records(),
    connections: await store.connections(),
    totals: await store.totals('main', SPAN),
  };
  await store.close();
  return all;
}

/** The lists of the version before, entry by entry: what each row must hold. */
function entriesOf(settings: Stored, listKey: string): readonly unknown[] {
  const list = settings[listKey] as readonly Stored[];
  if (listKey !== 'manualHoldings') return list;
  return list.flatMap(({ connectionId, holdings }) =>
    (holdings as readonly object[]).map((holding) => ({ connectionId, ...holding })),
  );
}

function bodiesIn(records: readonly StoredRecord[], domain: string): readonly unknown[] {
  return records
    .filter((row) => row.domain === domain)
    .map(({ body }) => {
      const { id, ...rest } = body as Stored;
      return domain === 'manual-holding' ? rest : id === undefined ? rest : { id, ...rest };
    });
}

/** Each entry of each list with one more field, as a newer version may have stored it. */
function withOneMoreField(settings: Stored): Stored {
  const more = (entry: object): object => ({ ...entry, sinceTheNextVersion: ['x'] });
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => {
      if (!Array.isArray(value)) return [key, value];
      if (key !== 'manualHoldings') return [key, value.map(more)];
      return [
        key,
        value.map((one: { readonly holdings: readonly object[] }) => ({
          ...one,
          holdings: one.holdings.map(more),
        })),
      ];
    }),
  );
}

test(
  'upgrade, downgrade, upgrade: every record, connection and point is equal',
  async () => {
    const directory = unpackHistory(await temporaryFolder());
    const before = await withOld(directory, async (old) => ({
      settings: (await answerOf(old.request('settings', null))) as Stored,
      connections: await answerOf(old.request('connections', null)),
    }));

    const first = await everythingIn(directory);
    for (const domain of RECORD_DOMAIN_NAMES) {
      const entries = entriesOf(before.settings, RECORD_DOMAINS[domain].listKey);
      expect(entries.length).toBeGreaterThan(0);
      expect(bodiesIn(first.records, domain)).toEqual(entries);
    }
    expect(first.records.filter((row) => !understandRecord(row).understood)).toEqual([]);
    expect(first.settings).toEqual(
      Object.fromEntries(SETTING_KEYS.map((key) => [key, before.settings[key]])),
    );
    expect(first.connections).toMatchObject(before.connections as object[]);

    const old = startOldProcess();
    expect(await old.request('open', { directory })).toMatchObject({
      ok: false,
      failure: { code: 'storage' },
    });
    await old.kill();
    expect(await everythingIn(directory)).toEqual(first);
  },
  LIMIT_MS,
);

test(
  'one more field in every entry of the lists costs none of them, and they are said',
  async () => {
    const directory = unpackHistory(await temporaryFolder());
    const newer = await withOld(directory, async (old) => {
      const settings = withOneMoreField((await answerOf(old.request('settings', null))) as Stored);
      await answerOf(old.request('write', { kind: 'settings-saved', settings }));
      return settings;
    });
    const { store } = await openStore(directory);
    await store.write({ kind: 'setting-changed', key: 'theme', value: 'light' });
    const records = await store.records();
    for (const domain of RECORD_DOMAIN_NAMES)
      expect(bodiesIn(records, domain)).toEqual(entriesOf(newer, RECORD_DOMAINS[domain].listKey));
    expect(records.filter((row) => understandRecord(row).understood)).toEqual([]);
    expect((await store.settings())['theme']).toBe('light');
  },
  LIMIT_MS,
);

test(
  'an engine that is rebuilt from the journal of both versions has the same records',
  async () => {
    const directory = unpackHistory(await temporaryFolder());
    const { store } = await openStore(directory);
    await store.write({
      kind: 'records-changed',
      at: SPAN.from,
      changes: [
        { domain: 'venue-cap', id: 'okx', body: null },
        { domain: 'venue-cap', id: 'kraken', body: { venue: 'kraken', percent: '7' } },
        { domain: 'cost-basis', id: 'BTC', body: { ofANewer: 'version' } },
      ],
    });
    await store.close();
    const before = await everythingIn(directory);
    await rm(path.join(directory, 'engine'), { recursive: true });
    const after = await everythingIn(directory);
    expect(after).toEqual(before);
    expect(
      after.records.filter(({ domain }) => domain === 'venue-cap').map(({ id }) => id),
    ).toEqual(['binance', 'kraken']);
  },
  LIMIT_MS,
);
