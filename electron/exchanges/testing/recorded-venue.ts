import { afterEach, vi } from 'vitest';
import type { VenueId } from '../../../shared/portfolio/balance';
import type { Clock } from '../../services/ports/clock';
import type { ExchangeGateway, VenueSession } from '../../services/ports/exchanges';
import { createExchangeGateway } from '../exchange-gateway';
import { TestLog, systemClock } from './test-gateway';

/** What a venue answers to a request: JSON text (200), or a whole answer. */
export type Recorded =
  | string
  | { readonly status: number; readonly body: string; readonly headers?: Record<string, string> };

/** A request that reached the venue. */
export interface SeenRequest {
  readonly name: string;
  readonly url: URL;
  readonly init: RequestInit;
}

/**
 * A venue that answers with recorded text, under unmodified ccxt: `GET /api/v3/account` to its answer,
 * or to a function of the query's and body's parameters.
 */
export class RecordedVenue {
  readonly requests: SeenRequest[] = [];
  readonly log = new TestLog();
  readonly session: VenueSession;
  readonly gateway: ExchangeGateway;

  constructor(
    venue: VenueId,
    private readonly answers: Record<string, Recorded | ((params: URLSearchParams) => Recorded)>,
    options: { readonly credentials?: Record<string, string>; readonly clock?: Clock } = {},
  ) {
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => this.answer(new URL(url), init));
    this.gateway = createExchangeGateway({
      log: this.log,
      clock: options.clock ?? systemClock,
      random: () => 0,
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

  private async answer(url: URL, init: RequestInit): Promise<Response> {
    const name = `${init.method ?? 'GET'} ${url.pathname}`;
    this.requests.push({ name, url, init });
    const known = this.answers[name];
    if (known === undefined) throw new TypeError(`nothing recorded for ${name}`);
    const params = new URLSearchParams(url.search);
    if (typeof init.body === 'string')
      new URLSearchParams(init.body).forEach((value, key) => params.append(key, value));
    const answer = typeof known === 'function' ? known(params) : known;
    if (typeof answer === 'string') return new Response(answer, { status: 200 });
    return new Response(answer.body, {
      status: answer.status,
      ...(answer.headers === undefined ? {} : { headers: answer.headers }),
    });
  }
}

export const CREDENTIALS = {
  apiKey: 'public-part-of-the-key-4f1c',
  secret: 'c2VjcmV0LXBhcnQtb2YtdGhlLWtleQ==',
  password: 'passphrase-of-the-key',
};

/** Puts the real network back after each test of a file. */
export function restoreNetwork(): void {
  afterEach(() => {
    vi.unstubAllGlobals();
  });
}
