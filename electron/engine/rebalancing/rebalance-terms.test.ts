import { beforeEach, describe, expect, it } from 'vitest';
import { AssetIdentity } from '../assets/asset-identity';
import { RebalanceTerms } from './rebalance-terms';
import { FakeGateway, FakeSession } from '../testing/fake-adapters';
import { FakeClock } from '../testing/fake-clock';
import { decimal } from '../../../shared/base/decimal';
import { fail, succeed } from '../../../shared/base/failure';
import type { SpotMarket } from '../../../shared/pricing/spot-market';

const market = (venue: string, base: string, quote: string): SpotMarket => ({
  venue,
  symbol: `${base}/${quote}`,
  base,
  quote,
  rules: { lotStep: decimal('0.00001'), minNotional: decimal('5') },
  feeFrom: 'received',
});

let gateway: FakeGateway;
let sessions: Record<string, FakeSession>;
let clock: FakeClock;
let terms: RebalanceTerms;
let asked: string[];

beforeEach(() => {
  gateway = new FakeGateway();
  sessions = { binance: new FakeSession(), kraken: new FakeSession(), bitcoin: new FakeSession() };
  clock = new FakeClock();
  asked = [];
  gateway.markets = async ({ venue }, codes) => {
    asked.push(`${venue} ${[...codes].sort().join(' ')}`);
    return venue === 'kraken'
      ? fail('timeout', 'Kraken did not answer.')
      : succeed([market(venue, 'BTC', 'USDT')]);
  };
  terms = new RebalanceTerms({
    gateway,
    identity: new AssetIdentity(),
    clock,
    sessions: () =>
      Object.entries(sessions).map(([venue, session]) => ({
        connection: { id: `at-${venue}`, venue },
        session,
      })),
    addressOf: ({ venue }) => succeed({ venue }),
    hasMarkets: (venue) => venue !== 'bitcoin',
    held: () => [{ connectionId: 'at-binance', asset: 'USDT' }],
    priceOf: (_venue, code) => ({
      kind: 'manual',
      usd: decimal(code === 'BTC' ? '100000' : '1'),
      at: 0,
    }),
    tickerOf: (venue, base, quote) => ({
      venue,
      base,
      quote,
      bid: decimal('99999'),
      ask: decimal('100001'),
      at: 0,
    }),
  });
});

describe('terms', () => {
  it('name markets by assets, with their quotes, and price what is not held', async () => {
    const found = await terms.terms(['BTC']);
    expect(found.markets).toEqual([
      {
        venue: 'binance',
        symbol: 'BTC/USDT',
        base: 'BTC',
        quote: 'USDT',
        feeFrom: 'received',
        rules: { lotStep: '0.00001', minNotional: '5' },
        baseAsset: 'BTC',
        quoteAsset: 'USDT',
        bid: '99999',
        ask: '100001',
      },
    ]);
    expect(found.prices).toEqual({ BTC: '100000' });
    expect(found.assets.map(({ id, kind }) => [id, kind])).toEqual([['BTC', 'crypto']]);
  });

  it('ask exchanges only, and tell which of them could not be asked', async () => {
    const found = await terms.terms(['BTC']);
    expect(asked.map((one) => one.split(' ')[0])).toEqual(['binance', 'kraken']);
    expect(found.failures).toMatchObject([{ venue: 'kraken', what: 'markets' }]);
    expect(found.fees.map(({ connectionId }) => connectionId)).toEqual(['at-binance', 'at-kraken']);
  });

  it('remember a fee, but not that it could not be read', async () => {
    const { binance, kraken } = sessions;
    if (binance === undefined || kraken === undefined) throw new Error('no sessions');
    binance.takerFeeResult = fail('timeout', 'no answer');
    expect((await terms.terms([])).fees).toHaveLength(1);
    binance.takerFeeResult = succeed({ rate: decimal('0.002'), source: 'account' });
    kraken.takerFeeResult = fail('timeout', 'no answer');
    const again = await terms.terms([]);
    expect(again.fees.map(({ rate }) => rate)).toEqual(['0.002', '0.001']);
    await clock.advance(2 * 3_600_000);
    expect((await terms.terms([])).failures).toMatchObject([{ what: 'markets' }, { what: 'fee' }]);
  });
});

describe('order books', () => {
  it('come as text, and those that do not are told', async () => {
    gateway.orderBook = async (_address, { base }) =>
      base === 'BTC'
        ? succeed({
            at: 7,
            bids: [{ price: decimal('99999'), amount: decimal('0.5') }],
            asks: [],
          })
        : fail('timeout', 'no answer');
    const found = await terms.books([
      { venue: 'binance', symbol: 'BTC/USDT' },
      { venue: 'binance', symbol: 'ETH/USDT' },
      { venue: 'gone', symbol: 'ETH/USDT' },
    ]);
    expect(found.books).toEqual([
      { venue: 'binance', symbol: 'BTC/USDT', at: 7, bids: [['99999', '0.5']], asks: [] },
    ]);
    expect(found.failures).toMatchObject([{ venue: 'binance', what: 'order-book' }]);
  });
});
