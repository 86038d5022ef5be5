import { breathe } from '../../reading/breathe';
import type { Clock } from '../../services/ports/clock';
import { classifyAnswer, type ErrorRules, type VenueAnswer } from '../failures/classify-failure';
import { VenueFailure } from '../../reading/venue-failure';
import { currentSignal } from './call-context';
import type { CcxtExchange } from './ccxt-exchange';
import type { KeyState } from './key-state';
import { parseLossless } from '../../reading/lossless-json';
import type { ReadPolicy } from './read-only';
import { pause } from '../../reading/timers';

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
}

const USER_AGENT = 'Portolan';

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
    const signal = currentSignal();
    return options.key.send(async () => {
      const wait = options.key.budget.take(request, cost, options.clock.now());
      if (wait > 0) await pause(options.clock, wait, signal);
      const answer = await send(url, method, headers, body, signal, options);
      options.clock.heard?.(exchange.id, answer.headers);
      const used = options.usedWeight?.(answer.headers);
      if (used) options.key.budget.observe(request, used.limit, used.used, options.clock.now());
      parsed.set(answer.body, answer.json);
      try {
        checkJson(answer);
        return await exchange.handleRestResponse(asResponse(answer), url, method, headers, body);
      } catch (error) {
        const { errors, clock, secrets } = options;
        const failed = classifyAnswer(answer, error, errors, clock.now(), secrets);
        if (failed.code === 'rate-limited' && failed.extra.retryAt !== undefined)
          options.key.budget.pause(failed.extra.retryAt);
        throw failed;
      } finally {
        parsed.delete(answer.body);
      }
    });
  };
}

async function send(
  url: string,
  method: string,
  headers: unknown,
  body: unknown,
  signal: AbortSignal | undefined,
  options: TransportOptions,
): Promise<VenueAnswer> {
  const abort = new AbortController();
  let late = false;
  const giveUp = (): void => abort.abort();
  if (signal?.aborted === true) giveUp();
  signal?.addEventListener('abort', giveUp, { once: true });
  const cancelTimer = options.clock.after(options.timeoutMs, () => {
    late = true;
    giveUp();
  });
  try {
    const response = await fetch(url, {
      method,
      headers: { 'User-Agent': USER_AGENT, ...(headers as Record<string, string> | undefined) },
      // A signed request must not follow a redirect to another host.
      redirect: 'error',
      signal: abort.signal,
      ...(typeof body === 'string' ? { body } : {}),
    });
    const text = (await response.text()).trim();
    await breathe();
    return { status: response.status, headers: response.headers, body: text, json: tryParse(text) };
  } catch (error) {
    if (late) throw new VenueFailure('timeout');
    if (abort.signal.aborted) throw new VenueFailure('cancelled');
    throw new VenueFailure('network', networkReason(error));
  } finally {
    cancelTimer();
    signal?.removeEventListener('abort', giveUp);
  }
}

function checkJson({ status, body, json }: VenueAnswer): void {
  if (json !== undefined || status >= 400) return;
  if (body === '') throw new VenueFailure('bad-response', 'it was empty');
  if (body.startsWith('<')) throw new VenueFailure('bad-response', 'it was a web page');
  throw new VenueFailure('bad-response', 'it was not complete');
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
  const base = `${endpoint.replace(/\/+$/, '')}/`;
  if (!url.startsWith(base)) return undefined;
  const [, ...path] = (url.slice(base.length).split('?')[0] ?? '').split('/');
  return `/${path.join('/')}`;
}

/** Only the system's error code: messages carry addresses. */
function networkReason(error: unknown): string | undefined {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code: unknown = typeof cause === 'object' && cause !== null && Reflect.get(cause, 'code');
  return typeof code === 'string' ? code : undefined;
}
