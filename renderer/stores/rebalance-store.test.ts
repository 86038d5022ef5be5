import { beforeEach, describe, expect, it } from 'vitest';
import { decimal } from '../../shared/money/decimal';
import { rebalance } from '../../shared/portfolio/rebalancing/rebalance';
import {
  holding,
  market,
  rebalanceInput,
} from '../../shared/portfolio/rebalancing/testing/rebalance-builder';
import { dismissTicket, openTicket, rebalanceStore, showTicket, tickStep } from './rebalance-store';

const input = rebalanceInput({
  holdings: [holding('binance/spot/BTC', '0.06'), holding('binance/spot/USDT', '4000')],
  markets: [market('binance BTC/USDT')],
  targets: { BTC: '50' },
});
const { plan } = rebalance(input);
const [suggestion] = plan?.suggestions ?? [];
const [step] = plan?.steps ?? [];
if (plan === undefined || suggestion === undefined || step === undefined)
  throw new Error('there is no plan');

const open = () => openTicket(suggestion, plan.steps, input.holdings);
const tickets = () => rebalanceStore.getState().tickets;

beforeEach(() => rebalanceStore.setState({ tickets: [], opened: undefined }));

describe('a ticket', () => {
  it('keeps its steps and the balances of the moment it was opened', () => {
    open();
    expect(rebalanceStore.getState().opened).toBe('asset:BTC');
    expect(tickets()[0]?.steps).toEqual([step]);
    expect(tickets()[0]?.before.get('binance/BTC')).toEqual(decimal('0.06'));
  });

  it('is forgotten when it is closed with nothing done, and kept once something is', () => {
    open();
    showTicket(undefined);
    expect(tickets()).toEqual([]);
    open();
    tickStep('asset:BTC', step.id, true);
    showTicket(undefined);
    expect(tickets()).toHaveLength(1);
    dismissTicket('asset:BTC');
    expect(tickets()).toEqual([]);
  });

  it('that was begun is shown as it was, though the plan has moved on', () => {
    open();
    tickStep('asset:BTC', step.id, true);
    openTicket({ ...suggestion, wantedUsd: decimal('1') }, [], []);
    expect(tickets()).toHaveLength(1);
    expect(tickets()[0]?.suggestion.wantedUsd.toFixed()).toBe('1000');
    tickStep('asset:BTC', step.id, false);
    expect(tickets()[0]?.done.size).toBe(0);
  });
});
