import { describe, expect, it } from 'vitest';
import { lacksPrices } from './total-lacks-prices';
import { decimal } from '../../../shared/base/decimal';
import type { Price } from '../../../shared/pricing/price';
import type { ValuedBalance } from '../../../shared/portfolio/snapshot';

const DAY = 24 * 3_600_000;
const at = 100 * DAY;

function held(amount: string, price: Price, borrowed = '0'): ValuedBalance {
  const total = decimal(amount);
  return {
    connectionId: 'one',
    venue: 'binance',
    accountType: 'spot',
    asset: 'GEM',
    code: 'GEM',
    available: total,
    locked: decimal('0'),
    total,
    borrowed: decimal(borrowed),
    price,
  };
}
const unpriced = (
  reason: 'disputed' | 'no-market' | 'illiquid' | 'not-loaded',
  usd?: string,
  age = 0,
): Price => ({
  kind: 'unpriced',
  reason,
  ...(usd === undefined ? {} : { claim: { usd: decimal(usd), at: at - age } }),
});
const lacks = (totalUsd: string, ...balances: ValuedBalance[]): boolean =>
  lacksPrices({ at, totalUsd: decimal(totalUsd), balances });

describe('a total', () => {
  it('lacks what is disputed, once its market claims a thousandth of all', () => {
    expect(lacks('999', held('1', unpriced('disputed', '1')))).toBe(true);
    expect(lacks('999', held('1', unpriced('disputed', '0.999')))).toBe(false);
    expect(lacks('0', held('1', unpriced('disputed', '0.001')))).toBe(true);
  });

  it('lacks dust of which there is much', () => {
    const dust = held('1', unpriced('disputed', '0.6'));
    expect(lacks('1000', dust)).toBe(false);
    expect(lacks('1000', dust, held('1', unpriced('illiquid', '0.6')))).toBe(true);
  });

  it('lacks what is disputed where nothing says how much', () => {
    expect(lacks('1000', held('1', unpriced('disputed')))).toBe(true);
    expect(lacks('1000', held('0', unpriced('disputed')))).toBe(false);
  });

  it('lacks a debt, too', () => {
    expect(lacks('1000', held('0', unpriced('disputed', '1'), '100'))).toBe(true);
    expect(lacks('-1000', held('0', unpriced('no-market', '1'), '0.5'))).toBe(false);
  });

  it('lacks for thirty days what no market prices any more, and never what none ever did', () => {
    expect(lacks('1000', held('1', unpriced('no-market', '50', 30 * DAY)))).toBe(true);
    expect(lacks('1000', held('1', unpriced('no-market', '50', 30 * DAY + 1)))).toBe(false);
    expect(lacks('1000', held('1', unpriced('no-market')))).toBe(false);
  });

  it('lacks what could not be asked for, however old what is known of it', () => {
    expect(lacks('1000', held('1', unpriced('not-loaded')))).toBe(true);
    expect(lacks('1000', held('1', unpriced('not-loaded', '50', 31 * DAY)))).toBe(true);
    expect(lacks('1000', held('1', unpriced('not-loaded', '0.1', DAY)))).toBe(false);
  });
});
