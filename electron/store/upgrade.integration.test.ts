import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import type { AnswerMessage } from '../../shared/channel/messages';
import type { Connection } from '../../shared/portfolio/venue';
import {
  RECORD_DOMAIN_NAMES,
  RECORD_DOMAINS,
  type RecordDomain,
} from '../../shared/records/record-domains';
import { understandRecord, type StoredRecord } from '../../shared/records/stored-record';
import { SETTING_KEYS } from '../../shared/settings/settings';
import { createKeytarSecretStore } from '../keychain/keytar-secret-store';
import { rawEntries } from '../keychain/testing/raw-entries';
import type { Store } from './history/store';
import type { HistoryDriver } from './testing/history-driver';
import { startOldProcess, unpackHistory } from './testing/before-records/unpack';
import { SnapshotEntries } from './entries/snapshot-entries';
import { readConnections } from './queries/connections';
import { readRecords } from './queries/records';
import { readSettings } from './queries/settings';
import { openStore, readTotals } from './testing/open-store';
import { sampleBalance, sampleSnapshot } from './testing/samples';
import { temporaryFolder } from './testing/temporary-folder';

/** Each test opens the real engine up to four times, seconds each, beside busy neighbours. */
vi.setConfig({ testTimeout: 120_000 });

const SPAN = { from: Date.UTC(2025, 11, 31), to: Date.UTC(2026, 0, 4), maxPoints: 200 };
type Stored = Readonly<Record<string, unknown>>;

/** What the version before kept, each kind as a list; what came since never was one. */
const SINCE: readonly RecordDomain[] = ['wallet-search'];
const LISTED_DOMAINS = RECORD_DOMAIN_NAMES.filter((name) => !SINCE.includes(name));

async function answerOf(asked: Promise<AnswerMessage | 'ended'>): Promise<unknown> {
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
  await answerOf(old.request('close', null));
  await old.ended;
  return result;
}

/** Everything that a folder holds, in the words of the version before. */
function everythingInOld(directory: string) {
  return withOld(directory, async (old) => ({
    settings: (await answerOf(old.request('settings', null))) as Stored,
    connections: (await answerOf(old.request('connections', null))) as readonly Connection[],
    totals: await answerOf(old.request('totals', { portfolio: 'main', query: SPAN })),
  }));
}

/** Everything that a history holds, in this version's words. */
async function everythingOf(store: Store) {
  return {
    settings: await store.read(readSettings),
    records: await store.read(readRecords),
    connections: await store.read(readConnections),
    totals: await readTotals(store, SPAN),
  };
}

async function everythingIn(directory: string) {
  const { store } = await openStore(directory);
  const all = await everythingOf(store);
  await store.close();
  return all;
}

let upgrading: ReturnType<typeof upgrade> | undefined;

/**
 * A history of the version before that this one opened and closed: what either said of it, and a copy of its
 * folder for the running test. It is upgraded once, when the first test asks.
 */
async function upgraded() {
  upgrading ??= upgrade();
  const { folder, ...said } = await upgrading;
  const directory = await temporaryFolder();
  await cp(folder, directory, { recursive: true });
  return { directory, ...said };
}

async function upgrade() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-upgraded-'));
  const directory = unpackHistory(folder);
  const before = await everythingInOld(directory);
  const after = await everythingIn(directory);
  return { folder: directory, before, after };
}

afterAll(async () => {
  const made = await upgrading;
  if (made !== undefined) await rm(path.dirname(made.folder), { recursive: true });
});

/** What each file of a folder holds; what is there to be held, not kept, is left out. */
async function filesOf(directory: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.includes('lock'));
  const digests = await Promise.all(
    files.map(async ({ parentPath, name }): Promise<[string, string]> => {
      const file = path.join(parentPath, name);
      const digest = createHash('sha256').update(await readFile(file));
      return [path.relative(directory, file), digest.digest('hex')];
    }),
  );
  return new Map(digests.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The bodies that the rows of a list must have: its entries, those of manual accounts with their ids. */
function entriesOf(settings: Stored, domain: RecordDomain): readonly unknown[] {
  const list = settings[RECORD_DOMAINS[domain].listKey] as readonly Stored[];
  if (domain !== 'manual-holding') return list;
  return list.flatMap(({ connectionId, holdings }) =>
    (holdings as readonly object[]).map((holding, index) => ({
      id: `${String(connectionId)}:${index}`,
      connectionId,
      ...holding,
    })),
  );
}

function bodiesIn(records: readonly StoredRecord[], domain: string): readonly unknown[] {
  return records.filter((row) => row.domain === domain).map(({ body }) => body);
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

test('upgrade, downgrade, upgrade: every record, connection, preference and point is equal', async () => {
  const { directory, before, after: first } = await upgraded();
  for (const domain of LISTED_DOMAINS) {
    const entries = entriesOf(before.settings, domain);
    expect(entries.length).toBeGreaterThan(0);
    expect(bodiesIn(first.records, domain)).toEqual(entries);
  }
  expect(first.records.filter((row) => !understandRecord(row).understood)).toEqual([]);
  expect(first.settings).toEqual(
    Object.fromEntries(SETTING_KEYS.map((key) => [key, before.settings[key]])),
  );
  expect(first.connections).toEqual(before.connections);
  // What it did not record is not there: no rate, no step, and nothing that the next point is compared with.
  const { currency, steps, recordedSince, ...recorded } = first.totals;
  expect(recorded).toEqual(before.totals);
  expect({ currency, steps }).toEqual({ currency: 'USD', steps: [] });
  expect(recordedSince).toBe(first.totals.points[0]?.at);
  expect(first.totals.points.length).toBeGreaterThan(40);

  // The version before says that the folder is a newer one's, as often as it is started, and leaves it alone.
  const files = await filesOf(directory);
  for (let start = 0; start < 2; start += 1) {
    const old = startOldProcess();
    expect(await old.request('open', { directory })).toMatchObject({
      ok: false,
      failure: { code: 'storage' },
    });
    await old.kill();
    expect(await filesOf(directory)).toEqual(files);
  }
  expect(await everythingIn(directory)).toEqual(first);
});

test('points of the version before have no rates, and the first one after them joins nothing', async () => {
  const { directory } = await upgraded();
  const { store } = await openStore(directory);
  const entries = new SnapshotEntries();
  const next = (at: number, ...connections: readonly string[]) =>
    entries.next({
      portfolio: 'main',
      snapshot: sampleSnapshot(
        at,
        connections.map((connectionId) => sampleBalance('BTC', '10', { connectionId })),
        {
          coverage: connections.map((connectionId) => ({
            ...{ connectionId, venue: 'kraken', accountType: 'spot', source: 'GET /x' },
            coverage: { state: 'ok', at, balances: 1 },
          })),
        },
      ),
      ...{ status: 'complete', quarantined: [], rates: { EUR: '1.25' } },
    });
  const last = (await readTotals(store, SPAN)).points.at(-1)?.at ?? 0;
  await store.write(next(last + 60_000, 'one'));
  await store.write(next(last + 120_000, 'one', 'two'));
  const series = await readTotals(store, { ...SPAN, currency: 'EUR' });
  expect(series.points.filter(({ usdPerUnit }) => usdPerUnit !== undefined)).toHaveLength(2);
  expect(series.steps).toMatchObject([
    { at: last + 120_000, kind: 'joined', connectionId: 'two', usd: '10', usdPerUnit: '1.25' },
  ]);
});

test('one more field in every entry of the lists costs none of them, and they are said', async () => {
  const directory = unpackHistory(await temporaryFolder());
  const newer = await withOld(directory, async (old) => {
    const settings = withOneMoreField((await answerOf(old.request('settings', null))) as Stored);
    await answerOf(old.request('write', { kind: 'settings-saved', settings }));
    return settings;
  });
  const { store } = await openStore(directory);
  await store.write({ kind: 'setting-changed', key: 'theme', value: 'light' });
  const records = await store.read(readRecords);
  for (const domain of LISTED_DOMAINS)
    expect(bodiesIn(records, domain)).toEqual(entriesOf(newer, domain));
  expect(records.filter((row) => understandRecord(row).understood)).toEqual([]);
  expect((await store.read(readSettings))['theme']).toBe('light');
});

test('an engine that is rebuilt from the journal of both versions has the same records', async () => {
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
  const before = await everythingOf(store);
  await store.close();
  await rm(path.join(directory, 'engine'), { recursive: true });
  const after = await everythingIn(directory);
  expect(after).toEqual(before);
  expect(after.records.filter(({ domain }) => domain === 'venue-cap').map(({ id }) => id)).toEqual([
    'binance',
    'kraken',
  ]);
});

test('every keychain entry of the version before is read, kept as it is, and can be removed', async () => {
  const { after } = await upgraded();
  const inKeychain = after.connections.filter(({ secretStorage }) => secretStorage === 'keychain');
  expect(inKeychain.length).toBeGreaterThan(1);
  // As that version wrote them: the library's own call, the connection's id, the fields as JSON.
  const old = new Map(
    inKeychain.map(({ id }, index) => [
      id,
      index === 0
        ? { apiKey: `key of ${id}`, secret: 'gärtnerei\n"quoted"\\' }
        : { apiKey: `key of ${id}`, secret: `secret ${index}`, password: 'phrase' },
    ]),
  );
  onTestFinished(async () => void (await Promise.all([...old.keys()].map(rawEntries.remove))));
  for (const [id, credentials] of old) await rawEntries.write(id, JSON.stringify(credentials));

  const secrets = createKeytarSecretStore();
  for (const [id, credentials] of old) {
    expect(await secrets.read(id)).toEqual({ ok: true, value: credentials });
    expect(await rawEntries.read(id)).toBe(JSON.stringify(credentials));
    expect(await secrets.remove(id)).toEqual({ ok: true, value: undefined });
    expect(await rawEntries.read(id)).toBeUndefined();
  }
});
