import { describe, expect, it } from 'vitest';
import { RecordedVenue, type Recorded } from '../testing/recorded-venue';
import { failureOf, never, positionsOf, marketsAt } from '../testing/test-gateway';
import { answer, classic, read, refused } from './testing/recorded-answers';

const unified = (accountMode = 'unified'): Record<string, Recorded> => ({
  'GET /api/v3/account/settings': answer({
    uid: '1111111111',
    accountMode,
    assetMode: 'multi_assets',
    holdMode: 'one_way_mode',
  }),
});

async function accountTypes(answers: Record<string, Recorded>) {
  const accounts = await new RecordedVenue('bitget', answers).session.accounts();
  if (!accounts.ok) throw new Error(accounts.failure.message);
  return accounts.value.map(({ accountType }) => accountType);
}

describe('the mode of an account', () => {
  it('is classic only if Bitget says so', async () => {
    expect(await accountTypes(classic)).toEqual([
      'spot',
      'funding',
      'margin',
      'isolated-margin',
      'futures',
      'futures-inverse',
      'earn',
    ]);
  });

  it.each(['unified', 'hybrid'])('is unified: %s', async (mode) => {
    expect(await accountTypes(unified(mode))).toEqual(['unified', 'funding', 'earn']);
  });

  it.each([
    ['40014', 'permission'],
    ['40018', 'ip-restricted'],
    ['40012', 'authentication'],
  ])('is not guessed after %s', async (code, expected) => {
    const venue = new RecordedVenue('bitget', {
      'GET /api/v3/account/settings': refused(code, 'words'),
    });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe(expected);
  });

  it.each([
    ['upgrading', 'venue-unavailable'],
    ['switching', 'venue-unavailable'],
    ['another', 'bad-response'],
  ])('is not guessed while it is %s', async (mode, expected) => {
    const venue = new RecordedVenue('bitget', unified(mode));
    expect(failureOf(await venue.session.read('unified', never)).code).toBe(expected);
  });

  it('that changes while the app runs is a failure, whatever the older wallets answer', async () => {
    for (const older of [
      answer([]),
      refused(
        '40085',
        'You are in Unified Account mode, and the Classic Account API is not supported at this time',
      ),
    ]) {
      const venue = new RecordedVenue('bitget', {
        ...classic,
        'GET /api/v2/spot/account/assets': answer([spotRow]),
      });
      expect(await read(venue, 'spot')).toEqual({ BTC: '1+0-0' });
      venue.now('GET /api/v2/spot/account/assets', older);
      Object.entries(unified()).forEach(([name, mode]) => venue.now(name, mode));
      expect(failureOf(await venue.session.read('spot', never))).toMatchObject({
        code: 'bad-response',
        hint: expect.stringContaining('Refresh') as unknown,
      });
    }
  });

  it('is not classic because a unified account is told to be one', async () => {
    const venue = new RecordedVenue('bitget', {
      'GET /api/v3/account/settings': refused('40085', 'You are in Unified Account mode'),
    });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('bad-response');
    expect(venue.count('GET /api/v2/spot/account/assets')).toBe(0);
  });
});

const spotRow = { coin: 'BTC', available: '1', frozen: '0', locked: '0', uTime: '1' };

describe('a unified account', () => {
  const assets = answer({
    accountEquity: '11.13919278',
    usdtEquity: '11.13921165',
    assets: [
      {
        coin: 'USDT',
        equity: '-40.5',
        usdValue: '-40.4',
        balance: '-50',
        available: '0',
        debt: '40.5',
        locked: '0',
      },
      {
        coin: 'BGB',
        equity: '1.15582129',
        usdValue: '4.94618029',
        balance: '1.15582129',
        available: '1',
        debt: '0',
        locked: '0.15582129',
      },
    ],
  });

  it('is one wallet: equity is net of debt, which is shown and not taken off twice', async () => {
    const venue = new RecordedVenue('bitget', {
      ...unified(),
      'GET /api/v3/account/assets': assets,
    });
    expect(await read(venue, 'unified')).toEqual({ USDT: '0+0-40.5', BGB: '1+0.15582129-0' });
    for (const type of ['spot', 'futures', 'margin'] as const)
      expect((await venue.session.read(type, never)).outcome).toBe('unsupported');
  });

  it('funding has a call of its own', async () => {
    const venue = new RecordedVenue('bitget', {
      ...unified(),
      'GET /api/v3/account/funding-assets': answer([
        { coin: 'BGB', available: '0.01', frozen: '0.5', balance: '0.51' },
      ]),
    });
    expect(await read(venue, 'funding')).toEqual({ BGB: '0.01+0.5-0' });
  });

  it('says that its savings cannot be read', async () => {
    const venue = new RecordedVenue('bitget', unified());
    expect(await venue.session.read('earn', never)).toMatchObject({
      outcome: 'unsupported',
      reason: expect.stringContaining('unified account') as unknown,
    });
  });

  it('positions: coins, or dollars of the newer coin-margined contracts', async () => {
    const venue = new RecordedVenue('bitget', {
      ...unified(),
      'GET /api/v3/account/assets': assets,
      'GET /api/v3/position/current-position': (params) => {
        const category = params.get('category');
        if (category === 'USDC-FUTURES') return answer({ list: null });
        const inverse = category === 'COIN-FUTURES';
        return answer({
          list: [
            {
              category,
              symbol: inverse ? 'BTCUSD_CM' : 'BTCUSDT',
              holdMode: 'one_way_mode',
              posSide: inverse ? 'short' : 'long',
              total: inverse ? '5000' : '0.001',
              markPrice: inverse ? '100000' : '107415.3',
            },
            { category, symbol: 'ETHUSDT', posSide: 'long', total: '0', markPrice: '3000' },
          ],
        });
      },
      'GET /api/v3/market/instruments': (params) =>
        params.get('category') === 'COIN-FUTURES'
          ? answer([{ symbol: 'BTCUSD_CM', baseCoin: 'BTC', quoteCoin: 'USD', type: 'perpetual' }])
          : answer([{ symbol: 'BTCUSDT', baseCoin: 'BTC', quoteCoin: 'USDT', type: 'perpetual' }]),
    });
    const reading = await venue.session.read('unified', never);
    expect(positionsOf(reading)).toEqual({ BTCUSDT: 'BTC 0.001', BTCUSD_CM: 'BTC -0.05' });
  });

  it('its own total is its equity in dollars', async () => {
    const venue = new RecordedVenue('bitget', {
      ...unified(),
      'GET /api/v3/account/assets': assets,
    });
    const total = await venue.session.ownTotal(never);
    expect(total).toMatchObject({ ok: true, value: { covers: ['unified'], code: 'USD' } });
    expect(total?.ok === true && total.value.amount.toFixed()).toBe('11.13919278');
  });
});

describe("Bitget's own total", () => {
  it('sums up what is read and knows no debt; bots and margin are left out', async () => {
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/account/all-account-balance': answer([
        { accountType: 'spot', usdtBalance: '1.5' },
        { accountType: 'futures', usdtBalance: '2' },
        { accountType: 'funding', usdtBalance: '3' },
        { accountType: 'earn', usdtBalance: '4' },
        { accountType: 'bots', usdtBalance: '1000' },
        { accountType: 'margin', usdtBalance: '2000' },
      ]),
    });
    const total = await venue.session.ownTotal(never);
    expect(total).toMatchObject({
      ok: true,
      value: { code: 'USDT', covers: ['spot', 'funding', 'futures', 'futures-inverse', 'earn'] },
    });
    expect(total?.ok === true && total.value.amount.toFixed()).toBe('10.5');
  });

  it('is not taken with an account that is not known', async () => {
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/account/all-account-balance': answer([
        { accountType: 'stocks', usdtBalance: '1' },
      ]),
    });
    expect(await venue.session.ownTotal(never)).toMatchObject({
      ok: false,
      failure: { code: 'bad-response' },
    });
  });
});

describe('permissions', () => {
  const probe = async (answers: Record<string, Recorded>) =>
    new RecordedVenue('bitget', {
      'GET /api/v2/public/time': answer({ serverTime: String(Date.now()) }),
      ...answers,
    }).session.probe();
  const classicKey = (authorities: readonly string[], ips: string) => ({
    ...classic,
    'GET /api/v2/spot/account/info': answer({ userId: '1', ips, authorities, parentId: 1 }),
  });
  const unifiedKey = (permType: string, permissions: readonly string[]) => ({
    ...unified(),
    'GET /api/v3/account/info': answer({ userId: '1', ips: '', permType, permissions }),
  });

  it.each([
    [['stor', 'cpor', 'coor', 'smor'], 'no', 'no'],
    [['stor', 'stow'], 'yes', 'no'],
    [['readonly', 'trade', 'wwow'], 'yes', 'yes'],
    [['stor', 'newword'], 'unknown', 'unknown'],
  ])('of a classic key: %j', async (authorities, trade, withdraw) => {
    expect(await probe(classicKey(authorities, '127.0.0.1'))).toMatchObject({
      value: { permissions: { read: 'yes', trade, withdraw }, ipRestricted: 'yes' },
    });
  });

  it.each([
    ['read-only', ['uta_mgt', 'uta_trade', 'withdraw'], 'no', 'no'],
    ['read_and_write', ['uta_mgt', 'uta_trade'], 'yes', 'no'],
    ['read-and-write', ['uta_mgt', 'withdraw'], 'no', 'yes'],
  ])('of a unified key: %s %j', async (permType, granted, trade, withdraw) => {
    expect(await probe(unifiedKey(permType, granted))).toMatchObject({
      value: { permissions: { read: 'yes', trade, withdraw }, ipRestricted: 'no' },
    });
  });
});

describe("Bitget's errors", () => {
  it.each([
    ['40006', 'authentication'],
    ['40009', 'authentication'],
    ['40014', 'permission'],
    ['40018', 'ip-restricted'],
    ['40037', 'authentication'],
    ['40200', 'venue-unavailable'],
    ['429', 'rate-limited'],
  ])('%s is %s', async (code, expected) => {
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/spot/account/assets': refused(code, 'words'),
    });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe(expected);
  });

  it('a missing permission is named as the key page does', async () => {
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/margin/crossed/account/assets': refused('40014', 'Incorrect permissions'),
    });
    expect(failureOf(await venue.session.read('margin', never)).hint).toContain('Margin trade');
  });
});

it('tickers: open spot markets under the common codes', async () => {
  // https://www.bitget.com/api-doc/spot/market/Get-Symbols, /Get-Tickers
  const { gateway } = new RecordedVenue('bitget', {
    'GET /api/v2/spot/public/symbols': answer([
      { symbol: 'BTCUSDT', baseCoin: 'BTC', quoteCoin: 'USDT', status: 'online' },
      { symbol: 'BTCEUR', baseCoin: 'BTC', quoteCoin: 'EUR', status: 'offline' },
    ]),
    'GET /api/v2/spot/market/tickers': answer([
      {
        symbol: 'BTCUSDT',
        open: '37202.46',
        lastPr: '37583.685',
        quoteVolume: '519127705.303',
        baseVolume: '13907.0386',
        bidPr: '37583.68',
        askPr: '37583.69',
        ts: String(Date.now()),
      },
      { symbol: 'BTCEUR', lastPr: '1', bidPr: '1', askPr: '1', quoteVolume: '1' },
    ]),
  });
  const tickers = await marketsAt(gateway, { venue: 'bitget' }).tickers(new Set(['BTC']), never);
  if (!tickers.ok) throw new Error(tickers.failure.message);
  expect(
    tickers.value.map(({ base, quote, bid, ask, last, quoteVolume, open24h }) =>
      [base, quote, bid, ask, last, quoteVolume, open24h].map(String).join(' '),
    ),
  ).toEqual(['BTC USDT 37583.68 37583.69 37583.685 519127705.303 37202.46']);
});
