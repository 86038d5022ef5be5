import { describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { RecordedVenue, type Recorded } from '../testing/recorded-venue';
import { balancesOf, failureOf, never, positionsOf, table } from '../testing/test-gateway';

const ACCOUNTS = 'GET /derivatives/api/v3/accounts';
const POSITIONS = 'GET /derivatives/api/v3/openpositions';
const TICKERS = 'GET /derivatives/api/v3/tickers';

// https://docs.kraken.com/api/docs/futures-api/trading/get-accounts
const CASH = { type: 'cashAccount', balances: {} };
const FLEX = {
  type: 'multiCollateralMarginAccount',
  currencies: {},
  initialMargin: 0,
  initialMarginWithOrders: 0,
  maintenanceMargin: 0,
  balanceValue: 0,
  portfolioValue: 0,
  collateralValue: 0,
  pnl: 0,
  unrealizedFunding: 0,
  totalUnrealized: 0,
  totalUnrealizedAsMargin: 0,
  availableMargin: 0,
  marginEquity: 0,
};

const success = (fields: object): string =>
  JSON.stringify({ ...fields, result: 'success', serverTime: '2026-01-05T12:00:00.000Z' });
const accounts = (given: object): string =>
  success({ accounts: { cash: CASH, flex: FLEX, ...given } });
const openPositions = (...rows: readonly object[]): string => success({ openPositions: rows });

function venueWith(
  wallets: Recorded,
  positions: Recorded = openPositions(),
  tickers: Recorded = success({ tickers: [] }),
): RecordedVenue {
  return new RecordedVenue('krakenfutures', {
    [ACCOUNTS]: wallets,
    [POSITIONS]: positions,
    [TICKERS]: tickers,
  });
}

async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}

describe('the cash account', () => {
  it('is the funding account, its coins under their common names', async () => {
    const balances = { xbt: 0.1285407184, usdt: '4997.5012493753', eur: 0 };
    const venue = venueWith(accounts({ cash: { ...CASH, balances } }));
    expect(await read(venue, 'funding')).toEqual({
      BTC: '0.1285407184+0-0',
      USDT: '4997.5012493753+0-0',
    });
    expect(await read(venue, 'futures')).toEqual({});
    expect(await read(venue, 'futures-inverse')).toEqual({});
  });
});

describe('the multi-collateral account', () => {
  const currencies = {
    XBT: { quantity: 0.5, value: 25000, collateral: 24000, available: 0.4 },
    USD: { quantity: 1000, value: 1000, collateral: 1000, available: 800 },
  };

  it('has what is unrealised, which is stated in dollars, with its dollars', async () => {
    const flex = { ...FLEX, currencies, pnl: -45, unrealizedFunding: -5, totalUnrealized: -50 };
    expect(await read(venueWith(accounts({ flex })), 'futures')).toEqual({
      BTC: '0.4+0.1-0',
      USD: '800+150-0',
    });
  });

  it('has it also without any dollars; a debt is a negative quantity', async () => {
    const flex = { ...FLEX, currencies: { XBT: currencies.XBT }, totalUnrealized: -20.25 };
    expect(await read(venueWith(accounts({ flex })), 'futures')).toEqual({
      BTC: '0.4+0.1-0',
      USD: '0+-20.25-0',
    });
    const owing = { USD: { quantity: -120, value: -120, collateral: -120, available: 0 } };
    const indebted = { ...FLEX, currencies: owing, totalUnrealized: 20 };
    expect(await read(venueWith(accounts({ flex: indebted })), 'futures')).toEqual({
      USD: '0+-100-0',
    });
  });

  it("is worth what Kraken's own total says: the balances and what is unrealised", async () => {
    const flex = { ...FLEX, currencies, balanceValue: 26000, portfolioValue: 25950 };
    const venue = venueWith(accounts({ flex: { ...flex, totalUnrealized: -50 } }));
    const total = await venue.session.ownTotal(never);
    if (total?.ok !== true) throw new Error('not told');
    expect(total.value).toMatchObject({ covers: ['futures'], code: 'USD' });
    expect(total.value.amount.toFixed()).toBe('25950');
  });

  it('keeps every digit of a JSON number', async () => {
    const body = accounts({
      flex: { ...FLEX, currencies: { ETH: { quantity: 'DIGITS', available: 'DIGITS' } } },
    }).replaceAll('"DIGITS"', '1234.56789012345678901234');
    expect(await read(venueWith(body), 'futures')).toEqual({
      ETH: '1234.56789012345678901234+0-0',
    });
  });
});

describe('single-collateral accounts', () => {
  it('are worth their portfolio value each, and none hides another', async () => {
    // Balances, profit and value of the first are those of Kraken's example; contracts among the
    // balances are positions. https://support.kraken.com/hc/en-us/articles/360022635792-Accounts
    const bitcoin = {
      type: 'marginAccount',
      currency: 'xbt',
      balances: { fi_xbtusd_171215: 50000, fi_xbtusd_180615: -15000, xbt: 141.31756797 },
      auxiliary: { af: 100.73891563, pnl: 12.42134766, pv: 153.73891563, funding: 0 },
    };
    const ripple = {
      type: 'marginAccount',
      currency: 'xbt',
      balances: { xbt: '0.5', xrp: '11.0' },
      auxiliary: { usd: '0', pv: '0.5', pnl: '0.0', af: '0.5', funding: '0.0' },
    };
    const venue = venueWith(accounts({ fi_xbtusd: bitcoin, fv_xrpxbt: ripple }));
    expect(await read(venue, 'futures-inverse')).toEqual({
      'BTC fi_xbtusd': '100.73891563+53-0',
      'BTC fv_xrpxbt': '0.5+0-0',
      'XRP fv_xrpxbt': '11+0-0',
    });
    expect(await read(venue, 'funding')).toEqual({});
  });
});

describe('all accounts', () => {
  it('are asked for once for the accounts of a refresh', async () => {
    const venue = venueWith(accounts({}));
    const types = ['funding', 'futures', 'futures-inverse'] as const;
    await Promise.all(types.map((type) => read(venue, type)));
    expect(venue.count(ACCOUNTS)).toBe(1);
    expect(venue.count(POSITIONS)).toBe(1);
    expect(venue.count(TICKERS)).toBe(0);
  });

  it.each([
    ['a web page', '<html></html>'],
    ['an empty body', ''],
    ['no accounts', success({})],
    ['no multi-collateral account', success({ accounts: { cash: CASH } })],
    ['an account of a type that is not known', accounts({ earn: { type: 'earnAccount' } })],
    [
      'a coin without a quantity',
      accounts({
        cash: { ...CASH, balances: { xbt: null } },
        flex: { ...FLEX, currencies: { XBT: {} } },
        fi_xbtusd: { type: 'marginAccount', currency: 'xbt', balances: {}, auxiliary: {} },
      }),
    ],
  ])('are never empty because of %s', async (_what, body) => {
    for (const type of ['funding', 'futures', 'futures-inverse'] as const) {
      const failed = failureOf(await venueWith(body).session.read(type, never));
      expect(failed.code).toBe('bad-response');
    }
  });
});

describe('positions', () => {
  // https://docs.kraken.com/api/docs/futures-api/trading/get-open-positions
  const rows = [
    { side: 'long', symbol: 'PF_XBTUSD', price: 9000, size: 1.25, unrealizedFunding: -8.1e-8 },
    { side: 'short', symbol: 'FF_ETHUSD_260327', price: 3000, size: 4 },
    { side: 'short', symbol: 'pi_xbtusd', price: 50000, size: 10000 },
    { side: 'long', symbol: 'FI_ETHUSD_260327', price: 2000, size: 500 },
    { side: 'long', symbol: 'PF_SOLUSD', price: 150, size: 0 },
  ];
  const tickers = success({
    tickers: [
      { symbol: 'PI_XBTUSD', tag: 'perpetual', pair: 'XBT:USD', markPrice: 40000 },
      { symbol: 'fi_ethusd_260327', tag: 'quarter', markPrice: '2500' },
      { symbol: 'in_xbtusd', last: 40010 },
    ],
  });

  it('count coins of linear contracts; dollars of inverse ones at the mark price', async () => {
    const venue = venueWith(accounts({}), openPositions(...rows), tickers);
    const linear = await venue.session.read('futures', never);
    const inverse = await venue.session.read('futures-inverse', never);
    expect(positionsOf(linear)).toEqual({ PF_XBTUSD: 'BTC 1.25', FF_ETHUSD_260327: 'ETH -4' });
    expect(positionsOf(inverse)).toEqual({ pi_xbtusd: 'BTC -0.25', FI_ETHUSD_260327: 'ETH 0.2' });
    expect(inverse).toMatchObject({
      positions: {
        value: [
          { kind: 'perpetual', subaccount: 'fi_xbtusd' },
          { kind: 'future', subaccount: 'fi_ethusd' },
        ],
      },
    });
  });

  it('without a mark price are not read, and say nothing against the balances', async () => {
    const venue = venueWith(accounts({}), openPositions(...rows));
    expect(await venue.session.read('futures-inverse', never)).toMatchObject({
      outcome: 'read',
      positions: { ok: false, failure: { code: 'bad-response' } },
    });
  });

  it.each([
    ['no list', success({})],
    ['a contract that is not known', openPositions({ side: 'long', symbol: 'OF_X', size: 1 })],
    ['a side that is not known', openPositions({ side: 'both', symbol: 'PF_XBTUSD', size: 1 })],
  ])('are not none because of %s', async (_what, body) => {
    const venue = venueWith(accounts({}), body);
    expect(await venue.session.read('futures', never)).toMatchObject({
      outcome: 'read',
      positions: { ok: false, failure: { code: 'bad-response' } },
    });
  });
});

describe("Kraken's errors", () => {
  it.each([
    ['authenticationError', 'authentication'],
    ['apiLimitExceeded', 'rate-limited'],
    ['accountInactive', 'account-not-enabled'],
    ['Unavailable', 'venue-unavailable'],
    ['Server Error', 'venue-unavailable'],
    ['invalidArgument', 'bad-response'],
  ])('%s is %s', async (error, expected) => {
    const body = JSON.stringify({ result: 'error', error, serverTime: '2026-01-05T12:00:00Z' });
    const venue = venueWith(body);
    expect(failureOf(await venue.session.read('funding', never)).code).toBe(expected);
  });
});

describe('a new key', () => {
  it('can be added though Kraken does not tell the time or what the key may do', async () => {
    expect(await venueWith(accounts({})).session.probe()).toMatchObject({
      ok: true,
      value: {
        permissions: { read: 'yes', trade: 'unknown', withdraw: 'unknown' },
        clockSkewMs: 0,
      },
    });
  });
});

describe('prices', () => {
  it('come from elsewhere: there are no spot markets', () => {
    const { gateway } = venueWith(accounts({}));
    expect(gateway.marketsOf({ venue: 'krakenfutures' })).toBeUndefined();
  });
});
