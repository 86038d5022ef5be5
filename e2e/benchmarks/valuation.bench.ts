import { Decimal, decimal, ZERO } from '../../shared/base/decimal';
import { ACCOUNT_TYPES, balanceKey, type Balance } from '../../shared/portfolio/balance';
import { priceKey, usdOf, type Price, type PriceKey } from '../../shared/pricing/price';
import { Valuation, valueBalances, valueOf } from '../../shared/portfolio/valuation';
import { report, requireThat, timesOf } from './figures';

/**
 * The arithmetic alone, in plain Node: 25,000 balances of 500 coins in 50 connections valued afresh,
 * and one changed balance taken into an existing valuation. The floor is a plain loop of BigInts over the
 * same balances: each amount times its price, looked up, added to one total.
 */
const CONNECTIONS = 50;
const COINS = 500;
const FULL_RUNS = 30;
const EVENTS = 20_000;
const MOST_TIMES_A_LOOP = 3;
const EACH_MOST_TIMES_A_LOOP = 8;
const EVENT_TARGET_US = 50;
const EVENT_P99_TARGET_US = 200;
const MICROSECONDS_PER_MS = 1000;
const VENUES = ['binance', 'bybit', 'okx', 'kraken'];

const venueOf = (connection: number): string => VENUES[connection % VENUES.length] ?? 'binance';
const amountOf = (connection: number, coin: number): Decimal =>
  decimal(
    `${(coin % 50) + 1}.${String((connection * 7919 + coin) % 100_000_000).padStart(8, '0')}`,
  );

function balanceOf(connection: number, coin: number, total: Decimal): Balance {
  const code = `A${coin}`;
  const locked = total.times('0.1');
  return {
    connectionId: `connection-${connection}`,
    venue: venueOf(connection),
    accountType: ACCOUNT_TYPES[coin % 4] ?? 'spot',
    asset: `${code}@${venueOf(connection)}`,
    code,
    available: total.minus(locked),
    locked,
    total,
    borrowed: decimal('0'),
  };
}

function allBalances(): Balance[] {
  return Array.from({ length: CONNECTIONS * COINS }, (_, index) => {
    const [connection, coin] = [Math.floor(index / COINS), index % COINS];
    return balanceOf(connection, coin, amountOf(connection, coin));
  });
}

function allPrices(): Map<PriceKey, Price> {
  const prices = new Map<PriceKey, Price>();
  for (const venue of VENUES)
    for (let coin = 0; coin < COINS; coin += 1)
      prices.set(priceKey(venue, `A${coin}`), {
        kind: 'market',
        usd: decimal(`${coin + 1}.${String(coin * 31).padStart(10, '0')}`),
        path: [],
        at: 0,
      });
  return prices;
}

/** Values each balance by itself as well. */
function eachValue(
  balances: readonly Balance[],
  prices: ReadonlyMap<PriceKey, Price>,
): (Decimal | undefined)[] {
  return balances.map((balance) => {
    const price = prices.get(priceKey(balance.venue, balance.code));
    return price && valueOf(balance, price);
  });
}

const AMOUNT_SCALE = 8;
const PRICE_SCALE = 10;

interface PlainBalance {
  readonly venue: string;
  readonly code: string;
  /** In units of 10^-8. */
  readonly amount: bigint;
}

const scaled = (value: Decimal, scale: number): bigint =>
  BigInt(value.times(new Decimal(10).pow(scale)).toFixed());

/** The total in units of 10^-18. */
function plainTotal(
  balances: readonly PlainBalance[],
  prices: ReadonlyMap<PriceKey, bigint>,
): bigint {
  let total = 0n;
  for (const { venue, code, amount } of balances)
    total += amount * (prices.get(priceKey(venue, code)) ?? 0n);
  return total;
}

/** All of it and its floor by turns, so that a slow moment of the machine slows both. */
function timeFull(balances: readonly Balance[], prices: ReadonlyMap<PriceKey, Price>): void {
  const plainBalances = balances.map(({ venue, code, total }): PlainBalance => ({
    venue,
    code,
    amount: scaled(total, AMOUNT_SCALE),
  }));
  const plainPrices = new Map(
    [...prices].map(([key, price]): [PriceKey, bigint] => [
      key,
      scaled(usdOf(price) ?? ZERO, PRICE_SCALE),
    ]),
  );
  const [all, each, plain]: [number[], number[], number[]] = [[], [], []];
  let total = 0n;
  for (let run = 0; run < FULL_RUNS; run += 1) {
    all.push(...timesOf(1, () => void valueBalances(balances, prices)));
    plain.push(...timesOf(1, () => (total = plainTotal(plainBalances, plainPrices))));
    each.push(
      ...timesOf(1, () => {
        valueBalances(balances, prices);
        eachValue(balances, prices);
      }),
    );
  }
  const { totalUsd } = valueBalances(balances, prices);
  requireThat(
    scaled(totalUsd, AMOUNT_SCALE + PRICE_SCALE) === total,
    'the BigInts of the floor come to the same total',
  );
  const floor = { name: 'loop of BigInts', values: plain, paired: true };
  report({
    name: 'full valuation of 25,000 balances (all totals)',
    unit: 'ms',
    values: all,
    floor,
    target: { of: 'ratio', most: MOST_TIMES_A_LOOP },
  });
  report({
    name: 'the same with the value of each balance',
    unit: 'ms',
    values: each,
    floor,
    target: { of: 'ratio', most: EACH_MOST_TIMES_A_LOOP },
  });
}

/** Takes changed balances in one by one, each followed by a look at the total as a listener takes it. */
function timeEvents(balances: Balance[], prices: ReadonlyMap<PriceKey, Price>): void {
  const valuation = new Valuation();
  for (const [key, price] of prices) valuation.setPrice(key, price);
  for (const balance of balances) valuation.set(balance);
  const times: number[] = [];
  for (let event = 0; event < EVENTS; event += 1) {
    const index = (event * 7919) % balances.length;
    const [connection, coin] = [Math.floor(index / COINS), index % COINS];
    const changed = balanceOf(connection, coin, amountOf(connection, coin + event));
    const startedAt = performance.now();
    valuation.set(changed);
    times.push((performance.now() - startedAt) * MICROSECONDS_PER_MS);
    balances[index] = changed;
  }
  const incremental = valuation.totals();
  const afresh = valueBalances(balances, prices);
  requireThat(
    incremental.totalUsd.equals(afresh.totalUsd) &&
      [...afresh.byAsset].every(([asset, usd]) => incremental.byAsset.get(asset)?.equals(usd)),
    'incremental totals equal a full valuation to the last digit',
  );
  const plain = timePlainEvents(balances, prices);
  for (const by of ['median', 'p99'] as const)
    report({
      name: 'one changed balance among 25,000',
      unit: 'µs',
      values: times,
      by,
      floor: { name: 'BigInts in maps', values: plain },
      target: { of: 'value', most: by === 'median' ? EVENT_TARGET_US : EVENT_P99_TARGET_US },
    });
}

/** The least that a change can be: a balance replaced in a map, and two sums of BigInts moved by it. */
function timePlainEvents(
  balances: readonly Balance[],
  prices: ReadonlyMap<PriceKey, Price>,
): number[] {
  const amounts = new Map<string, bigint>();
  const byAsset = new Map<string, bigint>();
  const plainPrices = new Map(
    [...prices].map(([key, price]): [PriceKey, bigint] => [
      key,
      scaled(usdOf(price) ?? ZERO, PRICE_SCALE),
    ]),
  );
  let total = 0n;
  const times = Array.from({ length: EVENTS }, (_, event) => {
    const balance = balances[(event * 7919) % balances.length];
    if (balance === undefined) return Number.NaN;
    const amount = scaled(balance.total, AMOUNT_SCALE) + BigInt(event);
    const startedAt = performance.now();
    const key = balanceKey(balance);
    const change =
      (amount - (amounts.get(key) ?? 0n)) *
      (plainPrices.get(priceKey(balance.venue, balance.code)) ?? 0n);
    amounts.set(key, amount);
    total += change;
    byAsset.set(balance.asset, (byAsset.get(balance.asset) ?? 0n) + change);
    return (performance.now() - startedAt) * MICROSECONDS_PER_MS;
  });
  const summed = [...byAsset.values()].reduce((one, other) => one + other, 0n);
  requireThat(total > 0n && total === summed, 'the BigInts of the floor add up');
  return times;
}

const balances = allBalances();
const prices = allPrices();
timeFull(balances, prices);
timeEvents(balances, prices);
