import { describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { CREDENTIALS, RecordedVenue } from '../testing/recorded-venue';
import {
  balancesOf,
  failureOf,
  never,
  positionsOf,
  table,
  marketsAt,
} from '../testing/test-gateway';

const ASSETS = 'GET /api/v1/private/account/assets';
const POSITIONS = 'GET /api/v1/private/position/open_positions';
const DETAIL = 'GET /api/v1/contract/detail';

// https://www.mexc.com/api-docs/spot-v3/spot-account-trade/account-information
const spot = (balances: unknown): string =>
  JSON.stringify({
    canTrade: true,
    canWithdraw: true,
    canDeposit: true,
    updateTime: null,
    accountType: 'SPOT',
    balances,
    permissions: ['SPOT'],
  });

/** Futures answers, whose amounts are JSON numbers. */
const futures = (data: string): string => `{"success":true,"code":0,"data":${data}}`;

// https://www.mexc.com/api-docs/futures/account-and-trading-endpoints/get-all-account-assets
const asset = (currency: string, equity: string, available: string): string =>
  `{"currency":"${currency}","positionMargin":10.5,"availableBalance":${available},` +
  `"cashBalance":${available},"frozenBalance":2,"equity":${equity},"unrealized":-3.5,"bonus":0}`;

// https://www.mexc.com/api-docs/futures/account-and-trading-endpoints/get-open-positions
const position = (symbol: string, positionType: number, holdVol: string): string =>
  `{"positionId":1394650,"symbol":"${symbol}","positionType":${positionType},"openType":1,` +
  `"state":1,"holdVol":${holdVol},"frozenVol":0,"holdAvgPrice":1217.3,"im":0.1290338}`;

// https://www.mexc.com/api-docs/futures/market-endpoints/get-contract-info
const contracts = futures(`[
  {"symbol":"ETH_USDT","baseCoin":"ETH","quoteCoin":"USDT","settleCoin":"USDT","contractSize":0.01},
  {"symbol":"BTC_USD","baseCoin":"BTC","quoteCoin":"USD","settleCoin":"BTC","contractSize":100}
]`);

async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}

describe('spot', () => {
  it('free, and locked by orders', async () => {
    const venue = new RecordedVenue('mexc', {
      'GET /api/v3/account': spot([
        { asset: 'USDT', free: '0.000000000674', locked: '1' },
        { asset: 'BTC', free: '0', locked: '0' },
      ]),
    });
    expect(await read(venue, 'spot')).toEqual({ USDT: '0.000000000674+1-0' });
  });

  it.each([
    ['a web page', '<!DOCTYPE html><html></html>'],
    ['nothing', ''],
    ['half an answer', '{"balances":[{"asset":"BTC"'],
    ['no list', spot(null)],
    ['an amount that is missing', spot([{ asset: 'BTC', free: '1' }])],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = new RecordedVenue('mexc', { 'GET /api/v3/account': body });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('bad-response');
  });
});

describe('futures', () => {
  it('is equity: with the margin of positions and unrealised profit and loss', async () => {
    const venue = new RecordedVenue('mexc', {
      [ASSETS]: futures(`[${asset('USDT', '109', '100')},${asset('BTC', '0', '0')}]`),
      [POSITIONS]: futures('[]'),
    });
    // Available and frozen alone would be 102.
    expect(await read(venue, 'futures')).toEqual({ USDT: '100+9-0' });
  });

  it('keeps all 24 digits of a JSON number', async () => {
    const venue = new RecordedVenue('mexc', {
      [ASSETS]: futures(`[${asset('USDT', '123456789012.345678901234', '0')}]`),
      [POSITIONS]: futures('[]'),
    });
    expect(await read(venue, 'futures')).toEqual({ USDT: '0+123456789012.345678901234-0' });
  });

  it('may be below zero', async () => {
    const venue = new RecordedVenue('mexc', {
      [ASSETS]: futures(`[${asset('USDT', '-1.5E-3', '0')}]`),
      [POSITIONS]: futures('[]'),
    });
    expect(await read(venue, 'futures')).toEqual({ USDT: '0+-0.0015-0' });
  });

  it('positions: contracts are worth coins, or dollars where they are settled in the coin', async () => {
    const venue = new RecordedVenue('mexc', {
      [ASSETS]: futures('[]'),
      [POSITIONS]: futures(
        `[${position('ETH_USDT', 1, '150')},${position('BTC_USD', 2, '5')},${position('ETH_USDT', 2, '0')}]`,
      ),
      [DETAIL]: contracts,
      'GET /api/v1/contract/ticker': (params) => {
        expect(params.get('symbol')).toBe('BTC_USD');
        return futures('{"symbol":"BTC_USD","lastPrice":49000,"fairPrice":50000}');
      },
    });
    expect(positionsOf(await venue.session.read('futures', never))).toEqual({
      ETH_USDT: 'ETH 1.5',
      BTC_USD: 'BTC -0.01',
    });
  });

  it('one contract held both ways is two positions', async () => {
    const venue = new RecordedVenue('mexc', {
      [ASSETS]: futures('[]'),
      [POSITIONS]: futures(`[${position('ETH_USDT', 1, '1')},${position('ETH_USDT', 2, '3')}]`),
      [DETAIL]: contracts,
    });
    const reading = await venue.session.read('futures', never);
    if (reading.outcome !== 'read' || reading.positions?.ok !== true) throw new Error('not read');
    expect(
      reading.positions.value.map(({ subaccount, delta }) => [subaccount, delta?.toFixed()]),
    ).toEqual([
      ['long', '0.01'],
      ['short', '-0.03'],
    ]);
    expect(venue.count(DETAIL)).toBe(1);
  });

  it('a contract that is not listed is a failure of the positions only', async () => {
    const venue = new RecordedVenue('mexc', {
      [ASSETS]: futures(`[${asset('USDT', '1', '1')}]`),
      [POSITIONS]: futures(`[${position('NEW_USDT', 1, '1')}]`),
      [DETAIL]: contracts,
    });
    expect(await venue.session.read('futures', never)).toMatchObject({
      outcome: 'read',
      balances: [{ code: 'USDT' }],
      positions: { ok: false, failure: { code: 'bad-response' } },
    });
  });

  it.each([
    ['an answer that is none', '{"success":false,"code":0}'],
    ['a list in an answer that is none', '{"success":false,"code":0,"data":[]}'],
    ['no list', futures('null')],
    ['an equity that is missing', futures('[{"currency":"USDT","availableBalance":1}]')],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = new RecordedVenue('mexc', { [ASSETS]: body, [POSITIONS]: futures('[]') });
    expect(failureOf(await venue.session.read('futures', never)).code).toBe('bad-response');
  });
});

it('says that MEXC Earn cannot be read', async () => {
  const venue = new RecordedVenue('mexc', {});
  expect(await venue.session.read('earn', never)).toMatchObject({
    outcome: 'unsupported',
    reason: expect.stringContaining('MEXC Earn') as unknown,
  });
});

describe('permissions', () => {
  const probe = (info: object) => {
    const venue = new RecordedVenue('mexc', {
      'GET /api/v3/time': JSON.stringify({ serverTime: Date.now() }),
      'GET /api/v3/account': spot([]),
      'GET /api/v3/apiKeyInfo': (params: URLSearchParams) =>
        params.get('accessKey') === CREDENTIALS.apiKey ? JSON.stringify(info) : '{"code":10072}',
      [ASSETS]: futures('[]'),
      [POSITIONS]: futures('[]'),
    });
    return venue.session.probe();
  };

  // What the account may do (`canTrade`, in its own answer) says nothing of the key.
  it.each([
    ['SPOT_ACCOUNT_READ,CONTRACT_ACCOUNT_READ', '', 'no', 'no', 'no'],
    ['SPOT_ACCOUNT_READ,SPOT_DEAL_WRITE', '203.0.113.7', 'yes', 'no', 'yes'],
    ['SPOT_ACCOUNT_READ,SPOT_WITHDRAW_WRITE', '', 'no', 'yes', 'no'],
    ['SPOT_ACCOUNT_READ,SPOT_WITHDRAW_READ,SPOT_TRANSFER_WRITE', '', 'yes', 'no', 'no'],
  ])('%s', async (permissions, ipWhiteList, trade, withdraw, ipRestricted) => {
    expect(await probe({ note: 'x', permissions, ipWhiteList })).toMatchObject({
      value: { permissions: { read: 'yes', trade, withdraw }, ipRestricted },
    });
  });
});

describe("MEXC's errors", () => {
  it.each([
    [10072, 'authentication'],
    [700002, 'authentication'],
    [700006, 'ip-restricted'],
    [700007, 'permission'],
    [429, 'rate-limited'],
  ])('spot: %i is %s', async (code, expected) => {
    const venue = new RecordedVenue('mexc', {
      'GET /api/v3/account': { status: 400, body: JSON.stringify({ code, msg: 'words' }) },
    });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe(expected);
  });

  it.each([
    [602, 'authentication'],
    [406, 'ip-restricted'],
    [701, 'permission'],
    [510, 'rate-limited'],
    [801, 'venue-unavailable'],
    [1000, 'account-not-enabled'],
  ])('futures, with status 200: %i is %s', async (code, expected) => {
    const venue = new RecordedVenue('mexc', {
      [ASSETS]: JSON.stringify({ success: false, code, message: 'words' }),
      [POSITIONS]: futures('[]'),
    });
    expect(failureOf(await venue.session.read('futures', never)).code).toBe(expected);
  });

  it('a clock that is off is put right and the request made once more', async () => {
    const venue = new RecordedVenue('mexc', {
      'GET /api/v3/time': JSON.stringify({ serverTime: Date.now() }),
      'GET /api/v3/account': {
        status: 400,
        body: JSON.stringify({ code: 700003, msg: 'Timestamp is outside of the recvWindow' }),
      },
    });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('clock-skew');
    expect(venue.count('GET /api/v3/account')).toBe(2);
  });
});

it('tickers: open spot markets under the common codes', async () => {
  // https://www.mexc.com/api-docs/spot-v3/market-data-endpoints
  const { gateway } = new RecordedVenue('mexc', {
    'GET /api/v3/exchangeInfo': JSON.stringify({
      symbols: [
        { symbol: 'BTCUSDT', status: '1', baseAsset: 'BTC', quoteAsset: 'USDT' },
        { symbol: 'BTCEUR', status: '3', baseAsset: 'BTC', quoteAsset: 'EUR' },
      ],
    }),
    'GET /api/v3/ticker/24hr': JSON.stringify([
      {
        symbol: 'BTCUSDT',
        lastPrice: '46263.71',
        bidPrice: '46260.38',
        askPrice: '46260.41',
        openPrice: '46079.37',
        volume: '1732.461487',
        quoteVolume: '10078.4',
        closeTime: Date.now(),
      },
      { symbol: 'BTCEUR', lastPrice: '1', bidPrice: '1', askPrice: '1', quoteVolume: '1' },
    ]),
  });
  const tickers = await marketsAt(gateway, { venue: 'mexc' }).tickers(new Set(['BTC']), never);
  if (!tickers.ok) throw new Error(tickers.failure.message);
  expect(
    tickers.value.map(({ base, quote, bid, ask, last, quoteVolume, open24h }) =>
      [base, quote, bid, ask, last, quoteVolume, open24h].map(String).join(' '),
    ),
  ).toEqual(['BTC USDT 46260.38 46260.41 46263.71 10078.4 46079.37']);
});
