import { describe, expect, it } from 'vitest';
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
  refused,
  notOpened,
  futuresAccount,
  classic,
  read,
  type Answers,
} from './testing/recorded-answers';

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

  it('any other failure of one of them is named, and hides not the other', async () => {
    const venue = classic({
      'GET /api/v4/futures/usdt/accounts': futuresAccount('USDT', { total: '2' }),
      'GET /api/v4/delivery/usdt/accounts': refused('FORBIDDEN', 403),
    });
    const reading = await venue.session.read('futures', never);
    expect(table(balancesOf(reading))).toEqual({ USDT: '0+2-0' });
    expect(unreadOf(reading)).toEqual({ 'delivery futures': 'permission' });
    expect(JSON.stringify(reading)).toContain('Delivery contract');
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

  it('positions are read to the last page; those of delivery futures have one', async () => {
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
      'GET /api/v4/delivery/usdt/contracts': listed,
      'GET /api/v4/delivery/usdt/positions': json(many),
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
