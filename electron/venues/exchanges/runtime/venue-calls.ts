import type { Instant } from '../../../../shared/base/failure';
import type { Clock } from '../../../engine/ports/clock';
import { yieldToEventLoop } from '../../reading/yield-to-event-loop';
import { commonCode } from '../common/common-code';
import { withoutSignal } from '../../protocol/ccxt/call-context';
import type { CcxtExchange } from '../../protocol/ccxt/ccxt-exchange';
import { classifyError } from '../../protocol/failures/classify-failure';
import { VenueFailure } from '../../reading/venue-failure';
import type { UnifiedCalls, VenueCalls } from '../definition/calls';

/** Readings that start within this time of each other belong to one refresh and may share an answer. */
const SHARED_FOR_MS = 50;

interface Shared {
  /** In elapsed time: the clock may be set back. */
  readonly startedAt: number;
  /** Who has had it: a second reading by the same one wants a new answer. */
  readonly readers: Set<string>;
  readonly answer: Promise<unknown>;
}

/** Calls through one ccxt instance. */
export class ExchangeCalls implements VenueCalls {
  private readonly sharedCalls = new Map<string, Shared>();

  readonly unified: UnifiedCalls;

  /** @param shareMarkets gives an instance the markets that ccxt needs for its unified calls */
  constructor(
    private readonly exchange: CcxtExchange,
    private readonly clock: Clock,
    shareMarkets: (exchange: CcxtExchange) => Promise<void>,
  ) {
    this.unified = {
      signIn: () => asBadResponse(() => exchange.signIn()),
      markets: () =>
        asBadResponse(async () => {
          await shareMarkets(exchange);
          return Object.values(exchange.markets ?? {});
        }),
      tickers: () =>
        asBadResponse(async () => {
          if (exchange.has['fetchTickers'] !== true)
            throw new VenueFailure('unsupported', 'it does not give all prices at once');
          await shareMarkets(exchange);
          return exchange.fetchTickers();
        }),
      orderBook: (symbol) =>
        asBadResponse(async () => {
          if (exchange.has['fetchOrderBook'] !== true)
            throw new VenueFailure('unsupported', 'it does not give its order book');
          await shareMarkets(exchange);
          return exchange.fetchOrderBook(symbol);
        }),
      notes: exchange,
    };
  }

  async call(
    method: string,
    params: Readonly<Record<string, string | number>> = {},
  ): Promise<unknown> {
    const endpoint: unknown = Reflect.get(this.exchange, method);
    if (typeof endpoint !== 'function')
      throw new Error(`${this.exchange.id} has no readable endpoint ${method}`);
    await yieldToEventLoop();
    return asBadResponse(async () => (await endpoint.call(this.exchange, params)) as unknown);
  }

  code(assetId: string): string {
    return commonCode(this.exchange, assetId);
  }

  shared<T>(name: string, reader: string, run: () => Promise<T>): Promise<T> {
    const now = this.clock.elapsed();
    const known = this.sharedCalls.get(name);
    if (known && now - known.startedAt <= SHARED_FOR_MS && !known.readers.has(reader)) {
      known.readers.add(reader);
      return known.answer as Promise<T>;
    }
    const answer = withoutSignal(run);
    this.sharedCalls.set(name, { startedAt: now, readers: new Set([reader]), answer });
    return answer;
  }

  get keyId(): string {
    return this.exchange.apiKey ?? '';
  }

  now(): Instant {
    return this.clock.now();
  }
}

/**
 * ccxt stumbles over answers of another shape than it knows. That is the answer's doing, not the app's; a
 * name that the program itself lacks is.
 */
async function asBadResponse<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const isOurs = error instanceof ReferenceError || classifyError(error, []).code !== 'internal';
    throw isOurs ? error : new VenueFailure('bad-response', 'it was not understood');
  }
}
