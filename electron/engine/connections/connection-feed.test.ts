import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectionFeed } from './connection-feed';
import { LivePortfolio } from '../portfolio/live-portfolio';
import type { AccountMarks, AccountReading } from '../ports/exchanges';
import { failed, FakeSession, holding, read, silentLog } from '../testing/fake-adapters';
import { FakeClock, settle } from '../testing/fake-clock';
import { decimal } from '../../../shared/base/decimal';
import { failure, fail, succeed } from '../../../shared/base/failure';

const connection = { id: 'one', venue: 'binance' };
let clock: FakeClock;
let session: FakeSession;
let portfolio: LivePortfolio;
let feed: ConnectionFeed;
let differences: string[];
let entered: number;
let onMarks: (marks: AccountMarks) => void;

function open(): ConnectionFeed {
  return new ConnectionFeed(connection, session, 'spot', {
    portfolio,
    clock,
    random: () => 1,
    log: silentLog,
    onStatus: () => undefined,
    onDifference: (_account, codes) => differences.push(...codes),
    onMarks: (marks) => onMarks(marks),
    onEntered: () => (entered += 1),
  });
}

const amounts = (): string[] =>
  portfolio
    .snapshot()
    .balances.map(({ accountType, code, total }) => `${accountType} ${code} ${total.toString()}`);

beforeEach(() => {
  clock = new FakeClock();
  session = new FakeSession();
  portfolio = new LivePortfolio(clock.now, silentLog);
  portfolio.setPrices(
    new Map([['binance:BTC', { kind: 'manual', usd: decimal('1'), at: 0 }]]),
    {},
    false,
  );
  differences = [];
  entered = 0;
  onMarks = () => undefined;
  feed = open();
});

describe('a connection feed', () => {
  it('asks all accounts at once: a slow one does not hold up the others', async () => {
    session.accountsResult = succeed([
      { accountType: 'spot', source: 'a', updates: 'stream' },
      { accountType: 'earn', source: 'b', updates: 'polling' },
    ]);
    let answerSlow: (reading: AccountReading) => void = () => undefined;
    session.answer = (type) =>
      type === 'spot'
        ? new Promise((resolve) => {
            answerSlow = resolve;
          })
        : read(clock.now(), holding('earn', 'BTC', '2'));
    const done = feed.refresh();
    await settle();
    expect(session.reads).toEqual(['spot', 'earn']);
    expect(amounts()).toEqual(['earn BTC 2']);
    session.answer = (type) => read(clock.now(), holding(type, 'BTC', '2'));
    answerSlow(read(clock.now(), holding('spot', 'BTC', '1')));
    await done;
    expect(amounts()).toEqual(['earn BTC 2', 'spot BTC 1']);
  });

  it('tries a failed account again with growing waits, and stops when it answers', async () => {
    session.answer = () => failed();
    await feed.refresh();
    await clock.advance(2_000);
    expect(session.reads).toHaveLength(2);
    await clock.advance(3_999);
    expect(session.reads).toHaveLength(2);
    session.answer = () => read(clock.now());
    await clock.advance(1);
    expect(session.reads).toHaveLength(3);
    await clock.advance(600_000);
    expect(session.reads).toHaveLength(3);
  });

  it('waits as long as the venue asks for', async () => {
    session.answer = () => ({
      outcome: 'failed',
      failure: failure('rate-limited', 'slow down', { retryAt: clock.now() + 30_000 }),
    });
    await feed.refresh();
    await clock.advance(29_000);
    expect(session.reads).toHaveLength(1);
    await clock.advance(2_000);
    expect(session.reads).toHaveLength(2);
  });

  it('does not hammer a venue with a key that it refuses', async () => {
    session.answer = () => failed('authentication');
    await feed.refresh();
    await clock.advance(3_600_000);
    expect(session.reads).toHaveLength(1);
  });

  it('answers a burst of events with one reading', async () => {
    session.answer = () => read(clock.now(), holding('spot', 'BTC', '1'));
    await feed.refresh();
    await clock.advance(10_000);
    for (let event = 0; event < 50; event += 1) session.listener?.changed('spot');
    await clock.advance(10_000);
    expect(session.reads).toHaveLength(2);
  });

  it('waits as long as the venue asks for, whatever its stream says meanwhile', async () => {
    session.answer = () => ({
      outcome: 'failed',
      failure: failure('rate-limited', 'slow down', { retryAt: clock.now() + 120_000 }),
    });
    await feed.refresh();
    for (let second = 0; second < 60; second += 1) {
      session.listener?.changed('spot');
      await clock.advance(1_000);
    }
    expect(session.reads).toHaveLength(1);
  });

  it('is not read without pause by a stream without pause', async () => {
    session.answer = () => {
      session.listener?.changed('spot');
      return read(clock.now(), holding('spot', 'BTC', '1'));
    };
    await feed.refresh();
    await clock.advance(30_000);
    expect(session.reads.length).toBeLessThanOrEqual(11);
  });

  it('goes on reading when the wall clock is set back', async () => {
    session.answer = () => read(clock.now(), holding('spot', 'BTC', '1'));
    await feed.refresh();
    await clock.advance(10_000);
    clock.setWallClock(-600_000);
    session.answer = () => read(clock.now(), holding('spot', 'BTC', '3'));
    session.listener?.changed('spot');
    await clock.advance(5_000);
    expect(amounts()).toEqual(['spot BTC 3']);
  });

  it('applies an exact pushed balance at once', async () => {
    session.answer = () => read(clock.now(), holding('spot', 'BTC', '1'));
    await feed.refresh();
    session.listener?.balances('spot', [holding('spot', 'BTC', '7')], clock.now());
    expect(amounts()).toEqual(['spot BTC 7']);
  });

  it('takes what is on this machine the moment it changes, and no older answer after it', async () => {
    session.answer = () => read(clock.now(), holding('spot', 'BTC', '1'));
    await feed.refresh();
    let answerSlow: (reading: AccountReading) => void = () => undefined;
    session.answer = () => new Promise((resolve) => (answerSlow = resolve));
    const refreshed = feed.refresh();
    await settle();
    session.listener?.changed('spot', read(clock.now(), holding('spot', 'BTC', '100')));
    expect(amounts()).toEqual(['spot BTC 100']);
    expect(entered).toBe(1);
    answerSlow(read(clock.now(), holding('spot', 'BTC', '1')));
    await refreshed;
    expect(amounts()).toEqual(['spot BTC 100']);
  });

  it('is not settled while it reads anew, and an answer to what was asked before does not count', async () => {
    session.answer = () => read(clock.now(), holding('spot', 'BTC', '1'));
    await feed.refresh();
    expect(portfolio.settled).toBe(true);
    const answers: ((reading: AccountReading) => void)[] = [];
    session.answer = () => new Promise((resolve) => answers.push(resolve));
    const refreshed = feed.refresh();
    const anew = feed.readAnew();
    expect(portfolio.settled).toBe(false);
    await settle();
    answers[0]?.(read(clock.now(), holding('spot', 'BTC', '2')));
    await refreshed;
    await settle();
    expect(portfolio.settled).toBe(false);
    expect(amounts()).toEqual(['spot BTC 1']);
    answers[1]?.(read(clock.now(), holding('spot', 'BTC', '3')));
    await anew;
    expect(portfolio.settled).toBe(true);
    expect(amounts()).toEqual(['spot BTC 3']);
  });

  it('does not count an answer whose marks have the account asked anew', async () => {
    const answers: ((reading: AccountReading) => void)[] = [];
    session.answer = () => new Promise((resolve) => answers.push(resolve));
    onMarks = () => void feed.readAnew();
    const refreshed = feed.refresh();
    await settle();
    const marked = (amount: string): AccountReading => ({
      outcome: 'read',
      at: clock.now(),
      balances: [holding('spot', 'BTC', amount)],
      marks: new Set(['an address that another wallet shows']),
    });
    answers[0]?.(marked('2'));
    await refreshed;
    await settle();
    expect(portfolio.settled).toBe(false);
    expect(amounts()).toEqual([]);
    onMarks = () => undefined;
    answers[1]?.(marked('1'));
    await clock.advance(1_000);
    expect(portfolio.settled).toBe(true);
    expect(amounts()).toEqual(['spot BTC 1']);
  });

  it('is not settled from when it has other accounts until each of those was read', async () => {
    session.answer = (type) => read(clock.now(), holding(type, 'BTC', '1'));
    session.accountsResult = succeed([
      { accountType: 'spot', source: 'a', updates: 'stream' },
      { accountType: 'funding', source: 'b', updates: 'stream' },
    ]);
    await feed.refresh();
    await clock.advance(10_000);
    expect(portfolio.settled).toBe(true);
    // Funding was merged into spot, which has not been read since.
    session.accountsResult = succeed([{ accountType: 'spot', source: 'a', updates: 'stream' }]);
    const settledWith: string[][] = [];
    portfolio.onChange(() => {
      if (portfolio.settled) settledWith.push(amounts());
    });
    session.answer = (type) => read(clock.now(), holding(type, 'BTC', '2'));
    await clock.advance(60_000);
    await feed.refresh(true);
    await clock.advance(10_000);
    expect(settledWith.length).toBeGreaterThan(0);
    for (const amountsThen of settledWith) expect(amountsThen).toEqual(['spot BTC 2']);
  });

  it('reports when a full reading contradicts the stream', async () => {
    session.answer = () => read(clock.now(), holding('spot', 'BTC', '1'));
    await feed.refresh();
    await clock.advance(1_000);
    session.listener?.balances('spot', [holding('spot', 'BTC', '7')], clock.now());
    await clock.advance(1_000);
    await feed.refresh();
    expect(differences).toEqual(['BTC']);
    expect(amounts()).toEqual(['spot BTC 1']);
  });

  it('lists the accounts again by itself when that failed', async () => {
    session.accountsResult = fail('network', 'down');
    await feed.refresh();
    expect(portfolio.snapshot().coverage[0]?.coverage.state).toBe('failed');
    session.accountsResult = succeed([{ accountType: 'spot', source: 'a', updates: 'stream' }]);
    session.answer = () => read(clock.now(), holding('spot', 'BTC', '1'));
    await clock.advance(2_000);
    expect(amounts()).toEqual(['spot BTC 1']);
  });

  it('leaves nothing running when it is closed', async () => {
    session.answer = () => failed();
    await feed.refresh();
    await feed.close();
    expect(session.closed).toBe(true);
    expect(session.listener).toBeUndefined();
    expect(clock.pending).toBe(0);
  });

  it('finds out after an hour, or a minute if asked, that the accounts are others now', async () => {
    const of = (accountType: 'spot' | 'unified'): AccountReading =>
      read(clock.now(), holding(accountType, 'BTC', '2'));
    session.answer = (type) => of(type === 'unified' ? 'unified' : 'spot');
    await feed.refresh();
    session.accountsResult = succeed([
      { accountType: 'unified', source: 'GET /wallet', updates: 'stream' },
    ]);
    await clock.advance(59_000);
    await feed.refresh(true);
    expect(amounts()).toEqual(['spot BTC 2']);
    await clock.advance(1_000);
    await feed.refresh();
    expect(amounts()).toEqual(['spot BTC 2']);
    await feed.refresh(true);
    expect(amounts()).toEqual(['unified BTC 2']);
    expect(portfolio.snapshot().coverage).toHaveLength(1);
    expect(session.listener).toBeDefined();
  });

  it('goes on with the accounts it knows when they cannot be found out again', async () => {
    session.answer = () => read(clock.now(), holding('spot', 'BTC', '2'));
    await feed.refresh();
    session.accountsResult = fail('network', 'gone');
    await clock.advance(3_600_000);
    await feed.refresh();
    expect(amounts()).toEqual(['spot BTC 2']);
    expect(portfolio.snapshot().coverage[0]?.coverage.state).toBe('ok');
  });
});
