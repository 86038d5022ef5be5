import { expect, it } from 'vitest';
import { statusOf } from '../history/snapshot-writer';
import { failed, holding, read } from '../testing/fake-adapters';
import { KeyOfThree } from '../testing/key-of-three';
import { inRound, randomOf, rounds } from '../../testing/rounds';
import type { AccountReading } from '../ports/exchanges';
import type { AccountType } from '../../../shared/portfolio/balance';

const NAME = 'moves between three accounts';
const TYPES = ['spot', 'funding', 'earn'] as const;
const DOLLARS = '1070000000';
/**
 * Never all that there is, which would soon go back: what goes there and back within one reading of each
 * account leaves no trace in what they answer.
 */
const MOST_MOVED = 40_000_000;

/** A venue that answers and tells after random times, which moves coins and never has more or fewer. */
class SlowVenue {
  /** The stream is in order: no event overtakes another. */
  #lastEventAt = 0;

  constructor(
    private readonly key: KeyOfThree,
    private readonly random: () => number,
    private readonly habits: { loses: number; fails: number; slowestMs: number },
  ) {
    key.session.answer = (accountType) => this.#answer(accountType);
  }

  async move(): Promise<void> {
    const { key, random, habits } = this;
    const from = TYPES[Math.floor(random() * 3)] ?? 'spot';
    const to = TYPES.filter((type) => type !== from)[Math.floor(random() * 2)] ?? 'earn';
    const most = Math.min(MOST_MOVED, (key.truth[from] ?? 0) / 2);
    const amount = Math.floor(random() * most);
    key.truth = {
      ...key.truth,
      [from]: (key.truth[from] ?? 0) - amount,
      [to]: (key.truth[to] ?? 0) + amount,
    };
    // Only what leaves or reaches spot is told, and not always.
    if ((from === 'spot' || to === 'spot') && random() >= habits.loses) this.#tell();
    await key.clock.advance(random() < 0.5 ? random() * 300 : random() * 20_000);
  }

  #tell(): void {
    const { clock } = this.key;
    const now = Math.max(this.#lastEventAt, clock.elapsed() + this.random() * 900);
    this.#lastEventAt = now;
    const spot = String(this.key.truth['spot']);
    clock.after(now - clock.elapsed(), () => {
      this.key.session.listener?.moved();
      this.key.session.listener?.balances('spot', [holding('spot', 'USDT', spot)], clock.now());
    });
  }

  /** What is said is as it was at some instant between the question and the answer. */
  #answer(accountType: AccountType): Promise<AccountReading> {
    const { clock } = this.key;
    const wait = 20 + this.random() * this.habits.slowestMs;
    const seenAfter = this.random() * wait;
    const isFailure = this.random() < this.habits.fails;
    return new Promise((resolve) => {
      clock.after(seenAfter, () => {
        const amount = String(this.key.truth[accountType]);
        clock.after(wait - seenAfter, () =>
          resolve(
            isFailure ? failed('network') : read(clock.now(), holding(accountType, 'USDT', amount)),
          ),
        );
      });
    });
  }
}

async function play(random: () => number): Promise<number> {
  const key = new KeyOfThree();
  key.truth = { spot: 1_000_000_000, funding: 50_000_000, earn: 20_000_000 };
  await key.begin();
  const habits = {
    loses: random() < 0.5 ? 0 : 0.3,
    fails: random() < 0.7 ? 0 : 0.1,
    slowestMs: random() < 0.5 ? 300 : 3_000,
  };
  const venue = new SlowVenue(key, random, habits);
  let settledInstants = 0;
  const wrong: string[] = [];
  key.portfolio.onChange(() => {
    if (!key.portfolio.settled || statusOf(key.portfolio.snapshot()) !== 'complete') return;
    settledInstants += 1;
    if (key.total() !== DOLLARS) wrong.push(`${key.total()} at ${key.clock.elapsed()}`);
  });
  for (let step = 0; step < 20; step += 1) {
    await venue.move();
    if (random() < 0.3) void key.feed.refresh();
  }
  await key.clock.advance(200_000);
  // What nobody reported is found by the next readings.
  habits.fails = 0;
  void key.feed.refresh();
  await key.clock.advance(200_000);
  expect(wrong).toEqual([]);
  expect(key.portfolio.settled).toBe(true);
  expect(key.total()).toBe(DOLLARS);
  expect(statusOf(key.portfolio.snapshot())).toBe('complete');
  await key.feed.close();
  expect(key.clock.pending).toBe(0);
  return settledInstants;
}

it('are at no instant that counts as settled and whole in two accounts, or in none', async () => {
  let settledInstants = 0;
  for (let round = 0; round < rounds(60, 3_000); round += 1)
    settledInstants += await inRound(NAME, round, () => play(randomOf(NAME, round)));
  expect(settledInstants).toBeGreaterThan(100);
});
