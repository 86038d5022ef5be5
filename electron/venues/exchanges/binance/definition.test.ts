import { describe, expect, it } from 'vitest';
import { RecordedVenue } from '../testing/recorded-venue';
import { failureOf, never } from '../testing/test-gateway';
import {
  emptyEarn,
  REFUSED,
  RESTRICTIONS,
  CLASSIC,
  spotAccount,
  read,
} from './testing/recorded-answers';

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
