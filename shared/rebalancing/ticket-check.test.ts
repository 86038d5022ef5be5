import { describe, expect, it } from 'vitest';
import { decimal, ZERO } from '../base/decimal';
import type { PlanStep, TradeStep } from './rebalance-plan-types';
import { checkTickets, withoutTicket } from './ticket-check';
import type { Confirmation, OpenTicket, TicketBalances } from './ticket-types';

/** `-0.5 BTC +50000 USD`: what an order at the one connection gives and gets. */
function order(id: string, text: string): TradeStep {
  const [spent = '', gives = '', received = '', gets = ''] = text.split(' ');
  return {
    kind: 'trade',
    id,
    connectionId: 'k',
    venue: 'kraken',
    accountType: 'spot',
    symbol: `${gives}/${gets}`,
    base: gives,
    quote: gets,
    baseAsset: gives,
    quoteAsset: gets,
    side: 'sell',
    amount: decimal(spent).abs(),
    price: ZERO,
    limit: ZERO,
    priceFrom: 'book',
    notional: ZERO,
    fee: ZERO,
    feeAsset: gets,
    feeRate: ZERO,
    feeSource: 'account',
    valueUsd: ZERO,
    feeUsd: ZERO,
    slippageUsd: ZERO,
    spent: { asset: gives, amount: decimal(spent).abs() },
    received: { asset: gets, amount: decimal(received) },
  };
}

function units(text: string): TicketBalances {
  const entries = text.split(', ').map((one) => {
    const [amount = '', asset = ''] = one.split(' ');
    return [`k/${asset}`, decimal(amount)] as const;
  });
  return new Map(entries);
}

function ticket(
  id: string,
  openedAt: number,
  before: string,
  steps: readonly PlanStep[],
  confirmed: ReadonlyMap<string, Confirmation> = new Map(),
): OpenTicket {
  const done = new Set(steps.map((step) => step.id));
  return { id, openedAt, before: units(before), steps, done, confirmed };
}

const statesOf = (tickets: readonly OpenTicket[], now: string) =>
  [...checkTickets(tickets, units(now))]
    .flatMap(([id, steps]) => [...steps].map(([step, { state }]) => `${id} ${step} ${state}`))
    .sort();

const start = '2 BTC, 0 USD, 0 ETH';
const large = order('large', '-0.5 BTC +50000 USD');
const small = order('small', '-0.2 BTC +20000 USD');
const first = ticket('one', 1, start, [large]);
const second = ticket('two', 2, start, [small]);

describe('two tickets that move one coin', () => {
  it('are both confirmed when their sum is what changed', () => {
    expect(statesOf([first, second], '1.3 BTC, 69500 USD')).toEqual([
      'one large arrived',
      'two small arrived',
    ]);
  });

  it('are confirmed one by one, whichever was filled', () => {
    expect(statesOf([first, second], '1.5 BTC, 50000 USD')).toEqual([
      'one large arrived',
      'two small waiting',
    ]);
    expect(statesOf([first, second], '1.8 BTC, 20000 USD')).toEqual([
      'one large waiting',
      'two small arrived',
    ]);
  });

  it('of the same size are confirmed the earlier one first', () => {
    const same = ticket('two', 2, start, [order('other', '-0.5 BTC +50000 USD')]);
    expect(statesOf([same, first], '1.5 BTC, 50000 USD')).toEqual([
      'one large arrived',
      'two other waiting',
    ]);
  });

  it('are told of as such when neither, nor both, explain the change', () => {
    const checks = checkTickets([first, second], units('1.65 BTC, 35000 USD'));
    const { state, shared } = checks.get('two')?.get('small') ?? {};
    expect([state, shared]).toEqual(['shared', ['BTC', 'USD']]);
    expect(checks.get('one')?.get('large')?.state).toBe('shared');
  });

  it('wait while nothing changed, also where they would undo each other', () => {
    expect(statesOf([first, second], start)).toEqual(['one large waiting', 'two small waiting']);
    const back = ticket('two', 2, start, [order('back', '-50000 USD +0.5 BTC')]);
    expect(statesOf([first, back], start)).toEqual(['one large waiting', 'two back waiting']);
  });

  it('are not confused by a small one beside a large one', () => {
    const tiny = ticket('two', 2, start, [order('tiny', '-0.005 BTC +500 USD')]);
    expect(statesOf([first, tiny], '1.5 BTC, 50000 USD')).toEqual([
      'one large arrived',
      'two tiny waiting',
    ]);
    expect(statesOf([first, tiny], '1.495 BTC, 50300 USD')).toEqual([
      'one large arrived',
      'two tiny arrived',
    ]);
  });

  it('that show one and the same order count it once', () => {
    const pays = ticket('two', 2, start, [large, order('buy', '-40000 USD +10 ETH')]);
    expect(statesOf([first, pays], '1.5 BTC, 10000 USD, 10 ETH')).toEqual([
      'one large arrived',
      'two buy arrived',
      'two large arrived',
    ]);
  });
});

describe('what was found before', () => {
  const found = new Map([['large', { at: 5, spent: decimal('-0.5'), received: decimal('49600') }]]);
  const settled = { ...first, confirmed: found };

  it('stays found, whatever the balances do later', () => {
    expect(statesOf([settled], start)).toEqual(['one large arrived']);
  });

  it('is taken off the change that later steps are looked for in', () => {
    expect(statesOf([settled, second], '1.5 BTC, 49600 USD')).toContain('two small waiting');
    expect(statesOf([settled, second], '1.3 BTC, 69600 USD')).toContain('two small arrived');
  });

  it('is not, where it was in the balances when the other was opened', () => {
    const late = ticket('two', 4, '1.5 BTC, 49600 USD', [small]);
    expect(statesOf([settled, late], '1.3 BTC, 69600 USD')).toContain('two small arrived');
    const later = ticket('two', 9, '1.5 BTC, 49600 USD', [small]);
    expect(statesOf([settled, later], '1.3 BTC, 69600 USD')).toContain('two small arrived');
  });

  it('is forgotten for a ticket opened after a deposit came between', () => {
    const after = ticket('two', 9, '1.5 BTC, 99999 USD', [small]);
    expect(statesOf([settled, after], '1.3 BTC, 119999 USD')).toContain('two small arrived');
  });

  it('stays accounted for when its ticket goes', () => {
    const [left] = withoutTicket([settled, second], 'one');
    expect(left?.before).toEqual(units('1.5 BTC, 49600 USD, 0 ETH'));
    expect(statesOf([left!], '1.3 BTC, 69600 USD')).toEqual(['two small arrived']);
    const late = ticket('two', 4, '1.5 BTC, 49600 USD', [small]);
    expect(withoutTicket([settled, late], 'one')).toEqual([late]);
  });
});

describe('balances that are not there yet', () => {
  it('say nothing', () => {
    const all = ticket('one', 1, '0.5 BTC, 0 USD', [large]);
    const check = checkTickets([all], new Map(), new Set(['k']))
      .get('one')
      ?.get('large');
    expect(check?.state).toBe('waiting');
  });
});

describe('many claims on one coin', () => {
  it('are still told apart', () => {
    const tickets = Array.from({ length: 10 }, (_, index) =>
      ticket(`t${index}`, index, start, [
        order(`s${index}`, `-0.0${index + 1} BTC +${index + 1}00 USD`),
      ]),
    );
    expect(statesOf(tickets, '1.99 BTC, 100 USD')).toContain('t0 s0 arrived');
    expect(statesOf(tickets, start).every((text) => text.endsWith('waiting'))).toBe(true);
  });
});
