import { fail, succeed, type Result } from '../../../../shared/base/failure';
import type { Ticker } from '../../../../shared/pricing/price';
import type { OrderBook, SpotMarket } from '../../../../shared/pricing/spot-market';
import type { Clock } from '../../../engine/ports/clock';
import type {
  ExchangeGateway,
  ExchangeSession,
  Stop,
  VenueAddress,
} from '../../../engine/ports/exchanges';
import type { Log } from '../../../engine/ports/log';
import { isLoopbackEndpoint } from '../../protocol/ccxt/venue-endpoints';
import { askServer, type AskServer } from '../../protocol/http/ask-server';
import { withDeadline } from '../../reading/timers';
import { classifyError } from '../../protocol/failures/classify-failure';
import { toFailure } from '../../reading/venue-failure';
import { marketsForOrders, readOrderBook, type MarketPlace } from '../orders/market-orders';
import { startTickerStream } from '../tickers/ticker-stream';
import { VenueTickers } from '../tickers/venue-tickers';
import { VenueRuntime } from '../runtime/venue-runtime';
import { CcxtSession, type SessionTools } from './venue-session';
import { venueDefinitions } from '../venues';

const PUBLIC_TIMEOUT_MS = 15_000;

export interface ExchangeGatewayOptions {
  readonly log: Log;
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  /** Sends requests; for tests. */
  readonly ask?: AskServer;
}

/** Makes the gateway to all venues through ccxt. Nothing is loaded or connected before it is used. */
export function createExchangeGateway(options: ExchangeGatewayOptions): CcxtGateway {
  return new CcxtGateway(options, options.ask ?? askServer);
}

export class CcxtGateway implements ExchangeGateway {
  private readonly places = new Map<string, MarketPlace>();
  private readonly stops = new Set<Stop>();
  private readonly sessions = new Set<ExchangeSession>();
  private readonly closing = new AbortController();

  constructor(
    private readonly tools: SessionTools,
    private readonly ask: AskServer,
  ) {}

  venues() {
    return [...venueDefinitions.values()].map(({ info }) => info);
  }

  open(_connectionId: string, address: VenueAddress, credentials: object): Result<ExchangeSession> {
    const place = this.place(address);
    if (!place.ok) return place;
    const { info } = place.value.runtime.definition;
    const given = info.credentials.map((field): unknown => Reflect.get(credentials, field));
    if (given.some((value) => typeof value !== 'string' || value.trim() === ''))
      return fail('invalid-input', `A part of the key for ${info.name} is missing.`, {
        hint: 'Enter every part of the key that the venue gave you.',
      });
    const entries = info.credentials.map((field, index) => [field, String(given[index]).trim()]);
    const session: ExchangeSession = new CcxtSession(
      place.value.runtime,
      Object.fromEntries(entries) as Record<string, string>,
      this.tools,
      () => this.sessions.delete(session),
    );
    this.sessions.add(session);
    return succeed(session);
  }

  async prepare(address: VenueAddress): Promise<void> {
    const place = this.place(address);
    if (!place.ok) return;
    const { runtime, tickers } = place.value;
    const prepared =
      address.endpoint === undefined ? runtime.anonymous() : tickers.followed(new Set());
    await prepared.catch(() => undefined);
  }

  tickers(
    address: VenueAddress,
    codes: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<Result<readonly Ticker[]>> {
    return this.answer(address, 'its prices', signal, (place, inner) =>
      place.tickers.read(codes, inner),
    );
  }

  markets(
    address: VenueAddress,
    codes: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<Result<readonly SpotMarket[]>> {
    return this.answer(address, 'its markets', signal, (place) => marketsForOrders(place, codes));
  }

  orderBook(
    address: VenueAddress,
    market: Pick<SpotMarket, 'base' | 'quote'>,
    signal: AbortSignal,
  ): Promise<Result<OrderBook>> {
    const what = `the order book of ${printable(`${market.base}/${market.quote}`)}`;
    return this.answer(address, what, signal, (place, inner) =>
      readOrderBook(place, market, inner),
    );
  }

  tradePage({ venue, base, quote }: Pick<SpotMarket, 'venue' | 'base' | 'quote'>) {
    return venueDefinitions.get(venue)?.orders?.tradePage?.(base, quote);
  }

  watchTickers(
    address: VenueAddress,
    codes: ReadonlySet<string>,
    listener: (tickers: readonly Ticker[]) => void,
  ): Stop {
    const place = this.place(address);
    if (!place.ok || place.value.runtime.definition.tickers.marketsPerSubscription === 0)
      return async () => undefined;
    const { runtime, tickers } = place.value;
    const stopStream = startTickerStream({ ...this.tools, runtime, tickers, codes, listener });
    const stop: Stop = async () => {
      this.stops.delete(stop);
      await stopStream();
    };
    this.stops.add(stop);
    return stop;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([
      ...[...this.sessions].map((session) => session.close()),
      ...[...this.stops].map((stop) => stop()),
    ]);
  }

  /** Asks a venue something that needs no key. */
  private async answer<T>(
    address: VenueAddress,
    what: string,
    signal: AbortSignal,
    read: (place: MarketPlace, signal: AbortSignal) => Promise<T>,
  ): Promise<Result<T>> {
    const place = this.place(address);
    if (!place.ok) return place;
    const { clock, log } = this.tools;
    const { name } = place.value.runtime.definition.info;
    const signals = [signal, this.closing.signal];
    try {
      const asked = (inner: AbortSignal): Promise<T> => read(place.value, inner);
      return succeed(await withDeadline(clock, PUBLIC_TIMEOUT_MS, signals, asked));
    } catch (error) {
      const classified = classifyError(error, []);
      if (classified.code === 'internal') log.error(`${name}: reading ${what} failed`, error);
      return { ok: false, failure: toFailure(classified, name, what) };
    }
  }

  private place(address: VenueAddress): Result<MarketPlace> {
    const definition = venueDefinitions.get(address.venue);
    if (definition === undefined)
      return fail('unsupported', `Portolan does not know the venue ${printable(address.venue)}.`);
    if (address.endpoint !== undefined && !isLoopbackEndpoint(address.endpoint))
      return fail('refused', `The endpoint for ${definition.info.name} is not on this machine.`);
    const key = `${address.venue} ${address.endpoint ?? ''}`;
    let place = this.places.get(key);
    if (place === undefined) {
      const runtime = new VenueRuntime(definition, address, this.tools.clock, this.ask);
      place = { runtime, tickers: new VenueTickers(runtime, this.tools.clock) };
      this.places.set(key, place);
    }
    return succeed(place);
  }
}

/** A name that may be anything, fit to be put into a sentence. */
function printable(name: string): string {
  return JSON.stringify(name.slice(0, 40));
}
