import type { VenueId } from '../../../shared/base/ids';
import type {
  AssetDefinition,
  HoldingDefinition,
  WorldDefinition,
} from '../world/world-definition';
import { makeKey } from './make-key';
import { termsOf } from './roster';

export interface ScaleOptions {
  readonly venue: VenueId;
  /** Keys at the venue, each one a connection. */
  readonly connections: number;
  /** Coins held in the main trading account of every key. */
  readonly balancesPerConnection: number;
  /** How many of the coins have a market against USDT; all of them unless said otherwise. */
  readonly pricedAssets?: number;
}

/** A world for benchmarks: one venue, many keys, many synthetic coins (`A00001`, `A00002`...). */
export function scaleWorld(options: ScaleOptions): WorldDefinition {
  const { venue, connections, balancesPerConnection } = options;
  const priced = Math.min(options.pricedAssets ?? balancesPerConnection, balancesPerConnection);
  const codes = Array.from(
    { length: balancesPerConnection },
    (_, index) => `A${String(index + 1).padStart(5, '0')}`,
  );
  const assets: AssetDefinition[] = [
    { code: 'USDT', name: 'Tether', usd: '0.99962', volatility: 0.0002 },
    { code: 'USD', name: 'US Dollar', volatility: 0 },
    ...codes.map((code, index) => ({
      code,
      name: `Asset ${index + 1}`,
      ...(index < priced
        ? { usd: `${1 + (index % 997)}.${String(index % 89).padStart(2, '0')}1` }
        : {}),
      volatility: 0.03,
    })),
  ];
  const keys = Array.from({ length: connections }, (_, key) => {
    const holdings: HoldingDefinition[] = codes.map((code, index) => ({
      account: 'spot',
      code,
      available: `${(index % 50) + 1}.${String((key * 31 + index) % 10_000).padStart(4, '0')}`,
    }));
    return makeKey(venue, key, `Connection ${key + 1}`, holdings);
  });
  const markets = codes.slice(0, priced).map((base) => ({ base, quote: 'USDT' }));
  const dollars = termsOf(venue).dollars === 'USD' ? [{ base: 'USDT', quote: 'USD' }] : [];
  return { assets, venues: { [venue]: { markets: [...markets, ...dollars], keys } } };
}
