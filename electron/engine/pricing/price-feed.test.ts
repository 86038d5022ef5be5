import { beforeEach, describe, expect, it } from 'vitest';
import { decimal } from '../../../shared/base/decimal';
import type { AccountType } from '../../../shared/portfolio/balance';
import { fail, succeed } from '../../../shared/base/failure';
import { type Price, type Ticker, usdOf } from '../../../shared/pricing/price';
import type { LivePortfolio } from '../portfolio/live-portfolio';
import type { PriceFeed } from './price-feed';
import { statusOf } from '../history/snapshot-writer';
import { holding, read, type FakeGateway } from '../testing/fake-adapters';
import { settle, type FakeClock } from '../testing/fake-clock';
import { connection, startPriceWorld, type PriceWorld } from '../testing/price-world';

let world: PriceWorld;
let clock: FakeClock;
let gateway: FakeGateway;
let portfolio: LivePortfolio;
let feed: PriceFeed;

beforeEach(async () => {
  world = await startPriceWorld();
  ({ clock, gateway, portfolio, feed } = world);
});

describe('the price feed', () => {
  it('values what is held through real dollar markets of a reference venue', () => {
    expect(world.total()).toBe('198');
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
        clock.after(7_000, () => resolve(succeed(world.tickers()[venue] ?? []))),
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
        clock.after(2_000, () => resolve(succeed(world.tickers()[venue] ?? []))),
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
        ...(world.tickers()[venue] ?? []),
        ...(venue === 'binance' ? [world.ticker('binance', 'SOL', 'USDT', '10')] : []),
      ]);
    portfolio.applyStream(connection, 'spot', [holding('spot', 'SOL', '1')], clock.now());
    await clock.advance(100);
    expect(world.total()).toBe('207.9');
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
    expect(world.total()).toBe('198');
    expect(feed.status().failures['binance']?.code).toBe('network');
    expect(portfolio.snapshot().quality.stalePriceUsd.toString()).toBe('0');
    await clock.advance(20_000);
    expect(world.total()).toBe('198');
    expect(portfolio.snapshot().quality).toMatchObject({
      liveUsd: decimal('0'),
      stalePriceUsd: decimal('198'),
    });
    gateway.tickersOf = (venue) => succeed(world.tickers()[venue] ?? []);
    await clock.advance(10_000);
    expect(portfolio.snapshot().quality.stalePriceUsd.toString()).toBe('0');
  });

  it('carries the price of a market that went thin on, marked, and gives it up after a day', async () => {
    const thin = (): Ticker[] => [
      {
        ...world.ticker('binance', 'BTC', 'USDT', '100'),
        bid: decimal('90'),
        ask: decimal('110'),
        quoteVolume: decimal('5'),
      },
    ];
    gateway.tickersOf = (venue) =>
      succeed(venue === 'binance' ? thin() : (world.tickers()[venue] ?? []));
    await clock.advance(10_000);
    expect(world.total()).toBe('198');
    expect(portfolio.snapshot().quality.stalePriceUsd.toString()).toBe('198');
    clock.setWallClock(25 * 3_600_000);
    await clock.advance(10_000);
    expect(portfolio.snapshot().quality.unpricedBalances).toBe(1);
    // What it was is known, also by the next run: the point is no fall.
    expect(portfolio.price('binance:BTC')).toMatchObject({ claim: { usd: decimal('99') } });
    expect(statusOf(portfolio.snapshot())).toBe('partial');
    const stored = portfolio.state();
    portfolio.restore(stored);
    await clock.advance(10_000);
    expect(portfolio.price('binance:BTC')).toMatchObject({ claim: { usd: decimal('99') } });
  });

  it('carries an assumed peg on that leads nowhere any more', async () => {
    const euro = (): Ticker[] => [world.ticker('kraken', 'EUR', 'USD', '1.1')];
    gateway.tickersOf = (venue) =>
      succeed([...(world.tickers()[venue] ?? []), ...(venue === 'kraken' ? euro() : [])]);
    portfolio.applyStream(connection, 'spot', [holding('spot', 'EURC', '10')], clock.now());
    await clock.advance(100);
    expect(world.total()).toBe('209');
    expect(portfolio.snapshot().quality.pegAssumedUsd.toString()).toBe('11');
    gateway.tickersOf = (venue) => succeed(world.tickers()[venue] ?? []);
    await clock.advance(10_000);
    expect(world.total()).toBe('209');
    expect(portfolio.snapshot().quality.stalePriceUsd.toString()).toBe('11');
    expect(statusOf(portfolio.snapshot())).toBe('carried');
  });

  it('knows what counted while coins are in no account for a moment', async () => {
    portfolio.setAccounts(connection, [
      { accountType: 'spot', source: 'a', updates: 'stream' },
      { accountType: 'funding', source: 'b', updates: 'stream' },
    ]);
    const moves = async (from: AccountType, to: AccountType): Promise<void> => {
      portfolio.applyReading(connection, from, clock.now(), read(clock.now()));
      const arrived = read(clock.now(), holding(to, 'BTC', '2'));
      portfolio.applyReading(connection, to, clock.now(), arrived);
      await clock.advance(20_000);
    };
    await moves('spot', 'funding');
    expect(world.total()).toBe('198');
    // Its market is gone while it moves: the price is carried on as if it had not moved.
    gateway.tickersOf = (venue) =>
      succeed(venue === 'binance' ? [] : (world.tickers()[venue] ?? []));
    await moves('funding', 'spot');
    expect([world.total(), statusOf(portfolio.snapshot())]).toEqual(['198', 'carried']);
    // Its market jumps while it moves: that is held back as if it had not moved.
    gateway.tickersOf = (venue) =>
      succeed(
        venue === 'binance'
          ? [world.ticker('binance', 'BTC', 'USDT', '9000')]
          : (world.tickers()[venue] ?? []),
      );
    await moves('spot', 'funding');
    expect(world.total()).toBe('198');
  });

  it('keeps what a venue pushed over an answer that was asked for before', async () => {
    let answer: () => void = () => undefined;
    gateway.tickers = ({ venue }) => {
      const asked = world.tickers()[venue] ?? [];
      return new Promise((resolve) => {
        const before = answer;
        answer = () => {
          before();
          resolve(succeed(asked));
        };
      });
    };
    await clock.advance(10_000);
    gateway.push('binance', [world.ticker('binance', 'BTC', 'USDT', '110')]);
    answer();
    await settle();
    expect(usdOf(feed.priceOf('binance', 'BTC'))?.toFixed()).toBe('108.9');
    // The next answer was asked for later.
    await clock.advance(10_000);
    answer();
    await settle();
    expect(usdOf(feed.priceOf('binance', 'BTC'))?.toFixed()).toBe('99');
  });

  it('lets the user set a price, says so, and goes back to the market', () => {
    feed.setOverrides([{ asset: 'BTC', usd: '7' }]);
    expect(world.total()).toBe('14');
    expect(portfolio.snapshot().quality.manualUsd.toString()).toBe('14');
    feed.setOverrides([]);
    expect(world.total()).toBe('198');
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

  it('asks for what a holding is exchanged for, which may be all that prices it', async () => {
    portfolio.applyStream(connection, 'spot', [holding('spot', 'WSOL', '1')], clock.now());
    await clock.advance(100);
    expect(gateway.tickerCalls.at(-1)?.codes.has('SOL')).toBe(true);
  });

  it("prices a staked token that no market trades by its protocol's rate, once that is told", async () => {
    const reth = { to: 'ETH', rate: decimal('1.15') };
    gateway.tickersOf = (venue) =>
      succeed([
        ...(world.tickers()[venue] ?? []),
        ...(venue === 'kraken' ? [world.ticker('kraken', 'ETH', 'USD', '4000')] : []),
      ]);
    const balances = [{ ...holding('spot', 'RETH', '2'), protocolRate: reth }];
    portfolio.applyReading(connection, 'spot', clock.now(), read(clock.now(), ...balances));
    await clock.advance(100);
    expect(world.total()).toBe('9200');
    expect(portfolio.price('binance:RETH')).toMatchObject({ path: [{ basis: 'protocol' }, {}] });
    expect(statusOf(portfolio.snapshot())).toBe('complete');
    // Nobody tells the rate any more: it counts, and the point is no good one.
    const toldAt = clock.now() - 100;
    await clock.advance(3 * 3_600_000);
    expect(world.total()).toBe('9200');
    expect(portfolio.price('binance:RETH')).toMatchObject({ staleSince: toldAt });
    expect(statusOf(portfolio.snapshot())).toBe('carried');
    portfolio.applyReading(connection, 'spot', clock.now(), read(clock.now(), ...balances));
    await clock.advance(10_000);
    expect(statusOf(portfolio.snapshot())).toBe('complete');
  });

  it('asks for what is held again with a price of an earlier run, and settles', async () => {
    const key = 'binance:SOL';
    const known: Price = { kind: 'market', usd: decimal('10'), path: [], at: clock.now() };
    portfolio.setPrices(new Map([[key, known]]), {}, false);
    portfolio.applyStream(connection, 'spot', [holding('spot', 'SOL', '1')], clock.now());
    expect(portfolio.awaitsPrices).toBe(false);
    await clock.advance(20_000);
    expect(gateway.tickerCalls.at(-1)?.codes.has('SOL')).toBe(true);
    expect(portfolio.settled).toBe(true);
  });

  it('tells the rate of the currency that values are shown in, whatever it is', async () => {
    world.currency = 'TRY';
    gateway.tickersOf = (venue) =>
      succeed([
        ...(world.tickers()[venue] ?? []),
        ...(venue === 'binance' ? [world.ticker('binance', 'USDT', 'TRY', '32')] : []),
      ]);
    await clock.advance(10_000);
    expect(portfolio.state().quoteRates).toMatchObject({ TRY: { usd: '0.0309375' } });
  });
});
