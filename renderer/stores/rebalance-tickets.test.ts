import { describe, expect, it } from 'vitest';
import { decimal } from '../../shared/money/decimal';
import type { TradeStep } from '../../shared/portfolio/rebalancing/rebalance-plan-types';
import { rebalance } from '../../shared/portfolio/rebalancing/rebalance';
import {
  holding,
  market,
  rebalanceInput,
} from '../../shared/portfolio/rebalancing/testing/rebalance-builder';
import { unitsOf, type Ticket } from './rebalance-store';
import { arrivedSteps, checkStep } from './rebalance-tickets';

const holdings = [holding('kraken/spot/BTC', '1'), holding('kraken/spot/USD', '0')];
const { plan } = rebalance(
  rebalanceInput({
    holdings,
    targets: { BTC: '50', ETH: '50' },
    markets: [market('kraken BTC/USD'), market('kraken ETH/USD')],
  }),
);
const steps = (plan?.steps ?? []).filter((step): step is TradeStep => step.kind === 'trade');
const [sell, buy] = steps;
if (sell === undefined || buy === undefined || plan === undefined)
  throw new Error('the plan sells and buys');

const ticketWith = (...done: readonly string[]): Ticket => ({
  id: 'asset:ETH',
  suggestion: plan.suggestions[0]!,
  steps,
  before: unitsOf(holdings),
  done: new Set(done),
  confirmed: new Set(),
});
const now = (btc: string, usd: string, eth: string) =>
  unitsOf([
    holding('kraken/spot/BTC', btc),
    holding('kraken/spot/USD', usd),
    holding('kraken/spot/ETH', eth),
  ]);

describe('steps that share a coin', () => {
  it('are each compared with what the others should have left', () => {
    expect(sell.received.amount.equals(decimal('50000'))).toBe(true);
    const both = ticketWith(sell.id, buy.id);
    // What was sold paid for what was bought: the money is back where it began.
    const after = now('0.5', '0', '12.5');
    expect(checkStep(both, sell, after).state).toBe('arrived');
    expect(checkStep(both, buy, after).state).toBe('arrived');
    expect(arrivedSteps(both, after)).toEqual([sell.id, buy.id]);
  });

  it('wait for their own balances', () => {
    const first = ticketWith(sell.id);
    expect(checkStep(first, sell, now('1', '0', '0')).state).toBe('waiting');
    expect(arrivedSteps(first, now('0.5', '50000', '0'))).toEqual([sell.id]);
    const both = ticketWith(sell.id, buy.id);
    expect(checkStep(both, buy, now('0.5', '50000', '0')).state).toBe('waiting');
  });

  it('are confirmed once', () => {
    const ticket = { ...ticketWith(sell.id), confirmed: new Set([sell.id]) };
    expect(arrivedSteps(ticket, now('0.5', '50000', '0'))).toEqual([]);
  });
});
