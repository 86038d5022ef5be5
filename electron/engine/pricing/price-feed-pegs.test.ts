import { beforeEach, describe, expect, it } from 'vitest';
import { AssetIdentity } from '../assets/asset-identity';
import { LivePortfolio } from '../portfolio/live-portfolio';
import { PriceFeed } from './price-feed';
import { statusOf } from '../history/snapshot-writer';
import { FakeGateway, holding, read, silentLog } from '../testing/fake-adapters';
import { FakeClock, settle } from '../testing/fake-clock';
import type { PortfolioState } from '../../../shared/contract/portfolio-view';
import { decimal } from '../../../shared/base/decimal';
import { fail, succeed, type Result } from '../../../shared/base/failure';
import type { Ticker } from '../../../shared/pricing/price';

const HOUR = 3_600_000;
const connection = { id: 'one', venue: 'binance' };

let clock: FakeClock;
let gateway: FakeGateway;
let portfolio: LivePortfolio;
let feed: PriceFeed;

function ticker(venue: string, base: string, quote: string, price: string): Ticker {
  const last = decimal(price);
  const volume = { quoteVolume: decimal('1e9') };
  return { venue, base, quote, bid: last, ask: last, last, ...volume, at: clock.now() };
}

/** Binance has no market to dollars; USDT trades at 0.80 of them at the reference venue. */
const markets = (usdt = '0.8'): Record<string, Ticker[]> => ({
  binance: [ticker('binance', 'BTC', 'USDT', '100')],
  kraken: [ticker('kraken', 'USDT', 'USD', usdt), ticker('kraken', 'EUR', 'USD', '1.1')],
});

function answer(of: (venue: string) => readonly Ticker[] | 'down'): void {
  gateway.tickersOf = (venue): Result<Ticker[]> => {
    const told = of(venue);
    return told === 'down' ? fail('network', 'down') : succeed([...told]);
  };
}

async function start(stored?: PortfolioState): Promise<void> {
  const identity = new AssetIdentity();
  portfolio = new LivePortfolio(clock.now, silentLog, identity);
  if (stored !== undefined) portfolio.restore(stored);
  feed = new PriceFeed({
    ...{ identity, gateway, portfolio, clock, log: silentLog },
    onStatus: () => undefined,
    onJump: () => undefined,
    references: () => [{ venue: 'kraken' }],
  });
  feed.setVenues([{ venue: 'binance' }]);
  await settle();
}

/** What is there at the end of a run, and at the start of the next. */
async function startAgain(pauseMs = 0): Promise<void> {
  const stored = portfolio.state();
  await feed.close();
  clock.setWallClock(pauseMs);
  await start(stored);
}

async function hold(...codes: readonly (readonly [string, string])[]): Promise<void> {
  portfolio.setAccounts(connection, [{ accountType: 'spot', source: 'a', updates: 'stream' }]);
  const balances = codes.map(([code, amount]) => holding('spot', code, amount));
  portfolio.applyReading(connection, 'spot', clock.elapsed(), read(clock.now(), ...balances));
  await clock.advance(100);
}

const total = (): string => portfolio.totals().totalUsd.toFixed();
const priceOf = (code: string) => portfolio.price(`binance:${code}`);

beforeEach(async () => {
  clock = new FakeClock(100 * 24 * HOUR);
  gateway = new FakeGateway();
  answer((venue) => markets()[venue] ?? []);
  await start();
});

describe('a stablecoin that lost its peg and whose market cannot be asked', () => {
  it('keeps its last price at a start at which no venue answers, however long ago it was', async () => {
    await hold(['USDT', '1000'], ['BTC', '2']);
    expect(total()).toBe('960');
    answer(() => 'down');
    const before = clock.now();
    await startAgain();
    expect(total()).toBe('960');
    await clock.advance(60_000);
    expect([total(), statusOf(portfolio.snapshot())]).toEqual(['960', 'carried']);
    expect(priceOf('USDT')).toMatchObject({ kind: 'market', usd: decimal('0.8') });
    expect(priceOf('USDT')).toHaveProperty('staleSince', before - 100);
    await startAgain(50 * HOUR);
    await clock.advance(60_000);
    expect(total()).toBe('960');
  });

  it('keeps it where its own venue answers and the one with the dollars does not', async () => {
    await hold(['USDT', '1000'], ['BTC', '2']);
    answer((venue) => (venue === 'kraken' ? 'down' : [ticker('binance', 'BTC', 'USDT', '110')]));
    await startAgain();
    await clock.advance(20_000);
    // What trades against it moves on, at its last price.
    expect(total()).toBe('976');
    expect(priceOf('BTC')).toMatchObject({ kind: 'market', usd: decimal('88') });
    expect(priceOf('BTC')).toHaveProperty('staleSince');
  });

  it('is known by what is priced over it, where it is not held itself', async () => {
    await hold(['BTC', '2']);
    expect(total()).toBe('160');
    answer((venue) => (venue === 'kraken' ? 'down' : (markets()[venue] ?? [])));
    await startAgain();
    await clock.advance(20_000);
    expect(total()).toBe('160');
  });

  it('keeps it for a day where its venue answers without that market; then it has no price', async () => {
    await hold(['USDT', '1000']);
    answer((venue) => (markets()[venue] ?? []).filter(({ base }) => base !== 'USDT'));
    await clock.advance(20_000);
    expect(total()).toBe('800');
    await startAgain();
    await clock.advance(20_000);
    expect(total()).toBe('800');
    clock.setWallClock(25 * HOUR);
    await clock.advance(10_000);
    // A peg that its last market contradicts is assumed no more: it would make a fifth out of nothing.
    expect(priceOf('USDT')).toMatchObject({ kind: 'unpriced', claim: { usd: decimal('0.8') } });
    await startAgain(25 * HOUR);
    await clock.advance(20_000);
    expect(priceOf('USDT')).toMatchObject({ kind: 'unpriced', claim: { usd: decimal('0.8') } });
    expect(statusOf(portfolio.snapshot())).toBe('partial');
  });

  it('is at its peg, and says so, where no market was known, or a near one was lost a day ago', async () => {
    answer((venue) => (venue === 'kraken' ? 'down' : (markets()[venue] ?? [])));
    await startAgain();
    await hold(['USDT', '1000']);
    expect(priceOf('USDT')).toMatchObject({ kind: 'peg-assumed', usd: decimal('1') });

    answer((venue) => markets('0.99')[venue] ?? []);
    await clock.advance(10_000);
    expect(total()).toBe('990');
    answer((venue) => (markets()[venue] ?? []).filter(({ base }) => base !== 'USDT'));
    await clock.advance(10_000);
    expect(total()).toBe('990');
    clock.setWallClock(25 * HOUR);
    await clock.advance(10_000);
    expect([total(), priceOf('USDT')?.kind]).toEqual(['1000', 'peg-assumed']);
  });

  it('does not displace what another market made of a coin that also trades against it', async () => {
    await feed.close();
    answer((venue) => (venue === 'kraken' ? [ticker('kraken', 'BTC', 'USD', '90')] : []));
    await start();
    await hold(['BTC', '2']);
    await clock.advance(10_000);
    expect(total()).toBe('180');
    answer((venue) => (venue === 'kraken' ? [] : (markets()[venue] ?? [])));
    await clock.advance(20_000);
    expect(total()).toBe('180');
    expect(priceOf('BTC')).toHaveProperty('staleSince');
    clock.setWallClock(25 * HOUR);
    await clock.advance(10_000);
    expect([total(), priceOf('BTC')?.kind]).toEqual(['200', 'peg-assumed']);
  });
});

describe('the rates that values are shown at', () => {
  it('tell what they were a day ago, from the same markets', async () => {
    const euro = () => ({ ...ticker('kraken', 'EUR', 'USD', '1.1'), open24h: decimal('1.08') });
    answer((venue) => (venue === 'kraken' ? [euro()] : []));
    await clock.advance(10_000);
    expect(portfolio.state().quoteRates['EUR']).toEqual({ usd: '1.1', usd24hAgo: '1.08' });
  });

  it('say nothing of a day ago once they are old: it was not 24 hours before now', async () => {
    const euro = () => ({ ...ticker('kraken', 'EUR', 'USD', '1.1'), open24h: decimal('1.08') });
    answer((venue) => (venue === 'kraken' ? [euro()] : []));
    await clock.advance(10_000);
    answer(() => 'down');
    await clock.advance(20 * 60_000);
    expect(portfolio.state().quoteRates['EUR']).toEqual({
      usd: '1.1',
      staleSince: expect.any(Number) as number,
    });
  });

  it('stand where no market makes them any more, marked as old', async () => {
    await hold(['BTC', '2']);
    answer(() => 'down');
    await startAgain();
    const { at } = portfolio.state();
    await clock.advance(20_000);
    expect(portfolio.state().quoteRates['EUR']).toEqual({ usd: '1.1', staleSince: at });
  });
});
