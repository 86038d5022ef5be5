import type { SimulatedVenues } from '../simulated-venues';
import type { VenueId } from '../../../shared/base/ids';

/** What of a ccxt instance is needed to point it elsewhere. */
interface Redirectable {
  urls: object;
  loadHttpProxyAgent(): Promise<unknown>;
}

/**
 * Settings for an unmodified ccxt instance that signs in with one of the simulation's keys: amounts
 * stay text, and the pauses between requests are short.
 */
export function settingsFor(venues: SimulatedVenues, venue: VenueId, keyIndex = 0) {
  const credentials = venues.credentials[venue]?.[keyIndex];
  if (!credentials) throw new Error(`${venue} has no key number ${keyIndex}`);
  const { apiKey, secret, password } = credentials;
  return { apiKey, secret, ...(password ? { password } : {}), number: String, rateLimit: 2 };
}

/** Points an instance's REST and WebSocket addresses at the simulation. */
export async function redirect<Exchange extends Redirectable>(
  exchange: Exchange,
  venues: SimulatedVenues,
  venue: VenueId,
): Promise<Exchange> {
  const base = venues.endpoints[venue];
  if (!base) throw new Error(`${venue} is not simulated`);
  const urls = exchange.urls as { api?: unknown };
  urls.api = redirected(urls.api, base);
  // Without an agent in place ccxt refuses plain `ws:` addresses.
  await exchange.loadHttpProxyAgent();
  return exchange;
}

function redirected(addresses: unknown, base: string): unknown {
  if (typeof addresses === 'string') {
    const [scheme = '', rest = ''] = addresses.split('://');
    return `${scheme.startsWith('ws') ? base.replace('http', 'ws') : base}/${rest}`;
  }
  if (typeof addresses !== 'object' || addresses === null) return addresses;
  return Object.fromEntries(
    Object.entries(addresses).map(([name, inner]) => [name, redirected(inner, base)]),
  );
}

/** What of a ccxt instance is needed to close it. */
interface Closable {
  clients: object;
  close(): Promise<unknown>;
}

/**
 * Closes an instance. ccxt then rejects whatever its clients still wait for, which counts as unhandled
 * where nobody asked for it: clients it never dials, and futures it made for itself.
 */
export async function disconnect(exchange: Closable): Promise<void> {
  for (const client of Object.values(exchange.clients) as Client[])
    for (const pending of [client.connected, ...Object.values(client.futures)])
      pending.catch(() => undefined);
  await exchange.close();
}

/**
 * Whether an instance waits for a balance push. A venue's own word that a stream is open comes earlier:
 * a push in between would be dropped.
 */
export function awaitsBalance({ clients }: Pick<Closable, 'clients'>): boolean {
  const open = Object.values(clients) as Client[];
  return open.some(({ futures }) => Object.keys(futures).some((hash) => hash.endsWith(':balance')));
}

interface Client {
  connected: Promise<unknown>;
  futures: Record<string, Promise<unknown>>;
}
