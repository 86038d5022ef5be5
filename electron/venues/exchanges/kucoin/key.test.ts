import { describe, expect, it } from 'vitest';
import { RecordedVenue } from '../testing/recorded-venue';
import { failureOf, never, marketsAt } from '../testing/test-gateway';
import { kucoinStreams } from './stream';
import { answer, refused, classic } from './testing/recorded-answers';

describe("KuCoin's errors", () => {
  // https://www.kucoin.com/docs-new/error-code
  it.each([
    ['400003', 401, 'authentication'],
    ['400004', 401, 'authentication'],
    ['400005', 401, 'authentication'],
    ['400006', 401, 'ip-restricted'],
    ['400007', 403, 'permission'],
    ['411100', 403, 'permission'],
    ['429000', 429, 'rate-limited'],
    ['500000', 500, 'venue-unavailable'],
  ])('%s (HTTP %i) is %s', async (code, status, expected) => {
    const venue = classic({
      'GET /api/v1/accounts': { status, body: refused(code, 'words') },
    });
    expect(failureOf(await venue.session.read('funding', never)).code).toBe(expected);
  });

  it('400002 has the clock put right and the request made again', async () => {
    const venue = classic({
      'GET /api/v1/timestamp': answer(Date.now()),
      'GET /api/v1/accounts': { status: 400, body: refused('400002', 'KC-API-TIMESTAMP Invalid') },
    });
    expect(failureOf(await venue.session.read('funding', never)).code).toBe('clock-skew');
    expect(venue.count('GET /api/v1/accounts')).toBe(2);
  });
});

describe('permissions', () => {
  // /docs-new/rest/account-info/account-funding/get-apikey-info
  const probe = async (permission: string, ipWhitelist?: string) => {
    const venue = classic({
      'GET /api/v1/timestamp': answer(Date.now()),
      'GET /api/v1/user/api-key': answer({
        remark: 'account1',
        apiKey: '6705f5c311545b000157d3eb',
        apiVersion: 3,
        permission,
        ...(ipWhitelist === undefined ? {} : { ipWhitelist }),
        createdAt: 1728443843000,
        uid: 165111215,
        isMaster: true,
      }),
    });
    const result = await venue.session.probe();
    if (!result.ok) throw new Error(result.failure.message);
    return result.value;
  };

  it('a key for reading alone', async () => {
    expect(await probe('General')).toMatchObject({
      permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
      ipRestricted: 'no',
    });
  });

  it('a key that may do everything', async () => {
    const all = 'General,Futures,Spot,Earn,InnerTransfer,Transfer,Margin';
    expect(await probe(all, '203.0.113.7,203.0.113.8')).toMatchObject({
      permissions: { read: 'yes', trade: 'yes', withdraw: 'yes' },
      ipRestricted: 'yes',
    });
  });
});

describe('tickers', () => {
  it('are read with all open spot markets in two calls', async () => {
    const { gateway, requests } = new RecordedVenue('kucoin', {
      // /docs-new/rest/spot-trading/market-data/get-all-symbols and get-all-tickers
      'GET /api/v2/symbols': answer([
        { symbol: 'BTC-USDT', baseCurrency: 'BTC', quoteCurrency: 'USDT', enableTrading: true },
        { symbol: 'OLD-USDT', baseCurrency: 'OLD', quoteCurrency: 'USDT', enableTrading: false },
      ]),
      'GET /api/v1/market/allTickers': answer({
        time: 1729173207043,
        ticker: [
          {
            symbol: 'BTC-USDT',
            buy: '67192.5',
            sell: '67192.6',
            last: '67193',
            changePrice: '-336.7',
            volValue: '190028838.31',
          },
        ],
      }),
    });
    const tickers = await marketsAt(gateway, { venue: 'kucoin' }).tickers(
      new Set(['BTC', 'OLD']),
      never,
    );
    if (!tickers.ok) throw new Error(tickers.failure.message);
    expect(tickers.value).toHaveLength(1);
    const [ticker] = tickers.value;
    expect(ticker?.bid?.toFixed()).toBe('67192.5');
    expect(ticker?.open24h?.toFixed()).toBe('67529.7');
    expect(ticker?.at).toBe(1729173207043);
    expect(requests).toHaveLength(2);
    await gateway.close();
  });
});

describe('the streams', () => {
  const [spot, futures] = kucoinStreams();

  it.each([
    ['main.transfer', ['funding'], 'key'],
    ['main.deposit', ['funding'], 'key'],
    ['trade.transfer', ['spot'], 'key'],
    ['trade.hold', ['spot'], 'account'],
    ['trade_hf.setted', ['spot'], 'account'],
    ['marginV2.setted', ['margin'], 'account'],
    ['marginV2.transfer', ['margin'], 'key'],
    ['isolatedV2_BTC-USDT.hold', ['isolated-margin'], 'account'],
    ['other', ['spot', 'funding', 'margin', 'isolated-margin'], 'key'],
  ])('%s says what to read again', (relationEvent, accountTypes, reach) => {
    // https://www.kucoin.com/docs-new/3470075w0
    const message = {
      type: 'message',
      topic: '/account/balance',
      subject: 'account.balance',
      data: { currency: 'USDT', total: '89', available: '89', hold: '0', relationEvent },
    };
    expect(spot?.understand(message)).toEqual({ kind: 'changed', accountTypes, reach });
  });

  it('stand once confirmed, and leave all else to ccxt', () => {
    expect(futures?.understand({ id: '1', type: 'ack' })).toEqual({ kind: 'live' });
    expect(futures?.understand({ id: '1', type: 'welcome' })).toBeUndefined();
    expect(futures?.understand({ id: '2', type: 'pong' })).toBeUndefined();
    expect(futures?.understand({ type: 'error', data: 'token is expired' })).toMatchObject({
      kind: 'ended',
    });
    // https://www.kucoin.com/docs-new/3470092w0
    const wallet = (walletBalance?: string) =>
      futures?.understand({
        type: 'message',
        topic: '/contractAccount/wallet',
        subject: 'walletBalance.change',
        data: { currency: 'USDT', equity: '49.50050236', walletBalance },
      });
    const accountTypes = ['futures', 'futures-inverse'];
    expect(wallet()).toEqual({ kind: 'changed', accountTypes, reach: 'key' });
    expect(wallet('10')).toEqual({ kind: 'changed', accountTypes, reach: 'key' });
    // What orders hold leaves the wallet's balance as it is.
    expect(wallet('10')).toEqual({ kind: 'changed', accountTypes, reach: 'account' });
    expect(wallet('11')).toEqual({ kind: 'changed', accountTypes, reach: 'key' });
  });
});
