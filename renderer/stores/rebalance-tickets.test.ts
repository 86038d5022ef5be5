import { beforeEach, describe, expect, it } from 'vitest';
import { decimal } from '../../shared/base/decimal';
import type { Suggestion, TradeStep } from '../../shared/rebalancing/rebalance-plan-types';
import { rebalance } from '../../shared/rebalancing/rebalance';
import { checkTickets } from '../../shared/rebalancing/ticket-check';
import {
  holding,
  market,
  rebalanceInput,
} from '../../shared/rebalancing/testing/rebalance-builder';
import { rebalanceStore } from './rebalance-store';
import {
  confirmFound,
  dismissTicket,
  isFilled,
  openTicket,
  showTicket,
  tickStep,
  unitsOf,
  unreadConnections,
} from './rebalance-tickets';

const holdings = [holding('kraken/spot/BTC', '1'), holding('kraken/spot/USD', '0')];
const { plan } = rebalance(
  rebalanceInput({
    holdings,
    targets: { BTC: '50', ETH: '50' },
    markets: [market('kraken BTC/USD'), market('kraken ETH/USD')],
  }),
);
const [sell, buy] = (plan?.steps ?? []).filter((step): step is TradeStep => step.kind === 'trade');
const ofBitcoin = plan?.suggestions.find(({ classId }) => classId === 'asset:BTC');
const found = plan?.suggestions.find(({ classId }) => classId === 'asset:ETH');
if (plan === undefined || sell === undefined || buy === undefined) throw new Error('no plan');
if (ofBitcoin === undefined || found === undefined) throw new Error('no suggestions');
/** As where the sale is an exchange of money that the purchase waits for: both tickets show it. */
const ofEther: Suggestion = { ...found, steps: [sell.id, buy.id] };

const open = (suggestion = ofEther) => openTicket(suggestion, plan.steps, holdings, 1);
const tickets = () => rebalanceStore.getState().tickets;
const arrive = (btc: string, usd: string, eth: string) => {
  const now = unitsOf([
    holding('kraken/spot/BTC', btc),
    holding('kraken/spot/USD', usd),
    holding('kraken/spot/ETH', eth),
  ]);
  confirmFound(checkTickets(tickets(), now), 5);
};

beforeEach(() => rebalanceStore.setState({ tickets: [], opened: undefined }));

describe('a ticket', () => {
  it('keeps its steps and the balances of the moment it was opened', () => {
    open(ofBitcoin);
    expect(rebalanceStore.getState().opened).toBe('asset:BTC');
    expect(tickets()[0]?.steps).toContain(sell);
    expect(tickets()[0]?.before.get('kraken/BTC')).toEqual(decimal('1'));
  });

  it('is forgotten when it is closed with nothing done, and kept once something is', () => {
    open();
    showTicket(undefined);
    expect(tickets()).toEqual([]);
    open();
    tickStep('asset:ETH', buy.id, true);
    showTicket(undefined);
    expect(tickets()).toHaveLength(1);
    dismissTicket('asset:ETH');
    expect(tickets()).toEqual([]);
  });

  it('that was begun is shown as it was, though the plan has moved on', () => {
    open();
    tickStep('asset:ETH', buy.id, true);
    openTicket({ ...ofEther, wantedUsd: decimal('1') }, [], [], 2);
    expect(tickets()).toHaveLength(1);
    expect(tickets()[0]?.suggestion.wantedUsd.toFixed()).toBe(ofEther.wantedUsd.toFixed());
    tickStep('asset:ETH', buy.id, false);
    expect(tickets()[0]?.done.size).toBe(0);
  });

  it('that is filled gives way to a new one', () => {
    open();
    for (const { id } of tickets()[0]?.steps ?? []) tickStep('asset:ETH', id, true);
    arrive('0.5', '0', '12.5');
    expect(tickets().map(isFilled)).toEqual([true]);
    openTicket(ofEther, plan.steps, holdings, 9);
    expect(tickets()[0]).toMatchObject({ openedAt: 9, done: new Set() });
  });
});

describe('what is found in the balances', () => {
  it('stays confirmed, until the tick is taken back', () => {
    open();
    tickStep('asset:ETH', sell.id, true);
    arrive('1', '0', '0');
    expect(tickets()[0]?.confirmed.size).toBe(0);
    arrive('0.5', '50000', '0');
    expect(tickets()[0]?.confirmed.get(sell.id)).toEqual({
      at: 5,
      spent: decimal('-0.5'),
      received: decimal('50000'),
    });
    const before = tickets();
    arrive('1', '0', '0');
    expect(tickets()).toBe(before);
    tickStep('asset:ETH', sell.id, false);
    expect(tickets()[0]?.confirmed.size).toBe(0);
  });
});

describe('one order in two tickets', () => {
  it('is ticked in both, also in one that is opened later', () => {
    open(ofBitcoin);
    tickStep('asset:BTC', sell.id, true);
    showTicket(undefined);
    open(ofEther);
    expect(tickets().map(({ done }) => done.has(sell.id))).toEqual([true, true]);
    tickStep('asset:ETH', sell.id, false);
    expect(tickets().map(({ done }) => done.has(sell.id))).toEqual([false, false]);
  });
});

describe('connections', () => {
  it('are unread before all their accounts have an outcome, and once they are gone', () => {
    const cell = (state: 'pending' | 'ok') => ({
      connectionId: 'kraken',
      venue: 'kraken',
      accountType: 'spot' as const,
      source: '',
      coverage: state === 'ok' ? { state, at: 0, balances: 1 } : { state },
    });
    const some = [{ steps: [sell] }];
    expect([...unreadConnections(some, [cell('ok')])]).toEqual([]);
    expect([...unreadConnections(some, [cell('ok'), cell('pending')])]).toEqual(['kraken']);
    expect([...unreadConnections(some, [])]).toEqual(['kraken']);
  });
});
