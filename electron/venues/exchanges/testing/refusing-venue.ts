import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueId } from '../../../../shared/base/ids';
import type { Failure } from '../../../../shared/base/failure';
import type { ServerAnswer, ServerRequest } from '../../protocol/http/ask-server';
import type { Clock } from '../../../engine/ports/clock';
import { createExchangeGateway } from '../gateway/exchange-gateway';
import { never, systemClock, TestLog } from './test-gateway';

/** What a venue says instead of what it was asked for. */
export interface Refusal {
  readonly status: number;
  readonly body: string;
  readonly headers?: Record<string, string>;
}

/** How each venue tells its time; it goes on doing so to those whom it refuses. */
const TIMES: Readonly<Record<VenueId, (now: number) => readonly [path: string, body: unknown]>> = {
  binance: (now) => ['/api/v3/time', { serverTime: now }],
  bitget: (now) => ['/api/v2/public/time', { code: '00000', data: { serverTime: String(now) } }],
  bybit: (now) => [
    '/v5/market/time',
    { retCode: 0, time: now, result: { timeNano: `${now}000000` } },
  ],
  coinbase: (now) => ['/api/v3/brokerage/time', { epochMillis: String(now) }],
  deribit: (now) => ['/api/v2/public/get_time', { jsonrpc: '2.0', result: now }],
  gate: (now) => ['/api/v4/spot/time', { server_time: now }],
  htx: (now) => ['/v1/common/timestamp', { status: 'ok', data: now }],
  kraken: (now) => ['/0/public/Time', { error: [], result: { unixtime: Math.floor(now / 1000) } }],
  kucoin: (now) => ['/api/v1/timestamp', { code: '200000', data: now }],
  mexc: (now) => ['/api/v3/time', { serverTime: now }],
  okx: (now) => ['/api/v5/public/time', { code: '0', data: [{ ts: String(now) }] }],
};

export interface RefusingOptions {
  readonly credentials?: Readonly<Record<string, string>>;
  /** How far the venue's clock is ahead of this machine's, in ms. */
  readonly aheadMs?: number;
  readonly clock?: Clock;
  /** Hears of each request. */
  readonly onRequest?: (request: ServerRequest) => void;
}

const CREDENTIALS = {
  apiKey: 'public-part-of-the-key-4f1c',
  secret: 'c2VjcmV0LXBhcnQtb2YtdGhlLWtleQ==',
  password: 'passphrase-of-the-key',
};

/**
 * The failure that a user sees of an account when the venue answers every request with the same refusal, in
 * its own wire format, under unmodified ccxt.
 */
export async function refusedBy(
  venue: VenueId,
  accountType: AccountType,
  refusal: Refusal,
  options: RefusingOptions = {},
): Promise<Failure> {
  const { aheadMs = 0, clock = systemClock, credentials = CREDENTIALS } = options;
  const gateway = createExchangeGateway({
    log: new TestLog(),
    clock,
    random: () => 0,
    ask: async (request): Promise<ServerAnswer> => {
      options.onRequest?.(request);
      const [path, body] = TIMES[venue]?.(clock.now() + aheadMs) ?? [];
      const headers = new Headers(refusal.headers);
      return path !== undefined && new URL(request.url).pathname === path
        ? { status: 200, headers: new Headers(), text: JSON.stringify(body) }
        : { status: refusal.status, headers, text: refusal.body };
    },
  });
  const opened = gateway.open('refused', { venue }, credentials);
  if (!opened.ok) return opened.failure;
  const reading = await opened.value.read(accountType, never);
  await gateway.close();
  if (reading.outcome !== 'failed') throw new Error(`not failed: ${JSON.stringify(reading)}`);
  return reading.failure;
}
