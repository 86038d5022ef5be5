import { describe, expect, it } from 'vitest';
import { RecordedVenue } from '../testing/recorded-venue';
import { failureOf, never } from '../testing/test-gateway';
import { answer, refused, info, wallet, read } from './testing/recorded-answers';

/** https://bybit-exchange.github.io/docs/v5/account/wallet-balance: `totalEquity`, in dollars. */
describe("Bybit's own total", () => {
  it('is the equity of the unified account', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/account/wallet-balance': answer({
        list: [{ accountType: 'UNIFIED', totalEquity: '3.31216591', coin: [] }],
      }),
    });
    const total = await venue.session.ownTotal(never);
    if (total?.ok !== true) throw new Error('not read');
    expect(total.value.amount.toFixed()).toBe('3.31216591');
    expect(total.value).toMatchObject({ code: 'USD', covers: ['unified'] });
  });

  it('is not told for classic accounts', async () => {
    expect(await new RecordedVenue('bybit', info(1)).session.ownTotal(never)).toBeUndefined();
  });
});

describe('regional twins', () => {
  const answers = {
    ...info(6),
    'GET /v5/account/wallet-balance': wallet('UNIFIED', {
      coin: 'BTC',
      equity: '1',
      walletBalance: '1',
    }),
    'GET /v5/position/list': answer({ list: [], nextPageCursor: '' }),
  };

  it.each([
    ['bybiteu', 'api.bybit.eu', 0],
    ['bybitid', 'api.bybit.id', 4],
  ])('%s is read at %s', async (id, host, positionCalls) => {
    const venue = new RecordedVenue(id, answers);
    expect(await read(venue, 'unified')).toEqual({ BTC: '1+0-0' });
    expect(new Set(venue.requests.map(({ url }) => url.host))).toEqual(new Set([host]));
    expect(venue.count('GET /v5/position/list')).toBe(positionCalls);
  });
});

describe("Bybit's errors", () => {
  it.each([
    [10003, 'authentication'],
    [10005, 'permission'],
    [10006, 'rate-limited'],
    [10010, 'ip-restricted'],
    [10016, 'venue-unavailable'],
    [33004, 'authentication'],
  ])('%i is %s', async (code, expected) => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/account/wallet-balance': refused(code, 'words'),
    });
    expect(failureOf(await venue.session.read('unified', never)).code).toBe(expected);
  });
});

describe('permissions', () => {
  const key = (readOnly: number, permissions: object, ips: readonly string[]) =>
    answer({ id: '1', readOnly, permissions, ips, unified: 0, uta: 1 });
  const probe = async (query: string) => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/market/time': answer({ timeSecond: '1', timeNano: `${Date.now()}000000` }),
      'GET /v5/user/query-api': query,
    });
    return venue.session.probe();
  };

  it('a read-only key can neither trade nor withdraw, whatever else is ticked', async () => {
    const groups = { Spot: ['SpotTrade'], Wallet: ['AccountTransfer', 'Withdraw'] };
    expect(await probe(key(1, groups, ['*']))).toMatchObject({
      value: {
        permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
        ipRestricted: 'no',
      },
    });
  });

  it('a key that acts is told', async () => {
    const groups = { Spot: ['SpotTrade'], Wallet: ['Withdraw'], ContractTrade: [] };
    expect(await probe(key(0, groups, ['203.0.113.7']))).toMatchObject({
      value: {
        permissions: { read: 'yes', trade: 'yes', withdraw: 'yes' },
        ipRestricted: 'yes',
      },
    });
  });
});
