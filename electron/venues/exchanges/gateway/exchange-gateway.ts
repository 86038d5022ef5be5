import { fail, succeed, type Result } from '../../../../shared/base/failure';
import type { Clock } from '../../../engine/ports/clock';
import type {
  ExchangeGateway,
  ExchangeSession,
  Stop,
  VenueAddress,
  VenueMarkets,
} from '../../../engine/ports/exchanges';
import type { Log } from '../../../engine/ports/log';
import { isLoopbackEndpoint } from '../../protocol/ccxt/venue-endpoints';
import { askServer, type AskServer } from '../../protocol/http/ask-server';
import { VenueTickers } from '../tickers/venue-tickers';
import { VenueRuntime } from '../runtime/venue-runtime';
import { printable } from './printable';
import { MarketsOfVenue } from './venue-markets';
import { CcxtSession, type SessionTools } from './venue-session';
import { venueDefinitions } from '../venues';

export interface ExchangeGatewayOptions {
  readonly log: Log;
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  /** Sends requests; for tests. */
  readonly ask?: AskServer;
}

/** A venue (or a local server in its place), and its markets if it has any. */
interface VenuePlace {
  readonly runtime: VenueRuntime;
  readonly tickers: VenueTickers | undefined;
}

/** Makes the gateway to all venues through ccxt. Nothing is loaded or connected before it is used. */
export function createExchangeGateway(options: ExchangeGatewayOptions): CcxtGateway {
  return new CcxtGateway(options, options.ask ?? askServer);
}

export class CcxtGateway implements ExchangeGateway {
  private readonly places = new Map<string, VenuePlace>();
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
      address.endpoint === undefined || tickers === undefined
        ? runtime.anonymous()
        : tickers.followed(new Set());
    await prepared.catch(() => undefined);
  }

  marketsOf(address: VenueAddress): VenueMarkets | undefined {
    const { tools, stops } = this;
    const common = { ...tools, closing: this.closing.signal, stops };
    const place = this.place(address);
    // Who asks for markets of a venue that nobody knows is told so.
    if (!place.ok) return new MarketsOfVenue({ ...common, place });
    const { runtime, tickers } = place.value;
    return tickers && new MarketsOfVenue({ ...common, place: succeed({ runtime, tickers }) });
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([
      ...[...this.sessions].map((session) => session.close()),
      ...[...this.stops].map((stop) => stop()),
    ]);
  }

  private place(address: VenueAddress): Result<VenuePlace> {
    const definition = venueDefinitions.get(address.venue);
    if (definition === undefined)
      return fail('unsupported', `Portolan does not know the venue ${printable(address.venue)}.`);
    if (address.endpoint !== undefined && !isLoopbackEndpoint(address.endpoint))
      return fail('refused', `The endpoint for ${definition.info.name} is not on this machine.`);
    const key = `${address.venue} ${address.endpoint ?? ''}`;
    let place = this.places.get(key);
    if (place === undefined) {
      const runtime = new VenueRuntime(definition, address, this.tools.clock, this.ask);
      const { tickers: source } = definition;
      const tickers = source && new VenueTickers(runtime, source, this.tools.clock);
      place = { runtime, tickers };
      this.places.set(key, place);
    }
    return succeed(place);
  }
}
