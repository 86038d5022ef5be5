import { describe, expect, it } from 'vitest';
import { RecordedVenue } from '../testing/recorded-venue';
import { failureOf, never } from '../testing/test-gateway';
import { json, refused, mode, classic, read } from './testing/recorded-answers';

describe('the accounts of a key', () => {
  const unified = ['unified', 'isolated-margin', 'futures', 'futures-inverse', 'earn'];

  it.each([
    ['classic', ['spot', 'isolated-margin', 'futures', 'futures-inverse', 'options', 'earn']],
    ['single_currency', unified],
    ['multi_currency', unified],
    ['portfolio', unified],
  ])('%s: %j', async (name, expected) => {
    const accounts = await new RecordedVenue('gate', mode(name)).session.accounts();
    if (!accounts.ok) throw new Error(accounts.failure.message);
    expect(accounts.value.map(({ accountType }) => accountType)).toEqual(expected);
  });

  it.each([
    ['cannot be had', { status: 502, body: '' }, 'venue-unavailable'],
    ['is not known', json({ mode: 'another' }), 'bad-response'],
    ['is missing', json({}), 'bad-response'],
  ])('a mode that %s is a failure and not "classic"', async (_what, answer, code) => {
    const venue = new RecordedVenue('gate', { 'GET /api/v4/unified/unified_mode': answer });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe(code);
    expect(venue.count('GET /api/v4/spot/accounts')).toBe(0);
  });

  it('a key that may not see the mode is told what it lacks', async () => {
    const venue = new RecordedVenue('gate', {
      'GET /api/v4/unified/unified_mode': refused('FORBIDDEN', 403),
    });
    const failure = failureOf(await venue.session.read('spot', never));
    expect(failure.code).toBe('permission');
    expect(failure.hint).toContain('“Unified account”');
  });

  it('a switch of the mode meanwhile does not count the same coins twice', async () => {
    const venue = classic({ 'GET /api/v4/spot/accounts': json([]) });
    expect(await read(venue, 'spot')).toEqual({});
    venue.now('GET /api/v4/unified/unified_mode', json({ mode: 'multi_currency' }));
    const failure = failureOf(await venue.session.read('spot', never));
    expect(failure.code).toBe('bad-response');
    expect(failure.hint).toContain('Refresh');
  });
});

describe('spot', () => {
  it('gives what is free and what orders hold', async () => {
    // `List spot trading accounts`
    const venue = classic({
      'GET /api/v4/spot/accounts': json([
        { currency: 'ETH', available: '968.8', locked: '0.5', update_id: 98 },
        { currency: 'DBC', available: '0', locked: '0', update_id: 1 },
      ]),
    });
    expect(await read(venue, 'spot')).toEqual({ ETH: '968.8+0.5-0' });
  });

  it('keeps every digit of a number that is no text', async () => {
    const venue = classic({
      'GET /api/v4/spot/accounts':
        '[{"currency":"PEPE","available":123456789012.345678901234,"locked":0}]',
    });
    expect(await read(venue, 'spot')).toEqual({ PEPE: '123456789012.345678901234+0-0' });
  });

  it.each([
    ['a web page', '<!DOCTYPE html><html></html>'],
    ['an answer that is no list', json({ balances: [] })],
    ['a coin without an amount', json([{ currency: 'BTC', available: '1' }])],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = classic({ 'GET /api/v4/spot/accounts': body });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('bad-response');
  });
});

describe('isolated margin', () => {
  it('keeps the coins and debts of each pair apart, in both modes', async () => {
    // `Margin account list`
    const side = (currency: string, available: string, borrowed: string, interest: string) => ({
      currency,
      available,
      locked: '0',
      borrowed,
      interest,
    });
    const accounts = json([
      {
        currency_pair: 'DOGE_USDT',
        account_type: 'mmr',
        locked: false,
        base: side('DOGE', '5', '0', '0'),
        quote: side('USDT', '0.73402', '100', '0.25'),
      },
      {
        currency_pair: 'ETH_USDT',
        account_type: 'inactive',
        locked: false,
        base: side('ETH', '0', '0', '0'),
        quote: side('USDT', '7', '0', '0'),
      },
    ]);
    for (const name of ['classic', 'multi_currency']) {
      const venue = new RecordedVenue('gate', {
        ...mode(name),
        'GET /api/v4/margin/accounts': accounts,
      });
      expect(await read(venue, 'isolated-margin')).toEqual({
        'DOGE DOGE_USDT': '5+0-0',
        'USDT DOGE_USDT': '0.73402+0-100.25',
        'USDT ETH_USDT': '7+0-0',
      });
    }
  });
});

describe("the venue's own total", () => {
  const ownTotal = async (details: object) => {
    const venue = classic({
      // `Query personal account totals`
      'GET /api/v4/wallet/total_balance': (params) =>
        params.get('currency') === 'USDT'
          ? json({ total: { currency: 'USDT', amount: '999' }, details })
          : refused('INVALID_CURRENCY'),
    });
    return venue.session.ownTotal(never);
  };

  it('is the valuation of spot and of all that earns', async () => {
    const total = await ownTotal({
      spot: { currency: 'USDT', amount: '42264489969935775.5238' },
      finance: { currency: 'USDT', amount: '662714381.70310327810191647181' },
      futures: { currency: 'USDT', amount: '1384175', unrealised_pnl: '100' },
      margin: { currency: 'USDT', amount: '5', borrowed: '2' },
    });
    if (total?.ok !== true) throw new Error('no total');
    expect(total.value.covers).toEqual(['spot', 'earn']);
    expect(total.value.code).toBe('USDT');
    expect(total.value.amount.toFixed()).toBe('42264490632650157.22690327810191647181');
  });

  it.each([
    ['without spot', { finance: { currency: 'USDT', amount: '1' } }],
    ['in another currency', { spot: { currency: 'BTC', amount: '1' } }],
  ])('is not known %s', async (_what, details) => {
    expect(await ownTotal(details)).toMatchObject({ failure: { code: 'bad-response' } });
  });
});
