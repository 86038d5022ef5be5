import { describe, expect, it } from 'vitest';
import { RecordedVenue } from '../testing/recorded-venue';
import { balancesOf, failureOf, never, table } from '../testing/test-gateway';

/** Shapes of https://docs.binance.us (account information; staking balance). */
const ACCOUNT =
  '{"makerCommission":10,"canTrade":true,"canWithdraw":true,"accountType":"SPOT","balances":[{"asset":"BTC","free":"0.50000000","locked":"0.10000000"},{"asset":"USD","free":"1200.0000","locked":"0.0000"},{"asset":"LDX","free":"5","locked":"0"},{"asset":"ETH","free":"0","locked":"0"}],"permissions":["SPOT"]}';

describe('Binance US', () => {
  it('is read at its own hosts: spot, where no name is a receipt, and staking', async () => {
    const venue = new RecordedVenue('binanceus', {
      'GET /api/v3/account': ACCOUNT,
      'GET /sapi/v1/staking/stakingBalance':
        '{"code":"000000","message":"success","data":[{"asset":"SOL","stakingAmount":"2.5","rewardAsset":"SOL","apr":"0.0517","apy":"0.0517","autoRestake":true},{"asset":"BNB","stakingAmount":"0","rewardAsset":"BNB","apr":"0.01","apy":"0.01","autoRestake":true}],"success":true}',
    });
    expect(table(balancesOf(await venue.session.read('spot', never)))).toEqual({
      BTC: '0.5+0.1-0',
      USD: '1200+0-0',
      LDX: '5+0-0',
    });
    expect(table(balancesOf(await venue.session.read('earn', never)))).toEqual({
      'SOL staking': '0+2.5-0',
    });
    expect(new Set(venue.requests.map(({ url }) => url.host))).toEqual(new Set(['api.binance.us']));
  });

  it('keeps every digit, also of an amount that is a JSON number', async () => {
    const venue = new RecordedVenue('binanceus', {
      'GET /api/v3/account':
        '{"balances":[{"asset":"BTC","free":123456789012.345678901234,"locked":"0"}]}',
    });
    expect(table(balancesOf(await venue.session.read('spot', never)))).toEqual({
      BTC: '123456789012.345678901234+0-0',
    });
  });

  it('has no margin and no contracts', async () => {
    const venue = new RecordedVenue('binanceus', {});
    for (const type of ['margin', 'futures', 'funding'] as const)
      expect((await venue.session.read(type, never)).outcome).toBe('unsupported');
  });

  it.each(['<html></html>', '', '{}', '{"balances":null}'])(
    'is never empty because of %j',
    async (body) => {
      const venue = new RecordedVenue('binanceus', {
        'GET /api/v3/account': body,
        'GET /sapi/v1/staking/stakingBalance': body,
      });
      for (const type of ['spot', 'earn'] as const)
        expect(failureOf(await venue.session.read(type, never)).code).toBe('bad-response');
    },
  );

  it('does not tell what a key may do: what the account may is not that', async () => {
    const venue = new RecordedVenue('binanceus', {
      'GET /api/v3/time': JSON.stringify({ serverTime: Date.now() }),
      'GET /api/v3/account': ACCOUNT,
    });
    expect(await venue.session.probe()).toMatchObject({
      value: { permissions: { read: 'yes', trade: 'unknown', withdraw: 'unknown' } },
    });
  });
});
