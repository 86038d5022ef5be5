import { describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { createExchangeGateway } from '../../exchange-gateway';
import {
  CREDENTIALS,
  RecordedVenue,
  restoreNetwork,
  type Recorded,
} from '../../testing/recorded-venue';
import {
  TestLog,
  balancesOf,
  failureOf,
  never,
  positionsOf,
  systemClock,
  table,
} from '../../testing/test-gateway';
import { gateStream } from './gate-stream';

// Answers in the shape of https://www.gate.com/docs/developers/apiv4/en.
restoreNetwork();

type Answers = Record<string, Recorded | ((params: URLSearchParams) => Recorded)>;

const json = (value: unknown): string => JSON.stringify(value);
const refused = (label: string, status = 400): Recorded => ({
  status,
  body: json({ label, message: 'words' }),
});
const notOpened = refused('USER_NOT_FOUND');

/** `Query mode of the unified account` */
const mode = (name: string, settings: object = {}): Answers => ({
  'GET /api/v4/unified/unified_mode': json({
    mode: name,
    settings: { usdt_futures: true, spot_hedge: false, options: true, ...settings },
  }),
});

/** `Query futures account` */
const futuresAccount = (currency: string, fields: object = {}): string =>
  json({
    user: 6333333,
    currency,
    total: '0',
    unrealised_pnl: '0',
    position_margin: '0',
    order_margin: '0',
    available: '0',
    point: '0',
    bonus: '0',
    in_dual_mode: false,
    enable_credit: false,
    margin_mode: 0,
    ...fields,
  });

const noEarn: Answers = {
  'GET /api/v4/earn/uni/lends': json([]),
  'GET /api/v4/earn/fixed-term/user/lend': json({
    code: 0,
    message: '',
    data: { list: [], total: 0 },
    timestamp: 1752564887,
  }),
  'GET /api/v4/earn/staking/assets': json([]),
};

const classic = (answers: Answers): RecordedVenue =>
  new RecordedVenue('gate', {
    ...mode('classic'),
    'GET /api/v4/futures/usdt/accounts': futuresAccount('USDT'),
    'GET /api/v4/futures/usdt/positions': json([]),
    'GET /api/v4/futures/btc/accounts': futuresAccount('BTC'),
    'GET /api/v4/futures/btc/positions': json([]),
    'GET /api/v4/delivery/usdt/accounts': futuresAccount('USDT'),
    'GET /api/v4/delivery/usdt/positions': json([]),
    'GET /api/v4/options/positions': json([]),
    ...noEarn,
    ...answers,
  });

async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}

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

describe('futures', () => {
  it('the total is without the unrealised profit and loss, which is added', async () => {
    const venue = classic({
      'GET /api/v4/futures/usdt/accounts': futuresAccount('USDT', {
        total: '9707.803567115145',
        unrealised_pnl: '-3371.248828',
        position_margin: '38.712189181',
        available: '5000',
      }),
      'GET /api/v4/delivery/usdt/accounts': futuresAccount('USDT', { total: '1', available: '1' }),
      'GET /api/v4/futures/btc/accounts': futuresAccount('BTC', {
        total: '0.5',
        unrealised_pnl: '0.1',
        available: '0.4',
      }),
    });
    expect(await read(venue, 'futures')).toEqual({
      USDT: '5000+1336.554739115145-0',
      'USDT delivery': '1+0-0',
    });
    expect(await read(venue, 'futures-inverse')).toEqual({ BTC: '0.4+0.2-0' });
  });

  it('one that was never opened holds nothing; none opened is told as such', async () => {
    const answers = { 'GET /api/v4/futures/usdt/accounts': futuresAccount('USDT', { total: '2' }) };
    const one = classic({ ...answers, 'GET /api/v4/delivery/usdt/accounts': notOpened });
    expect(await read(one, 'futures')).toEqual({ USDT: '0+2-0' });
    const none = classic({
      'GET /api/v4/futures/usdt/accounts': notOpened,
      'GET /api/v4/delivery/usdt/accounts': notOpened,
    });
    expect(failureOf(await none.session.read('futures', never)).code).toBe('account-not-enabled');
  });

  it('any other failure of one of them is never an empty account', async () => {
    const venue = classic({
      'GET /api/v4/futures/usdt/accounts': futuresAccount('USDT', { total: '2' }),
      'GET /api/v4/delivery/usdt/accounts': refused('FORBIDDEN', 403),
    });
    const failure = failureOf(await venue.session.read('futures', never));
    expect(failure.code).toBe('permission');
    expect(failure.hint).toContain('Delivery contract');
  });

  it.each([
    ['another currency', futuresAccount('BTC', { total: '1' })],
    [
      'an account that is part of the unified one',
      futuresAccount('USDT', { total: '1', margin_mode: 1 }),
    ],
    ['one with pooled margin', futuresAccount('USDT', { total: '1', enable_credit: true })],
  ])('is not read from %s', async (_what, body) => {
    const venue = classic({ 'GET /api/v4/futures/usdt/accounts': body });
    expect(failureOf(await venue.session.read('futures', never)).code).toBe('bad-response');
  });

  /** `Get user position list` */
  const position = (contract: string, size: unknown, fields: object = {}) => ({
    user: 10000,
    contract,
    size,
    leverage: '0',
    value: '1',
    mark_price: '50000',
    mode: 'single',
    unrealised_pnl: '0',
    pending_orders: 0,
    ...fields,
  });

  /** `Query all futures contracts` */
  const contracts: Answers = {
    'GET /api/v4/futures/usdt/contracts': json([
      { name: 'BTC_USDT', type: 'direct', quanto_multiplier: '0.0001' },
      { name: 'ETH_USDT', type: 'direct', quanto_multiplier: '0.01' },
    ]),
    'GET /api/v4/futures/btc/contracts': json([
      { name: 'BTC_USD', type: 'inverse', quanto_multiplier: '0' },
      { name: 'ETH_USD', type: 'direct', quanto_multiplier: '0.000001' },
    ]),
    'GET /api/v4/delivery/usdt/contracts': json([
      { name: 'BTC_USDT_20261225', type: 'direct', quanto_multiplier: '0.0001' },
    ]),
  };

  it('positions: contracts by their size, inverse ones in dollars at the mark price', async () => {
    const venue = classic({
      ...contracts,
      'GET /api/v4/futures/usdt/positions': json([
        position('BTC_USDT', -15_000),
        position('ETH_USDT', 0),
        position('ETH_USDT', 300, { mode: 'dual_long' }),
        position('ETH_USDT', '-100', { mode: 'dual_short' }),
      ]),
      'GET /api/v4/delivery/usdt/positions': json([position('BTC_USDT_20261225', 2000)]),
      'GET /api/v4/futures/btc/positions': json([
        position('BTC_USD', -25_000),
        position('ETH_USD', 10, { mark_price: '4000' }),
      ]),
    });
    const reading = await venue.session.read('futures', never);
    if (reading.outcome !== 'read' || reading.positions?.ok !== true) throw new Error('not read');
    expect(
      reading.positions.value.map(({ market, subaccount, kind, code, delta }) => [
        market,
        subaccount,
        kind,
        code,
        delta?.toFixed(),
      ]),
    ).toEqual([
      ['BTC_USDT', undefined, 'perpetual', 'BTC', '-1.5'],
      ['ETH_USDT', 'long', 'perpetual', 'ETH', '3'],
      ['ETH_USDT', 'short', 'perpetual', 'ETH', '-1'],
      ['BTC_USDT_20261225', 'delivery', 'future', 'BTC', '0.2'],
    ]);
    // 25000 contracts of one dollar at 50000; what a quanto contract is like to hold is not known.
    expect(positionsOf(await venue.session.read('futures-inverse', never))).toEqual({
      BTC_USD: 'BTC -0.5',
      ETH_USD: 'ETH',
    });
    expect(venue.count('GET /api/v4/futures/usdt/contracts')).toBe(1);
  });

  it('positions are read to the last page, also where a list has none', async () => {
    const many = Array.from({ length: 150 }, (_, index) => position(`C${index}_USDT`, 1));
    const listed = json(
      many.map(({ contract }) => ({ name: contract, type: 'direct', quanto_multiplier: '1' })),
    );
    const paged = classic({
      'GET /api/v4/futures/usdt/contracts': listed,
      'GET /api/v4/futures/usdt/positions': (params) => {
        const offset = Number(params.get('offset'));
        return json(many.slice(offset, offset + Number(params.get('limit'))));
      },
    });
    const whole = classic({
      'GET /api/v4/futures/usdt/contracts': listed,
      'GET /api/v4/futures/usdt/positions': json(many),
    });
    for (const venue of [paged, whole]) {
      const reading = await venue.session.read('futures', never);
      expect(Object.keys(positionsOf(reading))).toHaveLength(150);
    }
  });
});

describe('options', () => {
  it('the equity has the value of the options; deltas are of the position', async () => {
    const venue = classic({
      // `Query account information`
      'GET /api/v4/options/accounts': json({
        user: 5691076,
        currency: 'USDT',
        total: '1650',
        position_value: '-50',
        equity: '1600',
        available: '1200',
        unrealised_pnl: '-10',
        margin_mode: 0,
      }),
      // `List user's positions of specified underlying`
      'GET /api/v4/options/positions': json([
        {
          contract: 'BTC_USDT-20261225-100000-C',
          underlying: 'BTC_USDT',
          size: -30,
          delta: '0.68691',
        },
        { contract: 'BTC_USDT-20261225-50000-P', underlying: 'BTC_USDT', size: 100, delta: '-0.2' },
        { contract: 'BTC_USDT-20240101-1-C', underlying: 'BTC_USDT', size: 1, delta: '1' },
        { contract: 'ETH_USDT-20261225-5000-C', underlying: 'ETH_USDT', size: 0, delta: '0.5' },
      ]),
      'GET /api/v4/options/contracts': (params) =>
        params.get('underlying') === 'BTC_USDT'
          ? json([
              { name: 'BTC_USDT-20261225-100000-C', multiplier: '0.01' },
              { name: 'BTC_USDT-20261225-50000-P', multiplier: '0.01' },
            ])
          : refused('NOT_FOUND', 404),
    });
    const reading = await venue.session.read('options', never);
    expect(table(balancesOf(reading))).toEqual({ USDT: '1200+400-0' });
    expect(positionsOf(reading)).toEqual({
      // 30 contracts of 0.01 BTC, sold, at 0.68691.
      'BTC_USDT-20261225-100000-C': 'BTC -0.206073',
      'BTC_USDT-20261225-50000-P': 'BTC -0.2',
      'BTC_USDT-20240101-1-C': 'BTC',
    });
  });

  it('one that says that it is part of a unified account, and holds something, is not read', async () => {
    const options = { currency: 'USDT', equity: '4', available: '4', margin_mode: 1 };
    const venue = classic({ 'GET /api/v4/options/accounts': json(options) });
    expect(failureOf(await venue.session.read('options', never)).code).toBe('bad-response');
    venue.now('GET /api/v4/options/accounts', json({ ...options, equity: '0', available: '0' }));
    expect(await read(venue, 'options')).toEqual({});
  });

  it('an account that was never opened is told as such', async () => {
    const venue = classic({ 'GET /api/v4/options/accounts': notOpened });
    expect(failureOf(await venue.session.read('options', never)).code).toBe('account-not-enabled');
  });
});

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

  it.each([
    [
      'an error inside the answer',
      { 'GET /api/v4/earn/fixed-term/user/lend': json({ code: 500, message: 'x', data: null }) },
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

describe("Gate's errors", () => {
  // `Label list`
  it.each([
    ['INVALID_KEY', 401, 'authentication'],
    ['INVALID_SIGNATURE', 401, 'authentication'],
    ['IP_FORBIDDEN', 403, 'ip-restricted'],
    ['FORBIDDEN', 403, 'permission'],
    ['ACCOUNT_LOCKED', 403, 'permission'],
    ['USER_NOT_FOUND', 400, 'account-not-enabled'],
    ['TOO_MANY_REQUESTS', 429, 'rate-limited'],
    ['SERVER_ERROR', 500, 'venue-unavailable'],
  ])('%s (HTTP %i) is %s', async (label, status, expected) => {
    const venue = classic({ 'GET /api/v4/spot/accounts': refused(label, status) });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe(expected);
  });

  it('REQUEST_EXPIRED has the clock put right and the request made again', async () => {
    const venue = classic({
      'GET /api/v4/spot/time': json({ server_time: Date.now() }),
      'GET /api/v4/spot/accounts': refused('REQUEST_EXPIRED', 403),
    });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('clock-skew');
    expect(venue.count('GET /api/v4/spot/accounts')).toBe(2);
  });
});

describe('permissions', () => {
  /** `Query all main account key information` */
  const key = (
    perms: readonly (readonly [string, boolean])[],
    ip_whitelist: string[] = [],
    shown = 'c5dcfbf1f3a7*****',
  ) => ({
    state: 1,
    mode: 1,
    name: 'test',
    perms: perms.map(([name, read_only]) => ({ name, read_only })),
    ip_whitelist,
    key: shown,
  });
  const probe = async (answer: Recorded) => {
    const venue = classic({
      'GET /api/v4/spot/time': json({ server_time: Date.now() }),
      'GET /api/v4/spot/accounts': json([]),
      'GET /api/v4/account/main_keys': answer,
    });
    const result = await venue.session.probe();
    if (!result.ok) throw new Error(result.failure.message);
    return result.value;
  };

  it('a key for reading alone', async () => {
    const one = [
      key(
        [
          ['account', true],
          ['spot', true],
          ['wallet', true],
        ],
        ['203.0.113.7'],
      ),
    ];
    expect(await probe(json(one))).toMatchObject({
      permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
      ipRestricted: 'yes',
    });
  });

  it('a key that trades, and may withdraw for all that is said', async () => {
    expect(
      await probe(
        json([
          key([
            ['spot', false],
            ['wallet', false],
          ]),
        ]),
      ),
    ).toMatchObject({
      permissions: { trade: 'yes', withdraw: 'unknown' },
      ipRestricted: 'no',
    });
  });

  it('of several keys only what they have in common', async () => {
    const keys = [key([['spot', false]]), key([['spot', true]], ['203.0.113.7'])];
    expect(await probe(json(keys))).toMatchObject({
      permissions: { trade: 'unknown', withdraw: 'no' },
      ipRestricted: 'unknown',
    });
  });

  it('of several keys the one whose letters are shown', async () => {
    const keys = [
      key([['withdraw', false]], [], 'c5dcfbf1f3a7*****'),
      key([['spot', true]], ['203.0.113.7'], `${CREDENTIALS.apiKey.slice(0, 12)}*****`),
    ];
    expect(await probe(json(keys))).toMatchObject({
      permissions: { trade: 'no', withdraw: 'no' },
      ipRestricted: 'yes',
    });
  });

  it('keys of sub-accounts are not told', async () => {
    expect(await probe(refused('FORBIDDEN', 403))).toMatchObject({
      permissions: { read: 'yes', trade: 'unknown', withdraw: 'unknown' },
      ipRestricted: 'unknown',
    });
  });
});

describe('tickers', () => {
  it('are read with all open spot markets in two calls', async () => {
    const venue = new RecordedVenue('gate', {
      // `List all supported currency pairs`, `Retrieve ticker information`
      'GET /api/v4/spot/currency_pairs': json([
        { id: 'BTC_USDT', base: 'BTC', quote: 'USDT', trade_status: 'tradable' },
        { id: 'OLD_USDT', base: 'OLD', quote: 'USDT', trade_status: 'untradable' },
      ]),
      'GET /api/v4/spot/tickers': json([
        {
          currency_pair: 'BTC_USDT',
          last: '51000',
          lowest_ask: '51001',
          highest_bid: '50999',
          change_percentage: '2',
          base_volume: '2362',
          quote_volume: '120462000',
        },
      ]),
    });
    const gateway = createExchangeGateway({
      log: new TestLog(),
      clock: systemClock,
      random: () => 0,
    });
    const tickers = await gateway.tickers({ venue: 'gate' }, new Set(['BTC', 'OLD']), never);
    if (!tickers.ok) throw new Error(tickers.failure.message);
    expect(tickers.value).toHaveLength(1);
    const [ticker] = tickers.value;
    expect(ticker?.ask?.toFixed()).toBe('51001');
    expect(ticker?.open24h?.toFixed()).toBe('50000');
    expect(venue.requests).toHaveLength(2);
    await gateway.close();
  });
});

describe('the stream', () => {
  // https://www.gate.com/docs/developers/apiv4/ws/en/#spot-balance-channel
  const message = (event: string, fields: object) => ({
    time: 1605248616,
    channel: 'spot.balances',
    event,
    ...fields,
  });

  it('says that spot is to be read again', () => {
    const stream = gateStream();
    expect(stream.understand(message('subscribe', { result: { status: 'success' } }))).toEqual({
      kind: 'live',
    });
    const update = { result: [{ currency: 'USDT', total: '1000000', available: '0' }] };
    expect(stream.understand(message('update', update))).toEqual({
      kind: 'changed',
      accountTypes: ['spot'],
    });
    expect(stream.understand({ channel: 'spot.pong', event: '' })).toBeUndefined();
  });

  it('that is refused has ended', () => {
    const error = { code: 4, message: 'invalid key' };
    expect(gateStream().understand(message('subscribe', { error }))).toMatchObject({
      kind: 'ended',
      failure: { code: 'permission' },
    });
  });
});
