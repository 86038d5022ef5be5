import { beforeEach, describe, expect, it } from 'vitest';
import { failed, holding, read } from '../testing/fake-adapters';
import { settle } from '../testing/fake-clock';
import { KeyOfThree, portfolioWithDollars } from '../testing/key-of-three';
import type { AccountType } from '../../../shared/portfolio/balance';
import { failure, succeed } from '../../../shared/base/failure';

const LATER = failure('venue-unavailable', 'Loans cannot be read now.');

let key: KeyOfThree;

beforeEach(async () => {
  key = new KeyOfThree();
  await key.begin();
  expect(key.portfolio.settled).toBe(true);
  expect(key.total()).toBe('1070');
});

describe('coins that move between the accounts of a key', () => {
  it('are settled again once every account answered a question asked after the event', async () => {
    key.truth = { spot: 100, funding: 950, earn: 20 };
    key.session.listener?.moved();
    expect(key.portfolio.settled).toBe(false);
    key.push();
    expect(key.portfolio.settled).toBe(false);
    await key.clock.advance(1_000);
    expect(key.portfolio.settled).toBe(true);
    expect([...key.session.reads].sort()).toEqual(['earn', 'funding', 'spot']);
    expect(key.settledTotals).toEqual(new Set(['1070']));
  });

  it('are not told by a reading that was under way when the event came', async () => {
    const answers: (() => void)[] = [];
    key.session.answer = (accountType) => {
      const before = key.answerOf(accountType);
      return new Promise((resolve) => answers.push(() => resolve(before)));
    };
    const refreshed = key.feed.refresh();
    await settle();
    key.truth = { spot: 100, funding: 950, earn: 20 };
    key.session.listener?.moved();
    key.push();
    key.session.answer = key.answerOf;
    answers.forEach((answer) => answer());
    await refreshed;
    expect(key.portfolio.settled).toBe(false);
    await key.clock.advance(5_000);
    expect(key.portfolio.settled).toBe(true);
    expect(key.settledTotals).toEqual(new Set(['1070']));
  });

  it('do not wait for an account that the key may not read', async () => {
    key.session.answer = (accountType) =>
      accountType === 'earn' ? failed('permission') : key.answerOf(accountType);
    await key.feed.refresh();
    await key.clock.advance(5_000);
    key.session.reads.length = 0;
    key.truth = { spot: 100, funding: 950, earn: 20 };
    key.session.listener?.moved();
    key.push();
    await key.clock.advance(5_000);
    expect(key.portfolio.settled).toBe(true);
    expect(key.session.reads).not.toContain('earn');
  });

  it('are looked for in the others when a reading finds a change that nobody told of', async () => {
    // Earn answers as it was before the move, funding as it is after it.
    const before = { ...key.truth };
    key.session.answer = (accountType) =>
      accountType === 'earn'
        ? read(key.clock.now(), holding('earn', 'USDT', String(before['earn'])))
        : key.answerOf(accountType);
    key.truth = { spot: 1000, funding: 60, earn: 10 };
    await key.feed.refresh();
    expect(key.total()).toBe('1080');
    expect(key.portfolio.settled).toBe(false);
    key.session.answer = key.answerOf;
    await key.clock.advance(500);
    expect(key.portfolio.settled).toBe(true);
    expect(key.settledTotals).toEqual(new Set(['1070']));
  });

  it('are not told by an answer that may have been shared with a question of before', async () => {
    const before = { ...key.truth };
    key.truth = { spot: 100, funding: 950, earn: 20 };
    key.session.listener?.moved();
    key.push();
    // A refresh that begins at that very moment gets what was asked for a moment before.
    key.session.answer = (accountType) =>
      read(key.clock.now(), holding(accountType, 'USDT', String(before[accountType])));
    await key.feed.refresh();
    expect(key.portfolio.settled).toBe(false);
    key.session.answer = key.answerOf;
    await key.clock.advance(5_000);
    expect(key.portfolio.settled).toBe(true);
    expect(key.settledTotals).toEqual(new Set(['1070']));
  });

  it('need no other reading when the changes of one round cancel out', async () => {
    key.truth = { spot: 1000, funding: 60, earn: 10 };
    await key.feed.refresh();
    expect(key.portfolio.settled).toBe(true);
    expect(key.session.reads).toHaveLength(3);
  });

  it('are one more reading of the others after a deposit to an account without a stream', async () => {
    key.truth = { spot: 1000, funding: 150, earn: 20 };
    await key.feed.refresh();
    expect(key.portfolio.settled).toBe(false);
    await key.clock.advance(60_000);
    expect(key.portfolio.settled).toBe(true);
    expect([...key.session.reads].sort()).toEqual(['earn', 'earn', 'funding', 'spot', 'spot']);
  });

  it('are looked for after the stream was down', async () => {
    key.session.listener?.state('spot', 'connecting');
    key.truth = { spot: 100, funding: 950, earn: 20 };
    await key.clock.advance(2_000);
    key.session.listener?.state('spot', 'live');
    key.session.listener?.changed('spot');
    await key.clock.advance(10_000);
    expect(key.portfolio.settled).toBe(true);
    expect(key.settledTotals).toEqual(new Set(['1070']));
  });

  it('wait for the event of a change that a reading saw first', async () => {
    key.truth = { spot: 100, funding: 950, earn: 20 };
    key.session.answer = (accountType) =>
      accountType === 'spot'
        ? key.answerOf('spot')
        : read(key.clock.now(), holding(accountType, 'USDT', accountType === 'earn' ? '20' : '50'));
    await key.feed.refresh();
    expect(key.portfolio.settled).toBe(false);
    key.session.answer = key.answerOf;
    key.session.listener?.moved();
    key.push();
    await key.clock.advance(5_000);
    expect(key.portfolio.settled).toBe(true);
    expect(key.settledTotals).toEqual(new Set(['1070']));
  });

  it('are not asked for because of a trade, which stays in its account', async () => {
    key.truth['spot'] = 999;
    key.push();
    key.session.listener?.changed('spot');
    expect(key.portfolio.settled).toBe(true);
    await key.clock.advance(10_000);
    expect(key.session.reads).toEqual(['spot']);
  });

  it('are looked for in the others when the event of a change does not come', async () => {
    const before = { ...key.truth };
    key.truth = { spot: 100, funding: 950, earn: 20 };
    key.session.answer = (accountType) =>
      accountType === 'spot'
        ? key.answerOf('spot')
        : read(key.clock.now(), holding(accountType, 'USDT', String(before[accountType])));
    await key.feed.refresh();
    key.session.answer = key.answerOf;
    await key.clock.advance(5_000);
    expect(key.portfolio.settled).toBe(true);
    expect(key.settledTotals).toEqual(new Set(['1070']));
  });

  it('are looked for in an account of which only a part answers', async () => {
    const before = { ...key.truth };
    key.truth = { spot: 1000, funding: 60, earn: 10 };
    key.session.answer = (accountType) => {
      if (accountType === 'funding')
        return {
          ...read(key.clock.now(), holding('funding', 'USDT', '60')),
          unread: [{ name: 'loans', failure: LATER, holds: { subaccounts: ['loans'] } }],
        };
      return read(key.clock.now(), holding(accountType, 'USDT', String(before[accountType])));
    };
    await key.feed.refresh();
    expect(key.portfolio.settled).toBe(false);
    key.session.answer = key.answerOf;
    await key.clock.advance(5_000);
    expect(key.portfolio.settled).toBe(true);
    expect(key.settledTotals).toEqual(new Set(['1070']));
  });

  it('are looked for in both accounts whose changes were read at once', async () => {
    // Funding lacks what came from spot and has interest; its answer comes last.
    const answers = new Map<AccountType, () => void>();
    key.session.answer = (accountType) => {
      const amount = { spot: '100', funding: '51', earn: '20' }[accountType as 'spot'];
      const now = read(key.clock.now(), holding(accountType, 'USDT', amount));
      return new Promise((resolve) => answers.set(accountType, () => resolve(now)));
    };
    key.session.listener?.state('spot', 'connecting');
    const refreshed = key.feed.refresh();
    await settle();
    key.truth = { spot: 100, funding: 951, earn: 20 };
    for (const accountType of ['earn', 'spot', 'funding'] as const) {
      answers.get(accountType)?.();
      await settle();
    }
    await refreshed;
    key.session.answer = key.answerOf;
    await key.clock.advance(10_000);
    expect(key.portfolio.settled).toBe(true);
    // As it was, and as it is; not without what came from spot.
    expect(key.settledTotals).toEqual(new Set(['1070', '1071']));
  });

  it('are asked for less often when the limit of the key is nearly used up', async () => {
    key.session.rateLimit = () => ({ venue: 'binance', used: 0.8 });
    for (let second = 0; second < 60; second += 1) {
      key.session.listener?.moved();
      await key.clock.advance(1_000);
    }
    expect(key.session.reads.filter((type) => type === 'earn').length).toBeLessThanOrEqual(8);
  });
});
describe('a key whose reading ends while coins are under way', () => {
  it('leaves no doubt behind for who reads it next', async () => {
    key.session.listener?.moved();
    await key.feed.close();
    expect(key.portfolio.settled).toBe(false);
    const next = key.newFeed('one', key.portfolio);
    await next.refresh();
    await key.clock.advance(10_000);
    expect(key.portfolio.settled).toBe(true);
    await next.close();
    expect(key.clock.pending).toBe(0);
  });

  it('stays in doubt when its accounts turn out to be others', async () => {
    key.session.listener?.moved();
    key.session.accountsResult = succeed([
      { accountType: 'unified', source: 'a', updates: 'stream' },
      { accountType: 'earn', source: 'c', updates: 'polling' },
    ]);
    key.truth = { unified: 1000, earn: 70 };
    key.session.answer = () => new Promise(() => undefined);
    void key.feed.refresh(true);
    await key.clock.advance(61_000);
    void key.feed.refresh(true);
    await settle();
    expect(key.portfolio.settled).toBe(false);
  });
});

describe('a key that is read for the first time', () => {
  it('settles once its accounts, read one after the other, are known to belong together', async () => {
    const first = portfolioWithDollars(key.clock);
    const answers = new Map<AccountType, () => void>();
    key.session.answer = (accountType) => {
      const now = key.answerOf(accountType);
      return new Promise((resolve) => answers.set(accountType, () => resolve(now)));
    };
    const other = key.newFeed('two', first);
    const seen: string[] = [];
    first.onChange(() => {
      if (first.settled) seen.push(first.totals().totalUsd.toFixed());
    });
    const refreshed = other.refresh();
    await settle();
    answers.get('spot')?.();
    answers.get('earn')?.();
    await settle();
    key.truth = { spot: 100, funding: 950, earn: 20 };
    // Asked again, since funding answers with what came from spot meanwhile.
    key.session.answer = key.answerOf;
    answers.set('funding', answers.get('funding') ?? (() => undefined));
    answers.get('funding')?.();
    await refreshed;
    expect(first.settled).toBe(false);
    await key.clock.advance(10_000);
    expect(first.settled).toBe(true);
    expect(new Set(seen)).toEqual(new Set(['1070']));
    await other.close();
  });
});
