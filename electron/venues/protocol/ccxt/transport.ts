import { yieldToEventLoop } from '../../reading/yield-to-event-loop';
import type { AskServer } from '../http/ask-server';
import type { Clock } from '../../../engine/ports/clock';
import { classifyAnswer, type ErrorRules, type VenueAnswer } from '../failures/classify-failure';
import { momentOf } from '../limits/rate-budget';
import { VenueFailure } from '../../reading/venue-failure';
import { currentSignal } from './call-context';
import type { CcxtExchange } from './ccxt-exchange';
import type { KeyState } from './key-state';
import { parseLossless } from '../../reading/lossless-json';
import type { ReadPolicy } from './read-only';
import { isSigned } from './signed-request';
import { pause } from '../../reading/timers';
import { withoutTrailing } from '../../../../shared/base/without-trailing';

/** A limit's use as the venue counts it. */
export interface UsedWeight {
  readonly limit: string;
  readonly used: number;
}

export interface TransportOptions {
  readonly policy: ReadPolicy;
  readonly key: KeyState;
  readonly clock: Clock;
  readonly errors?: ErrorRules;
  /** Reads the venue's own count from the headers of an answer. */
  readonly usedWeight?: (headers: Headers) => UsedWeight | undefined;
  /** Base URL of a local server; nothing is then sent anywhere else. */
  readonly endpoint?: string;
  readonly secrets: readonly string[];
  readonly timeoutMs: number;
  readonly ask: AskServer;
}

const USER_AGENT = 'Portolan';
const WEB_PAGE =
  'Open any page in the browser: the network may want you to sign in first. Otherwise the venue shows a page of its own, such as one of maintenance.';
/** The longest public answers are lists of markets, Binance's about 20 MB; those about a key are short. */
const MOST_PUBLIC_BYTES = 48 * 1024 ** 2;
const MOST_PRIVATE_BYTES = 16 * 1024 ** 2;

/**
 * Puts the app's own HTTP client under ccxt's signing and parsing. Every request passes here: only what
 * the policy allows leaves, within the budget, with a time-out; and only JSON is ever taken for an
 * answer, since ccxt makes an empty balance of a web page, an empty body or a truncated one. All that
 * goes wrong comes out as {@link VenueFailure}.
 */
export function installTransport(exchange: CcxtExchange, options: TransportOptions): void {
  const parsed = new Map<string, unknown>();
  exchange.parseJson = (text) => (parsed.has(text) ? parsed.get(text) : tryParse(text));

  exchange.fetch = async (url, method = 'GET', headers, body) => {
    const path = pathOf(url, options.endpoint);
    const cost = path === undefined ? undefined : options.policy.weightOf(method, path);
    if (path === undefined || cost === undefined)
      throw new VenueFailure('refused', `${method} ${path ?? 'elsewhere'} is not on the read list`);
    const request = `${method} ${path}`;
    const signed = isSigned(url, textsOf(headers), body, options.secrets);
    return options.key.send(async (signal) => {
      const wait = options.key.budget.take(request, cost, momentOf(options.clock));
      if (wait > 0) await pause(options.clock, wait, signal);
      const answer = await send(url, method, headers, body, signal, options).catch(
        (error: unknown) => {
          throw signed ? error : withoutKey(error);
        },
      );
      options.clock.heard?.(exchange.id, answer.headers);
      const used = options.usedWeight?.(answer.headers);
      if (used) options.key.budget.observe(request, used.limit, used.used, momentOf(options.clock));
      parsed.set(answer.body, answer.json);
      try {
        checkJson(answer);
        const taken = await exchange.handleRestResponse(
          asResponse(answer),
          url,
          method,
          headers,
          body,
        );
        // ccxt takes any JSON for an answer whose status it does not know, such as 402.
        if (answer.status >= 400) throw new Error(`HTTP ${answer.status}`);
        return taken;
      } catch (error) {
        const { errors, clock, secrets } = options;
        const failed = classifyAnswer(answer, error, errors, clock.now(), secrets, signed);
        if (failed.code === 'rate-limited' && failed.extra.retryAt !== undefined)
          options.key.budget.pause(failed.extra.retryAt, momentOf(clock));
        throw failed;
      } finally {
        parsed.delete(answer.body);
      }
    }, currentSignal());
  };
}

/** What could not be sent although it has no key in it is no fault of one. */
function withoutKey(error: unknown): unknown {
  return error instanceof VenueFailure && error.code === 'invalid-input'
    ? new VenueFailure('internal', error.detail)
    : error;
}

async function send(
  url: string,
  method: string,
  headers: unknown,
  body: unknown,
  signal: AbortSignal | undefined,
  options: TransportOptions,
): Promise<VenueAnswer> {
  const { clock, timeoutMs, secrets, ask } = options;
  const request = {
    url,
    method,
    headers: { 'User-Agent': USER_AGENT, ...textsOf(headers) },
    ...(typeof body === 'string' ? { body } : {}),
  };
  const mostBytes = secrets.length === 0 ? MOST_PUBLIC_BYTES : MOST_PRIVATE_BYTES;
  const answer = await ask(request, { clock, timeoutMs, mostBytes, signal });
  await yieldToEventLoop();
  const text = answer.text.trim();
  return { status: answer.status, headers: answer.headers, body: text, json: tryParse(text) };
}

function textsOf(headers: unknown): Record<string, string> {
  const given = typeof headers === 'object' && headers !== null ? Object.entries(headers) : [];
  return Object.fromEntries(
    given.flatMap(([name, value]: [string, unknown]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
}

function checkJson({ status, body, json }: VenueAnswer): void {
  if (json !== undefined || status >= 400) return;
  const what =
    body === ''
      ? 'it was empty'
      : body.startsWith('<')
        ? 'it was a web page'
        : 'it was not complete';
  const hint = body.startsWith('<') ? { hint: WEB_PAGE } : {};
  throw new VenueFailure('bad-response', what, { isNoAnswer: true, ...hint });
}

function asResponse({ status, headers, body }: VenueAnswer) {
  return { status, statusText: '', headers, text: () => Promise.resolve(body) };
}

function tryParse(text: string): unknown {
  try {
    return parseLossless(text);
  } catch {
    return undefined;
  }
}

/** The path at the venue's own host; `undefined` if the address is not at the local server given. */
function pathOf(url: string, endpoint: string | undefined): string | undefined {
  if (endpoint === undefined) return new URL(url).pathname;
  const base = `${withoutTrailing(endpoint, '/')}/`;
  if (!url.startsWith(base)) return undefined;
  const [, ...path] = (url.slice(base.length).split('?')[0] ?? '').split('/');
  return `/${path.join('/')}`;
}
