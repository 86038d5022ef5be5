import { describe, expect, it } from 'vitest';
import { routesBetween, type RouteParts } from './transfer-routes';
import { decimal } from '../../../shared/base/decimal';

const market = (venue: string, baseAsset: string, quoteAsset: string) => ({
  venue,
  baseAsset,
  quoteAsset,
});

const parts: RouteParts = {
  places: [
    {
      connectionId: 'b',
      venue: 'binance',
      withdrawals: [
        { code: 'USDT', network: 'ETH', fee: decimal('4') },
        { code: 'USDT', network: 'TRX', fee: decimal('1'), minutes: 2 },
        { code: 'BTC', network: 'BTC', fee: decimal('0.0001') },
      ],
    },
    { connectionId: 'k', venue: 'kraken', withdrawals: [] },
    { connectionId: 'w', venue: 'bitcoin', withdrawals: [] },
    { connectionId: 'm', venue: 'manual', withdrawals: [] },
  ],
  holdings: [
    { connectionId: 'b', asset: 'USDT' },
    { connectionId: 'b', asset: 'BTC' },
    { connectionId: 'k', asset: 'USD' },
    { connectionId: 'w', asset: 'BTC' },
    { connectionId: 'm', asset: 'BTC' },
  ],
  markets: [
    market('binance', 'BTC', 'USDT'),
    market('kraken', 'BTC', 'USD'),
    market('kraken', 'USDT', 'USD'),
  ],
  hasMarkets: (venue) => venue === 'binance' || venue === 'kraken',
  assetOf: (_venue, code) => code,
  isMoney: (asset) => asset.startsWith('USD'),
};

describe('ways to a market', () => {
  it('lead from wallets and for money, by the cheapest network, and only to where it is traded', () => {
    expect(routesBetween(parts)).toEqual([
      { from: 'b', to: 'k', asset: 'USDT', network: 'TRX', fee: '1', minutes: 2 },
      { from: 'w', to: 'b', asset: 'BTC', network: 'bitcoin' },
      { from: 'w', to: 'k', asset: 'BTC', network: 'bitcoin' },
    ]);
  });
});
