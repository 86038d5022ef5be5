import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rebalance } from '../../shared/rebalancing/rebalance';
import {
  holding,
  market,
  rebalanceInput,
} from '../../shared/rebalancing/testing/rebalance-builder';
import type { TicketRecord } from '../../shared/records/ticket-record';
import { rebalanceStore } from './rebalance-store';
import { dismissTicket, openTicket, showTicket, tickStep } from './rebalance-tickets';
import { createTicketKeeper, TICKET_KEPT_MS } from './ticket-keeper';

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

let stored: unknown[] | undefined;
let listeners: (() => void)[];
let forgotten: (readonly string[])[];
/** Nothing is stored while this is so. */
let refuse: boolean;
let time: number;
let isTimeKnown: boolean;
let timeKnown: () => void;
beforeEach(() => {
  rebalanceStore.setState({ tickets: [], opened: undefined });
  [stored, listeners, forgotten, time, isTimeKnown] = [[], [], [], 1000, true];
  refuse = false;
});

let stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops) stop();
  stops = [];
});

/** Starts one, as a run of the app does. */
const start = (): (() => void) => {
  const stop = createTicketKeeper({
    stored: () => stored,
    onStored: (listener) => {
      listeners.push(listener);
      return () => listeners.splice(listeners.indexOf(listener), 1);
    },
    keep: async (ticket) => {
      if (refuse) return false;
      stored = [...(stored ?? []).filter((one) => (one as TicketRecord).id !== ticket.id), ticket];
      return true;
    },
    forget: async (ids) => {
      if (refuse) return false;
      stored = (stored ?? []).filter((one) => !ids.includes((one as TicketRecord).id));
      return true;
    },
    onForgotten: (names) => forgotten.push(names),
    now: () => (isTimeKnown ? time : undefined),
    onTimeKnown: (listener) => {
      timeKnown = listener;
      return () => undefined;
    },
  })();
  stops.push(stop);
  return stop;
};

const begin = () => {
  openTicket(suggestion, plan.steps, input.holdings, time);
  tickStep('asset:BTC', step.id, true);
  showTicket(undefined);
};
const restart = () => rebalanceStore.setState({ tickets: [], opened: undefined });
const tickets = () => rebalanceStore.getState().tickets;

describe('a ticket that was begun', () => {
  it('is the same after a restart', () => {
    const stop = start();
    begin();
    const before = tickets();
    stop();
    restart();
    start();
    expect(JSON.parse(JSON.stringify(stored))).toEqual(stored);
    expect(tickets()).toEqual(before);
  });

  it('is stored only once something is done of it, and forgotten when it is put away', () => {
    start();
    openTicket(suggestion, plan.steps, input.holdings, time);
    expect(stored).toEqual([]);
    tickStep('asset:BTC', step.id, true);
    expect(stored).toHaveLength(1);
    dismissTicket('asset:BTC');
    expect(stored).toEqual([]);
  });

  it('that could not be stored is stored with the next change, as is one put away', async () => {
    const answered = () => new Promise((resolve) => setTimeout(resolve));
    start();
    refuse = true;
    begin();
    await answered();
    expect(stored).toEqual([]);
    refuse = false;
    showTicket('asset:BTC');
    openTicket(suggestion, plan.steps, input.holdings, time);
    await answered();
    expect(stored).toMatchObject([{ id: 'asset:BTC' }]);
    refuse = true;
    dismissTicket('asset:BTC');
    await answered();
    expect(stored).toHaveLength(1);
    refuse = false;
    dismissTicket('asset:ETH');
    await answered();
    expect(stored).toEqual([]);
  });

  it('is kept for seven days, then forgotten with a word', () => {
    const stop = start();
    begin();
    stop();
    restart();
    time += TICKET_KEPT_MS;
    start()();
    expect([tickets().length, forgotten]).toEqual([1, []]);
    restart();
    time += 1;
    start();
    expect([tickets(), stored, forgotten]).toEqual([[], [], [['BTC']]]);
  });
});

describe('what is stored', () => {
  it('is waited for', () => {
    const stop = start();
    begin();
    stop();
    restart();
    const known = stored;
    stored = undefined;
    start();
    expect(tickets()).toEqual([]);
    stored = known;
    for (const listener of [...listeners]) listener();
    expect(tickets()).toHaveLength(1);
    expect(listeners).toEqual([]);
  });

  it('may be broken without costing the others', () => {
    const stop = start();
    begin();
    stop();
    restart();
    stored = [{ id: 'broken' }, ...(stored ?? []), 7];
    start();
    expect(tickets().map(({ id }) => id)).toEqual(['asset:BTC']);
  });
});

it('no ticket is forgotten for its age before it is known what time it is', () => {
  const stop = start();
  begin();
  stop();
  restart();
  isTimeKnown = false;
  time += 400 * TICKET_KEPT_MS;
  start();
  expect(tickets()).toHaveLength(1);
  timeKnown();
  expect(tickets()).toHaveLength(1);
  expect(stored).toHaveLength(1);
  isTimeKnown = true;
  timeKnown();
  expect(tickets()).toEqual([]);
  expect(forgotten).toHaveLength(1);
});
