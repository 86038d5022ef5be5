import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import {
  levelsThen,
  stepThen,
  totalThen,
  type HistorySeries,
} from '../../../shared/history/series';
import { Decimal, sum, ZERO } from '../../../shared/base/decimal';
import type { CoverageCell, CoverageState } from '../../../shared/portfolio/coverage';
import { failure } from '../../../shared/base/failure';
import type { Snapshot } from '../../../shared/portfolio/snapshot';
import type { Store } from '../history/store';
import type { SnapshotEntry } from '../entries/entry';
import { SnapshotEntries } from '../entries/snapshot-entries';
import { emptyHistory } from '../testing/empty-history';
import { openStore, readTotals } from '../testing/open-store';
import {
  DAY,
  MINUTE,
  sampleBalance,
  sampleSnapshot,
  snapshotEntry,
  START,
} from '../testing/samples';

/** The real engine takes seconds to open and to be filled, beside busy neighbours. */
vi.setConfig({ testTimeout: 120_000 });

const FAILED: CoverageState = { state: 'failed', failure: failure('timeout', 'late') };

/** An account of each connection, worth so many dollars, or failing. */
type Worths = Readonly<Record<string, number | 'failed'>>;

class Recorder {
  #entries = new SnapshotEntries();

  /** As after a start: everything is told again. */
  restart(): void {
    this.#entries = new SnapshotEntries();
  }

  next(minute: number, worths: Worths): SnapshotEntry {
    const at = START + minute * MINUTE;
    const named = Object.entries(worths);
    const balances = named.flatMap(([connectionId, worth]) =>
      worth === 'failed' ? [] : [sampleBalance('USD', String(worth), { connectionId })],
    );
    const coverage = named.map(([connectionId, worth]): CoverageCell => ({
      ...{ connectionId, venue: 'kraken', accountType: 'spot', source: 'GET /x' },
      coverage: worth === 'failed' ? FAILED : { state: 'ok', at, balances: 1 },
    }));
    return this.#entries.next({
      portfolio: 'main',
      snapshot: sampleSnapshot(at, balances, { coverage }),
      ...{ status: 'complete', quarantined: [], rates: { EUR: `1.${minute}` } },
    });
  }
}

function read(store: Store, currency = 'EUR'): Promise<HistorySeries> {
  return readTotals(store, { from: START, to: START + DAY, maxPoints: 100, currency });
}

const words = ({ steps }: HistorySeries) =>
  steps.map(
    ({ at, kind, connectionId, usd, totalUsd, usdPerUnit }) =>
      `${(at - START) / MINUTE} ${connectionId} ${kind} ${usd} of ${totalUsd} at ${String(usdPerUnit)}`,
  );

const EXPECTED = ['2 b joined 50 of 150 at 1.2', '5 a left -100 of 60 at 1.5'];

test('accounts that join and leave are steps, over restarts, deliveries again and a rebuilt engine', async () => {
  const directory = await emptyHistory();
  const recorder = new Recorder();
  const { store } = await openStore(directory);
  const joining = recorder.next(2, { a: 100, b: 50 });
  for (const entry of [
    recorder.next(0, { a: 90 }),
    recorder.next(1, { a: 100 }),
    joining,
    recorder.next(3, { a: 100, b: 'failed' }),
    // A crash between acknowledging and answering: they are put once more.
    joining,
  ])
    await store.write(entry);
  const failing = await read(store);
  expect(failing.scope?.missing).toEqual([
    { connectionId: 'b', venue: 'kraken', accountType: 'spot' },
  ]);
  await store.close();

  recorder.restart();
  const second = (await openStore(directory)).store;
  await second.write(recorder.next(4, { a: 100, b: 60 }));
  // It is removed, and the app killed before the next point.
  recorder.restart();
  await second.write(recorder.next(5, { b: 60 }));
  const before = await read(second);
  expect(words(before)).toEqual(EXPECTED);
  expect(before.scope?.missing).toEqual([]);
  expect(before.recordedSince).toBe(START);
  expect(words(await read(second, 'USD')).map((text) => text.split(' at ')[0])).toEqual(
    EXPECTED.map((text) => text.split(' at ')[0]),
  );
  // What is no step: 10 at the first account, and 10 at the second, which failed in between.
  const [first, last] = [before.points[0], before.points.at(-1)];
  const steps = sum(before.steps.map(({ usd }) => sum([]).plus(usd)));
  expect(
    sum([])
      .plus(last?.totalUsd ?? 0)
      .minus(first?.totalUsd ?? 0)
      .minus(steps)
      .toFixed(),
  ).toBe('20');
  await second.close();

  await rm(path.join(directory, 'engine'), { recursive: true });
  const rebuilt = (await openStore(directory)).store;
  expect(await read(rebuilt)).toEqual(before);
  await rebuilt.write({ kind: 'portfolio-removed', portfolio: 'main' });
  expect(await read(rebuilt)).toMatchObject({ points: [], steps: [] });
  expect((await read(rebuilt)).scope).toBeUndefined();
  // A portfolio begins anew: nothing joined.
  recorder.restart();
  await rebuilt.write(recorder.next(9, { c: 5 }));
  expect((await read(rebuilt)).steps).toEqual([]);
});

test('nothing is invented around an entry of a version that did not tell', async () => {
  const { store } = await openStore(await emptyHistory());
  const recorder = new Recorder();
  await store.write(recorder.next(0, { a: 100 }));
  await store.write(snapshotEntry(START + MINUTE, '100'));
  expect((await read(store)).scope).toBeUndefined();
  await store.write(recorder.next(2, { a: 100, b: 7 }));
  await store.write(recorder.next(3, { a: 100, b: 7, c: 9 }));
  const series = await read(store);
  expect(words(series)).toEqual(['3 c joined 9 of 116 at 1.3']);
  expect(series.points.map(({ usdPerUnit }) => usdPerUnit)).toEqual([
    '1.0',
    undefined,
    '1.2',
    '1.3',
  ]);
});

test('steps and totals count what is held of a currency by its amount, also after a clock was set back', async () => {
  const directory = await emptyHistory();
  const { store } = await openStore(directory);
  /** So many bitcoins in each account, which its venue has for 90 and the rate for 100. */
  const coins = (minute: number, held: Readonly<Record<string, number>>): SnapshotEntry => {
    const all = Object.values(held).reduce((one, other) => one + other, 0);
    const worth = (count: number) => ({ usd: `${90 * count}`, gaps: { BTC: `${10 * count}` } });
    return {
      ...snapshotEntry(START + minute * MINUTE, `${90 * all}`),
      ...{ rates: { BTC: '100', EUR: '1' }, gaps: { BTC: `${10 * all}` }, basis: 'b' },
      accounts: Object.entries(held).map(([connection, count]) => ({
        ...{ connection, venue: 'kraken', account_type: 'spot', standing: 'whole' },
        ...worth(count),
      })),
    };
  };
  const entries = [
    coins(10, { a: 1 }),
    coins(12, { a: 1, b: 2 }),
    // The clock is set back by some minutes, and another account joins meanwhile.
    coins(11, { a: 1, b: 2, c: 4 }),
    coins(13, { a: 1, c: 4 }),
  ];
  for (const entry of entries) await store.write(entry);
  const series = await read(store, 'BTC');
  const inBitcoin = ({ steps }: HistorySeries) =>
    steps.map((step) => {
      const levels = levelsThen([step], 'BTC');
      const [of, before] = [levels?.after.toFixed(), levels?.before.toFixed()];
      return `${step.connectionId} ${step.kind} ${String(stepThen(step, 'BTC'))}: ${before} to ${of}`;
    });
  const expected = ['c joined 4: 3 to 7', 'b joined 2: 1 to 3', 'b left -2: 7 to 5'];
  expect(inBitcoin(series)).toEqual(expected);
  expect(series.points.map((point) => totalThen(point, 'BTC')?.toFixed())).toEqual([
    ...['1', '7', '3', '5'],
  ]);
  // In dollars they are what they are.
  const dollars = await read(store, 'USD');
  expect(dollars.steps.map((step) => stepThen(step, 'USD')?.toFixed())).toEqual([
    ...['360', '180', '-180'],
  ]);
  // Each is put once more, as after a crash: whatever its clock said, nothing is told twice.
  for (const entry of entries) await store.write(entry);
  expect(await read(store, 'BTC')).toEqual(series);
  await store.close();
  await rm(path.join(directory, 'engine'), { recursive: true });
  const rebuilt = (await openStore(directory)).store;
  expect(await read(rebuilt, 'BTC')).toEqual(series);
});

test('prices by hand are kept as steps of their own kind, and lost prices over a restart', async () => {
  const { store } = await openStore(await emptyHistory());
  const coverage = (at: number): readonly CoverageCell[] => [
    {
      ...{ connectionId: 'one', venue: 'kraken', accountType: 'spot', source: 'GET /x' },
      coverage: { state: 'ok', at, balances: 1 },
    },
  ];
  const snapshotAt = (minute: number, usd: string | undefined): Snapshot => {
    const at = START + minute * MINUTE;
    const sample = sampleSnapshot(at, [sampleBalance('GEM', '3')], { coverage: coverage(at) });
    const [balance] = sample.balances;
    if (balance === undefined) throw new Error('no sample');
    const { valueUsd: _valueUsd, ...unpriced } = balance;
    if (usd === undefined) {
      const price = { kind: 'unpriced', reason: 'no-market' } as const;
      return { ...sample, totalUsd: ZERO, balances: [{ ...unpriced, price }] };
    }
    const price = { kind: 'manual', usd: new Decimal(usd), at } as const;
    const totalUsd = new Decimal(usd).times(3);
    return { ...sample, totalUsd, balances: [{ ...unpriced, price, valueUsd: totalUsd }] };
  };
  const record = (entries: SnapshotEntries, minute: number, usd?: string, earlier?: Snapshot) =>
    store.write(
      entries.next({
        ...{ portfolio: 'main', status: 'complete', quarantined: [], rates: {} },
        snapshot: snapshotAt(minute, usd),
        ...(earlier === undefined ? {} : { earlier }),
      }),
    );
  const entries = new SnapshotEntries();
  await record(entries, 0, '1');
  await record(entries, 1, '5');
  // Another run: the price is set once more over the restart, and lost over the next.
  await record(new SnapshotEntries(), 2, '7', snapshotAt(1, '5'));
  await record(new SnapshotEntries(), 3, undefined, snapshotAt(2, '7'));
  expect((await read(store)).steps.map(({ kind, usd }) => `${kind} ${usd}`)).toEqual([
    ...['priced 12', 'priced 6', 'counted -21'],
  ]);
});
