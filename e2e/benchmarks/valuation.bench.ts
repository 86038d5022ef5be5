import { decimal, type Decimal } from '../../shared/money/decimal';
import { ACCOUNT_TYPES, type Balance } from '../../shared/portfolio/balance';
import { priceKey, type Price, type PriceKey } from '../../shared/portfolio/price';
import { Valuation, valueBalances, valueOf } from '../../shared/portfolio/valuation';
import { median, percentile, report, requireThat } from './figures';

/**
 * The arithmetic alone, in plain Node: 25,000 balances of 500 coins in 50 connections valued afresh,
 * and one changed balance taken into an existing valuation.
 */
const CONNECTIONS = 50;
const COINS = 500;
const FULL_RUNS = 30;
const EVENTS = 20_000;
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

function timeFull(
  balances: readonly Balance[],
  prices: ReadonlyMap<PriceKey, Price>,
  eachValue = false,
): number[] {
  const times: number[] = [];
  for (let run = 0; run < FULL_RUNS; run += 1) {
    const startedAt = performance.now();
    valueBalances(balances, prices);
    if (eachValue)
      balances.map((balance) => {
        const price = prices.get(priceKey(balance.venue, balance.code));
        return price && valueOf(balance, price);
      });
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** Takes changed balances in one by one, each followed by a look at the total as a listener takes it. */
function timeEvents(balances: Balance[], prices: ReadonlyMap<PriceKey, Price>): number[] {
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
    times.push((performance.now() - startedAt) * 1000);
    balances[index] = changed;
  }
  const incremental = valuation.totals();
  const afresh = valueBalances(balances, prices);
  requireThat(
    incremental.totalUsd.equals(afresh.totalUsd) &&
      [...afresh.byAsset].every(([asset, usd]) => incremental.byAsset.get(asset)?.equals(usd)),
    'incremental totals equal a full valuation to the last digit',
  );
  return times;
}

const balances = allBalances();
const prices = allPrices();
const full = timeFull(balances, prices);
const events = timeEvents(balances, prices);
report({
  name: 'full valuation of 25,000 balances (all totals), median',
  value: median(full),
  unit: 'ms',
  target: 20,
});
report({
  name: 'the same with the value of each balance, median',
  value: median(timeFull(balances, prices, true)),
  unit: 'ms',
});
report({
  name: 'one changed balance among 25,000, mean',
  value: events.reduce((sum, time) => sum + time, 0) / events.length,
  unit: 'µs',
  target: 50,
});
report({
  name: 'one changed balance among 25,000, p99',
  value: percentile(events, 0.99),
  unit: 'µs',
});
