import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectionFeed } from './connection-feed';
import { LivePortfolio } from './live-portfolio';
import type { AccountReading, ReadableAccount } from './ports/exchanges';
import { failed, FakeSession, holding, read, silentLog } from './testing/fake-adapters';
import { FakeClock, settle } from './testing/fake-clock';
import { decimal } from '../../shared/money/decimal';
import type { AccountType } from '../../shared/portfolio/balance';
import { succeed } from '../../shared/portfolio/failure';

const ACCOUNTS: readonly ReadableAccount[] = [
  { accountType: 'spot', source: 'a', updates: 'stream' },
  { accountType: 'funding', source: 'b', updates: 'polling' },
  { accountType: 'earn', source: 'c', updates: 'polling' },
];

let clock: FakeClock;
let session: FakeSession;
let portfolio: LivePortfolio;
let feed: ConnectionFeed;
/** What the venue has, in dollars. */
let truth: Record<string, number>;
/** Totals of instants that counted as settled. */
let settledTotals: Set<string>;

const total = (): string => portfolio.totals().totalUsd.toFixed();
const answerOf = (accountType: AccountType): AccountReading =>
  read(clock.now(), holding(accountType, 'USDT', String(truth[accountType] ?? 0)));
const push = (): void =>
  session.listener?.balances('spot', [holding('spot', 'USDT', String(truth['spot']))], clock.now());

beforeEach(async () => {
  clock = new FakeClock();
  session = new FakeSession();
  portfolio = new LivePortfolio(clock.now, silentLog);
  portfolio.setPrices(
    new Map([['binance:USDT', { kind: 'manual', usd: decimal('1'), at: 0 }]]),
    {},
    false,
  );
  truth = { spot: 1000, funding: 50, earn: 20 };
  session.accountsResult = succeed(ACCOUNTS);
  session.answer = answerOf;
  settledTotals = new Set();
  feed = new ConnectionFeed({ id: 'one', venue: 'binance' }, session, 'spot', {
    portfolio,
    clock,
    random: () => 1,
    log: silentLog,
    onStatus: () => undefined,
    onDifference: () => undefined,
    onEntered: () => undefined,
    onMarks: () => undefined,
  });
  await feed.refresh();
  session.listener?.state('spot', 'live');
  session.listener?.changed('spot');
  await clock.advance(10_000);
  expect(portfolio.settled).toBe(true);
  expect(total()).toBe('1070');
  session.reads.length = 0;
  portfolio.onChange(() => {
    if (portfolio.settled) settledTotals.add(total());
  });
});

describe('coins that move between the accounts of a key', () => {
  it('are settled again once every account answered a question asked after the event', async () => {
    truth = { spot: 100, funding: 950, earn: 20 };
    session.listener?.moved();
    expect(portfolio.settled).toBe(false);
    push();
    expect(portfolio.settled).toBe(false);
    await clock.advance(1_000);
    expect(portfolio.settled).toBe(true);
    expect([...session.reads].sort()).toEqual(['earn', 'funding', 'spot']);
    expect(settledTotals).toEqual(new Set(['1070']));
  });

  it('are not told by a reading that was under way when the event came', async () => {
    const answers: (() => void)[] = [];
    session.answer = (accountType) => {
      const before = answerOf(accountType);
      return new Promise((resolve) => answers.push(() => resolve(before)));
    };
    const refreshed = feed.refresh();
    await settle();
    truth = { spot: 100, funding: 950, earn: 20 };
    session.listener?.moved();
    push();
    session.answer = answerOf;
    answers.forEach((answer) => answer());
    await refreshed;
    expect(portfolio.settled).toBe(false);
    await clock.advance(5_000);
    expect(portfolio.settled).toBe(true);
    expect(settledTotals).toEqual(new Set(['1070']));
  });

  it('stay in doubt while an account that was read fails, for two minutes at most', async () => {
    truth = { spot: 100, funding: 950, earn: 20 };
    session.answer = (accountType) =>
      accountType === 'funding' ? failed('venue-unavailable') : answerOf(accountType);
    session.listener?.moved();
    push();
    await clock.advance(119_000);
    expect(portfolio.settled).toBe(false);
    await clock.advance(2_000);
    expect(portfolio.settled).toBe(true);
    const funding = portfolio.snapshot().coverage.find((cell) => cell.accountType === 'funding');
    expect(funding?.coverage.state).toBe('stale');
  });

  it('do not wait for an account that the key may not read', async () => {
    session.answer = (accountType) =>
      accountType === 'earn' ? failed('permission') : answerOf(accountType);
    await feed.refresh();
    await clock.advance(5_000);
    session.reads.length = 0;
    truth = { spot: 100, funding: 950, earn: 20 };
    session.listener?.moved();
    push();
    await clock.advance(5_000);
    expect(portfolio.settled).toBe(true);
    expect(session.reads).not.toContain('earn');
  });

  it('are looked for in the others when a reading finds a change that nobody told of', async () => {
    // Earn answers as it was before the move, funding as it is after it.
    const before = { ...truth };
    session.answer = (accountType) =>
      accountType === 'earn'
        ? read(clock.now(), holding('earn', 'USDT', String(before['earn'])))
        : answerOf(accountType);
    truth = { spot: 1000, funding: 60, earn: 10 };
    await feed.refresh();
    expect(total()).toBe('1080');
    expect(portfolio.settled).toBe(false);
    session.answer = answerOf;
    await clock.advance(500);
    expect(portfolio.settled).toBe(true);
    expect(settledTotals).toEqual(new Set(['1070']));
  });

  it('are not told by an answer that may have been shared with a question of before', async () => {
    const before = { ...truth };
    truth = { spot: 100, funding: 950, earn: 20 };
    session.listener?.moved();
    push();
    // A refresh that begins at that very moment gets what was asked for a moment before.
    session.answer = (accountType) =>
      read(clock.now(), holding(accountType, 'USDT', String(before[accountType])));
    await feed.refresh();
    expect(portfolio.settled).toBe(false);
    session.answer = answerOf;
    await clock.advance(5_000);
    expect(portfolio.settled).toBe(true);
    expect(settledTotals).toEqual(new Set(['1070']));
  });

  it('need no other reading when the changes of one round cancel out', async () => {
    truth = { spot: 1000, funding: 60, earn: 10 };
    await feed.refresh();
    expect(portfolio.settled).toBe(true);
    expect(session.reads).toHaveLength(3);
  });

  it('are one more reading of the others after a deposit to an account without a stream', async () => {
    truth = { spot: 1000, funding: 150, earn: 20 };
    await feed.refresh();
    expect(portfolio.settled).toBe(false);
    await clock.advance(60_000);
    expect(portfolio.settled).toBe(true);
    expect([...session.reads].sort()).toEqual(['earn', 'earn', 'funding', 'spot', 'spot']);
  });

  it('are looked for after the stream was down', async () => {
    session.listener?.state('spot', 'connecting');
    truth = { spot: 100, funding: 950, earn: 20 };
    await clock.advance(2_000);
    session.listener?.state('spot', 'live');
    session.listener?.changed('spot');
    await clock.advance(10_000);
    expect(portfolio.settled).toBe(true);
    expect(settledTotals).toEqual(new Set(['1070']));
  });

  it('wait for the event of a change that a reading saw first', async () => {
    truth = { spot: 100, funding: 950, earn: 20 };
    session.answer = (accountType) =>
      accountType === 'spot'
        ? answerOf('spot')
        : read(clock.now(), holding(accountType, 'USDT', accountType === 'earn' ? '20' : '50'));
    await feed.refresh();
    expect(portfolio.settled).toBe(false);
    session.answer = answerOf;
    session.listener?.moved();
    push();
    await clock.advance(5_000);
    expect(portfolio.settled).toBe(true);
    expect(settledTotals).toEqual(new Set(['1070']));
  });

  it('are not asked for because of a trade, which stays in its account', async () => {
    truth['spot'] = 999;
    push();
    session.listener?.changed('spot');
    expect(portfolio.settled).toBe(true);
    await clock.advance(10_000);
    expect(session.reads).toEqual(['spot']);
  });

  it('have accounts that change with each reading compared three times, no more', async () => {
    let tick = 0;
    session.answer = (accountType) => {
      tick += 1;
      const amount = accountType === 'spot' ? '1000' : String(100 + tick);
      return read(clock.now(), holding(accountType, 'USDT', amount));
    };
    await feed.refresh();
    await clock.advance(60_000);
    expect(portfolio.settled).toBe(true);
    expect(session.reads.length).toBeLessThanOrEqual(3 + 3 * 2);
  });

  it('are asked for less often when the limit of the key is nearly used up', async () => {
    session.rateLimit = () => ({ venue: 'binance', used: 0.8 });
    for (let second = 0; second < 60; second += 1) {
      session.listener?.moved();
      await clock.advance(1_000);
    }
    expect(session.reads.filter((type) => type === 'earn').length).toBeLessThanOrEqual(8);
  });
});

describe('a key whose reading ends while coins are under way', () => {
  it('leaves no doubt behind for who reads it next', async () => {
    session.listener?.moved();
    await feed.close();
    expect(portfolio.settled).toBe(false);
    const next = new ConnectionFeed({ id: 'one', venue: 'binance' }, session, 'spot', {
      portfolio,
      clock,
      random: () => 1,
      log: silentLog,
      onStatus: () => undefined,
      onDifference: () => undefined,
      onEntered: () => undefined,
      onMarks: () => undefined,
    });
    await next.refresh();
    await clock.advance(10_000);
    expect(portfolio.settled).toBe(true);
    await next.close();
    expect(clock.pending).toBe(0);
  });

  it('stays in doubt when its accounts turn out to be others', async () => {
    session.listener?.moved();
    session.accountsResult = succeed([
      { accountType: 'unified', source: 'a', updates: 'stream' },
      { accountType: 'earn', source: 'c', updates: 'polling' },
    ]);
    truth = { unified: 1000, earn: 70 };
    session.answer = () => new Promise(() => undefined);
    void feed.refresh(true);
    await clock.advance(61_000);
    void feed.refresh(true);
    await settle();
    expect(portfolio.settled).toBe(false);
  });
});

describe('a key that is read for the first time', () => {
  it('settles once its accounts, read one after the other, are known to belong together', async () => {
    const first = new LivePortfolio(clock.now, silentLog);
    first.setPrices(
      new Map([['binance:USDT', { kind: 'manual', usd: decimal('1'), at: 0 }]]),
      {},
      false,
    );
    const answers = new Map<AccountType, () => void>();
    session.answer = (accountType) => {
      const now = answerOf(accountType);
      return new Promise((resolve) => answers.set(accountType, () => resolve(now)));
    };
    const other = new ConnectionFeed({ id: 'two', venue: 'binance' }, session, 'spot', {
      portfolio: first,
      clock,
      random: () => 1,
      log: silentLog,
      onStatus: () => undefined,
      onDifference: () => undefined,
      onEntered: () => undefined,
      onMarks: () => undefined,
    });
    const seen: string[] = [];
    first.onChange(() => {
      if (first.settled) seen.push(first.totals().totalUsd.toFixed());
    });
    const refreshed = other.refresh();
    await settle();
    answers.get('spot')?.();
    answers.get('earn')?.();
    await settle();
    truth = { spot: 100, funding: 950, earn: 20 };
    // Asked again, since funding answers with what came from spot meanwhile.
    session.answer = answerOf;
    answers.set('funding', answers.get('funding') ?? (() => undefined));
    answers.get('funding')?.();
    await refreshed;
    expect(first.settled).toBe(false);
    await clock.advance(10_000);
    expect(first.settled).toBe(true);
    expect(new Set(seen)).toEqual(new Set(['1070']));
    await other.close();
  });
});
