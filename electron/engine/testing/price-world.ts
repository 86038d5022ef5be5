import { AssetIdentity } from '../assets/asset-identity';
import { LivePortfolio } from '../portfolio/live-portfolio';
import { PriceFeed } from '../pricing/price-feed';
import { decimal } from '../../../shared/base/decimal';
import { succeed } from '../../../shared/base/failure';
import type { Ticker } from '../../../shared/pricing/price';
import { FakeGateway, holding, read, silentLog } from './fake-adapters';
import { FakeClock, settle } from './fake-clock';

/** Two bitcoin at Binance, its price there in USDT and that of USDT at Kraken, and a feed that asks for both. */
export interface PriceWorld {
  readonly clock: FakeClock;
  readonly gateway: FakeGateway;
  readonly identity: AssetIdentity;
  readonly portfolio: LivePortfolio;
  readonly feed: PriceFeed;
  /** Prices that were held back, as `venue:CODE`. */
  readonly jumps: string[];
  /** Prices that others contradicted, as `venue:CODE outcome`. */
  readonly contradictions: string[];
  /** What values are shown in. */
  currency: string;
  /** Another feed over the same portfolio, as after a restart. */
  newFeed(): PriceFeed;
  /** A market with one price, of now. */
  ticker(venue: string, base: string, quote: string, price: string): Ticker;
  /** What the gateway answers until a test has it answer something else. */
  tickers(): Record<string, Ticker[]>;
  /** What all is worth, in dollars. */
  total(): string;
}

/** What everything in a {@link PriceWorld} is held at. */
export const connection = { id: 'one', venue: 'binance' };

/** Starts it and waits until the first prices are there. */
export async function startPriceWorld(): Promise<PriceWorld> {
  const clock = new FakeClock();
  const gateway = new FakeGateway();
  const identity = new AssetIdentity();
  const portfolio = new LivePortfolio(clock.now, silentLog, identity);
  const jumps: string[] = [];
  const contradictions: string[] = [];
  const ticker = (venue: string, base: string, quote: string, price: string): Ticker => {
    const last = decimal(price);
    return {
      ...{ venue, base, quote, last, bid: last, ask: last },
      quoteVolume: decimal('1e9'),
      at: clock.now(),
    };
  };
  const tickers = (): Record<string, Ticker[]> => ({
    binance: [ticker('binance', 'BTC', 'USDT', '100')],
    kraken: [ticker('kraken', 'USDT', 'USD', '0.99')],
  });
  const newFeed = (): PriceFeed =>
    new PriceFeed({
      identity,
      onJump: (venue, code) => jumps.push(`${venue}:${code}`),
      onContradiction: (venue, code, outcome) => contradictions.push(`${venue}:${code} ${outcome}`),
      quoteCurrency: () => world.currency,
      gateway,
      portfolio,
      clock,
      log: silentLog,
      onStatus: () => undefined,
      references: () => [{ venue: 'kraken' }],
    });
  gateway.tickersOf = (venue) => succeed(tickers()[venue] ?? []);
  portfolio.setAccounts(connection, [{ accountType: 'spot', source: 'a', updates: 'stream' }]);
  portfolio.applyReading(
    connection,
    'spot',
    clock.now(),
    read(clock.now(), holding('spot', 'BTC', '2')),
  );
  const world: PriceWorld = {
    ...{ clock, gateway, identity, portfolio, jumps, contradictions, newFeed, ticker, tickers },
    feed: newFeed(),
    currency: 'USD',
    total: () => portfolio.snapshot().totalUsd.toString(),
  };
  world.feed.setVenues([{ venue: 'binance' }]);
  await settle();
  return world;
}
