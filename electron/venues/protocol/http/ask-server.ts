import { Agent as HttpAgent, request as requestHttp, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Clock } from '../../../engine/ports/clock';
import { afterAwake } from '../../../timing/awake-timer';
import { VenueFailure } from '../../reading/venue-failure';
import { networkHint, SIGN_IN } from './network-hint';
import { readBody } from './read-body';

/** One request, whole. */
export interface ServerRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ServerLimits {
  readonly clock: Clock;
  /** From asking to the last byte of the answer, in ms. */
  readonly timeoutMs: number;
  /** The longest answer, unpacked. Of an error (HTTP 400 or more) the first 64 KB are taken. */
  readonly mostBytes: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ServerAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export type AskServer = typeof askServer;

/** A connection that is not in use is closed after so long, before the server may do so unnoticed. */
const UNUSED_MS = 4000;
/** An error's words are short; what is longer is a page, or worse. */
const MOST_OF_ERROR_BYTES = 64 * 1024;
const options = { keepAlive: true, timeout: UNUSED_MS } as const;
const agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };

/**
 * Asks a server: the only place that does. What it sends is bounded in size, unpacked or not, and in time,
 * headers and body together; when a bound is passed or the signal says so, the connection is cut there and
 * then. `fetch` cannot promise that: on Node 18 and 20 its signal is forgotten with the next garbage
 * collection, and an endless answer flows on. Redirects are not followed: a signed request, or one about
 * the user's addresses, is for the server that was named.
 * @throws VenueFailure `network`, `timeout`, `cancelled`, `invalid-input` for what cannot be sent, and
 * `bad-response` for an answer that is too long or broken off
 */
export function askServer(request: ServerRequest, limits: ServerLimits): Promise<ServerAnswer> {
  const { clock, timeoutMs, mostBytes, signal } = limits;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(new VenueFailure('cancelled'));
      return;
    }
    let asked: ClientRequest;
    try {
      asked = start(request);
    } catch {
      // The error may quote a part of the key.
      reject(new VenueFailure('invalid-input', 'it cannot be sent', { hint: COPIED_WRONG }));
      return;
    }
    let stopReading: (() => void) | undefined;
    const finish = (): void => {
      cancelTimer();
      signal?.removeEventListener('abort', onAbort);
    };
    const fail = (failure: VenueFailure): void => {
      finish();
      stopReading?.();
      asked.destroy();
      reject(failure);
    };
    const onAbort = (): void => fail(new VenueFailure('cancelled'));
    const cancelTimer = afterAwake(clock, timeoutMs, () => fail(new VenueFailure('timeout')));
    signal?.addEventListener('abort', onAbort, { once: true });
    asked.on('error', (error) => fail(networkFailure(error)));
    asked.on('response', (response) => {
      const status = response.statusCode ?? 0;
      if (status >= 300 && status < 400) {
        fail(
          new VenueFailure('network', `HTTP ${status}, it refers to another address`, {
            hint: SIGN_IN,
          }),
        );
        return;
      }
      const isError = status >= 400;
      const bounds = { clock, mostBytes: isError ? MOST_OF_ERROR_BYTES : mostBytes, cut: isError };
      stopReading = readBody(response, bounds, (body) => {
        if (body instanceof VenueFailure) return fail(body);
        finish();
        resolve({ status, headers: headersOf(response.rawHeaders), text: body });
      });
    });
    asked.end(request.body);
  });
}

const COPIED_WRONG = 'Check that every part was copied whole, without other characters.';

function start({ url, method, headers, body }: ServerRequest): ClientRequest {
  const address = new URL(url);
  const ask = address.protocol === 'https:' ? requestHttps : requestHttp;
  const agent = agents[address.protocol === 'https:' ? 'https:' : 'http:'];
  const defaults = {
    Accept: '*/*',
    'Accept-Encoding': 'gzip, br',
    ...(body === undefined ? {} : { 'Content-Type': 'text/plain;charset=UTF-8' }),
  };
  return ask(address, { agent, method, headers: merged(defaults, headers) });
}

/** Names of headers are the same whatever their case. */
function merged(
  defaults: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const left = Object.entries(defaults).filter(([name]) => !names.has(name.toLowerCase()));
  return { ...Object.fromEntries(left), ...given };
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let index = 0; index + 1 < raw.length; index += 2)
    try {
      headers.append(raw[index] ?? '', raw[index + 1] ?? '');
    } catch {
      // A header that is none is left out.
    }
  return headers;
}

/** Only the system's error code: messages carry addresses. */
function networkFailure(error: Error): VenueFailure {
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code !== 'string') return new VenueFailure('network');
  const hint = networkHint(code);
  return new VenueFailure('network', code, hint === undefined ? {} : { hint });
}
