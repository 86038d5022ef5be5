import { beforeEach, describe, expect, it } from 'vitest';
import { statusOf } from '../history/snapshot-writer';
import { failed, holding, read } from '../testing/fake-adapters';
import { KeyOfThree } from '../testing/key-of-three';

let key: KeyOfThree;

beforeEach(async () => {
  key = new KeyOfThree();
  await key.begin();
  expect(key.portfolio.settled).toBe(true);
  expect(key.total()).toBe('1070');
});

describe('moves that cannot be found out', () => {
  it('stay in doubt while an account that was read fails, for two minutes at most', async () => {
    key.truth = { spot: 100, funding: 950, earn: 20 };
    key.session.answer = (accountType) =>
      accountType === 'funding' ? failed('venue-unavailable') : key.answerOf(accountType);
    key.session.listener?.moved();
    key.push();
    await key.clock.advance(119_000);
    expect(key.portfolio.settled).toBe(false);
    await key.clock.advance(2_000);
    expect(key.portfolio.settled).toBe(true);
    const funding = key.portfolio
      .snapshot()
      .coverage.find((cell) => cell.accountType === 'funding');
    expect(funding?.coverage.state).toBe('stale');
  });

  it('have accounts that change with each reading compared three times, no more, and not said to be whole', async () => {
    let tick = 0;
    key.session.answer = (accountType) => {
      tick += 1;
      const amount = accountType === 'spot' ? '1000' : String(100 + tick);
      return read(key.clock.now(), holding(accountType, 'USDT', amount));
    };
    await key.feed.refresh();
    await key.clock.advance(60_000);
    expect(key.portfolio.settled).toBe(true);
    expect(key.session.reads.length).toBeLessThanOrEqual(3 + 3 * 3);
    expect(key.stateOf('funding')).toBe('stale');
    expect(statusOf(key.portfolio.snapshot())).toBe('carried');
    key.session.answer = key.answerOf;
    await key.feed.refresh();
    await key.clock.advance(10_000);
    expect(key.portfolio.settled).toBe(true);
    expect(statusOf(key.portfolio.snapshot())).toBe('complete');
  });

  it('are not said to be whole while events come faster than accounts answer', async () => {
    let longestWait = 0;
    key.session.answer = (accountType) => {
      const now = key.answerOf(accountType);
      return new Promise((resolve) => key.clock.after(1_500, () => resolve(now)));
    };
    let waitsSince = key.clock.elapsed();
    key.portfolio.onChange(() => {
      const isWhole = statusOf(key.portfolio.snapshot()) === 'complete';
      if (key.portfolio.settled) expect(isWhole).toBe(false);
      if (key.portfolio.settled) waitsSince = key.clock.elapsed();
      longestWait = Math.max(longestWait, key.clock.elapsed() - waitsSince);
    });
    for (let second = 0; second < 400; second += 1) {
      key.session.listener?.moved();
      await key.clock.advance(1_000);
    }
    expect(longestWait).toBeLessThan(125_000);
  });

  it('wait once for an account that keeps failing, not again with each event', async () => {
    key.session.answer = (accountType) =>
      accountType === 'funding' ? failed('venue-unavailable') : key.answerOf(accountType);
    key.session.listener?.moved();
    await key.clock.advance(121_000);
    expect(key.portfolio.settled).toBe(true);
    key.session.listener?.moved();
    await key.clock.advance(10_000);
    expect(key.portfolio.settled).toBe(true);
    expect(key.stateOf('funding')).toBe('stale');
    key.session.answer = key.answerOf;
    await key.clock.advance(600_000);
    expect(key.stateOf('funding')).toBe('ok');
    key.session.answer = (accountType) =>
      accountType === 'funding' ? failed('venue-unavailable') : key.answerOf(accountType);
    key.session.listener?.moved();
    await key.clock.advance(10_000);
    expect(key.portfolio.settled).toBe(false);
  });

  it('leave nothing behind that is asked for ever when a reading throws', async () => {
    key.session.answer = () => {
      throw new Error('a defect');
    };
    await expect(key.feed.refresh()).rejects.toThrow('a defect');
    key.session.answer = key.answerOf;
    key.truth = { spot: 1000, funding: 60, earn: 10 };
    key.session.listener?.moved();
    await key.clock.advance(10_000);
    expect(key.portfolio.settled).toBe(true);
    expect(key.total()).toBe('1070');
  });
});
