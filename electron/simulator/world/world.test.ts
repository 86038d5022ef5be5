import { expect, test } from 'vitest';
import { Decimal, ZERO } from '../../../shared/base/decimal';
import { demoWorld } from '../roster/demo-world';
import { liveTick } from './live-activity';
import { scaleWorld } from '../roster/scale-world';
import { World } from './world';
import type { BalanceEvent, WorldEvent } from './world-event';
import { demoVenueIds, termsOf } from '../roster/roster';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 1, 12);
const makeWorld = (seed = 7) => new World(demoWorld(), seed, () => NOW, termsOf);

/** Coins held somewhere, with suffixes of Kraken's earn products taken off. */
function everything(world: World) {
  return demoVenueIds.flatMap((venue) =>
    world.keys(venue).flatMap((_key, index) =>
      world.accounts(venue, index).flatMap((account) =>
        [...world.holdings(venue, index, account)].map(([code, holding]) => ({
          venue,
          account,
          coin: code.replace(/\d*\..*$/, ''),
          net: holding.available
            .plus(holding.locked)
            .plus(holding.unrealized)
            .minus(holding.borrowed)
            .minus(holding.interest),
        })),
      ),
    ),
  );
}

test('the demo is worth about half a million dollars in forty-odd coins, one of them without a price', () => {
  const world = makeWorld();
  const held = everything(world);
  let total = ZERO;
  for (const { coin, net } of held) total = total.plus(net.times(world.price(coin) ?? ZERO));
  expect(total.greaterThan(400_000) && total.lessThan(600_000)).toBe(true);
  const coins = new Set(held.map(({ coin }) => coin));
  expect(coins.size).toBeGreaterThanOrEqual(40);
  expect([...coins].filter((coin) => world.price(coin) === undefined)).toEqual(['MERIT']);
  expect(new Set(held.map(({ account }) => account)).size).toBe(9);
});

test('a short hedges part of the bitcoin held at Binance, and every venue has a position', () => {
  const world = makeWorld();
  const held = everything(world)
    .filter(({ venue, coin }) => venue === 'binance' && coin === 'BTC')
    .reduce((sum, { net }) => sum.plus(net), ZERO);
  const [short] = world.positions('binance', 0, 'linear-futures');
  expect(short?.base).toBe('BTC');
  expect(short?.size.isNegative() && short.size.abs().lessThan(held)).toBe(true);
  const venues = demoVenueIds.filter((venue) =>
    world.accounts(venue, 0).some((account) => world.positions(venue, 0, account).length > 0),
  );
  expect(venues).toEqual([...demoVenueIds]);
  expect(world.positions('binance', 1, 'linear-futures')).toEqual([]);
  // A position in a coin without a price cannot be marked.
  world.removePrice('BTC');
  expect(world.positions('binance', 0, 'linear-futures').map(({ base }) => base)).toEqual(['SOL']);
});

test('the same seed gives the same prices, activity and history; another seed does not', () => {
  const live = (seed: number) => {
    const world = makeWorld(seed);
    const events: string[] = [];
    world.on((event) => {
      if (event.kind === 'balance') events.push(`${event.venue} ${event.codes.join()}`);
    });
    for (let tick = 0; tick < 300; tick += 1) liveTick(world);
    return {
      events,
      btc: world.price('BTC')?.toFixed(),
      past: world.pastPrices([30 * DAY])[0]?.prices.get('ETH'),
      trades: world.trades('binance', 0).length,
    };
  };
  const first = live(7);
  expect(live(7)).toEqual(first);
  expect(first.events.length).toBeGreaterThan(5);
  const other = live(8);
  expect([other.btc, other.past]).not.toEqual([first.btc, first.past]);
});

test('prices walk without running away', () => {
  const world = makeWorld();
  const start = world.price('BTC') ?? ZERO;
  for (let step = 0; step < 1000; step += 1) world.step();
  const ratio = (world.price('BTC') ?? ZERO).dividedBy(start);
  expect(ratio.greaterThan('0.8') && ratio.lessThan('1.25')).toBe(true);
  expect(world.price('USDT')?.minus('0.9996').abs().lessThan('0.01')).toBe(true);
});

test('past prices end now and join the candles', () => {
  const world = makeWorld();
  const days = world.pastPrices([10 * DAY, 0]);
  expect(days.at(-1)?.at).toBe(NOW);
  expect(days.at(-1)?.prices.get('BTC')).toBe(world.price('BTC')?.toFixed());
  expect(days.at(-1)?.prices.has('MERIT')).toBe(false);
  const market = world
    .markets('kraken')
    .find(({ base, quote }) => base === 'BTC' && quote === 'USD');
  if (!market) throw new Error('no BTC/USD');
  const [candle] = world.candles(market, 3_600_000, days[0]?.at ?? 0, 1);
  const daily = new Decimal(days[0]?.prices.get('BTC') ?? 0);
  expect(candle?.open.minus(daily).abs().lessThanOrEqualTo(market.tick)).toBe(true);
});

test('candles are one whole: low <= open, close <= high, and each opens where the last one closed', () => {
  const world = makeWorld();
  const [market] = world.markets('binance');
  if (!market) throw new Error('no market');
  const candles = world.candles(market, 900_000, NOW, 200);
  expect(candles).toHaveLength(200);
  for (const [index, { low, high, open, close }] of candles.entries()) {
    expect(low.lessThanOrEqualTo(Decimal.min(open, close))).toBe(true);
    expect(high.greaterThanOrEqualTo(Decimal.max(open, close))).toBe(true);
    if (index > 0) expect(candles[index - 1]?.close.equals(open)).toBe(true);
  }
});

test('deposits, payments and trades change holdings, tell listeners, and enter the history', () => {
  const world = makeWorld();
  const events: WorldEvent[] = [];
  const stop = world.on((event) => events.push(event));
  const before = world.holding('binance', 0, 'spot', 'USDT').available;
  world.deposit({ venue: 'binance', keyIndex: 0, code: 'USDT', amount: '100' });
  world.payOut({ venue: 'binance', keyIndex: 0, code: 'USDT', amount: '40' });
  expect(world.holding('binance', 0, 'spot', 'USDT').available.minus(before).toFixed()).toBe('60');
  world.trade({
    venue: 'binance',
    keyIndex: 0,
    side: 'buy',
    base: 'ETH',
    quote: 'USDT',
    amount: '0.1',
  });
  const trade = world.trades('binance', 0).at(-1);
  const cost = trade?.price.times(trade.amount) ?? ZERO;
  const after = world.holding('binance', 0, 'spot', 'USDT').available;
  expect(before.plus(60).minus(after).minus(cost).abs().lessThan('0.00000001')).toBe(true);
  expect(events.map((event) => (event as BalanceEvent).flow?.kind)).toEqual([
    'deposit',
    'withdrawal',
    undefined,
  ]);
  expect(
    world
      .flows('binance', 0)
      .slice(-2)
      .map(({ kind }) => kind),
  ).toEqual(['deposit', 'withdrawal']);
  stop();
  world.step();
  expect(events).toHaveLength(3);
});

test.each([
  // Bought for 300: a thousandth of the coin that is bought is kept.
  ['binance', 'buy', 'USDT', '0.0999', '-300', 'ETH'],
  ['binance', 'sell', 'USDT', '-0.1', '299.7', 'USDT'],
  ['kraken', 'buy', 'USD', '0.1', '-301.2', 'USD'],
  ['kraken', 'sell', 'USD', '-0.1', '298.8', 'USD'],
] as const)(
  '%s: an order to %s that is filled is paid as the venue takes its fee',
  (venue, side, quote, coins, money, feeCode) => {
    const world = makeWorld();
    const held = (code: string) => world.holding(venue, 0, 'spot', code).available;
    world.deposit({ venue, keyIndex: 0, code: 'ETH', amount: '1' });
    world.deposit({ venue, keyIndex: 0, code: quote, amount: '1000' });
    const [before, purse] = [held('ETH'), held(quote)];
    world.trade({ venue, keyIndex: 0, side, base: 'ETH', quote, amount: '0.1', price: '3000' });
    expect(held('ETH').minus(before).toFixed()).toBe(coins);
    expect(held(quote).minus(purse).toFixed()).toBe(money);
    expect(world.trades(venue, 0).at(-1)).toMatchObject({ feeCode });
  },
);

test('nobody can spend what is not there', () => {
  const world = makeWorld();
  const pay = () => world.payOut({ venue: 'okx', keyIndex: 0, code: 'BTC', amount: '1000' });
  expect(pay).toThrow(RangeError);
});

test('a price can be set and removed; followers go with their coin', () => {
  const world = makeWorld();
  world.setPrice('ETH', '5000');
  expect(world.price('BETH')?.toFixed()).toBe('4996');
  world.removePrice('ETH');
  expect([world.price('ETH'), world.price('BETH')]).toEqual([undefined, undefined]);
  const market = world
    .markets('binance')
    .find(({ base, quote }) => base === 'ETH' && quote === 'USDT');
  expect(market && world.quote(market)).toBeUndefined();
});

test('a setting keeps what it does not mention, and a holding of nothing disappears', () => {
  const world = makeWorld();
  world.setBalance('binance', 0, 'spot', 'BTC', { locked: '0' });
  expect(world.holding('binance', 0, 'spot', 'BTC').available.toFixed()).toBe('0.51842713');
  world.setBalance('binance', 0, 'spot', 'BTC', { available: '0' });
  expect(world.holdings('binance', 0, 'spot').has('BTC')).toBe(false);
});

test('a world of any size for benchmarks', () => {
  const definition = scaleWorld({
    venue: 'okx',
    connections: 3,
    balancesPerConnection: 500,
    pricedAssets: 100,
  });
  const world = new World(definition, 1, () => NOW, termsOf);
  expect(world.keys('okx').map(({ apiKey }) => apiKey)).toHaveLength(3);
  expect(world.holdings('okx', 2, 'spot').size).toBe(500);
  expect(world.markets('okx')).toHaveLength(100);
  expect(world.price('A00100')).toBeDefined();
  expect(world.price('A00101')).toBeUndefined();
});

test('payments come in on the chain and blocks confirm them, the same way from one seed', () => {
  const live = (seed: number) => {
    const world = makeWorld(seed);
    const before = coinsOf(world);
    let changes = 0;
    world.bitcoin?.on(() => (changes += 1));
    for (let tick = 0; tick < 1000; tick += 1) liveTick(world);
    return { before, after: coinsOf(world), changes, height: world.bitcoin?.height };
  };
  const first = live(7);
  expect(live(7)).toEqual(first);
  expect(first.after.greaterThan(first.before)).toBe(true);
  // Ten of each thousand ticks find a block, five bring a payment.
  expect(first.changes).toBeGreaterThan(5);
  expect(first.height).toBeGreaterThan(925_000);
});

function coinsOf(world: World): Decimal {
  const all = [...(world.bitcoin?.addresses().values() ?? [])];
  return all.reduce(
    (total, { funded, spent, incoming }) => total.plus(funded).minus(spent).plus(incoming),
    ZERO,
  );
}
