import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderBook, SpotMarket } from '../../../../shared/pricing/spot-market';
import type { Result } from '../../../../shared/base/failure';
import { startSimulatedVenues, type SimulatedVenues } from '../../../simulator/simulated-venues';
import { never, TestGateway, marketsAt } from '../testing/test-gateway';

let test: TestGateway<SimulatedVenues>;

beforeAll(async () => {
  test = new TestGateway(await startSimulatedVenues());
});
afterAll(() => test.stop());

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const quotes = { binance: 'USDT', bybit: 'USDT', okx: 'USDT', kraken: 'USD' } as const;

describe.each(Object.entries(quotes))('%s through unmodified ccxt', (venue, quote) => {
  const markets = async (): Promise<readonly SpotMarket[]> =>
    valueOf(
      await marketsAt(test.gateway, test.address(venue)).between(
        new Set(['BTC', 'ETH', quote]),
        never,
      ),
    );
  const book = async (base: string): Promise<OrderBook> =>
    valueOf(await marketsAt(test.gateway, test.address(venue)).orderBook({ base, quote }, never));

  it('says what orders must obey', async () => {
    const found = await markets();
    const bitcoin = found.find(({ symbol }) => symbol === `BTC/${quote}`);
    expect(bitcoin?.rules.lotStep.greaterThan(0)).toBe(true);
    expect(bitcoin?.rules.priceStep?.greaterThan(0)).toBe(true);
    // Of what was asked for, and nothing else.
    for (const market of found) {
      expect(['BTC', 'ETH', quote]).toContain(market.base);
      expect(['BTC', 'ETH', quote]).toContain(market.quote);
    }
  });

  it('gives the resting orders, the best first, around what its ticker says', async () => {
    const { bids, asks } = await book('BTC');
    expect(bids.length).toBeGreaterThan(10);
    expect(asks.length).toBeGreaterThan(10);
    const [bid, next] = bids;
    const [ask] = asks;
    expect(ask?.price.greaterThan(bid?.price ?? 0)).toBe(true);
    expect(bid?.price.greaterThan(next?.price ?? 0)).toBe(true);
    const tickers = valueOf(
      await marketsAt(test.gateway, test.address(venue)).tickers(new Set(['BTC']), never),
    );
    const ticker = tickers.find((one) => one.base === 'BTC' && one.quote === quote);
    expect(
      ticker?.bid
        ?.minus(bid?.price ?? 0)
        .abs()
        .lessThan(ticker.bid.times('0.01')),
    ).toBe(true);
  });

  it('says what the account pays', async () => {
    const session = test.open(venue as keyof typeof quotes);
    const fee = valueOf(await session.orders.takerFee(never));
    expect(fee.source).toBe('account');
    expect(fee.rate.toFixed()).toBe(venue === 'kraken' ? '0.004' : '0.001');
    await session.close();
  });

  it('says by which networks coins may leave, where it does', async () => {
    const session = test.open(venue as keyof typeof quotes);
    const answer = await session.orders.withdrawalTerms(new Set(['BTC']), never);
    await session.close();
    if (venue === 'kraken') {
      expect(answer).toBeUndefined();
      return;
    }
    if (answer === undefined) throw new Error('there is no answer');
    const [terms] = valueOf(answer);
    expect(terms?.code).toBe('BTC');
    expect(terms?.fee?.isPositive()).toBe(true);
  });

  it('has a page for the pair', () => {
    const page = marketsAt(test.gateway, { venue }).tradePage({ base: 'A/B', quote });
    expect(page).toMatch(/^https:\/\//);
    expect(page).not.toContain('A/B');
  });

  it('does not know a market that is not there', async () => {
    const answer = await marketsAt(test.gateway, test.address(venue)).orderBook(
      { base: 'NONE', quote },
      never,
    );
    expect(answer).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  });
});
