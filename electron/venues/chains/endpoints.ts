import type { FailureCode } from '../../../shared/base/failure';
import { withDeadline } from '../reading/timers';
import { Turns } from '../reading/turns';
import { VenueFailure } from '../reading/venue-failure';
import type { Clock } from '../../engine/ports/clock';
import type { Log } from '../../engine/ports/log';
import { boundedWait } from '../../timing/server-wait';
import type { Endpoint, EndpointPool } from './chain-reader';
import { httpEndpoint } from './http-endpoint';

/** A server that failed is asked last for so long. */
const AVOIDED_MS = 60_000;
/** Public servers refuse those who ask for many wallets at once. */
const READINGS_AT_ONCE = 4;
/** Long enough for one server that hangs and another that answers. */
const READING_TIMEOUT_MS = 25_000;

/** What another server may do better. */
const SERVERS_FAULT: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'network',
  'timeout',
  'rate-limited',
  'venue-unavailable',
  'bad-response',
]);

export interface EndpointPoolOptions {
  /** Name of the chain. */
  readonly name: string;
  /** The servers' URLs as they are set now, the preferred one first. */
  readonly urls: () => readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  /** Makes a server of a URL; for tests. */
  readonly open?: (url: string, clock: Clock) => Endpoint;
}

type Reading<T> = (endpoint: Endpoint, signal: AbortSignal) => Promise<T>;

/** Makes the pool of a chain's servers; nothing is asked before it is used. */
export function createEndpointPool(options: EndpointPoolOptions): EndpointPool {
  return new FailoverPool(options);
}

class FailoverPool implements EndpointPool {
  readonly #endpoints = new Map<string, Endpoint>();
  /** By URL: until when, in elapsed milliseconds, the others are preferred. */
  readonly #avoided = new Map<string, number>();
  readonly #turns = new Turns(READINGS_AT_ONCE);
  readonly #options: EndpointPoolOptions;

  constructor(options: EndpointPoolOptions) {
    this.#options = options;
  }

  use<T>(signal: AbortSignal, run: Reading<T>, timeoutMs = READING_TIMEOUT_MS): Promise<T> {
    return this.#turns.take(signal, () => this.#useInTime(signal, run, timeoutMs));
  }

  /** A server that took all the time without ever failing is asked last next time, too. */
  async #useInTime<T>(signal: AbortSignal, run: Reading<T>, timeoutMs: number): Promise<T> {
    let underWay: Endpoint | undefined;
    try {
      return await withDeadline(this.#options.clock, timeoutMs, [signal], (inner) =>
        this.#useInOrder(inner, async (endpoint, innermost) => {
          underWay = endpoint;
          try {
            return await run(endpoint, innermost);
          } finally {
            if (!inner.aborted) underWay = undefined;
          }
        }),
      );
    } catch (error) {
      const slow: Endpoint | undefined = underWay;
      if (slow === undefined || !(error instanceof VenueFailure) || error.code !== 'timeout')
        throw error;
      this.#avoid(slow.url, slow, error);
      throw this.#summary([{ host: slow.host, failure: error }]);
    }
  }

  async #useInOrder<T>(signal: AbortSignal, run: Reading<T>): Promise<T> {
    const failures: { host: string; failure: VenueFailure }[] = [];
    for (const url of this.#inOrder()) {
      const endpoint = this.#endpoint(url);
      if (endpoint === undefined) {
        const failure = new VenueFailure('bad-response', 'its address cannot be used');
        failures.push({ host: 'a server', failure });
        continue;
      }
      try {
        const value = await run(endpoint, signal);
        this.#avoided.delete(url);
        return value;
      } catch (error) {
        if (signal.aborted) throw new VenueFailure('cancelled');
        if (!(error instanceof VenueFailure) || !SERVERS_FAULT.has(error.code)) throw error;
        this.#avoid(url, endpoint, error);
        failures.push({ host: endpoint.host, failure: error });
      }
    }
    throw this.#summary(failures);
  }

  /** Those that did not fail lately in the order that was set, then the others, the longest ago first. */
  #inOrder(): readonly string[] {
    const now = this.#options.clock.elapsed();
    const urls = [...new Set(this.#options.urls())];
    const avoidedUntil = (url: string): number => {
      const time = this.#avoided.get(url) ?? 0;
      return time > now ? time : 0;
    };
    return urls.sort((a, b) => avoidedUntil(a) - avoidedUntil(b));
  }

  #endpoint(url: string): Endpoint | undefined {
    let endpoint = this.#endpoints.get(url);
    if (endpoint !== undefined) return endpoint;
    const { open = httpEndpoint, clock } = this.#options;
    try {
      endpoint = open(url, clock);
    } catch {
      return undefined;
    }
    this.#endpoints.set(url, endpoint);
    return endpoint;
  }

  #avoid(url: string, { host }: Endpoint, failure: VenueFailure): void {
    const { clock, log, name } = this.#options;
    const { retryAt } = failure.extra;
    const asked = retryAt === undefined ? 0 : boundedWait(retryAt - clock.now());
    this.#avoided.set(url, clock.elapsed() + Math.max(AVOIDED_MS, asked));
    log.warn(`${name}: ${host} failed (${words(failure)})`);
  }

  #summary(failures: readonly { host: string; failure: VenueFailure }[]): VenueFailure {
    const { name } = this.#options;
    const last = failures.at(-1)?.failure;
    if (last === undefined)
      return new VenueFailure('network', 'no server is set', { hint: hint(name) });
    const detail = failures.map(({ host, failure }) => `${host}: ${words(failure)}`).join('; ');
    // One of several servers that asks for a wait does not hold the others back; when all do, the first
    // that may be asked again is.
    const ends = failures.flatMap(({ failure }) => failure.extra.retryAt ?? []);
    const retryAt = ends.length === failures.length ? Math.min(...ends) : undefined;
    return new VenueFailure(last.code, detail, {
      hint: hintOf(last, name),
      ...(retryAt === undefined ? {} : { retryAt }),
    });
  }
}

/** What is in the way of a connection is another server's, too; what a server lacks is said by itself. */
function hintOf({ code, extra }: VenueFailure, name: string): string {
  if (extra.hint === undefined) return hint(name);
  return code === 'network'
    ? `${extra.hint} You can also add another server for ${name} in Settings.`
    : extra.hint;
}

function hint(name: string): string {
  return `Check the network connection, or add another server for ${name} in Settings.`;
}

const WORDS: Partial<Readonly<Record<FailureCode, string>>> = {
  network: 'no connection',
  timeout: 'no answer in time',
  'rate-limited': 'too many requests',
  'venue-unavailable': 'not available',
  'bad-response': 'not an answer',
};

function words({ code, detail }: VenueFailure): string {
  return detail ?? WORDS[code] ?? code;
}
