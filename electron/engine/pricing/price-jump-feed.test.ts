import { beforeEach, describe, expect, it } from 'vitest';
import { decimal } from '../../../shared/base/decimal';
import { fail, succeed } from '../../../shared/base/failure';
import { type Ticker, usdOf } from '../../../shared/pricing/price';
import type { AssetIdentity } from '../assets/asset-identity';
import { LivePortfolio } from '../portfolio/live-portfolio';
import type { PriceFeed } from './price-feed';
import { statusOf } from '../history/snapshot-writer';
import { holding, read, silentLog, type FakeGateway } from '../testing/fake-adapters';
import { settle, type FakeClock } from '../testing/fake-clock';
import { startPriceWorld, type PriceWorld } from '../testing/price-world';

let world: PriceWorld;
let clock: FakeClock;
let gateway: FakeGateway;
let identity: AssetIdentity;
let portfolio: LivePortfolio;
let feed: PriceFeed;
let jumps: string[];
let contradictions: string[];

beforeEach(async () => {
  world = await startPriceWorld();
  ({ clock, gateway, identity, portfolio, feed, jumps, contradictions } = world);
});

describe('a price that jumps', () => {
  const jumped = (price: string, parts: Partial<Ticker> = {}): void => {
    gateway.tickersOf = (venue) =>
      succeed(
        venue === 'binance'
          ? [{ ...world.ticker('binance', 'BTC', 'USDT', price), ...parts }]
          : (world.tickers()[venue] ?? []),
      );
  };

  it('is held back, counts by itself after five minutes in a liquid market, and says so', async () => {
    jumped('1000');
    await clock.advance(10_000);
    expect(world.total()).toBe('198');
    expect(jumps).toEqual(['binance:BTC']);
    expect(portfolio.price('binance:BTC')).toMatchObject({
      jump: { usd: decimal('990'), since: clock.now(), countsAt: clock.now() + 300_000 },
    });
    await clock.advance(290_000);
    expect(world.total()).toBe('198');
    await clock.advance(10_000);
    expect(world.total()).toBe('1980');
    expect(portfolio.snapshot().quality.stalePriceUsd.toFixed()).toBe('0');
    expect(jumps).toEqual(['binance:BTC']);
  });

  it('is held back after a silence, too', async () => {
    gateway.tickersOf = () => fail('network', 'down');
    await clock.advance(120_000);
    expect(portfolio.snapshot().quality.stalePriceUsd.toString()).toBe('198');
    jumped('1000');
    await clock.advance(10_000);
    expect(world.total()).toBe('198');
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
    feed = world.newFeed();
    feed.setVenues([{ venue: 'binance' }]);
    await settle();
    expect(world.total()).toBe('198');
    await clock.advance(50_000);
    expect(world.total()).toBe('198');
    await clock.advance(10_000);
    expect(world.total()).toBe('1980');
  });

  it('is no jump where the user said that a code is another coin', async () => {
    const other = { id: 'two', venue: 'okx' };
    portfolio.setAccounts(other, [{ accountType: 'spot', source: 'a', updates: 'stream' }]);
    const balances = read(clock.now(), holding('spot', 'BTC', '1'));
    portfolio.applyReading(other, 'spot', clock.now(), balances);
    gateway.tickersOf = (venue) =>
      succeed([
        ...(world.tickers()[venue] ?? []),
        ...(venue === 'kraken' ? [world.ticker('kraken', 'ETH', 'USD', '4000')] : []),
      ]);
    await clock.advance(10_000);
    expect(world.total()).toBe('297');
    const word = { venue: 'okx', code: 'BTC', asset: 'ETH' };
    identity.follow({ 'asset-override': [word], 'token-decision': [] });
    portfolio.identify();
    feed.identify();
    expect(world.total()).toBe('4198');
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
    expect(world.total()).toBe('1980');
  });

  it('waits for the user where its market is thin, however long it stands', async () => {
    jumped('1000', { quoteVolume: decimal('20000') });
    await clock.advance(3_600_000);
    expect(world.total()).toBe('198');
    expect(portfolio.price('binance:BTC')).not.toHaveProperty('jump.countsAt');
    feed.acceptJump('binance', 'BTC');
    expect(world.total()).toBe('1980');
  });

  it('does not call itself liquid by the price that it jumped to', async () => {
    const slip = { quoteVolume: decimal('2000000'), baseVolume: decimal('2000') };
    jumped('1000', slip);
    await clock.advance(3_600_000);
    expect(world.total()).toBe('198');
  });

  it('does not count by a venue that fell silent', async () => {
    jumped('1000');
    await clock.advance(10_000);
    gateway.tickersOf = (venue) =>
      venue === 'binance' ? fail('network', 'down') : succeed(world.tickers()[venue] ?? []);
    await clock.advance(3_600_000);
    expect(world.total()).toBe('198');
  });

  it('counts at once where two other venues say the same', async () => {
    feed.setVenues([{ venue: 'binance' }, { venue: 'okx' }, { venue: 'gate' }]);
    await settle();
    gateway.tickersOf = (venue) =>
      succeed([
        ...(venue === 'kraken' ? (world.tickers()['kraken'] ?? []) : []),
        ...(venue === 'kraken' ? [] : [world.ticker(venue, 'BTC', 'USDT', '1000')]),
      ]);
    await clock.advance(10_000);
    expect(world.total()).toBe('1980');
  });

  it('is not confirmed by others that lead over the very market that slipped', async () => {
    feed.setVenues([{ venue: 'binance' }, { venue: 'okx' }, { venue: 'gate' }]);
    gateway.tickersOf = (venue) =>
      succeed(
        venue === 'kraken'
          ? (world.tickers()['kraken'] ?? [])
          : [world.ticker(venue, 'BTC', 'USDT', '100')],
      );
    await clock.advance(10_000);
    gateway.tickersOf = (venue) =>
      succeed([
        venue === 'kraken'
          ? world.ticker('kraken', 'USDT', 'USD', '0.1')
          : world.ticker(venue, 'BTC', 'USDT', '100'),
      ]);
    await clock.advance(10_000);
    expect(world.total()).toBe('198');
    expect(jumps).toEqual(['binance:BTC']);
  });
});

describe('a market that others contradict', () => {
  const priced = (prices: Record<string, string>): void => {
    gateway.tickersOf = (venue) =>
      succeed([
        ...(venue === 'kraken' ? (world.tickers()['kraken'] ?? []) : []),
        ...(prices[venue] === undefined ? [] : [world.ticker(venue, 'BTC', 'USDT', prices[venue])]),
      ]);
  };

  it('is overruled by two others, told of once, and counts again when it agrees', async () => {
    feed.setVenues([{ venue: 'binance' }, { venue: 'okx' }, { venue: 'gate' }]);
    await settle();
    priced({ binance: '100', okx: '40', gate: '40' });
    await clock.advance(30_000);
    expect(world.total()).toBe('79.2');
    expect(contradictions).toEqual(['binance:BTC overruled']);
    priced({ binance: '41', okx: '40', gate: '40' });
    await clock.advance(10_000);
    expect(world.total()).toBe('81.18');
  });

  it('stands while others may only not have been asked since it moved', async () => {
    feed.setVenues([{ venue: 'binance' }, { venue: 'okx' }, { venue: 'gate' }]);
    priced({ binance: '100', okx: '100', gate: '100' });
    await clock.advance(10_000);
    priced({ binance: '140', okx: '100', gate: '100' });
    await clock.advance(10_000);
    expect(world.total()).toBe('198');
    priced({ binance: '140', okx: '139', gate: '141' });
    await clock.advance(10_000);
    expect(world.total()).toBe('277.2');
    expect(contradictions).toEqual([]);
  });

  it('has no price beside a single other one, not even the last that it had', async () => {
    feed.setVenues([{ venue: 'binance' }, { venue: 'okx' }]);
    await settle();
    priced({ binance: '100', okx: '40' });
    await clock.advance(30_000);
    expect(portfolio.snapshot().quality.unpricedBalances).toBe(1);
    expect(world.total()).toBe('0');
    expect(contradictions).toEqual(['binance:BTC disputed']);
    expect(portfolio.price('binance:BTC')).toMatchObject({ claim: { usd: decimal('99') } });
    expect(statusOf(portfolio.snapshot())).toBe('partial');
  });
});
