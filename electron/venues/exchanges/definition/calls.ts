import type { Instant } from '../../../../shared/base/failure';
import type { CcxtExchange, CcxtMarket } from '../../protocol/ccxt/ccxt-exchange';

/** Calls to the venue with one key. */
export interface VenueCalls {
  /** Calls an endpoint by ccxt's name for it. Answers the venue's JSON, its long numbers as text. */
  call(method: string, params?: Readonly<Record<string, string | number>>): Promise<unknown>;
  /** The public part of the key, for calls that ask what a certain key may do. */
  readonly keyId: string;
  /** The venue's common code for its own code of a coin: `BTC` for `XXBT`. */
  code(assetId: string): string;
  /**
   * Lets readings that start together share one request: `name` says which, `reader` who asks. The same
   * reader asking again gets a new answer.
   */
  shared<T>(name: string, reader: string, run: () => Promise<T>): Promise<T>;
  /** ccxt's unified answers, for venues without readers of their own. */
  readonly unified: UnifiedCalls;
  now(): Instant;
}

export interface UnifiedCalls {
  /** Signs in, at venues that want a token with each request, which ccxt then keeps. */
  signIn(): Promise<unknown>;
  markets(): Promise<readonly CcxtMarket[]>;
  /** By symbol. @throws VenueFailure `unsupported` where a venue has no such call */
  tickers(): Promise<unknown>;
  /** By symbol. @throws VenueFailure `unsupported` where a venue has no such call */
  orderBook(symbol: string): Promise<unknown>;
  /** What ccxt notes of the venue: how its precisions are meant, and what its fees are. */
  readonly notes: Pick<CcxtExchange, 'precisionMode' | 'fees'>;
}
