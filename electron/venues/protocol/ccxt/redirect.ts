import { isLoopbackEndpoint } from './venue-endpoints';
import type { CcxtExchange } from './ccxt-exchange';
import { withoutTrailing } from '../../../../shared/base/without-trailing';

/**
 * Points an exchange at a local server: `https://host/path` becomes `<endpoint>/host/path`, and
 * `wss://host/path` the same with `ws:`. The venue's own host stays in the path since venues have
 * several whose paths would collide.
 */
export function redirectTo(exchange: CcxtExchange, endpoint: string): void {
  if (!isLoopbackEndpoint(endpoint)) throw new Error('only loopback endpoints are allowed');
  const base = withoutTrailing(endpoint, '/');
  exchange.urls.api = rewrite(exchange.urls.api, base, exchange.hostname);
}

function rewrite(value: unknown, base: string, hostname: string | undefined): unknown {
  if (typeof value === 'string') return rewriteAddress(value, base, hostname);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, rewrite(child, base, hostname)]),
  );
}

function rewriteAddress(address: string, base: string, hostname = ''): string {
  const match = /^(https?|wss?):\/\/(.*)$/.exec(address.replaceAll('{hostname}', hostname));
  if (match === null) return address;
  const [, scheme = '', rest = ''] = match;
  const root = scheme.startsWith('ws') ? base.replace(/^http/, 'ws') : base;
  return `${root}/${rest}`;
}
