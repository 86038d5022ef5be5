import { succeed, type Result } from '../../../../shared/base/failure';
import type { Ticker } from '../../../../shared/pricing/price';
import type { OrderBook, SpotMarket } from '../../../../shared/pricing/spot-market';
import type { MarketPair, Stop, VenueMarkets } from '../../../engine/ports/exchanges';
import { classifyError } from '../../protocol/failures/classify-failure';
import { withDeadline } from '../../reading/timers';
import { toFailure } from '../../reading/venue-failure';
import { marketsForOrders, readOrderBook, type MarketPlace } from '../orders/market-orders';
import { startTickerStream } from '../tickers/ticker-stream';
import { printable } from './printable';
import type { SessionTools } from './venue-session';

const PUBLIC_TIMEOUT_MS = 15_000;

export interface MarketTools extends SessionTools {
  /** Where the venue is asked; a failure where it may not be. */
  readonly place: Result<MarketPlace>;
  /** The gateway closes. */
  readonly closing: AbortSignal;
  /** What runs until it is stopped, by the gateway at the latest. */
  readonly stops: Set<Stop>;
}

/** What is traded at a venue, asked without a key. */
export class MarketsOfVenue implements VenueMarkets {
  constructor(private readonly tools: MarketTools) {}

  tickers(codes: ReadonlySet<string>, signal: AbortSignal): Promise<Result<readonly Ticker[]>> {
    return this.answer('its prices', signal, (place, inner) => place.tickers.read(codes, inner));
  }

  between(codes: ReadonlySet<string>, signal: AbortSignal): Promise<Result<readonly SpotMarket[]>> {
    return this.answer('its markets', signal, (place) => marketsForOrders(place, codes));
  }

  orderBook(pair: MarketPair, signal: AbortSignal): Promise<Result<OrderBook>> {
    const what = `the order book of ${printable(`${pair.base}/${pair.quote}`)}`;
    return this.answer(what, signal, (place, inner) => readOrderBook(place, pair, inner));
  }

  tradePage({ base, quote }: MarketPair): string | undefined {
    const { place } = this.tools;
    if (!place.ok) return undefined;
    return place.value.runtime.definition.orders?.tradePage?.(base, quote);
  }

  watch(codes: ReadonlySet<string>, listener: (tickers: readonly Ticker[]) => void): Stop {
    const { place, stops } = this.tools;
    if (!place.ok || place.value.tickers.source.marketsPerSubscription === 0)
      return async () => undefined;
    const { runtime, tickers } = place.value;
    const stopStream = startTickerStream({ ...this.tools, runtime, tickers, codes, listener });
    const stop: Stop = async () => {
      stops.delete(stop);
      await stopStream();
    };
    stops.add(stop);
    return stop;
  }

  private async answer<T>(
    what: string,
    signal: AbortSignal,
    read: (place: MarketPlace, signal: AbortSignal) => Promise<T>,
  ): Promise<Result<T>> {
    const { place, clock, log, closing } = this.tools;
    if (!place.ok) return place;
    const { name } = place.value.runtime.definition.info;
    try {
      const asked = (inner: AbortSignal): Promise<T> => read(place.value, inner);
      return succeed(await withDeadline(clock, PUBLIC_TIMEOUT_MS, [signal, closing], asked));
    } catch (error) {
      const classified = classifyError(error, []);
      if (classified.code === 'internal') log.error(`${name}: reading ${what} failed`, error);
      return { ok: false, failure: toFailure(classified, name, what) };
    }
  }
}
