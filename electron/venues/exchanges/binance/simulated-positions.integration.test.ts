import { afterEach, describe, expect, it } from 'vitest';
import { Decimal, ZERO } from '../../../../shared/base/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { startSimulatedVenues, type SimulatedVenues } from '../../../simulator/simulated-venues';
import type { VenueId } from '../../../../shared/base/ids';
import { TestGateway, balancesOf, never, positionsOf, table } from '../testing/test-gateway';

let test: TestGateway<SimulatedVenues> | undefined;

afterEach(async () => {
  await test?.stop();
  test = undefined;
});

async function start(): Promise<TestGateway<SimulatedVenues>> {
  test = new TestGateway(await startSimulatedVenues());
  return test;
}

describe('the open positions of the demo, through unmodified ccxt', () => {
  it.each<[VenueId, AccountType, Record<string, string>]>([
    ['binance', 'futures', { BTCUSDT: 'BTC -0.42', SOLUSDT: 'SOL 60' }],
    ['bybit', 'unified', { ETHUSDT: 'ETH -1.5' }],
    ['okx', 'unified', { 'SOL-USDT-SWAP': 'SOL 30' }],
    ['kraken', 'margin', { XETHZUSD: 'ETH 1.2' }],
  ])('%s, %s', async (venue, accountType, expected) => {
    const gateway = await start();
    expect(positionsOf(await gateway.open(venue).read(accountType, never))).toEqual(expected);
  });

  it('binance, coin-margined: dollars at the mark price', async () => {
    const gateway = await start();
    gateway.venues.world.setPrice('BTC', '100000');
    const reading = await gateway.open('binance').read('futures-inverse', never);
    expect(positionsOf(reading)).toEqual({ BTCUSD_PERP: 'BTC 0.025' });
  });

  it("kraken's are worth what they gained, beside the coins", async () => {
    const gateway = await start();
    const reading = await gateway.open('kraken').read('margin', never);
    expect(table(balancesOf(reading))).toEqual({ 'USD open positions': '0+86.4125-0' });
  });
});

describe("the venues' own totals in the demo", () => {
  it.each<VenueId>(['binance', 'bybit', 'okx'])('%s: what it covers is worth it', async (venue) => {
    const gateway = await start();
    const session = gateway.open(venue);
    const total = await session.ownTotal(never);
    if (total?.ok !== true) throw new Error('not read');
    const { world } = gateway.venues;
    let usd = ZERO;
    for (const accountType of total.value.covers)
      for (const { code, total: held, borrowed } of balancesOf(
        await session.read(accountType, never),
      ))
        usd = usd.plus(held.minus(borrowed).times(world.price(code) ?? ZERO));
    const theirs = total.value.amount.times(world.price(total.value.code) ?? 1);
    expect(theirs.dividedBy(usd).minus(1).abs().lessThan(new Decimal('0.0001'))).toBe(true);
  });

  it('kraken tells none', async () => {
    expect(await (await start()).open('kraken').ownTotal(never)).toBeUndefined();
  });
});
