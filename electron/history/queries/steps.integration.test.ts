import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { HistorySeries } from '../../../shared/history/series';
import { sum } from '../../../shared/money/decimal';
import type { CoverageCell, CoverageState } from '../../../shared/portfolio/coverage';
import { failure } from '../../../shared/portfolio/failure';
import type { EmbeddedStore } from '../embedded/embedded-store';
import type { SnapshotEntry } from '../entries/entry';
import { SnapshotEntries } from '../entries/snapshot-entries';
import { emptyHistory } from '../testing/empty-history';
import { openStore } from '../testing/open-store';
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

function read(store: EmbeddedStore, currency = 'EUR'): Promise<HistorySeries> {
  return store.totals('main', { from: START, to: START + DAY, maxPoints: 100, currency });
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
