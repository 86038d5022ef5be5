import type { Ticker } from '../../../../shared/pricing/price';
import type { Clock } from '../../../engine/ports/clock';
import type { Stop } from '../../../engine/ports/exchanges';
import type { Log } from '../../../engine/ports/log';
import type { CcxtExchange } from '../../protocol/ccxt/ccxt-exchange';
import { toFailure } from '../../reading/venue-failure';
import { pause } from '../../reading/timers';
import { Backoff } from '../../protocol/streams/backoff';
import { keepConnected } from '../../protocol/streams/connection-loop';
import type { VenueRuntime } from '../runtime/venue-runtime';
import type { ListedMarket } from '../definition/ticker-source';
import { unifiedTicker } from './unified-ticker';
import type { VenueTickers } from './venue-tickers';

export interface TickerStreamOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly runtime: VenueRuntime;
  readonly tickers: VenueTickers;
  readonly codes: ReadonlySet<string>;
  readonly listener: (tickers: readonly Ticker[]) => void;
}

/** Follows the markets that price the codes, reconnecting by itself. */
export function startTickerStream(options: TickerStreamOptions): Stop {
  const stopping = new AbortController();
  let disconnect: Stop | undefined;
  const start = async (): Promise<void> => {
    const markets = await findMarkets(options, stopping.signal);
    if (markets.length > 0 && !stopping.signal.aborted) disconnect = connect(options, markets);
  };
  const started = start();
  return async () => {
    stopping.abort();
    await started;
    await disconnect?.();
  };
}

async function findMarkets(
  { tickers, codes, clock, random }: TickerStreamOptions,
  signal: AbortSignal,
): Promise<readonly ListedMarket[]> {
  const backoff = new Backoff(random);
  while (!signal.aborted) {
    try {
      return await tickers.followed(codes);
    } catch {
      // What is wrong with the venue is told by the reading of prices, which goes on meanwhile.
      await pause(clock, backoff.next(), signal).catch(() => undefined);
    }
  }
  return [];
}

function connect(options: TickerStreamOptions, markets: readonly ListedMarket[]): Stop {
  const { runtime, clock, log } = options;
  const bySymbol = new Map(markets.map((market) => [symbolOf(market), market]));
  return keepConnected({
    clock,
    random: options.random,
    secrets: [],
    open: () => runtime.anonymous({ defaultType: 'spot' }),
    liveOn: 'open',
    message: () => ({ taken: false }),
    connecting: (failed) => {
      if (failed)
        log.info(toFailure(failed, runtime.definition.info.name, 'the price stream').message);
    },
    live: () => undefined,
    refused: () => undefined,
    subscribe: async (exchange) => {
      exchange.setMarkets(markets.map(ccxtMarket));
      const symbols = [...bySymbol.keys()];
      const size = options.tickers.source.marketsPerSubscription;
      const groups = Array.from({ length: Math.ceil(symbols.length / size) }, (_, index) =>
        symbols.slice(index * size, (index + 1) * size),
      );
      await Promise.all(groups.map((group) => follow(exchange, group, bySymbol, options)));
    },
  });
}

/** Hands on what changed at each wake-up: ccxt wakes once for what may be several messages. */
async function follow(
  exchange: CcxtExchange,
  symbols: readonly string[],
  markets: ReadonlyMap<string, ListedMarket>,
  { tickers, clock, listener }: TickerStreamOptions,
): Promise<never> {
  const seen = new Map<string, unknown>();
  for (;;) {
    await exchange.watchTickers(symbols);
    const changed: Ticker[] = [];
    for (const symbol of symbols) {
      const latest = exchange.tickers[symbol];
      const market = markets.get(symbol);
      if (latest === undefined || market === undefined || seen.get(symbol) === latest) continue;
      seen.set(symbol, latest);
      changed.push(tickers.pushed(unifiedTicker(latest, market.id), market, clock.now()));
    }
    if (changed.length > 0) listener(changed);
  }
}

function symbolOf({ base, quote }: ListedMarket): string {
  return `${base}/${quote}`;
}

/** As much of a market as ccxt needs to subscribe to it: the whole list would be megabytes. */
function ccxtMarket(market: ListedMarket): object {
  const { id, base, quote, baseId, quoteId, streamName } = market;
  return {
    id,
    symbol: symbolOf(market),
    lowercaseId: id.toLowerCase(),
    base,
    quote,
    baseId,
    quoteId,
    type: 'spot',
    spot: true,
    margin: false,
    swap: false,
    future: false,
    option: false,
    contract: false,
    active: true,
    info: { wsname: streamName },
  };
}
