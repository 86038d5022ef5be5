import { describe, expect, it } from 'vitest';
import { RecordedVenue, type Recorded } from '../testing/recorded-venue';
import { balancesOf, failureOf, never, table, unreadOf, marketsAt } from '../testing/test-gateway';
import { krakenAsset } from './assets';

const BALANCES = 'POST /0/private/BalanceEx';
const ALLOCATIONS = 'POST /0/private/Earn/Allocations';
const rows = (amounts: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    error: [],
    result: Object.fromEntries(
      Object.entries(amounts).map(([id, balance]) => [id, { balance, hold_trade: '0' }]),
    ),
  });
/** https://docs.kraken.com/api-reference/earn/list-earn-allocations */
const allocated = (...items: readonly (readonly [string, string])[]): string =>
  JSON.stringify({
    error: [],
    result: {
      converted_asset: 'USD',
      items: items.map(([native_asset, native], index) => ({
        strategy_id: `ESRFUO-Q62XD-${index}`,
        native_asset,
        amount_allocated: { total: { native, converted: '0' } },
      })),
      next_cursor: null,
    },
  });
const venueWith = (balances: string, allocations: Recorded): RecordedVenue =>
  new RecordedVenue('kraken', { [BALANCES]: balances, [ALLOCATIONS]: allocations });
const earn = (venue: RecordedVenue) => venue.session.read('earn', never);

describe('what earns', () => {
  it('is counted once where both lists have it, and also where only the allocations do', async () => {
    const venue = venueWith(
      rows({ XXBT: '1', 'DOT28.S': '240', 'ETH2.S': '3' }),
      allocated(['DOT', '240.01'], ['ETH', '3'], ['XBT', '0.5'], ['USDC', '100']),
    );
    expect(table(balancesOf(await earn(venue)))).toEqual({
      'DOT DOT28.S': '0+240-0',
      'ETH ETH2.S': '0+3-0',
      'BTC vault': '0+0.5-0',
      'USDC vault': '0+100-0',
    });
  });

  it('is partly read where one of the lists is refused', async () => {
    const denied = '{"error":["EGeneral:Permission denied"],"result":{}}';
    const named = await earn(venueWith(rows({ 'DOT.S': '2' }), denied));
    expect(table(balancesOf(named))).toEqual({ 'DOT DOT.S': '0+2-0' });
    expect(unreadOf(named)).toEqual({ 'vault strategies': 'permission' });
    // It is not known then what of the allocations would be in the other list.
    const venue = venueWith(denied, allocated(['DOT', '2']));
    expect(failureOf(await earn(venue)).code).toBe('permission');
  });

  it.each([
    ['a page that is missing', '{"error":[],"result":{"items":[],"next_cursor":"2"}}'],
    ['an allocation without an amount', '{"error":[],"result":{"items":[{"native_asset":"DOT"}]}}'],
  ])('is a failure because of %s', async (_what, allocations) => {
    expect(failureOf(await earn(venueWith(rows({}), allocations))).code).toBe('bad-response');
  });
});

describe('tokenised assets', () => {
  it.each([
    ['TSLAx', 'TSLAx'],
    ['TSLAx.T', 'TSLAx'],
    ['TSLA.T', 'TSLAx'],
  ])('%s is the coin of the market %s, free to trade', (assetId, coinId) => {
    expect(krakenAsset(assetId)).toEqual({ coinId });
  });

  it('are one coin, in spot, and priced by their own markets', async () => {
    const pair = (base: string, quote: string) => ({
      wsname: `${base}/USD`,
      base,
      quote,
      status: 'online',
    });
    const ticker = { b: ['300'], a: ['302'], c: ['301'], v: ['1', '1000'], p: ['301', '301'] };
    const ofClass =
      (parameter: string, coins: object, tokens: object) => (params: URLSearchParams) =>
        JSON.stringify({
          error: [],
          result: params.get(parameter) === 'tokenized_asset' ? tokens : coins,
        });
    const venue = new RecordedVenue('kraken', {
      [BALANCES]: rows({ 'TSLAx.T': '2', TSLAx: '1', ZUSD: '5' }),
      'GET /0/public/AssetPairs': ofClass(
        'aclass_base',
        { XXBTZUSD: pair('XXBT', 'ZUSD') },
        { TSLAxUSD: pair('TSLAx', 'ZUSD') },
      ),
      'GET /0/public/Ticker': ofClass('asset_class', { XXBTZUSD: ticker }, { TSLAxUSD: ticker }),
    });
    const spot = balancesOf(await venue.session.read('spot', never));
    expect(table(spot)).toEqual({ TSLAX: '3+0-0', USD: '5+0-0' });
    const codes = new Set(spot.map(({ code }) => code));
    const tickers = await marketsAt(venue.gateway, { venue: 'kraken' }).tickers(codes, never);
    if (!tickers.ok) throw new Error(tickers.failure.message);
    expect(tickers.value.map(({ base, quote }) => `${base}/${quote}`)).toContain('TSLAX/USD');
  });

  it('that Kraken does not list to this country leave its other markets', async () => {
    const venue = new RecordedVenue('kraken', {
      'GET /0/public/AssetPairs': (params) =>
        params.has('aclass_base')
          ? '{"error":["EQuery:Invalid asset class"]}'
          : JSON.stringify({
              error: [],
              result: {
                XXBTZUSD: { wsname: 'XBT/USD', base: 'XXBT', quote: 'ZUSD', status: 'online' },
              },
            }),
    });
    const markets = await marketsAt(venue.gateway, { venue: 'kraken' }).between(
      new Set(['BTC', 'USD']),
      never,
    );
    expect(markets.ok).toBe(true);
  });
});
