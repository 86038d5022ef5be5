import type { Instant } from '../../../shared/base/failure';
import { askServer, type ServerAnswer } from '../protocol/http/ask-server';
import { requestedWait } from '../protocol/http/retry-after';
import { parseLossless } from '../reading/lossless-json';
import { VenueFailure } from '../reading/venue-failure';
import type { Clock } from '../../engine/ports/clock';
import type { Endpoint } from './chain-reader';
import { withoutTrailing } from '../../../shared/base/without-trailing';

const TIMEOUT_MS = 8000;
const USER_AGENT = 'Portolan';
/** The largest answers, lists of tokens, are far smaller. */
const MOST_BYTES = 32 * 1024 * 1024;

/** A server over HTTP, asked with the time-outs of the clock given. */
export function httpEndpoint(url: string, clock: Clock): Endpoint {
  const { base, query, host, authorization } = addressOf(url);
  const addressAt = (path = ''): string =>
    `${path === '' ? base : withoutTrailing(base, '/')}${path}${query}`;
  return {
    url,
    host,
    request: async (request, signal) => {
      const { method, path, body, timeoutMs = TIMEOUT_MS } = request;
      const answer = await askServer(
        {
          url: addressAt(path),
          method: method ?? (body === undefined ? 'GET' : 'POST'),
          headers: {
            'User-Agent': USER_AGENT,
            Accept: 'application/json',
            ...(authorization === undefined ? {} : { Authorization: authorization }),
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        },
        { clock, timeoutMs, mostBytes: MOST_BYTES, signal },
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

/** A name and password in the address are sent as a header, and never shown. */
function addressOf(url: string): Address {
  const { username, password, host, origin, pathname, search: query } = new URL(url);
  const base = `${origin}${pathname}`;
  if (username === '' && password === '') return { base, query, host };
  const name = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { base, query, host, authorization: `Basic ${Buffer.from(name).toString('base64')}` };
}

function failureOfStatus({ status, headers, text }: ServerAnswer, now: Instant): VenueFailure {
  const detail = `HTTP ${status}`;
  if (status === 404) return new VenueFailure('not-found', detail);
  // 401 to 403: the server wants a key or does not serve this network, so another one is needed.
  const isAway = status >= 500 || (status >= 401 && status <= 403);
  const code = status === 429 ? 'rate-limited' : isAway ? 'venue-unavailable' : 'bad-response';
  const wait = code === 'bad-response' ? undefined : requestedWait(headers, text, now);
  if (wait === undefined) return new VenueFailure(code, detail);
  const words = wait.words === undefined ? detail : `${detail}; ${wait.words}`;
  return new VenueFailure(code, words, { retryAt: wait.retryAt });
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
