import { beforeEach, describe, expect, it } from 'vitest';
import { LivePortfolio } from '../portfolio/live-portfolio';
import { SnapshotWriter, statusOf } from './snapshot-writer';
import { failed, FakeHistory, holding, read, silentLog } from '../testing/fake-adapters';
import { FakeClock } from '../testing/fake-clock';
import { decimal } from '../../../shared/base/decimal';
import type { Price } from '../../../shared/pricing/price';
import type { CoverageState } from '../../../shared/portfolio/coverage';
import { failure } from '../../../shared/base/failure';

const connection = { id: 'one', venue: 'binance' };
let clock: FakeClock;
let history: FakeHistory;
let portfolio: LivePortfolio;
let writer: SnapshotWriter;
let lacksRecords: boolean;
let isHeld: boolean;

beforeEach(() => {
  clock = new FakeClock();
  lacksRecords = false;
  isHeld = false;
  history = new FakeHistory();
  portfolio = new LivePortfolio(clock.now, silentLog);
  writer = new SnapshotWriter({
    portfolio,
    history,
    portfolioId: () => 'main',
    clock,
    isHeld: () => isHeld,
    log: silentLog,
    lacksRecords: () => lacksRecords,
    onRecorded: () => undefined,
  });
  portfolio.setAccounts(connection, [
    { accountType: 'spot', source: 'a', updates: 'stream' },
    { accountType: 'earn', source: 'b', updates: 'polling' },
  ]);
  portfolio.setPrices(
    new Map([['binance:BTC', { kind: 'manual', usd: decimal('10'), at: 0 }]]),
    {},
    false,
  );
});

const answer = (amount: string): void => {
  portfolio.applyReading(
    connection,
    'spot',
    clock.now(),
    read(clock.now(), holding('spot', 'BTC', amount)),
  );
};
const totals = (): string[] =>
  history.recorded.map(({ snapshot, status }) => `${snapshot.totalUsd.toString()} ${status}`);

describe('the snapshot writer', () => {
  it.each([
    ['tells with the first point what the run before left, and with no other', false, ['20']],
    ['tells nothing of it where the portfolio became another one', true, undefined],
  ])('%s', async (_, isAnother, expected) => {
    answer('2');
    const stored = { ...portfolio.state(), at: 77 };
    const next = new LivePortfolio(clock.now, silentLog);
    const goingOn = new SnapshotWriter({
      ...{ portfolio: next, history, portfolioId: () => 'main', clock, log: silentLog },
      ...{ isHeld: () => false, lacksRecords: () => false, onRecorded: () => undefined },
    });
    goingOn.goOnFrom(stored);
    if (isAnother) goingOn.reset();
    next.setAccounts(connection, [{ accountType: 'spot', source: 'a', updates: 'stream' }]);
    next.setPrices(new Map(), {}, false);
    next.applyReading(connection, 'spot', 0, read(clock.now(), holding('spot', 'BTC', '3')));
    await clock.advance(61_000);
    next.applyReading(connection, 'spot', 0, read(clock.now(), holding('spot', 'BTC', '4')));
    await clock.advance(61_000);
    expect(history.recorded).toHaveLength(2);
    const [first, ...others] = history.recorded.map(({ earlier }) => earlier);
    expect(first?.at).toBe(isAnother ? undefined : 77);
    expect(first?.balances.map(({ valueUsd }) => valueUsd?.toFixed())).toEqual(expected);
    expect(others.every((earlier) => earlier === undefined)).toBe(true);
    await goingOn.close();
  });

  it('records nothing while the portfolio is still starting', async () => {
    answer('1');
    await clock.advance(600_000);
    expect(totals()).toEqual([]);
  });

  it('calls no point complete while something of what the user made is not known', async () => {
    lacksRecords = true;
    answer('1');
    portfolio.applyReading(connection, 'earn', clock.now(), read(clock.now()));
    await clock.advance(0);
    lacksRecords = false;
    await clock.advance(60_000);
    answer('2');
    await clock.advance(0);
    expect(totals()).toEqual(['10 partial', '20 complete']);
  });

  it('records a settled portfolio at once and then once a minute', async () => {
    answer('1');
    portfolio.applyReading(connection, 'earn', clock.now(), read(clock.now()));
    await clock.advance(0);
    expect(totals()).toEqual(['10 complete']);
    answer('2');
    answer('3');
    await clock.advance(59_999);
    expect(totals()).toEqual(['10 complete']);
    await clock.advance(1);
    expect(totals()).toEqual(['10 complete', '30 complete']);
  });

  it('records soon what the user changed, and at once when that has settled', async () => {
    answer('1');
    portfolio.applyReading(connection, 'earn', clock.now(), read(clock.now()));
    await clock.advance(0);
    writer.recordSoon();
    answer('2');
    await clock.advance(1_000);
    expect(totals()).toEqual(['10 complete', '20 complete']);
    // A connection is added: nothing is settled until it is read.
    writer.recordSoon();
    portfolio.expect({ id: 'two', venue: 'binance' });
    await clock.advance(5_000);
    expect(totals()).toHaveLength(2);
    portfolio.setAccounts({ id: 'two', venue: 'binance' }, []);
    answer('3');
    await clock.advance(0);
    expect(totals()).toEqual(['10 complete', '20 complete', '30 complete']);
  });

  it('tells the rates of that moment, and which tokens wait for the user’s word', async () => {
    const rates = { EUR: { usd: '1.0852' }, BTC: { usd: '60000', staleSince: 5 } };
    portfolio.setPrices(new Map(), rates, false);
    answer('1');
    portfolio.applyReading(connection, 'earn', clock.now(), read(clock.now()));
    await clock.advance(0);
    expect(history.recorded.map(({ rates, quarantined }) => ({ rates, quarantined }))).toEqual([
      { rates: { EUR: '1.0852' }, quarantined: [] },
    ]);
  });

  it('marks what was carried, so that a failure never passes for a fall', async () => {
    answer('1');
    portfolio.applyReading(connection, 'earn', clock.now(), read(clock.now()));
    portfolio.applyReading(connection, 'spot', clock.now(), failed());
    await clock.advance(0);
    expect(totals()).toEqual(['10 carried']);
  });

  it('marks what was never known', async () => {
    answer('1');
    portfolio.applyReading(connection, 'earn', clock.now(), failed());
    await clock.advance(0);
    expect(totals()).toEqual(['10 partial']);
  });

  it('goes on recording when the wall clock is set back', async () => {
    answer('1');
    portfolio.applyReading(connection, 'earn', clock.now(), read(clock.now()));
    await clock.advance(0);
    clock.setWallClock(-600_000);
    answer('2');
    await clock.advance(60_000);
    expect(totals()).toEqual(['10 complete', '20 complete']);
  });

  it('goes on after one that went wrong', async () => {
    history.record = async () => {
      throw new Error('unexpected');
    };
    answer('1');
    portfolio.applyReading(connection, 'earn', clock.now(), read(clock.now()));
    await clock.advance(0);
    const { recorded } = history;
    history.record = async (entry) => {
      recorded.push(entry);
      return { ok: true, value: undefined };
    };
    answer('2');
    await clock.advance(60_000);
    expect(totals()).toEqual(['20 complete']);
  });

  it('writes the last state when the app quits', async () => {
    answer('1');
    portfolio.applyReading(connection, 'earn', clock.now(), read(clock.now()));
    await clock.advance(0);
    answer('4');
    await writer.flush(1_000);
    expect(totals()).toEqual(['10 complete', '40 complete']);
    await writer.close();
    expect(clock.pending).toBe(0);
  });

  it('waits when the app quits for the price of what was entered a moment ago', async () => {
    answer('1');
    portfolio.applyReading(connection, 'earn', clock.now(), read(clock.now()));
    await clock.advance(0);
    portfolio.applyReading(
      connection,
      'earn',
      clock.now(),
      read(clock.now(), holding('earn', 'ETH', '2')),
    );
    const flushed = writer.flush(1_000);
    await clock.advance(999);
    expect(totals()).toEqual(['10 complete']);
    portfolio.setPrices(
      new Map([['binance:ETH', { kind: 'manual', usd: decimal('5'), at: 0 }]]),
      {},
      false,
    );
    await flushed;
    expect(totals()).toEqual(['10 complete', '20 complete']);
  });

  it('records nothing when it quits before that price is there', async () => {
    answer('1');
    portfolio.applyReading(connection, 'earn', clock.now(), read(clock.now()));
    await clock.advance(0);
    portfolio.awaitAgain('one');
    const flushed = writer.flush(1_000);
    await clock.advance(1_000);
    await flushed;
    expect(totals()).toEqual(['10 complete']);
  });

  it('holds points back while the time cannot be trusted, and goes on by itself', async () => {
    isHeld = true;
    answer('1');
    portfolio.applyReading(connection, 'earn', clock.now(), read(clock.now()));
    await clock.advance(120_000);
    await writer.flush(1_000);
    expect(totals()).toEqual([]);
    isHeld = false;
    writer.resume();
    await clock.advance(0);
    expect(totals()).toEqual(['10 complete']);
    answer('2');
    isHeld = true;
    await clock.advance(120_000);
    expect(totals()).toEqual(['10 complete']);
  });

  it('does not hold up a quit while the portfolio is still starting', async () => {
    answer('1');
    await writer.flush(1_000);
    expect(totals()).toEqual([]);
  });
});

describe('prices that cannot be had', () => {
  const settle = (price: Price): void => {
    answer('1');
    portfolio.applyReading(connection, 'earn', clock.now(), read(clock.now()));
    portfolio.setPrices(new Map([['binance:BTC', price]]), {}, false);
  };

  it('mark a point as carried when they are old ones', async () => {
    settle({ kind: 'market', usd: decimal('10'), path: [], at: 0, staleSince: 0 });
    await clock.advance(0);
    expect(totals()).toEqual(['10 carried']);
  });

  it('mark a point as partial when there never were any, so that it is no fall', async () => {
    settle({ kind: 'unpriced', reason: 'not-loaded' });
    await clock.advance(0);
    expect(totals()).toEqual(['0 partial']);
  });

  it('mark a point as partial when they are disputed, so that it is no fall', async () => {
    const claim = { usd: decimal('10'), at: 0 };
    settle({ kind: 'unpriced', reason: 'disputed', claim });
    await clock.advance(0);
    expect(totals()).toEqual(['0 partial']);
  });
});

describe('the status of a point', () => {
  const problem = failure('network', 'down');
  const of = (...states: CoverageState[]): string =>
    statusOf({
      at: 0,
      totalUsd: decimal('0'),
      balances: [],
      quality: portfolio.snapshot().quality,
      coverage: states.map((coverage) => ({
        connectionId: 'one',
        venue: 'binance',
        accountType: 'spot',
        source: 'a',
        coverage,
      })),
    });

  it.each<[string, CoverageState[]]>([
    [
      'complete',
      [
        { state: 'ok', at: 1, balances: 1 },
        { state: 'empty', at: 1 },
      ],
    ],
    [
      'complete',
      [
        { state: 'empty', at: 1 },
        { state: 'unsupported', reason: 'r' },
      ],
    ],
    [
      'complete',
      [
        { state: 'empty', at: 1 },
        { state: 'no-permission', failure: problem },
      ],
    ],
    [
      'carried',
      [
        { state: 'ok', at: 1, balances: 1 },
        { state: 'stale', at: 1, failure: problem },
      ],
    ],
    [
      'partial',
      [
        { state: 'stale', at: 1 },
        { state: 'failed', failure: problem },
      ],
    ],
  ])('is %s for %j', (status, states) => {
    expect(of(...states)).toBe(status);
  });
});
