import { describe, expect, it } from 'vitest';
import { decimal, ZERO } from '../../../shared/base/decimal';
import type { TicketCheck } from '../../../shared/rebalancing/ticket-types';
import { checkWords, progressWords } from './ticket-words';

const check = (state: TicketCheck['state']): TicketCheck => ({
  state,
  spent: { asset: 'BTC', expected: decimal('-0.5'), seen: decimal('-0.2') },
  received: { asset: 'USD', expected: decimal('50000'), seen: decimal('20000') },
  ...(state === 'shared' ? { shared: ['BTC', 'USD'] } : {}),
});

describe('what is said of a ticked step', () => {
  it.each([
    ['arrived', 'Confirmed: the balances changed as expected.'],
    ['waiting', 'Waiting for the balances to change.'],
    [
      'differs',
      'The balances changed otherwise: BTC -0.2 instead of -0.5, USD 20000 instead of 50000.',
    ],
    [
      'shared',
      'The balances changed, but more than one ticket moves BTC and USD here, so this step cannot be told apart.',
    ],
  ] as const)('that is %s', (state, words) => {
    expect(checkWords(check(state), (asset) => asset)).toBe(words);
  });
});

describe('how far a ticket is', () => {
  const steps = ['one', 'two'].map((id) => ({
    id,
    kind: 'move' as const,
    connectionId: 'k',
    venue: 'kraken',
    asset: 'BTC',
    amount: ZERO,
    from: 'funding' as const,
    to: 'spot' as const,
  }));
  const found = { at: 0, spent: ZERO, received: ZERO };
  it('is said with what the balances show', () => {
    const words = (done: string[], confirmed: string[]) =>
      progressWords({
        steps,
        done: new Set(done),
        confirmed: new Map(confirmed.map((id) => [id, found])),
      });
    expect(words(['one'], [])).toBe('1 of 2 done');
    expect(words(['one', 'two'], ['one'])).toBe('2 of 2 done, 1 confirmed');
    expect(words(['one', 'two'], ['one', 'two'])).toBe('2 of 2 done, confirmed');
  });
});
