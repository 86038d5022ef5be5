import type { VenueId } from '../../../../shared/base/ids';
import type { Clock } from '../../../engine/ports/clock';
import type { ExchangeSession } from '../../../engine/ports/exchanges';
import type { ServerAnswer, ServerRequest } from '../../protocol/http/ask-server';
import { VenueFailure } from '../../reading/venue-failure';
import { createExchangeGateway, type CcxtGateway } from '../gateway/exchange-gateway';
import { TestLog, systemClock } from './test-gateway';

/** What a venue answers to a request: JSON text (200), or a whole answer. */
export type Recorded =
  | string
  | { readonly status: number; readonly body: string; readonly headers?: Record<string, string> };

/** A request that reached the venue. */
export interface SeenRequest {
  readonly name: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * A venue that answers with recorded text, under unmodified ccxt: `GET /api/v3/account` to its answer,
 * or to a function of the query's and body's parameters.
 */
export class RecordedVenue {
  readonly requests: SeenRequest[] = [];
  /** Nothing is answered any more. */
  hangs = false;
  readonly log = new TestLog();
  readonly session: ExchangeSession;
  readonly gateway: CcxtGateway;

  constructor(
    venue: VenueId,
    private readonly answers: Record<string, Recorded | ((params: URLSearchParams) => Recorded)>,
    options: { readonly credentials?: Record<string, string>; readonly clock?: Clock } = {},
  ) {
    this.gateway = createExchangeGateway({
      log: this.log,
      clock: options.clock ?? SLOW_CLOCK,
      random: () => 0,
      ask: (request) => this.ask(request),
    });
    const credentials = options.credentials ?? CREDENTIALS;
    const opened = this.gateway.open('recorded', { venue }, credentials);
    if (!opened.ok) throw new Error(opened.failure.message);
    this.session = opened.value;
  }

  /** Replaces an answer from now on. */
  now(name: string, answer: Recorded): void {
    this.answers[name] = answer;
  }

  count(name: string): number {
    return this.requests.filter((request) => request.name === name).length;
  }

  private async ask({ url, method, headers, body }: ServerRequest): Promise<ServerAnswer> {
    if (this.hangs) return new Promise(() => undefined);
    const address = new URL(url);
    const name = `${method} ${address.pathname}`;
    const sent = body === undefined ? {} : { body };
    this.requests.push({ name, url: address, headers, ...sent });
    const known = this.answers[name];
    // As a network that is down.
    if (known === undefined) throw new VenueFailure('network');
    const params = new URLSearchParams(address.search);
    new URLSearchParams(body ?? '').forEach((value, key) => params.append(key, value));
    const answer = typeof known === 'function' ? known(params) : known;
    if (typeof answer === 'string') return { status: 200, headers: new Headers(), text: answer };
    return { status: answer.status, headers: new Headers(answer.headers), text: answer.body };
  }
}

/**
 * Time goes by slowly here, so that readings which begin together begin together on a busy machine, too, and
 * share what they share. Timers run when they say.
 */
const SLOW_CLOCK: Clock = { ...systemClock, elapsed: () => systemClock.elapsed() / 20 };

export const CREDENTIALS = {
  apiKey: 'public-part-of-the-key-4f1c',
  secret: 'c2VjcmV0LXBhcnQtb2YtdGhlLWtleQ==',
  password: 'passphrase-of-the-key',
};
