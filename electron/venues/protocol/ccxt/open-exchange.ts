import type { Credentials } from '../../../../shared/portfolio/venue';
import type { Clock } from '../../../engine/ports/clock';
import type { VenueAddress } from '../../../engine/ports/exchanges';
import type { AskServer } from '../http/ask-server';
import type { CcxtConstructor, CcxtExchange } from './ccxt-exchange';
import { explainSigning } from './explain-signing';
import { redirectTo } from './redirect';
import type { KeyState, VenueClock } from './key-state';
import { LONGEST_MESSAGE_BYTES } from './stream-socket';
import { disarm, readOnlyClass } from './read-only';
import { installTransport } from './transport';
import type { VenueProtocol } from './venue-protocol';
import { provideWebCrypto } from './web-crypto';

const REQUEST_TIMEOUT_MS = 10_000;

export interface ExchangeSettings {
  readonly definition: VenueProtocol;
  readonly address: VenueAddress;
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly venueClock: VenueClock;
  readonly key: KeyState;
  /** Sends requests. */
  readonly ask: AskServer;
  /** Options of ccxt for this instance. */
  readonly options?: Readonly<Record<string, unknown>>;
}

const classes = new WeakMap<VenueProtocol, Promise<CcxtConstructor>>();

/** The venue's class of ccxt without what is not on the read list; loaded at the first use. */
function classOf(definition: VenueProtocol): Promise<CcxtConstructor> {
  let loading = classes.get(definition);
  if (loading === undefined) {
    loading = definition.load().then((module) => readOnlyClass(module.default, definition.policy));
    classes.set(definition, loading);
  }
  return loading;
}

/**
 * Makes a ccxt exchange that can only read: exact numbers, the app's transport under it, the venue's
 * clock, its addresses pointed at the local server if one is given. It makes no request yet.
 */
export async function openExchange(settings: ExchangeSettings): Promise<CcxtExchange> {
  const { definition, address, credentials, clock, venueClock, key, ask } = settings;
  provideWebCrypto();
  const Venue = await classOf(definition);
  const { address: walletAddress, ...keyParts } = credentials;
  const exchange = new Venue({
    ...keyParts,
    ...(walletAddress === undefined ? {} : { walletAddress }),
    ...(definition.has === undefined ? {} : { has: definition.has }),
    // Text, not floating point, wherever ccxt gives a number.
    number: String,
    // The app's own budget is shared by all instances of a key; ccxt's would be each its own.
    enableRateLimit: false,
    // Heartbeats and reconnecting are the app's, too.
    streaming: { keepAlive: 0 },
    options: {
      ...definition.options,
      ...settings.options,
      fetchCurrencies: false,
      fetchMargins: false,
      warnOnFetchOpenOrdersWithoutSymbol: false,
      ws: { backoff: { base: 0, max: 0 }, options: { maxPayload: LONGEST_MESSAGE_BYTES } },
    },
  });
  const stampedNow = (): number => key.stamp(venueClock.now());
  exchange.milliseconds = stampedNow;
  exchange.seconds = () => Math.floor(venueClock.now() / 1000);
  if (address.endpoint !== undefined) redirectTo(exchange, address.endpoint);
  installTransport(exchange, {
    policy: definition.policy,
    key,
    clock,
    ask,
    ...(definition.errors ? { errors: definition.errors } : {}),
    ...(definition.usedWeight ? { usedWeight: definition.usedWeight } : {}),
    ...(address.endpoint === undefined ? {} : { endpoint: address.endpoint }),
    secrets: Object.values(credentials),
    timeoutMs: REQUEST_TIMEOUT_MS,
  });
  keepDigitsOfBooks(exchange);
  explainSigning(exchange, definition.sampleKey, definition.keyFlaw);
  disarm(exchange);
  return exchange;
}

/** Levels of ccxt's unified books as text. It then sorts them as text, too. */
function keepDigitsOfBooks(exchange: CcxtExchange): void {
  exchange.parseOrderBookBidAsk = (level, price = 0, amount = 1) => [
    exchange.safeString(level, price),
    exchange.safeString(level, amount),
  ];
}
