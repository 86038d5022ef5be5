import { describe, expect, it } from 'vitest';
import { succeed } from '../../../shared/base/failure';
import type { VenueInfo } from '../../../shared/portfolio/venue';
import type { WalletGateway } from '../ports/wallets';
import { FakeGateway, FakeSession } from '../testing/fake-adapters';
import { createVenueGateway } from './venue-gateway';

const never = new AbortController().signal;
const chain: VenueInfo = {
  id: 'somechain',
  kind: 'chain',
  name: 'Some chain',
  credentials: ['address'],
  support: 'full',
  accountTypes: ['wallet'],
  updates: 'polling',
};

function start() {
  const opened: string[] = [];
  const session = new FakeSession();
  const exchanges = new FakeGateway();
  const wallets: WalletGateway = {
    venues: () => [chain],
    open: (id) => {
      opened.push(`wallet ${id}`);
      return succeed(session);
    },
    prepare: async () => undefined,
    resolveName: async () => Promise.reject(new Error('not asked')),
    close: async () => undefined,
  };
  const openManual = (id: string): FakeSession => {
    opened.push(`manual ${id}`);
    return session;
  };
  return { opened, exchanges, gateway: createVenueGateway({ exchanges, wallets, openManual }) };
}

describe('the gateway to all venues', () => {
  it('opens each where it belongs', () => {
    const { opened, exchanges, gateway } = start();
    gateway.open('a', { venue: 'somechain' }, { address: 'x' });
    gateway.open('b', { venue: 'manual' }, {});
    gateway.open('c', { venue: 'binance' }, { apiKey: 'k', secret: 's' });
    expect(opened).toEqual(['wallet a', 'manual b']);
    expect(exchanges.opened.map(({ id }) => id)).toEqual(['c']);
    expect(gateway.venues().map(({ id }) => id)).toEqual(['binance', 'somechain', 'manual']);
  });

  it('has markets at exchanges alone, and asks no other venue for any', async () => {
    const { exchanges, gateway } = start();
    expect(gateway.marketsOf({ venue: 'somechain' })).toBeUndefined();
    expect(gateway.marketsOf({ venue: 'manual' })).toBeUndefined();
    await gateway.marketsOf({ venue: 'binance' })?.tickers(new Set(['BTC']), never);
    expect(exchanges.tickerCalls.map(({ address }) => address.venue)).toEqual(['binance']);
  });

  it('leaves a venue that nobody knows to the exchanges, which say so', async () => {
    const { exchanges, gateway } = start();
    await gateway.marketsOf({ venue: 'nobody' })?.tickers(new Set(['BTC']), never);
    expect(exchanges.tickerCalls.map(({ address }) => address.venue)).toEqual(['nobody']);
  });
});
