import { expect, test } from 'vitest';
import { LivePortfolio } from './live-portfolio';
import type { PortfolioConnection } from './portfolio-connection';
import type { AccountReading, ReceiptBalance, VenueBalance } from '../ports/exchanges';
import { failed, silentLog } from '../testing/fake-adapters';
import { inRound, randomOf, rounds } from '../../testing/rounds';
import { ZERO, decimal, sum } from '../../../shared/base/decimal';
import { failure } from '../../../shared/base/failure';
import type { Price } from '../../../shared/pricing/price';

const NAME = 'receipts of savings';
const STEPS = 60;
const COINS = ['USDT', 'BTC'];

const venue: PortfolioConnection = { id: 'one', venue: 'binance' };
const SAVINGS = { accountType: 'earn', subaccount: 'flexible' } as const;
const REFUSED = failure('permission', 'The key may not read flexible savings.');

function held(
  accountType: 'spot' | 'earn',
  subaccount: string,
  code: string,
  amount: number,
): VenueBalance {
  const total = decimal(String(amount));
  const product = subaccount === '' ? {} : { subaccount };
  return { accountType, code, ...product, available: total, locked: ZERO, total, borrowed: ZERO };
}

const dollar: Price = { kind: 'manual', usd: decimal('1'), at: 0 };
const PRICES = new Map(COINS.map((coin) => [`binance:${coin}`, dollar]));

/** What the user has, coin by coin. */
interface Truth {
  free: number;
  saved: number;
  /** The spot account showed a receipt of what is saved now. */
  isShown: boolean;
}

/**
 * Coins go to savings and back, and either account is read or fails, in any order, over restarts. Once both
 * were asked about all that happened, and the spot account answered, each coin counts once.
 */
async function play(random: () => number): Promise<number> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const truth = new Map<string, Truth>(
    COINS.map((coin) => [coin, { free: 500, saved: 100, isShown: false }]),
  );
  let now = 0;
  let portfolio = new LivePortfolio(() => now, silentLog);
  const open = (): void =>
    portfolio.setAccounts(venue, [
      { accountType: 'spot', source: 'a', updates: 'polling' },
      { accountType: 'earn', source: 'b', updates: 'polling' },
    ]);
  /** Outcomes since something happened. */
  const since = { spot: false, earn: false };
  const take = (accountType: 'spot' | 'earn', reading: AccountReading): void =>
    void portfolio.applyReading(venue, accountType, now, reading);

  const readSpot = (): void => {
    const [balances, receipts]: [VenueBalance[], ReceiptBalance[]] = [[], []];
    for (const [coin, one] of truth) {
      if (one.free > 0) balances.push(held('spot', '', coin, one.free));
      if (one.saved > 0) {
        const balance = held('spot', `LD${coin}`, coin, one.saved);
        receipts.push({ balance, standsFor: SAVINGS });
        // As a venue's reader that knows of no savings counts it itself.
        if (random() < 0.3) balances.push(balance);
      }
      one.isShown = one.saved > 0;
    }
    take('spot', { outcome: 'read', at: now, balances, receipts });
    since.spot = true;
  };
  const savings = (): VenueBalance[] =>
    [...truth].flatMap(([coin, { saved }]) =>
      saved > 0 ? held('earn', 'flexible', coin, saved) : [],
    );
  const steps: Record<string, () => void> = {
    move: () => {
      const one = truth.get(pick(COINS)) as Truth;
      // What no answer ever showed a receipt of could be gone without a trace.
      const most = one.isShown ? one.saved : Math.max(0, one.saved - 1);
      const amount = random() < 0.5 ? Math.min(50, one.free) : -Math.min(pick([20, most]), most);
      one.free -= amount;
      one.saved += amount;
      if (one.saved === 0) one.isShown = false;
      since.spot = since.earn = false;
    },
    readSpot,
    readEarn: () => {
      take('earn', { outcome: 'read', at: now, balances: savings() });
      since.earn = true;
    },
    failEarn: () => {
      take('earn', failed());
      since.earn = true;
    },
    readEarnInPart: () => {
      const unread = [{ name: 'flexible', failure: REFUSED, holds: { subaccounts: ['flexible'] } }];
      take('earn', { outcome: 'read', at: now, balances: [], unread });
      since.earn = true;
    },
    failSpot: () => take('spot', failed()),
    restart: () => {
      const stored = portfolio.state();
      portfolio = new LivePortfolio(() => now, silentLog);
      portfolio.restore(stored);
      open();
      since.spot = since.earn = false;
    },
  };

  open();
  steps['readEarn']?.();
  readSpot();
  let checked = 0;
  for (let step = 0; step < STEPS; step += 1) {
    now += 1;
    const likely = [...Object.keys(steps), 'move', 'readSpot', 'readSpot'];
    steps[random() < 0.01 ? 'restart' : pick(likely.filter((name) => name !== 'restart'))]?.();
    if (!since.spot || !since.earn) continue;
    checked += 1;
    for (const [coin, { free, saved }] of truth) {
      const counted = [...portfolio.snapshot().balances].filter(({ code }) => code === coin);
      expect(sum(counted.map(({ total }) => total)).toNumber(), coin).toBe(free + saved);
    }
    portfolio.setPrices(PRICES, {}, false);
    const { totalUsd, quality } = portfolio.totals();
    expect(quality.carriedUsd.plus(quality.manualUsd).toString()).toBe(totalUsd.toString());
  }
  return checked;
}

test('each coin counts once, whatever answers, fails or starts again', async () => {
  let checked = 0;
  for (let round = 0; round < rounds(150, 5_000); round += 1)
    checked += await inRound(NAME, round, () => play(randomOf(NAME, round)));
  expect(checked).toBeGreaterThan(0);
});
