import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulatedVenues, type SimulatedVenues } from './simulated-venues';
import { connectCcxt } from './testing/connect-ccxt';
import { venueIds } from './world/world-definition';

let venues: SimulatedVenues;
beforeAll(async () => {
  venues = await startSimulatedVenues();
});
afterAll(() => venues.stop());

test.each(venueIds)('%s loads and reads', async (id) => {
  const exchange = await connectCcxt(venues, id);
  const markets = await exchange.loadMarkets();
  console.log(id, Object.keys(markets).length);
  const balance = await exchange.fetchBalance();
  console.log(JSON.stringify(balance.total));
  const tickers = await exchange.fetchTickers();
  console.log(Object.keys(tickers).length, JSON.stringify(tickers['BTC/USDT']));
  const skew = await exchange.loadTimeDifference();
  console.log('skew', skew);
  await exchange.close();
});
test('total', () => {
  let total = 0;
  const codes = new Set();
  for (const venue of venueIds)
    for (const [i] of venues.world.keys(venue).entries())
      for (const account of venues.world.accounts(venue, i))
        for (const [code, h] of venues.world.holdings(venue, i, account)) {
          const coin = code.split('.')[0]!.replace(/\d+$/, '');
          codes.add(coin);
          const p = venues.world.price(coin);
          if (!p) {
            console.log('unpriced', coin);
            continue;
          }
          total += Number(
            h.available
              .plus(h.locked)
              .minus(h.borrowed)
              .minus(h.interest)
              .plus(h.unrealized)
              .times(p),
          );
        }
  console.log(total, codes.size);
});
