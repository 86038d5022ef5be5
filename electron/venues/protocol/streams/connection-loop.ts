import type { Clock } from '../../../engine/ports/clock';
import type { Stop } from '../../../engine/ports/exchanges';
import type { CcxtExchange } from '../ccxt/ccxt-exchange';
import { withSignal } from '../ccxt/call-context';
import { pause } from '../../reading/timers';
import { classifyError } from '../failures/classify-failure';
import { VenueFailure } from '../../reading/venue-failure';
import { boundedWait } from '../../../timing/server-wait';
import { Backoff } from './backoff';
import { endSockets, hookSockets, pingSockets } from '../ccxt/stream-socket';

/** A connection that held so long was good: the next attempt need not wait long. */
const STABLE_AFTER_MS = 30_000;
/** How often a sign of life is asked for, and how many may fail to come. Binance pings each 3 min. */
const HEARTBEAT_MS = 10_000;
const SILENT_BEATS = 2;
/** From opening to the venue's confirmation. */
const CONNECT_TIMEOUT_MS = 15_000;

export interface ConnectionOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly secrets: readonly string[];
  /** Makes an instance for one connection: a fresh one has no stale login or listen key. */
  open(): Promise<CcxtExchange>;
  /** Subscribes. Settles only when the subscription ends. */
  subscribe(exchange: CcxtExchange): Promise<void>;
  /** What a message means: the subscription stands, has ended, or is of no concern here. */
  message(message: unknown): { readonly live?: boolean; readonly taken: boolean };
  readonly liveOn: 'open' | 'confirmation';
  connecting(failure?: VenueFailure): void;
  live(): void;
  /** Refused for good: another attempt is made now and then only. */
  refused(failure: VenueFailure): void;
}

/** Keeps a connection up until stopped. */
export function keepConnected(options: ConnectionOptions): Stop {
  const stopping = new AbortController();
  const running = run(options, stopping.signal);
  return async () => {
    stopping.abort();
    await running;
  };
}

const LASTING = new Set(['user-action', 'never']);
const RETRY_REFUSED_MS = 600_000;

async function run(options: ConnectionOptions, stopped: AbortSignal): Promise<void> {
  const { clock, secrets } = options;
  const backoff = new Backoff(options.random);
  let last: VenueFailure | undefined;
  while (!stopped.aborted) {
    options.connecting(last);
    const startedAt = clock.now();
    last = await connectOnce(options, stopped).catch((error: unknown) =>
      classifyError(error, secrets),
    );
    if (stopped.aborted) return;
    if (clock.now() - startedAt >= STABLE_AFTER_MS) backoff.reset();
    const lasting = last !== undefined && LASTING.has(retryKind(last));
    if (lasting && last !== undefined) options.refused(last);
    const wait = lasting ? RETRY_REFUSED_MS : Math.max(backoff.next(), untilRetry(last, clock));
    await pause(clock, wait, stopped).catch(() => undefined);
  }
}

/** One connection, from opening to its end. @returns why it ended */
async function connectOnce(
  options: ConnectionOptions,
  stopped: AbortSignal,
): Promise<VenueFailure | undefined> {
  const exchange = await options.open();
  const ending = deferred<VenueFailure | undefined>();
  // Requests of the subscription, as for a listen key, end with the connection.
  const ended = new AbortController();
  const onStop = (): void => ending.resolve(undefined);
  stopped.addEventListener('abort', onStop, { once: true });
  if (stopped.aborted) onStop();
  const timers = connectionTimers(options.clock);
  // ccxt's own timers, which would outlive the connection.
  exchange.delay = (milliseconds, method, ...args) =>
    timers.after(milliseconds, () => void method.apply(exchange, args).catch(() => undefined));
  const life = watchLife(options, ending.resolve);
  hookSockets(exchange, ended.signal, life);
  timers.after(HEARTBEAT_MS, () => life.beat(exchange, timers));
  timers.after(CONNECT_TIMEOUT_MS, life.requireConfirmed);

  try {
    await exchange.loadHttpProxyAgent();
    withSignal(ended.signal, () => options.subscribe(exchange)).then(
      () => ending.resolve(new VenueFailure('network', 'the stream ended')),
      (error: unknown) => ending.resolve(classifyError(error, options.secrets)),
    );
    return await ending.promise;
  } finally {
    stopped.removeEventListener('abort', onStop);
    ended.abort();
    timers.cancelAll();
    await endSockets(exchange);
  }
}

interface ConnectionTimers {
  after(milliseconds: number, task: () => void): void;
  cancelAll(): void;
}

function connectionTimers(clock: Clock): ConnectionTimers {
  const timers = new Set<() => void>();
  return {
    after: (milliseconds, task) => {
      const cancel = clock.after(milliseconds, () => {
        timers.delete(cancel);
        task();
      });
      timers.add(cancel);
    },
    cancelAll: () => {
      for (const cancel of timers) cancel();
    },
  };
}

/** Follows one connection: when it is live, and whether anything is still heard of it. */
function watchLife(options: ConnectionOptions, end: (failure: VenueFailure) => void) {
  let live = false;
  let unheardBeats = 0;
  const goLive = (): void => {
    if (live) return;
    live = true;
    options.live();
  };
  const beat = (exchange: CcxtExchange, timers: ConnectionTimers): void => {
    if (unheardBeats >= SILENT_BEATS) {
      end(new VenueFailure('timeout', 'the stream fell silent'));
      return;
    }
    unheardBeats += 1;
    pingSockets(exchange);
    timers.after(HEARTBEAT_MS, () => beat(exchange, timers));
  };
  return {
    beat,
    requireConfirmed: (): void => {
      if (!live) end(new VenueFailure('timeout', 'the stream was not confirmed'));
    },
    onOpen: (): void => {
      if (options.liveOn === 'open') goLive();
    },
    heard: (): void => {
      unheardBeats = 0;
    },
    message: (message: unknown): boolean => {
      try {
        const { live: confirmed, taken } = options.message(message);
        if (confirmed === true) goLive();
        return taken;
      } catch (error) {
        end(classifyError(error, options.secrets));
        return true;
      }
    },
  };
}

function retryKind(failed: VenueFailure): string {
  const codes = ['authentication', 'permission', 'ip-restricted', 'invalid-input', 'refused'];
  if (codes.includes(failed.code)) return 'user-action';
  return ['account-not-enabled', 'unsupported'].includes(failed.code) ? 'never' : 'backoff';
}

function untilRetry(failed: VenueFailure | undefined, clock: Clock): number {
  const at = failed?.extra.retryAt;
  return at === undefined ? 0 : boundedWait(at - clock.now());
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
