import type { Instant } from '../../shared/portfolio/failure';
import { parseLossless } from '../reading/lossless-json';
import { withDeadline } from '../reading/timers';
import { VenueFailure } from '../reading/venue-failure';
import type { Clock } from '../services/ports/clock';
import type { Endpoint, EndpointRequest } from './chain-reader';

const TIMEOUT_MS = 8000;
const USER_AGENT = 'Portolan';
/** Whatever a server asks for: one that says "in a year" would never be asked again. */
const LONGEST_WAIT_MS = 3_600_000;
/** A server must not be able to fill the memory. The largest answers, lists of tokens, are far smaller. */
const MOST_BYTES = 32 * 1024 * 1024;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A server over HTTP, asked with the time-outs of the clock given. */
export function httpEndpoint(url: string, clock: Clock): Endpoint {
  const { base, query, host, authorization } = addressOf(url);
  const addressAt = (path = ''): string =>
    `${path === '' ? base : base.replace(/\/+$/, '')}${path}${query}`;
  return {
    url,
    host,
    request: async (request, signal) => {
      const timeoutMs = request.timeoutMs ?? TIMEOUT_MS;
      const answer = await withDeadline(clock, timeoutMs, [signal], (inner) =>
        send(addressAt(request.path), request, authorization, inner),
      );
      clock.heard?.(host, answer.headers);
      const isOk = answer.status >= 200 && answer.status < 300;
      if (!isOk && request.acceptStatus?.includes(answer.status) !== true)
        throw failureOfStatus(answer, clock.now());
      return request.as === 'text' ? answer.text : parseExactly(answer.text);
    },
  };
}

interface Address {
  readonly base: string;
  /** Follows the path of every request: keys are often in it. */
  readonly query: string;
  readonly host: string;
  readonly authorization?: string;
}

/** `fetch` takes no addresses with a name and password in them: they are sent as a header. */
function addressOf(url: string): Address {
  const { username, password, host, origin, pathname, search: query } = new URL(url);
  const base = `${origin}${pathname}`;
  if (username === '' && password === '') return { base, query, host };
  const name = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { base, query, host, authorization: `Basic ${Buffer.from(name).toString('base64')}` };
}

async function send(
  url: string,
  { method, body }: EndpointRequest,
  authorization: string | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        'User-Agent': USER_AGENT,
        Accept: 'application/json',
        ...(authorization === undefined ? {} : { Authorization: authorization }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      // An answer about the user's addresses comes from the server that was named, and no other.
      redirect: 'error',
      signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, text: await textOf(response) };
  } catch (error) {
    if (error instanceof VenueFailure) throw error;
    if (signal.aborted) throw new VenueFailure('cancelled');
    throw new VenueFailure('network', networkReason(error));
  }
}

async function textOf(response: Response): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return `${text}${decoder.decode()}`;
    bytes += value.byteLength;
    if (bytes > MOST_BYTES) {
      await reader.cancel();
      throw new VenueFailure('bad-response', 'it was too long');
    }
    text += decoder.decode(value, { stream: true });
  }
}

function failureOfStatus({ status, headers }: Answer, now: Instant): VenueFailure {
  const detail = `HTTP ${status}`;
  if (status === 404) return new VenueFailure('not-found', detail);
  // 401 to 403: the server wants a key or does not serve this network, so another one is needed.
  const isAway = status >= 500 || (status >= 401 && status <= 403);
  const code = status === 429 ? 'rate-limited' : isAway ? 'venue-unavailable' : 'bad-response';
  const retryAt = code === 'bad-response' ? undefined : retryAfter(headers, now);
  return new VenueFailure(code, detail, retryAt === undefined ? {} : { retryAt });
}

function retryAfter(headers: Headers, now: Instant): Instant | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  const at = /^\d+(\.\d+)?$/.test(text) ? now + Number(text) * 1000 : Date.parse(text);
  return Number.isFinite(at)
    ? Math.min(Math.max(at, now + 1000), now + LONGEST_WAIT_MS)
    : undefined;
}

/** Numbers that a double cannot hold come as text. */
function parseExactly(text: string): unknown {
  try {
    return parseLossless(text);
  } catch {
    const start = text.trimStart();
    if (start === '') throw new VenueFailure('bad-response', 'it was empty');
    if (start.startsWith('<')) throw new VenueFailure('bad-response', 'it was a web page');
    throw new VenueFailure('bad-response', 'it was no JSON');
  }
}

/** Only the system's error code: messages carry addresses. */
function networkReason(error: unknown): string | undefined {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code: unknown =
    typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined;
  return typeof code === 'string' ? code : undefined;
}
