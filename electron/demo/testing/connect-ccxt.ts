import ccxt, { type Exchange } from 'ccxt';
import type { SimulatedVenues, VenueCredentials } from '../simulated-venues';
import type { VenueId } from '../world/world-definition';

/** Addresses as ccxt keeps them: text, in records of any depth. */
type Addresses = string | { [name: string]: Addresses };

/**
 * An unmodified ccxt instance of a venue, pointed at the simulation and signed in with one of its keys.
 * Amounts stay text.
 */
export async function connectCcxt(
  venues: SimulatedVenues,
  venue: VenueId,
  keyIndex = 0,
  overrides: Partial<VenueCredentials> & { options?: object } = {},
): Promise<Exchange> {
  const credentials = venues.credentials[venue]?.[keyIndex];
  const base = venues.endpoints[venue];
  if (!credentials || !base) throw new Error(`${venue} is not simulated`);
  const { apiKey, secret, password } = credentials;
  const settings = { apiKey, secret, password, number: String, ...overrides };
  const exchange = create(venue, settings);
  const urls = exchange.urls as { api: Addresses; hostname?: string };
  urls.api = redirect(urls.api, base);
  // Without an agent in place ccxt refuses plain `ws:` addresses.
  await exchange.loadHttpProxyAgent();
  return exchange;
}

function create(venue: VenueId, settings: object): Exchange {
  switch (venue) {
    case 'binance':
      return new ccxt.pro.binance(settings);
    case 'bybit':
      return new ccxt.pro.bybit(settings);
    case 'okx':
      return new ccxt.pro.okx(settings);
    case 'kraken':
      return new ccxt.pro.kraken(settings);
  }
}

function redirect(addresses: Addresses, base: string): Addresses {
  if (typeof addresses !== 'string')
    return Object.fromEntries(
      Object.entries(addresses).map(([name, inner]) => [name, redirect(inner, base)]),
    );
  const [scheme, rest = ''] = addresses.split('://');
  return `${scheme?.startsWith('ws') ? base.replace('http', 'ws') : base}/${rest}`;
}
