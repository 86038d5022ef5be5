import { describe, expect, it } from 'vitest';
import { RecordedVenue } from '../testing/recorded-venue';
import { balancesOf, failureOf, never, positionsOf, table } from '../testing/test-gateway';
import { profile, CLASSIC, spotAccount, read } from './testing/recorded-answers';

describe('margin accounts', () => {
  it('cross: debt is what was borrowed and its interest', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /sapi/v1/margin/account':
        '{"created":true,"borrowEnabled":true,"marginLevel":"11.64","totalNetAssetOfBtc":"0.001","userAssets":[{"asset":"BTC","borrowed":"0.00000500","free":"0.00499500","interest":"0.00000001","locked":"0.001","netAsset":"0.00598999"},{"asset":"BNB","borrowed":"201.66666672","free":"0","interest":"0.1","locked":"0.00000000","netAsset":"-201.76666672"}]}',
    });
    const reading = await venue.session.read('margin', never);
    expect(table(balancesOf(reading))).toEqual({
      BTC: '0.004995+0.001-0.00000501',
      BNB: '0+0-201.76666672',
    });
  });

  it('isolated: each pair by itself, the same coin in several', async () => {
    const side = (asset: string, free: string, borrowed = '0', interest = '0') => ({
      asset,
      borrowEnabled: true,
      borrowed,
      free,
      interest,
      locked: '0',
      netAsset: '0',
      netAssetOfBtc: '0',
      repayEnabled: true,
      totalAsset: free,
    });
    const venue = new RecordedVenue('binance', {
      'GET /sapi/v1/margin/isolated/account': JSON.stringify({
        assets: [
          {
            baseAsset: side('BTC', '0.1'),
            quoteAsset: side('USDT', '10', '500', '0.25'),
            symbol: 'BTCUSDT',
            isolatedCreated: true,
          },
          {
            baseAsset: side('ETH', '0'),
            quoteAsset: side('USDT', '7'),
            symbol: 'ETHUSDT',
            isolatedCreated: true,
          },
        ],
      }),
    });
    expect(await read(venue, 'isolated-margin')).toEqual({
      'BTC BTCUSDT': '0.1+0-0',
      'USDT BTCUSDT': '10+0-500.25',
      'USDT ETHUSDT': '7+0-0',
    });
  });

  it('that were never opened are no failure of the key', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /sapi/v1/margin/account': {
        status: 400,
        body: '{"code":-3003,"msg":"Margin account does not exist."}',
      },
    });
    expect(failureOf(await venue.session.read('margin', never))).toMatchObject({
      code: 'account-not-enabled',
      retry: { kind: 'never' },
    });
  });
});

/** Shapes of https://developers.binance.com/docs/derivatives/portfolio-margin/account. */
describe('a portfolio margin account', () => {
  const balances = JSON.stringify([
    {
      asset: 'USDT',
      totalWalletBalance: '1098.5',
      crossMarginAsset: '103',
      crossMarginBorrowed: '10.00000000',
      crossMarginFree: '100.00000000',
      crossMarginInterest: '0.72469206',
      crossMarginLocked: '3.00000000',
      umWalletBalance: '995.5',
      umUnrealizedPNL: '23.72469206',
      cmWalletBalance: '0.00000000',
      cmUnrealizedPNL: '',
      updateTime: 1617939110373,
      negativeBalance: '0',
    },
    {
      asset: 'BTC',
      totalWalletBalance: '0.5',
      crossMarginAsset: '0',
      crossMarginBorrowed: '0',
      crossMarginFree: '0',
      crossMarginInterest: '0',
      crossMarginLocked: '0',
      umWalletBalance: '0',
      umUnrealizedPNL: '0',
      cmWalletBalance: '0.5',
      cmUnrealizedPNL: '-0.75',
      updateTime: 1617939110373,
      negativeBalance: '0',
    },
  ]);

  it('is one account whose parts are each counted once, from one answer', async () => {
    const venue = new RecordedVenue('binance', {
      ...profile(true, false),
      'GET /papi/v1/balance': balances,
      'GET /papi/v1/um/positionRisk': JSON.stringify([
        { symbol: 'ETHUSDT', positionSide: 'BOTH', positionAmt: '-2', markPrice: '2500' },
      ]),
      'GET /papi/v1/cm/positionRisk': '[]',
      'GET /fapi/v1/exchangeInfo':
        '{"symbols":[{"symbol":"ETHUSDT","baseAsset":"ETH","contractType":"PERPETUAL"}]}',
    });
    const [margin, futures, inverse] = await Promise.all([
      venue.session.read('margin', never),
      venue.session.read('futures', never),
      venue.session.read('futures-inverse', never),
    ]);
    expect(table(balancesOf(margin))).toEqual({ USDT: '100+3-10.72469206' });
    expect(table(balancesOf(futures))).toEqual({ USDT: '1019.22469206+0-0' });
    expect(table(balancesOf(inverse))).toEqual({ BTC: '0+-0.25-0' });
    expect(positionsOf(futures)).toEqual({ ETHUSDT: 'ETH -2' });
    expect(venue.count('GET /papi/v1/balance')).toBe(1);
    for (const classic of ['GET /sapi/v1/margin/account', 'GET /fapi/v3/account'])
      expect(venue.count(classic)).toBe(0);
  });

  it('is polled, but for spot: the classic streams say nothing of it', async () => {
    const streamed = async (portfolioMargin: boolean) => {
      const accounts = await new RecordedVenue(
        'binance',
        profile(portfolioMargin, false),
      ).session.accounts();
      if (!accounts.ok) throw new Error(accounts.failure.message);
      return accounts.value
        .filter(({ updates }) => updates === 'stream')
        .map(({ accountType }) => accountType);
    };
    expect(await streamed(true)).toEqual(['spot']);
    expect(await streamed(false)).toEqual(['spot', 'margin', 'futures', 'futures-inverse']);
  });

  it.each([
    ['that was not had', { status: 503, body: '' } as const, 'venue-unavailable'],
    ['without the answer', '{"vipLevel":0,"isMarginEnabled":true}', 'bad-response'],
  ])('is never taken for a classic one because of a probe %s', async (_what, answer, code) => {
    const venue = new RecordedVenue('binance', {
      'GET /sapi/v1/account/info': answer,
      'GET /sapi/v1/margin/account': '{"userAssets":[]}',
      'GET /fapi/v3/account': '{"assets":[],"positions":[]}',
      'GET /api/v3/account': spotAccount(['BTC', '1', '0']),
    });
    for (const type of ['margin', 'futures', 'futures-inverse', 'options'] as const)
      expect(failureOf(await venue.session.read(type, never)).code).toBe(code);
    // The accounts that do not depend on it are read.
    expect(await read(venue, 'spot')).toEqual({ BTC: '1+0-0' });
    // And it is asked for again.
    venue.now('GET /sapi/v1/account/info', String(CLASSIC['GET /sapi/v1/account/info']));
    expect(await read(venue, 'margin')).toEqual({});
  });
});
