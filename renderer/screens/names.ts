import type { AccountType } from '../../shared/portfolio/balance';
import type { VenueId } from '../../shared/base/ids';
import type { VenueInfo } from '../../shared/portfolio/venue';

export const ACCOUNT_TYPE_NAMES: Readonly<Record<AccountType, string>> = {
  spot: 'Spot',
  funding: 'Funding',
  unified: 'Unified',
  margin: 'Cross margin',
  'isolated-margin': 'Isolated margin',
  futures: 'Futures',
  'futures-inverse': 'Inverse futures',
  options: 'Options',
  earn: 'Earn',
  wallet: 'Wallet',
  manual: 'Manual',
};

const WELL_KNOWN: Readonly<Record<VenueId, string>> = {
  binance: 'Binance',
  bitfinex: 'Bitfinex',
  bitget: 'Bitget',
  bybit: 'Bybit',
  coinbase: 'Coinbase',
  cryptocom: 'Crypto.com',
  deribit: 'Deribit',
  gate: 'Gate',
  htx: 'HTX',
  hyperliquid: 'Hyperliquid',
  kraken: 'Kraken',
  krakenfutures: 'Kraken Futures',
  kucoin: 'KuCoin',
  mexc: 'MEXC',
  okx: 'OKX',
};

/** The venue's own name; its id with a capital until the list of venues is there. */
export function venueName(venue: VenueId, venues?: readonly VenueInfo[]): string {
  return (
    venues?.find(({ id }) => id === venue)?.name ??
    WELL_KNOWN[venue] ??
    venue.charAt(0).toUpperCase() + venue.slice(1)
  );
}
