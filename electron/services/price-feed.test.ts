import { AssetIdentity } from './asset-identity';
import { beforeEach, describe, expect, it } from 'vitest';
import { LivePortfolio } from './live-portfolio';
import { PriceFeed } from './price-feed';
import { FakeGateway, holding, read, silentLog } from './testing/fake-adapters';
import { FakeClock, settle } from './testing/fake-clock';
import { decimal } from '../../shared/money/decimal';
import { fail, succeed } from '../../shared/portfolio/failure';
import type { Ticker } from '../../shared/portfolio/price';

const connection = { id: 'one', venue: 'binance' };
let clock: FakeClock;
let gateway: FakeGateway;
let portfolio: LivePortfolio;
let feed: PriceFeed;

function ticker(venue: string, base: string, quote: string, price: string): Ticker {
  const last = decimal(price);
  return {
    venue,
    base,
    quote,
    bid: last,
    ask: last,
    last,
    quoteVolume: decimal('1e9'),
    at: clock.now(),
  };
}

const TICKERS = (): Record<string, Ticker[]> => ({
  binance: [ticker('binance', 'BTC', 'USDT', '100')],
  kraken: [ticker('kraken', 'USDT', 'USD', '0.99')],
});

beforeEach(async () => {
  clock = new FakeClock();
  gateway = new FakeGateway();
  gateway.tickersOf = (venue) => succeed(TICKERS()[venue] ?? []);
  portfolio = new LivePortfolio(clock.now, silentLog);
  portfolio.setAccounts(connection, [{ accountType: 'spot', source: 'a', updates: 'stream' }]);
  portfolio.applyReading(
    connection,
    'spot',
    clock.now(),
    read(clock.now(), holding('spot', 'BTC', '2')),
  );
  feed = new PriceFeed({
    identity: new AssetIdentity(),
    onJump: () => undefined,
    gateway,
    portfolio,
    clock,
    log: silentLog,
    onStatus: () => undefined,
    references: () => [{ venue: 'kraken' }],
  });
  feed.setVenues([{ venue: 'binance' }]);
  await settle();
});

const total = (): string => portfolio.snapshot().totalUsd.toString();

describe('the price feed', () => {
  it('values what is held through real dollar markets of a reference venue', () => {
    expect(total()).toBe('198');
    expect(portfolio.settled).toBe(true);
  });

  it('asks again at least every ten seconds', async () => {
    const before = gateway.tickerCalls.length;
    await clock.advance(10_000);
    expect(gateway.tickerCalls.length).toBe(before + 2);
  });

  it('keeps to ten seconds also where answers are slow', async () => {
    const startedAt: number[] = [];
    gateway.tickers = ({ venue }) => {
      if (venue === 'binance') startedAt.push(clock.now());
      return new Promise((resolve) =>
        clock.after(7_000, () => resolve(succeed(TICKERS()[venue] ?? []))),
      );
    };
    await clock.advance(45_000);
    const gaps = startedAt.slice(1).map((at, index) => at - (startedAt[index] ?? 0));
    expect(gaps.length).toBeGreaterThan(2);
    expect(Math.max(...gaps)).toBe(10_000);
  });

  it('goes on asking when the wall clock is set back during an answer', async () => {
    let asked = 0;
    gateway.tickers = ({ venue }) => {
      asked += 1;
      return new Promise((resolve) =>
        clock.after(2_000, () => resolve(succeed(TICKERS()[venue] ?? []))),
      );
    };
    await clock.advance(11_000);
    clock.setWallClock(-600_000);
    const before = asked;
    await clock.advance(30_000);
    expect(asked).toBeGreaterThanOrEqual(before + 4);
  });

  it('prices a new coin at once', async () => {
    gateway.tickersOf = (venue) =>
      succeed([
        ...(TICKERS()[venue] ?? []),
        ...(venue === 'binance' ? [ticker('binance', 'SOL', 'USDT', '10')] : []),
      ]);
    portfolio.applyStream(connection, 'spot', [holding('spot', 'SOL', '1')], clock.now());
    await clock.advance(100);
    expect(total()).toBe('207.9');
  });

  it('asks again for what comes back after its venue was gone', async () => {
    const hold = (): void => {
      portfolio.setAccounts(connection, [{ accountType: 'spot', source: 'a', updates: 'stream' }]);
      const balances = read(clock.now(), holding('spot', 'GEM', '1'));
      portfolio.applyReading(connection, 'spot', clock.now(), balances);
    };
    hold();
    await clock.advance(100);
    feed.setVenues([]);
    portfolio.removeConnection('one');
    feed.setVenues([{ venue: 'binance' }]);
    await settle();
    expect(gateway.tickerCalls.at(-1)?.codes.has('GEM')).toBe(false);
    hold();
    expect(portfolio.settled).toBe(false);
    await clock.advance(100);
    expect(gateway.tickerCalls.at(-1)?.codes.has('GEM')).toBe(true);
    expect(portfolio.settled).toBe(true);
  });

  it('does not settle between the arrival of a new coin and the answer about it', async () => {
    portfolio.applyStream(connection, 'spot', [holding('spot', 'SOL', '1')], clock.now());
    feed.setOverrides([]);
    expect(portfolio.settled).toBe(false);
    await clock.advance(100);
    expect(portfolio.settled).toBe(true);
  });

  it('leaves the last price standing when a venue cannot be asked', async () => {
    gateway.tickersOf = () => fail('network', 'down');
    await clock.advance(60_000);
    expect(total()).toBe('198');
    expect(feed.status().failures['binance']?.code).toBe('network');
    expect(portfolio.snapshot().quality.stalePriceUsd.toString()).toBe('0');
    await clock.advance(20_000);
    expect(total()).toBe('198');
    expect(portfolio.snapshot().quality).toMatchObject({
      liveUsd: decimal('0'),
      stalePriceUsd: decimal('198'),
    });
    gateway.tickersOf = (venue) => succeed(TICKERS()[venue] ?? []);
    await clock.advance(10_000);
    expect(portfolio.snapshot().quality.stalePriceUsd.toString()).toBe('0');
  });

  it('carries the price of a market that went thin on, marked, and gives it up after a day', async () => {
    const thin = (): Ticker[] => [
      {
        ...ticker('binance', 'BTC', 'USDT', '100'),
        bid: decimal('90'),
        ask: decimal('110'),
        quoteVolume: decimal('5'),
      },
    ];
    gateway.tickersOf = (venue) => succeed(venue === 'binance' ? thin() : (TICKERS()[venue] ?? []));
    await clock.advance(10_000);
    expect(total()).toBe('198');
    expect(portfolio.snapshot().quality.stalePriceUsd.toString()).toBe('198');
    clock.setWallClock(25 * 3_600_000);
    await clock.advance(10_000);
    expect(portfolio.snapshot().quality.unpricedBalances).toBe(1);
  });

  it('lets the user set a price, says so, and goes back to the market', () => {
    feed.setOverrides([{ asset: 'BTC', usd: '7' }]);
    expect(total()).toBe('14');
    expect(portfolio.snapshot().quality.manualUsd.toString()).toBe('14');
    feed.setOverrides([]);
    expect(total()).toBe('198');
  });

  it('does not settle before every venue in use was asked for prices', async () => {
    let answer: () => void = () => undefined;
    gateway.tickers = () =>
      new Promise((resolve) => {
        answer = () => resolve(succeed([]));
      });
    feed.setVenues([{ venue: 'binance' }, { venue: 'okx' }]);
    expect(portfolio.settled).toBe(false);
    answer();
    await settle();
    expect(portfolio.settled).toBe(true);
  });

  it('asks nobody while nothing is connected', async () => {
    feed.setVenues([]);
    gateway.tickerCalls.length = 0;
    await clock.advance(60_000);
    expect(gateway.tickerCalls).toHaveLength(0);
  });
});
