import type { RawTicker } from '../definition/ticker-source';

/** A ticker in ccxt's unified form, whose numbers are text (`number: String`). */
export function unifiedTicker(value: unknown, marketId: string): RawTicker {
  const ticker = (typeof value === 'object' && value !== null ? value : {}) as Readonly<
    Record<string, unknown>
  >;
  const at = Number(ticker['timestamp'] ?? Number.NaN);
  return {
    marketId,
    bid: ticker['bid'],
    ask: ticker['ask'],
    last: ticker['last'],
    quoteVolume: ticker['quoteVolume'],
    baseVolume: ticker['baseVolume'],
    open24h: ticker['open'],
    ...(Number.isSafeInteger(at) && at > 0 ? { at } : {}),
  };
}
