import { describe, expect, it } from 'vitest';
import { decimal } from '../../../shared/base/decimal';
import { formatRoughMoney } from '../../../shared/assets/format';
import type { ShortfallReason, Suggestion } from '../../../shared/rebalancing/rebalance-plan-types';
import {
  percentWords,
  pointsWords,
  reasonWords,
  suggestionWords,
  type Words,
} from './rebalance-words';

const words: Words = {
  money: (usd) => formatRoughMoney(usd, 'USD'),
  venue: (id) => id.toUpperCase(),
};
const suggestion: Suggestion = {
  classId: 'asset:BTC',
  name: 'BTC',
  action: 'sell',
  wantedUsd: decimal('1240'),
  plannedUsd: decimal('1240'),
  before: decimal('46.2'),
  after: decimal('40'),
  target: decimal('40'),
  steps: [],
  reasons: [],
};

describe('words', () => {
  it('say what to trade, and from what to what', () => {
    expect(suggestionWords(suggestion, words)).toBe(
      'Sell $1,240 of BTC (current 46.2\u202f% to target 40.0\u202f%)',
    );
  });

  it('name what a class within its band gives to others', () => {
    const helping = { ...suggestion, action: 'buy' as const, wantedUsd: decimal('0') };
    expect(suggestionWords(helping, words)).toContain('Buy $1,240 of BTC');
  });

  it('say of a class that the plan does not touch that it is left', () => {
    const none = { ...suggestion, wantedUsd: decimal('0'), plannedUsd: decimal('0') };
    expect(suggestionWords(none, words)).toMatch(/^Leave BTC as it is \(current/);
  });

  it('have signs that do not need colour', () => {
    expect([
      pointsWords(decimal('6.24')),
      pointsWords(decimal('-1.46')),
      pointsWords(decimal('0.04')),
    ]).toEqual(['+6.2', '−1.5', '0.0']);
    expect(percentWords(decimal('-3'))).toBe('−3.0\u202f%');
  });

  it('write weights as the other screens do: what is not zero never reads as zero', () => {
    expect(['0', '0.04', '46.25', '-0.02'].map((text) => percentWords(decimal(text)))).toEqual([
      '0.0\u202f%',
      '<0.1\u202f%',
      '46.2\u202f%',
      '−<0.1\u202f%',
    ]);
  });

  const usd = decimal('120');
  const reasons: readonly (readonly [ShortfallReason, RegExp])[] = [
    [
      { kind: 'immovable', why: 'locked', usd },
      /^\$120 cannot be moved: it is locked or staked\.$/,
    ],
    [{ kind: 'immovable', why: 'stale', usd }, /could not be read/],
    [{ kind: 'no-price' }, /no price/],
    [{ kind: 'no-market' }, /None of your venues/],
    [{ kind: 'no-cash', usd }, /^\$120 more is needed/],
    [{ kind: 'no-terms', venue: 'okx' }, /OKX are not known/],
    [{ kind: 'below-minimum', usd }, /smallest/],
    [{ kind: 'too-costly', usd, costUsd: decimal('12') }, /would cost \$12, more than your limit/],
    [{ kind: 'thin-book', usd }, /order book holds \$120 less/],
    [{ kind: 'rounding', usd }, /whole lots/],
    [{ kind: 'costs', usd }, /Fees and slippage/],
    [{ kind: 'proceeds', usd }, /what is sold/],
    [{ kind: 'mode' }, /one direction/],
  ];
  it.each(reasons)('explain %j', (reason, expected) => {
    expect(reasonWords(reason, words)).toMatch(expected);
  });
});
