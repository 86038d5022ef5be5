import { describe, expect, it } from 'vitest';
import { RecordedVenue, type Recorded } from '../testing/recorded-venue';
import { balancesOf, failureOf, never, table, unreadOf } from '../testing/test-gateway';
import {
  emptyEarn,
  CLASSIC,
  REFUSED,
  RESTRICTIONS,
  spotAccount,
  read,
} from './testing/recorded-answers';

describe('the earn account', () => {
  it('reads all pages', async () => {
    const rows = Array.from({ length: 130 }, (_, index) => ({
      asset: `C${index}`,
      totalAmount: '1',
    }));
    const paged = new RecordedVenue('binance', {
      ...emptyEarn,
      'GET /sapi/v1/simple-earn/flexible/position': (params) => {
        const start = (Number(params.get('current')) - 1) * 100;
        return JSON.stringify({ rows: rows.slice(start, start + 100), total: 130 });
      },
    });
    expect(Object.keys(await read(paged, 'earn'))).toHaveLength(130);
  });

  it('is a failure when a page is missing', async () => {
    const venue = new RecordedVenue('binance', {
      ...emptyEarn,
      'GET /sapi/v1/simple-earn/locked/position': '{"rows":[],"total":3}',
    });
    expect(failureOf(await venue.session.read('earn', never)).code).toBe('bad-response');
  });

  const staking: Record<string, Recorded> = {
    ...CLASSIC,
    ...emptyEarn,
    'GET /sapi/v2/eth-staking/account':
      '{"holdingInETH":"1.2","holdings":{"wbethAmount":"1.10000000","bethAmount":"0.00000000"}}',
    'GET /sapi/v1/sol-staking/account': '{"bnsolAmount":"2.5","holdingInSOL":"2.6"}',
    'GET /api/v3/account': spotAccount(['WBETH', '0.50000000', '0.10000000']),
    'POST /sapi/v1/asset/get-funding-asset': '[]',
    'GET /sapi/v1/margin/account': '{"userAssets":[]}',
    'GET /sapi/v1/margin/isolated/account': '{"assets":[]}',
    'GET /fapi/v3/account': '{"assets":[],"positions":[]}',
  };

  it('counts staked tokens once: those that lie elsewhere are counted there', async () => {
    const venue = new RecordedVenue('binance', {
      ...staking,
      'GET /sapi/v1/simple-earn/flexible/position':
        '{"rows":[{"totalAmount":"0.20000000","asset":"WBETH"}],"total":1}',
      'GET /sapi/v1/margin/account':
        '{"userAssets":[{"asset":"WBETH","borrowed":"0","free":"0.3","interest":"0","locked":"0","netAsset":"0.3"}]}',
      'GET /fapi/v3/account':
        '{"assets":[{"asset":"BNSOL","walletBalance":"1.5","unrealizedProfit":"0","availableBalance":"0"}],"positions":[]}',
    });
    expect(await read(venue, 'earn')).toEqual({
      'WBETH flexible': '0+0.2-0',
      'BNSOL staking': '0+1-0',
    });
    expect(await read(venue, 'spot')).toEqual({ WBETH: '0.5+0.1-0' });
    expect(await read(venue, 'margin')).toEqual({ WBETH: '0.3+0-0' });
  });

  it('asks once where they lie, whatever is staked', async () => {
    const venue = new RecordedVenue('binance', staking);
    await read(venue, 'earn');
    expect(venue.count('GET /api/v3/account')).toBe(1);
    expect(venue.count('POST /sapi/v1/asset/get-funding-asset')).toBe(1);
    await read(venue, 'earn');
    expect(venue.count('GET /api/v3/account')).toBe(2);
  });

  it('knows where they lie also where an account was never opened, but not where one does not answer', async () => {
    const neverOpened = {
      status: 400,
      body: '{"code":-3003,"msg":"Margin account does not exist."}',
    };
    const venue = new RecordedVenue('binance', {
      ...staking,
      'GET /sapi/v1/margin/account': neverOpened,
    });
    expect(await read(venue, 'earn')).toEqual({
      'WBETH staking': '0+0.5-0',
      'BNSOL staking': '0+2.5-0',
    });
    venue.now('GET /sapi/v1/margin/account', { status: 503, body: '' });
    expect(unreadOf(await venue.session.read('earn', never))).toEqual({
      'ETH staking': 'venue-unavailable',
      'SOL staking': 'venue-unavailable',
    });
  });

  it('is a failure when a row is on two pages, which would count it twice', async () => {
    const row = (index: number) => ({
      asset: `C${index}`,
      totalAmount: '1',
      productId: `P${index}`,
    });
    const pages = [Array.from({ length: 100 }, (_, index) => row(index)), [row(99), row(100)]];
    const venue = new RecordedVenue('binance', {
      ...emptyEarn,
      'GET /sapi/v1/simple-earn/flexible/position': (params) =>
        JSON.stringify({ rows: pages[Number(params.get('current')) - 1], total: 102 }),
    });
    expect(failureOf(await venue.session.read('earn', never))).toMatchObject({
      code: 'bad-response',
      message: expect.stringContaining('overlap') as string,
    });
  });

  it.each(Object.keys(emptyEarn))('reads all but what is refused: %s', async (refused) => {
    const answers: Record<string, Recorded> = {
      ...CLASSIC,
      ...staking,
      'GET /sapi/v1/account/apiRestrictions': RESTRICTIONS,
      'GET /api/v3/account': spotAccount(['LDUSDT', '100.00', '0']),
      'GET /fapi/v3/account': '{"assets":[],"positions":[]}',
      'GET /sapi/v1/simple-earn/flexible/position':
        '{"rows":[{"totalAmount":"100.02","asset":"USDT"}],"total":1}',
      'GET /sapi/v1/simple-earn/locked/position':
        '{"rows":[{"amount":"7","asset":"BNB","positionId":1}],"total":1}',
      [refused]: REFUSED,
    };
    const venue = new RecordedVenue('binance', answers);
    const all = {
      'USDT flexible': '0+100.02-0',
      'BNB locked': '0+7-0',
      'WBETH staking': '0+1.1-0',
      'BNSOL staking': '0+2.5-0',
    };
    const own: Record<string, keyof typeof all> = {
      'GET /sapi/v1/simple-earn/flexible/position': 'USDT flexible',
      'GET /sapi/v1/simple-earn/locked/position': 'BNB locked',
      'GET /sapi/v2/eth-staking/account': 'WBETH staking',
      'GET /sapi/v1/sol-staking/account': 'BNSOL staking',
    };
    const hidden = own[refused];
    const rest = Object.entries(all).filter(([name]) => name !== hidden);
    const reading = await venue.session.read('earn', never);
    expect(table(balancesOf(reading))).toEqual(Object.fromEntries(rest));
    expect(Object.values(unreadOf(reading))).toEqual(['authentication']);
    // The receipt counts once: in savings, or where these cannot be read here.
    const isHere = hidden === 'USDT flexible';
    expect(await read(venue, 'spot')).toEqual(isHere ? { 'USDT LDUSDT': '100+0-0' } : {});
  });
});
