import { describe, expect, it } from 'vitest';
import { RecordedVenue } from '../testing/recorded-venue';
import {
  balancesOf,
  failureOf,
  never,
  positionsOf,
  table,
  unreadOf,
} from '../testing/test-gateway';
import {
  json,
  notOpened,
  mode,
  futuresAccount,
  noEarn,
  classic,
  read,
  type Answers,
} from './testing/recorded-answers';

describe('the unified account', () => {
  // `Get unified account information`
  const coin = (equity: string, fields: object = {}) => ({
    available: '0',
    freeze: '0',
    borrowed: '0',
    negative_liab: '0',
    equity,
    total_liab: '0',
    funding: '0',
    iso_balance: '0',
    ...fields,
  });
  const account = (balances: object, fields: object = {}): string =>
    json({
      mode: 'multi_currency',
      user_id: 10001,
      locked: false,
      balances,
      unified_account_total_equity: '1234.5',
      use_funding: false,
      ...fields,
    });
  const unified = (answers: Answers): RecordedVenue =>
    new RecordedVenue('gate', {
      ...mode('multi_currency'),
      'GET /api/v4/futures/usdt/positions': json([]),
      'GET /api/v4/options/positions': json([]),
      ...noEarn,
      ...answers,
    });

  it('is read once, and neither spot nor USDT futures nor options beside it', async () => {
    const venue = unified({
      'GET /api/v4/unified/accounts': account({
        USDT: coin('900.5', { available: '700', iso_balance: '50' }),
        ETH: coin('-0.25', { borrowed: '0.3', total_liab: '0.3' }),
        POINT: coin('0'),
      }),
      'GET /api/v4/delivery/usdt/accounts': notOpened,
      'GET /api/v4/futures/btc/accounts': futuresAccount('BTC', { total: '2', available: '2' }),
      'GET /api/v4/futures/btc/positions': json([]),
    });
    expect(await read(venue, 'unified')).toEqual({
      // 900.5 of cross margin and 50 of isolated positions.
      USDT: '700+250.5-0',
      // Equity of -0.25 is what remains of 0.05 after a debt of 0.3.
      ETH: '0+0.05-0.3',
    });
    expect(await read(venue, 'futures-inverse')).toEqual({ BTC: '2+0-0' });
    for (const accountType of ['spot', 'margin', 'options'] as const)
      expect((await venue.session.read(accountType, never)).outcome).toBe('unsupported');
    for (const name of ['spot', 'futures/usdt', 'options'])
      expect(venue.count(`GET /api/v4/${name}/accounts`)).toBe(0);
  });

  it('has the positions of USDT futures and options', async () => {
    const venue = unified({
      'GET /api/v4/unified/accounts': account({}),
      'GET /api/v4/futures/usdt/positions': json([
        { contract: 'BTC_USDT', size: 20_000, mode: 'single', mark_price: '50000' },
      ]),
      'GET /api/v4/futures/usdt/contracts': json([
        { name: 'BTC_USDT', type: 'direct', quanto_multiplier: '0.0001' },
      ]),
      'GET /api/v4/options/positions': notOpened,
    });
    expect(positionsOf(await venue.session.read('unified', never))).toEqual({ BTC_USDT: 'BTC 2' });
  });

  it('has no positions where futures and options were never opened', async () => {
    const venue = unified({
      'GET /api/v4/unified/accounts': account({}),
      'GET /api/v4/futures/usdt/positions': notOpened,
      'GET /api/v4/options/positions': notOpened,
    });
    expect(positionsOf(await venue.session.read('unified', never))).toEqual({});
  });

  it('owes what was borrowed and what went below zero where no sum of it is given', async () => {
    const venue = unified({
      'GET /api/v4/unified/accounts': account({
        USDT: coin('-5', { borrowed: '4', negative_liab: '-3', total_liab: '' }),
      }),
    });
    // 2 are left before a debt of 7.
    expect(await read(venue, 'unified')).toEqual({ USDT: '0+2-7' });
  });

  it('leaves USDT futures and options, where they were not switched in, to their accounts', async () => {
    const venue = unified({
      ...mode('multi_currency', { usdt_futures: false, options: false }),
      'GET /api/v4/unified/accounts': account({ USDT: coin('10', { available: '10' }) }),
      'GET /api/v4/futures/usdt/accounts': futuresAccount('USDT', { total: '3', available: '3' }),
      'GET /api/v4/delivery/usdt/accounts': notOpened,
      'GET /api/v4/delivery/usdt/positions': notOpened,
      'GET /api/v4/options/accounts': json({ currency: 'USDT', equity: '4', available: '4' }),
    });
    expect(await read(venue, 'unified')).toEqual({ USDT: '10+0-0' });
    expect(await read(venue, 'futures')).toEqual({ USDT: '3+0-0' });
    expect(await read(venue, 'options')).toEqual({ USDT: '4+0-0' });
    const reading = await venue.session.read('unified', never);
    expect(reading).not.toHaveProperty('positions');
  });

  it('an answer of a classic account is not taken for it', async () => {
    const venue = unified({ 'GET /api/v4/unified/accounts': account({}, { mode: 'classic' }) });
    expect(failureOf(await venue.session.read('unified', never)).code).toBe('bad-response');
  });

  it.each([
    [true, '0+60-0'],
    [false, '0+100-0'],
  ])('Simple Earn that is margin (%s) is not counted beside it', async (use_funding, expected) => {
    const venue = unified({
      'GET /api/v4/unified/accounts': account(
        { USDT: coin('500', { available: '500', funding: '40' }) },
        { use_funding },
      ),
      'GET /api/v4/earn/uni/lends': json([{ currency: 'USDT', amount: '100' }]),
    });
    expect(await read(venue, 'earn')).toEqual({ 'USDT flexible': expected });
  });

  it("its own total is the venue's equity in dollars", async () => {
    const venue = unified({ 'GET /api/v4/unified/accounts': account({}) });
    const total = await venue.session.ownTotal(never);
    if (total?.ok !== true) throw new Error('no total');
    expect(total.value.covers).toEqual(['unified']);
    expect([total.value.amount.toFixed(), total.value.code]).toEqual(['1234.5', 'USD']);
  });
});

describe('earn', () => {
  it('flexible, fixed and locked products are apart; tokens for stakes lie in spot', async () => {
    const lend = (currency: string, amount: string) => ({
      currency,
      current_amount: amount,
      amount,
      lent_amount: '0',
      frozen_amount: '0',
      min_rate: '0.1',
    });
    const order = (asset: string, principal: string, status: number) => ({
      order_id: `5846120275${asset}${status}`,
      asset,
      principal,
      interest: '0.8',
      status,
    });
    const venue = classic({
      'GET /api/v4/earn/uni/lends': (params) =>
        json(
          params.get('page') === '1'
            ? Array.from({ length: 100 }, (_, index) =>
                index === 0 ? lend('USDT', '100') : lend(`COIN${index}`, '0'),
              )
            : [lend('BTC', '0.5')],
        ),
      'GET /api/v4/earn/fixed-term/user/lend': (params) =>
        json({
          code: 0,
          message: '',
          data: {
            list:
              params.get('page') === '1'
                ? [order('USDT', '44.12', 1), order('USDT', '7', 4)]
                : [order('GT', '3', 1)],
            total: 3,
          },
        }),
      'GET /api/v4/earn/staking/assets': json([
        { pid: 1, mortgage_coin: 'GT', mortgage_amount: '111.6', freeze_amount: '0', type: 0 },
        { pid: 64, mortgage_coin: 'USDT', mortgage_amount: '1.0000000000', type: 1 },
        { pid: 70, mortgage_coin: 'USDT,USDC', mortgage_amount: '9', type: 2 },
      ]),
    });
    expect(await read(venue, 'earn')).toEqual({
      'USDT flexible': '0+100-0',
      'BTC flexible': '0+0.5-0',
      'USDT fixed': '0+44.12-0',
      'GT fixed': '0+3-0',
      'USDT staking': '0+1-0',
    });
  });

  it('names a product that Gate refuses inside of the answer', async () => {
    const venue = classic({
      'GET /api/v4/earn/uni/lends': json([{ currency: 'USDT', amount: '11' }]),
      'GET /api/v4/earn/fixed-term/user/lend': json({ code: 500, message: 'x', data: null }),
    });
    const reading = await venue.session.read('earn', never);
    expect(table(balancesOf(reading))).toEqual({ 'USDT flexible': '0+11-0' });
    expect(unreadOf(reading)).toEqual({ 'fixed-term savings': 'bad-response' });
  });

  it.each([
    [
      'money in an order of a state that is not known',
      {
        'GET /api/v4/earn/fixed-term/user/lend': json({
          code: 0,
          data: { list: [{ order_id: 1, asset: 'USDT', principal: '7', status: 9 }], total: 1 },
        }),
      },
    ],
    [
      'a missing page',
      { 'GET /api/v4/earn/fixed-term/user/lend': json({ code: 0, data: { list: [], total: 2 } }) },
    ],
    [
      'a page that comes again',
      {
        'GET /api/v4/earn/uni/lends': json(
          Array.from({ length: 100 }, (_, index) => ({ currency: `C${index}`, amount: '1' })),
        ),
      },
    ],
    [
      'an unknown product with money in it',
      {
        'GET /api/v4/earn/staking/assets': json([
          { mortgage_coin: 'X', mortgage_amount: '1', type: 9 },
        ]),
      },
    ],
    [
      'two coins of one lock',
      {
        'GET /api/v4/earn/staking/assets': json([
          { mortgage_coin: 'A,B', mortgage_amount: '1', type: 1 },
        ]),
      },
    ],
  ])('is a failure for %s', async (_what, answers) => {
    const venue = classic(answers);
    expect(failureOf(await venue.session.read('earn', never)).code).toBe('bad-response');
  });
});
