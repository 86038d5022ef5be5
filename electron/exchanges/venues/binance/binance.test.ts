import { describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { RecordedVenue, restoreNetwork, type Recorded } from '../../testing/recorded-venue';
import { balancesOf, failureOf, never, positionsOf, table } from '../../testing/test-gateway';

restoreNetwork();

const NO_ROWS = '{"rows":[],"total":0}';
const NO_ETHER =
  '{"holdingInETH":"0","holdings":{"wbethAmount":"0","bethAmount":"0"},"thirtyDaysProfitInETH":"0","profit":{"amountFromWBETH":"0","amountFromBETH":"0"}}';
const NO_SOLANA = '{"bnsolAmount":"0","holdingInSOL":"0","thirtyDaysProfitInSOL":"0"}';
const emptyEarn: Record<string, Recorded> = {
  'GET /sapi/v1/simple-earn/flexible/position': NO_ROWS,
  'GET /sapi/v1/simple-earn/locked/position': NO_ROWS,
  'GET /sapi/v2/eth-staking/account': NO_ETHER,
  'GET /sapi/v1/sol-staking/account': NO_SOLANA,
};
const REFUSED: Recorded = {
  status: 401,
  body: '{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}',
};
const RESTRICTIONS =
  '{"ipRestrict":true,"createTime":1698645219000,"enableReading":true,"enableWithdrawals":false,"enableInternalTransfer":true,"enableMargin":false,"enableFutures":false,"permitsUniversalTransfer":true,"enableVanillaOptions":false,"enableFixApiTrade":false,"enableFixReadOnly":true,"enableSpotAndMarginTrading":false,"enablePortfolioMarginTrading":false}';

const profile = (portfolioMargin: boolean, options: boolean): Record<string, Recorded> => ({
  'GET /sapi/v1/account/info': JSON.stringify({
    vipLevel: 0,
    isMarginEnabled: true,
    isFutureEnabled: true,
    isOptionsEnabled: options,
    isPortfolioMarginRetailEnabled: portfolioMargin,
  }),
});
const CLASSIC = profile(false, false);

function spotAccount(...rows: readonly (readonly [string, string, string])[]): string {
  const balances = rows.map(([asset, free, locked]) => ({ asset, free, locked }));
  return JSON.stringify({
    makerCommission: 10,
    canTrade: true,
    updateTime: 1735689600000,
    accountType: 'SPOT',
    balances,
    permissions: ['SPOT'],
    uid: 354937868,
  });
}

async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}

describe('the spot account', () => {
  it('gives what is free and what orders hold, and leaves out zeros', async () => {
    const venue = new RecordedVenue('binance', {
      'GET /api/v3/account': spotAccount(
        ['BTC', '4723846.89208129', '0.10000000'],
        ['LTC', '0.00000000', '0.00000000'],
      ),
    });
    expect(await read(venue, 'spot')).toEqual({ BTC: '4723846.89208129+0.1-0' });
  });

  it('drops receipts of Simple Earn, which the earn account counts, but never LDO', async () => {
    const venue = new RecordedVenue('binance', {
      ...emptyEarn,
      'GET /api/v3/account': spotAccount(
        ['LDBTC', '0.50000000', '0.00000000'],
        ['LDLDO', '3.00000000', '0.00000000'],
        ['LDO', '12.00000000', '1.00000000'],
      ),
      'GET /sapi/v1/simple-earn/flexible/position':
        '{"rows":[{"totalAmount":"0.50000000","asset":"BTC"},{"totalAmount":"3","asset":"LDO"}],"total":2}',
    });
    expect(await read(venue, 'spot')).toEqual({ LDO: '12+1-0' });
    expect(await read(venue, 'earn')).toEqual({
      'BTC flexible': '0+0.5-0',
      'LDO flexible': '0+3-0',
    });
  });

  it('counts receipts as the coin where the key cannot read earn', async () => {
    const venue = new RecordedVenue('binance', {
      'GET /api/v3/account': spotAccount(
        ['BTC', '1', '0'],
        ['LDBTC', '0.5', '0'],
        ['LDSHIB2', '7', '0'],
      ),
      'GET /sapi/v1/simple-earn/flexible/position': REFUSED,
    });
    expect(await read(venue, 'spot')).toEqual({
      BTC: '1+0-0',
      'BTC LDBTC': '0.5+0-0',
      'SHIB LDSHIB2': '7+0-0',
    });
  });

  it('does not count receipts for a passing failure of earn, whose last balances are carried', async () => {
    const venue = new RecordedVenue('binance', {
      'GET /api/v3/account': spotAccount(['BTC', '1', '0'], ['LDBTC', '0.5', '0']),
      'GET /sapi/v1/simple-earn/flexible/position': { status: 503, body: '' },
    });
    expect(await read(venue, 'spot')).toEqual({ BTC: '1+0-0' });
  });

  it('does not start to count receipts when a key that read earn no longer may', async () => {
    const venue = new RecordedVenue('binance', {
      ...emptyEarn,
      'GET /api/v3/account': spotAccount(['LDBTC', '0.5', '0']),
      'GET /sapi/v1/account/apiRestrictions': RESTRICTIONS,
    });
    await read(venue, 'earn');
    venue.now('GET /sapi/v1/simple-earn/flexible/position', REFUSED);
    expect(failureOf(await venue.session.read('earn', never)).code).toBe('permission');
    expect(await read(venue, 'spot')).toEqual({});
  });

  it('keeps every digit, also of an amount that is a JSON number', async () => {
    const venue = new RecordedVenue('binance', {
      'GET /api/v3/account':
        '{"balances":[{"asset":"BTC","free":123456789012.345678901234,"locked":"0"},{"asset":"PEPE","free":"1e-7","locked":"0"}]}',
    });
    expect(await read(venue, 'spot')).toEqual({
      BTC: '123456789012.345678901234+0-0',
      PEPE: '0.0000001+0-0',
    });
  });

  it.each([
    ['a web page', '<html><body>Back soon</body></html>'],
    ['an empty body', ''],
    ['half of the answer', spotAccount(['BTC', '1', '0']).slice(0, 60)],
    ['another object', '{}'],
    ['balances that are no list', '{"balances":{}}'],
    ['an amount that is none', spotAccount(['BTC', 'NaN', '0'])],
    ['a row without an amount', '{"balances":[{"asset":"BTC","locked":"0"}]}'],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = new RecordedVenue('binance', { 'GET /api/v3/account': body });
    const failed = failureOf(await venue.session.read('spot', never));
    expect(failed).toMatchObject({ code: 'bad-response', retry: { kind: 'backoff' } });
    expect(failed.message).toMatch(/^Binance gave an answer for the spot account that cannot/);
  });
});

describe('the funding account', () => {
  it('counts what is frozen or on its way out as locked', async () => {
    const venue = new RecordedVenue('binance', {
      'POST /sapi/v1/asset/get-funding-asset':
        '[{"asset":"USDT","free":"1","locked":"0.2","freeze":"0.03","withdrawing":"0.004","btcValuation":"0.00000091"}]',
    });
    expect(await read(venue, 'funding')).toEqual({ USDT: '1+0.234-0' });
  });
});

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

describe('futures accounts', () => {
  const asset = (name: string, wallet: string, profit: string, available: string) => ({
    asset: name,
    walletBalance: wallet,
    unrealizedProfit: profit,
    marginBalance: '0',
    availableBalance: available,
    maxWithdrawAmount: available,
  });

  it('linear: equity with unrealised profit and loss; collateral of other coins is not added', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /fapi/v3/account': JSON.stringify({
        totalWalletBalance: '126.7',
        assets: [
          asset('USDT', '23.72469206', '-3.00000001', '10.5'),
          asset('USDC', '5', '0', '99'),
          asset('BNB', '0.00000000', '0.00000000', '0'),
        ],
        positions: [],
      }),
    });
    expect(await read(venue, 'futures')).toEqual({
      USDT: '10.5+10.22469205-0',
      USDC: '5+0-0',
    });
  });

  it('linear: a receipt that was swapped into the account is the coin, which earn no longer has', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /fapi/v3/account': JSON.stringify({
        assets: [asset('USDT', '20', '0', '20'), asset('LDUSDT', '300', '0', '300')],
        positions: [],
      }),
    });
    expect(await read(venue, 'futures')).toEqual({
      USDT: '20+0-0',
      'USDT LDUSDT': '300+0-0',
    });
  });

  it('coin-margined: may be negative', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /dapi/v1/account': JSON.stringify({ assets: [asset('BTC', '0.1', '-0.25', '0')] }),
    });
    expect(await read(venue, 'futures-inverse')).toEqual({ BTC: '0+-0.15-0' });
  });
});

/** Shapes of https://developers.binance.com/docs/derivatives/usds-margined-futures and /coin-margined-futures. */
describe('positions', () => {
  const held = (symbol: string, positionAmt: string, positionSide = 'BOTH', markPrice = '') => ({
    symbol,
    positionSide,
    positionAmt,
    unrealizedProfit: '0.00000000',
    ...(markPrice === '' ? {} : { markPrice }),
  });
  const listed = (
    symbol: string,
    baseAsset: string,
    contractType: string,
    contractSize?: number,
  ) => ({
    symbol,
    baseAsset,
    contractType,
    ...(contractSize === undefined ? {} : { contractSize }),
  });
  const linear = (...positions: readonly object[]): string =>
    JSON.stringify({ assets: [], positions });

  it('linear: coins, negative when short; closed ones are left out', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /fapi/v3/account': linear(
        held('BTCUSDT', '-0.350'),
        held('ETHUSDT_260327', '1.5'),
        held('1000PEPEUSDT', '20'),
        held('1000SATSUSDT', '-3'),
        held('SOLUSDT', '0'),
      ),
      'GET /fapi/v1/exchangeInfo': JSON.stringify({
        symbols: [
          listed('BTCUSDT', 'BTC', 'PERPETUAL'),
          listed('ETHUSDT_260327', 'ETH', 'CURRENT_QUARTER'),
          listed('1000PEPEUSDT', '1000PEPE', 'PERPETUAL'),
          listed('1000SATSUSDT', '1000SATS', 'PERPETUAL'),
        ],
      }),
    });
    const reading = await venue.session.read('futures', never);
    expect(positionsOf(reading)).toEqual({
      BTCUSDT: 'BTC -0.35',
      ETHUSDT_260327: 'ETH 1.5',
      // A contract on a thousand of a coin nets with the coin, unless Binance trades the thousand.
      '1000PEPEUSDT': 'PEPE 20000',
      '1000SATSUSDT': '1000SATS -3',
    });
    const positions =
      reading.outcome === 'read' && reading.positions?.ok && reading.positions.value;
    expect(positions && positions.map(({ kind }) => kind)).toEqual([
      'perpetual',
      'future',
      'perpetual',
      'perpetual',
    ]);
    // Balances and positions are of one answer.
    expect(venue.count('GET /fapi/v3/account')).toBe(1);
  });

  it('asks what a contract is only where there is one', async () => {
    const venue = new RecordedVenue('binance', { ...CLASSIC, 'GET /fapi/v3/account': linear() });
    expect(positionsOf(await venue.session.read('futures', never))).toEqual({});
    expect(venue.count('GET /fapi/v1/exchangeInfo')).toBe(0);
  });

  it('hedge mode: both sides of one contract, each by its side', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /fapi/v3/account': linear(held('BTCUSDT', '1', 'LONG'), held('BTCUSDT', '0.4', 'SHORT')),
      'GET /fapi/v1/exchangeInfo': JSON.stringify({
        symbols: [listed('BTCUSDT', 'BTC', 'PERPETUAL')],
      }),
    });
    const reading = await venue.session.read('futures', never);
    if (reading.outcome !== 'read' || reading.positions?.ok !== true) throw new Error('not read');
    expect(
      reading.positions.value.map(({ subaccount, delta }) => [subaccount, delta?.toFixed()]),
    ).toEqual([
      ['long', '1'],
      ['short', '-0.4'],
    ]);
  });

  it('coin-margined: contracts of so many dollars at the mark price', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /dapi/v1/account': '{"assets":[]}',
      'GET /dapi/v1/positionRisk': JSON.stringify([
        held('BTCUSD_PERP', '-40', 'BOTH', '50000.00000000'),
        held('ETHUSD_260327', '25', 'LONG', '2500'),
        held('ADAUSD_PERP', '0', 'BOTH', '0.00000000'),
      ]),
      'GET /dapi/v1/exchangeInfo': JSON.stringify({
        symbols: [
          listed('BTCUSD_PERP', 'BTC', 'PERPETUAL', 100),
          listed('ETHUSD_260327', 'ETH', 'CURRENT_QUARTER', 10),
        ],
      }),
    });
    // -40 x 100 / 50000 and 25 x 10 / 2500
    expect(positionsOf(await venue.session.read('futures-inverse', never))).toEqual({
      BTCUSD_PERP: 'BTC -0.08',
      ETHUSD_260327: 'ETH 0.1',
    });
  });

  it('of a contract that is not listed are a failure, which leaves the balances', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /fapi/v3/account': linear(held('NEWUSDT', '1')),
      'GET /fapi/v1/exchangeInfo': '{"symbols":[]}',
    });
    expect(await venue.session.read('futures', never)).toMatchObject({
      outcome: 'read',
      balances: [],
      positions: { ok: false, failure: { code: 'bad-response' } },
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

/** Shapes of https://developers.binance.com/docs/derivatives/options-trading/account. */
describe('the options account', () => {
  it('is worth its equity; a position has the delta of its coins', async () => {
    const venue = new RecordedVenue('binance', {
      ...profile(false, true),
      'GET /eapi/v1/marginAccount':
        '{"asset":[{"asset":"USDT","marginBalance":"10099.448","equity":"10094.44662","available":"8725.92524","initialMargin":"1084.52138","maintMargin":"151.00138","unrealizedPNL":"-5.00138","adjustedEquity":"34.13282285"}],"greek":[{"underlying":"BTCUSDT","delta":"-0.05","gamma":"-0.002","theta":"-0.05","vega":"-0.002"}],"time":1592449455993}',
      'GET /eapi/v1/position': JSON.stringify([
        { symbol: 'BTC-260327-90000-C', side: 'SHORT', quantity: '-0.1', optionSide: 'CALL' },
        { symbol: 'ETH-260327-2500-P', side: 'LONG', quantity: '3', optionSide: 'PUT' },
        { symbol: 'BTC-260327-95000-C', side: 'LONG', quantity: '0', optionSide: 'CALL' },
        { symbol: 'SOL-250101-100-C', side: 'LONG', quantity: '2', optionSide: 'CALL' },
      ]),
      'GET /eapi/v1/mark': JSON.stringify([
        { symbol: 'BTC-260327-90000-C', markPrice: '1050', delta: '0.5' },
        { symbol: 'ETH-260327-2500-P', markPrice: '90', delta: '-0.25' },
      ]),
      'GET /eapi/v1/exchangeInfo': JSON.stringify({
        optionSymbols: [
          { symbol: 'BTC-260327-90000-C', unit: 1, underlying: 'BTCUSDT' },
          { symbol: 'ETH-260327-2500-P', unit: 1, underlying: 'ETHUSDT' },
        ],
      }),
    });
    const reading = await venue.session.read('options', never);
    expect(table(balancesOf(reading))).toEqual({ USDT: '8725.92524+1368.52138-0' });
    expect(positionsOf(reading)).toEqual({
      'BTC-260327-90000-C': 'BTC -0.05',
      'ETH-260327-2500-P': 'ETH -0.75',
      // Not quoted any more: its delta is not known.
      'SOL-250101-100-C': 'SOL',
    });
  });

  it('is no cell where Binance says that it was never opened', async () => {
    const listed = async (options: boolean) => {
      const accounts = await new RecordedVenue(
        'binance',
        profile(false, options),
      ).session.accounts();
      return accounts.ok && accounts.value.map(({ accountType }) => accountType);
    };
    expect(await listed(true)).toContain('options');
    expect(await listed(false)).not.toContain('options');
  });
});

/** Shape of https://developers.binance.com/docs/wallet/asset/query-user-wallet-balance. */
describe("Binance's own total", () => {
  const wallet = (walletName: string, balance: string) => ({ activate: true, balance, walletName });

  it('covers the wallets without debts and positions', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /sapi/v1/asset/wallet/balance': JSON.stringify([
        wallet('Spot', '1000.5'),
        wallet('Funding', '20'),
        wallet('Cross Margin', '7777'),
        wallet('USDⓈ-M Futures', '8888'),
        wallet('Earn', '300.25'),
      ]),
    });
    const total = await venue.session.ownTotal(never);
    if (total?.ok !== true) throw new Error('not read');
    expect(total.value.amount.toFixed()).toBe('1320.75');
    expect(total.value).toMatchObject({ code: 'USDT', covers: ['spot', 'funding', 'earn'] });
    expect(venue.requests.at(-1)?.url.searchParams.get('quoteAsset')).toBe('USDT');
  });

  it('is a failure where a wallet is missing', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /sapi/v1/asset/wallet/balance': JSON.stringify([wallet('Spot', '1')]),
    });
    expect(await venue.session.ownTotal(never)).toMatchObject({
      ok: false,
      failure: { code: 'bad-response' },
    });
  });
});

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
    expect(failureOf(await venue.session.read('earn', never)).code).toBe('venue-unavailable');
  });
});

describe("Binance's -2015", () => {
  it('is a lost key, even after it has worked, when ccxt takes it for an overload', async () => {
    const venue = new RecordedVenue('binance', {
      'GET /api/v3/account': spotAccount(['BTC', '1', '0']),
    });
    await read(venue, 'spot');
    venue.now('GET /api/v3/account', REFUSED);
    expect(failureOf(await venue.session.read('spot', never))).toMatchObject({
      code: 'authentication',
      retry: { kind: 'user-action' },
      message: expect.stringContaining('-2015'),
    });
  });

  it('is a missing permission where the key still answers for itself', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /fapi/v3/account': REFUSED,
      'GET /sapi/v1/account/apiRestrictions': RESTRICTIONS,
    });
    const failed = failureOf(await venue.session.read('futures', never));
    expect(failed).toMatchObject({
      code: 'permission',
      hint: expect.stringContaining('make a new one with “Enable Reading”'),
    });
  });
});

describe('names that could be mistaken', () => {
  it('an account type that Binance does not have reads nothing, least of all spot', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /api/v3/account': spotAccount(),
    });
    expect((await venue.session.read('unified', never)).outcome).toBe('unsupported');
    expect(venue.count('GET /api/v3/account')).toBe(0);
  });
});

describe('limits', () => {
  it.each([429, 418])('%i: waits as long as Retry-After says, for all accounts', async (status) => {
    const venue = new RecordedVenue('binance', {
      'GET /api/v3/account': {
        status,
        body: '{"code":-1003,"msg":"Too many requests; current limit is 6000 request weight per 1 MINUTE."}',
        headers: { 'Retry-After': '30' },
      },
      'GET /sapi/v1/margin/account': '{"userAssets":[]}',
    });
    const before = Date.now();
    const failed = failureOf(await venue.session.read('spot', never));
    expect(failed.code).toBe('rate-limited');
    if (failed.retry.kind !== 'after') throw new Error('no time to retry at');
    expect(failed.retry.at).toBeGreaterThanOrEqual(before + 30_000);
    expect(venue.session.rateLimit().pausedUntil).toBe(failed.retry.at);
    expect(failureOf(await venue.session.read('margin', never)).retry).toEqual(failed.retry);
    expect(venue.count('GET /sapi/v1/margin/account')).toBe(0);
  });

  it("takes over the venue's own count", async () => {
    const venue = new RecordedVenue('binance', {
      'GET /api/v3/account': {
        status: 200,
        body: spotAccount(),
        headers: { 'X-MBX-USED-WEIGHT-1M': '2700' },
      },
    });
    await read(venue, 'spot');
    expect(venue.session.rateLimit().used).toBeCloseTo(0.5, 1);
  });
});

describe('a wrong clock', () => {
  it("is put right by the venue's, and the request made once more", async () => {
    const serverTime = Date.now() + 3_600_000;
    const venue = new RecordedVenue('binance', {
      'GET /api/v3/time': () => JSON.stringify({ serverTime }),
      'GET /api/v3/account': (params) =>
        Math.abs(Number(params.get('timestamp')) - serverTime) < 60_000
          ? spotAccount(['BTC', '1', '0'])
          : {
              status: 400,
              body: '{"code":-1021,"msg":"Timestamp for this request is outside of the recvWindow."}',
            },
    });
    expect(await read(venue, 'spot')).toEqual({ BTC: '1+0-0' });
    expect(venue.count('GET /api/v3/account')).toBe(2);
    await read(venue, 'spot');
    expect(venue.count('GET /api/v3/account')).toBe(3);
  });

  it('is reported if that does not help', async () => {
    const venue = new RecordedVenue('binance', {
      'GET /api/v3/time': JSON.stringify({ serverTime: Date.now() }),
      'GET /api/v3/account': { status: 400, body: '{"code":-1021,"msg":"your time is ahead"}' },
    });
    expect(failureOf(await venue.session.read('spot', never))).toMatchObject({
      code: 'clock-skew',
    });
  });
});

describe('probing', () => {
  it('tells what the key may do, from where, and which accounts it reads', async () => {
    const venue = new RecordedVenue('binance', {
      ...emptyEarn,
      ...CLASSIC,
      'GET /api/v3/time': JSON.stringify({ serverTime: Date.now() - 5000 }),
      'GET /sapi/v1/account/apiRestrictions': RESTRICTIONS,
      'GET /api/v3/account': spotAccount(),
      'POST /sapi/v1/asset/get-funding-asset': '[]',
      'GET /sapi/v1/margin/account': '{"userAssets":[]}',
      'GET /sapi/v1/margin/isolated/account': '{"assets":[]}',
      'GET /fapi/v3/account': REFUSED,
      'GET /dapi/v1/account': REFUSED,
    });
    const probe = await venue.session.probe();
    if (!probe.ok) throw new Error(probe.failure.message);
    expect(probe.value.permissions).toEqual({ read: 'yes', trade: 'no', withdraw: 'no' });
    expect(probe.value.ipRestricted).toBe('yes');
    expect(Math.abs(probe.value.clockSkewMs + 5000)).toBeLessThan(1000);
    const unreadable = probe.value.accounts.filter(({ readable }) => !readable);
    expect(unreadable.map((each) => [each.accountType, each.failure?.code])).toEqual([
      ['futures', 'permission'],
      ['futures-inverse', 'permission'],
    ]);
  });

  it('notices a key that can withdraw or trade', async () => {
    const venue = new RecordedVenue('binance', {
      'GET /api/v3/time': JSON.stringify({ serverTime: Date.now() }),
      'GET /sapi/v1/account/apiRestrictions': RESTRICTIONS.replace(
        '"enableWithdrawals":false',
        '"enableWithdrawals":true',
      ).replace('"enableSpotAndMarginTrading":false', '"enableSpotAndMarginTrading":true'),
    });
    const probe = await venue.session.probe();
    expect(probe).toMatchObject({
      value: { permissions: { read: 'yes', trade: 'yes', withdraw: 'yes' } },
    });
  });
});
