import { AssetIdentity } from './asset-identity';
import { beforeEach, describe, expect, it } from 'vitest';
import { LivePortfolio } from './live-portfolio';
import { PriceFeed } from './price-feed';
import { statusOf } from './snapshot-writer';
import { FakeGateway, holding, read, silentLog } from './testing/fake-adapters';
import { FakeClock, settle } from './testing/fake-clock';
import { decimal } from '../../shared/money/decimal';
import type { AccountType } from '../../shared/portfolio/balance';
import { fail, succeed } from '../../shared/portfolio/failure';
import { usdOf, type Price, type Ticker } from '../../shared/portfolio/price';

const connection = { id: 'one', venue: 'binance' };
let clock: FakeClock;
let gateway: FakeGateway;
let identity: AssetIdentity;
let portfolio: LivePortfolio;
let feed: PriceFeed;
let jumps: string[];
let contradictions: string[];
let currency: string;

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
  [jumps, contradictions, currency] = [[], [], 'USD'];
  clock = new FakeClock();
  gateway = new FakeGateway();
  gateway.tickersOf = (venue) => succeed(TICKERS()[venue] ?? []);
  identity = new AssetIdentity();
  portfolio = new LivePortfolio(clock.now, silentLog, identity);
  portfolio.setAccounts(connection, [{ accountType: 'spot', source: 'a', updates: 'stream' }]);
  portfolio.applyReading(
    connection,
    'spot',
    clock.now(),
    read(clock.now(), holding('spot', 'BTC', '2')),
  );
  feed = newFeed();
  feed.setVenues([{ venue: 'binance' }]);
  await settle();
});

const newFeed = (): PriceFeed =>
  new PriceFeed({
    identity,
    onJump: (venue, code) => jumps.push(`${venue}:${code}`),
    onContradiction: (venue, code, outcome) => contradictions.push(`${venue}:${code} ${outcome}`),
    quoteCurrency: () => currency,
    gateway,
    portfolio,
    clock,
    log: silentLog,
    onStatus: () => undefined,
    references: () => [{ venue: 'kraken' }],
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
    // What it was is known, also by the next run: the point is no fall.
    expect(portfolio.price('binance:BTC')).toMatchObject({ claim: { usd: decimal('99') } });
    expect(statusOf(portfolio.snapshot())).toBe('partial');
    const stored = portfolio.state();
    portfolio.restore(stored);
    await clock.advance(10_000);
    expect(portfolio.price('binance:BTC')).toMatchObject({ claim: { usd: decimal('99') } });
  });

  it('carries an assumed peg on that leads nowhere any more', async () => {
    const euro = (): Ticker[] => [ticker('kraken', 'EUR', 'USD', '1.1')];
    gateway.tickersOf = (venue) =>
      succeed([...(TICKERS()[venue] ?? []), ...(venue === 'kraken' ? euro() : [])]);
    portfolio.applyStream(connection, 'spot', [holding('spot', 'EURC', '10')], clock.now());
    await clock.advance(100);
    expect(total()).toBe('209');
    expect(portfolio.snapshot().quality.pegAssumedUsd.toString()).toBe('11');
    gateway.tickersOf = (venue) => succeed(TICKERS()[venue] ?? []);
    await clock.advance(10_000);
    expect(total()).toBe('209');
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
    expect(total()).toBe('198');
    // Its market is gone while it moves: the price is carried on as if it had not moved.
    gateway.tickersOf = (venue) => succeed(venue === 'binance' ? [] : (TICKERS()[venue] ?? []));
    await moves('funding', 'spot');
    expect([total(), statusOf(portfolio.snapshot())]).toEqual(['198', 'carried']);
    // Its market jumps while it moves: that is held back as if it had not moved.
    gateway.tickersOf = (venue) =>
      succeed(
        venue === 'binance' ? [ticker('binance', 'BTC', 'USDT', '9000')] : (TICKERS()[venue] ?? []),
      );
    await moves('spot', 'funding');
    expect(total()).toBe('198');
  });

  it('keeps what a venue pushed over an answer that was asked for before', async () => {
    let answer: () => void = () => undefined;
    gateway.tickers = ({ venue }) => {
      const asked = TICKERS()[venue] ?? [];
      return new Promise((resolve) => {
        const before = answer;
        answer = () => {
          before();
          resolve(succeed(asked));
        };
      });
    };
    await clock.advance(10_000);
    gateway.push('binance', [ticker('binance', 'BTC', 'USDT', '110')]);
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

  it('asks for what a holding is exchanged for, which may be all that prices it', async () => {
    portfolio.applyStream(connection, 'spot', [holding('spot', 'WSOL', '1')], clock.now());
    await clock.advance(100);
    expect(gateway.tickerCalls.at(-1)?.codes.has('SOL')).toBe(true);
  });

  it("prices a staked token that no market trades by its protocol's rate, once that is told", async () => {
    const reth = { to: 'ETH', rate: decimal('1.15') };
    gateway.tickersOf = (venue) =>
      succeed([
        ...(TICKERS()[venue] ?? []),
        ...(venue === 'kraken' ? [ticker('kraken', 'ETH', 'USD', '4000')] : []),
      ]);
    const balances = [{ ...holding('spot', 'RETH', '2'), protocolRate: reth }];
    portfolio.applyReading(connection, 'spot', clock.now(), read(clock.now(), ...balances));
    await clock.advance(100);
    expect(total()).toBe('9200');
    expect(portfolio.price('binance:RETH')).toMatchObject({ path: [{ basis: 'protocol' }, {}] });
    expect(statusOf(portfolio.snapshot())).toBe('complete');
    // Nobody tells the rate any more: it counts, and the point is no good one.
    const toldAt = clock.now() - 100;
    await clock.advance(3 * 3_600_000);
    expect(total()).toBe('9200');
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
    currency = 'TRY';
    gateway.tickersOf = (venue) =>
      succeed([
        ...(TICKERS()[venue] ?? []),
        ...(venue === 'binance' ? [ticker('binance', 'USDT', 'TRY', '32')] : []),
      ]);
    await clock.advance(10_000);
    expect(portfolio.state().quoteRates).toMatchObject({ TRY: { usd: '0.0309375' } });
  });

  describe('a price that jumps', () => {
    const jumped = (price: string, parts: Partial<Ticker> = {}): void => {
      gateway.tickersOf = (venue) =>
        succeed(
          venue === 'binance'
            ? [{ ...ticker('binance', 'BTC', 'USDT', price), ...parts }]
            : (TICKERS()[venue] ?? []),
        );
    };

    it('is held back, counts by itself after five minutes in a liquid market, and says so', async () => {
      jumped('1000');
      await clock.advance(10_000);
      expect(total()).toBe('198');
      expect(jumps).toEqual(['binance:BTC']);
      expect(portfolio.price('binance:BTC')).toMatchObject({
        jump: { usd: decimal('990'), since: clock.now(), countsAt: clock.now() + 300_000 },
      });
      await clock.advance(290_000);
      expect(total()).toBe('198');
      await clock.advance(10_000);
      expect(total()).toBe('1980');
      expect(portfolio.snapshot().quality.stalePriceUsd.toFixed()).toBe('0');
      expect(jumps).toEqual(['binance:BTC']);
    });

    it('is held back after a silence, too', async () => {
      gateway.tickersOf = () => fail('network', 'down');
      await clock.advance(120_000);
      expect(portfolio.snapshot().quality.stalePriceUsd.toString()).toBe('198');
      jumped('1000');
      await clock.advance(10_000);
      expect(total()).toBe('198');
      expect(jumps).toEqual(['binance:BTC']);
    });

    it('of an earlier run counts after a minute', async () => {
      const stored = portfolio.state();
      await feed.close();
      const later = clock.now() + 8 * 3_600_000;
      clock.setWallClock(8 * 3_600_000);
      expect(clock.now()).toBeGreaterThanOrEqual(later);
      portfolio = new LivePortfolio(clock.now, silentLog);
      portfolio.restore(stored);
      jumped('1000');
      feed = newFeed();
      feed.setVenues([{ venue: 'binance' }]);
      await settle();
      expect(total()).toBe('198');
      await clock.advance(50_000);
      expect(total()).toBe('198');
      await clock.advance(10_000);
      expect(total()).toBe('1980');
    });

    it('is no jump where the user said that a code is another coin', async () => {
      const other = { id: 'two', venue: 'okx' };
      portfolio.setAccounts(other, [{ accountType: 'spot', source: 'a', updates: 'stream' }]);
      const balances = read(clock.now(), holding('spot', 'BTC', '1'));
      portfolio.applyReading(other, 'spot', clock.now(), balances);
      gateway.tickersOf = (venue) =>
        succeed([
          ...(TICKERS()[venue] ?? []),
          ...(venue === 'kraken' ? [ticker('kraken', 'ETH', 'USD', '4000')] : []),
        ]);
      await clock.advance(10_000);
      expect(total()).toBe('297');
      const word = { venue: 'okx', code: 'BTC', asset: 'ETH' };
      identity.follow({ 'asset-override': [word], 'token-decision': [] });
      portfolio.identify();
      feed.identify();
      expect(total()).toBe('4198');
      expect(jumps).toEqual([]);
    });

    it('is asked for as it counts, which does not begin the five minutes again', async () => {
      jumped('1000');
      await clock.advance(10_000);
      for (let minute = 0; minute < 5; minute += 1) {
        expect(usdOf(feed.priceOf('binance', 'BTC'))?.toFixed()).toBe('99');
        await clock.advance(60_000);
      }
      expect(usdOf(feed.priceOf('binance', 'BTC'))?.toFixed()).toBe('990');
      expect(total()).toBe('1980');
    });

    it('waits for the user where its market is thin, however long it stands', async () => {
      jumped('1000', { quoteVolume: decimal('20000') });
      await clock.advance(3_600_000);
      expect(total()).toBe('198');
      expect(portfolio.price('binance:BTC')).not.toHaveProperty('jump.countsAt');
      feed.acceptJump('binance', 'BTC');
      expect(total()).toBe('1980');
    });

    it('does not call itself liquid by the price that it jumped to', async () => {
      const slip = { quoteVolume: decimal('2000000'), baseVolume: decimal('2000') };
      jumped('1000', slip);
      await clock.advance(3_600_000);
      expect(total()).toBe('198');
    });

    it('does not count by a venue that fell silent', async () => {
      jumped('1000');
      await clock.advance(10_000);
      gateway.tickersOf = (venue) =>
        venue === 'binance' ? fail('network', 'down') : succeed(TICKERS()[venue] ?? []);
      await clock.advance(3_600_000);
      expect(total()).toBe('198');
    });

    it('counts at once where two other venues say the same', async () => {
      feed.setVenues([{ venue: 'binance' }, { venue: 'okx' }, { venue: 'gate' }]);
      await settle();
      gateway.tickersOf = (venue) =>
        succeed([
          ...(venue === 'kraken' ? (TICKERS()['kraken'] ?? []) : []),
          ...(venue === 'kraken' ? [] : [ticker(venue, 'BTC', 'USDT', '1000')]),
        ]);
      await clock.advance(10_000);
      expect(total()).toBe('1980');
    });

    it('is not confirmed by others that lead over the very market that slipped', async () => {
      feed.setVenues([{ venue: 'binance' }, { venue: 'okx' }, { venue: 'gate' }]);
      gateway.tickersOf = (venue) =>
        succeed(
          venue === 'kraken' ? (TICKERS()['kraken'] ?? []) : [ticker(venue, 'BTC', 'USDT', '100')],
        );
      await clock.advance(10_000);
      gateway.tickersOf = (venue) =>
        succeed([
          venue === 'kraken'
            ? ticker('kraken', 'USDT', 'USD', '0.1')
            : ticker(venue, 'BTC', 'USDT', '100'),
        ]);
      await clock.advance(10_000);
      expect(total()).toBe('198');
      expect(jumps).toEqual(['binance:BTC']);
    });
  });

  describe('a market that others contradict', () => {
    const priced = (prices: Record<string, string>): void => {
      gateway.tickersOf = (venue) =>
        succeed([
          ...(venue === 'kraken' ? (TICKERS()['kraken'] ?? []) : []),
          ...(prices[venue] === undefined ? [] : [ticker(venue, 'BTC', 'USDT', prices[venue])]),
        ]);
    };

    it('is overruled by two others, told of once, and counts again when it agrees', async () => {
      feed.setVenues([{ venue: 'binance' }, { venue: 'okx' }, { venue: 'gate' }]);
      await settle();
      priced({ binance: '100', okx: '40', gate: '40' });
      await clock.advance(30_000);
      expect(total()).toBe('79.2');
      expect(contradictions).toEqual(['binance:BTC overruled']);
      priced({ binance: '41', okx: '40', gate: '40' });
      await clock.advance(10_000);
      expect(total()).toBe('81.18');
    });

    it('stands while others may only not have been asked since it moved', async () => {
      feed.setVenues([{ venue: 'binance' }, { venue: 'okx' }, { venue: 'gate' }]);
      priced({ binance: '100', okx: '100', gate: '100' });
      await clock.advance(10_000);
      priced({ binance: '140', okx: '100', gate: '100' });
      await clock.advance(10_000);
      expect(total()).toBe('198');
      priced({ binance: '140', okx: '139', gate: '141' });
      await clock.advance(10_000);
      expect(total()).toBe('277.2');
      expect(contradictions).toEqual([]);
    });

    it('has no price beside a single other one, not even the last that it had', async () => {
      feed.setVenues([{ venue: 'binance' }, { venue: 'okx' }]);
      await settle();
      priced({ binance: '100', okx: '40' });
      await clock.advance(30_000);
      expect(portfolio.snapshot().quality.unpricedBalances).toBe(1);
      expect(total()).toBe('0');
      expect(contradictions).toEqual(['binance:BTC disputed']);
      expect(portfolio.price('binance:BTC')).toMatchObject({ claim: { usd: decimal('99') } });
      expect(statusOf(portfolio.snapshot())).toBe('partial');
    });
  });
});
