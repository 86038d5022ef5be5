import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../engine/ports/clock';
import type { AccountReading } from '../../../engine/ports/exchanges';
import { RecordedVenue } from '../testing/recorded-venue';
import { balancesOf, failureOf, never, systemClock, table } from '../testing/test-gateway';
import { genericVenues } from './venues';
import { hurriedClock } from './testing/hurried-clock';
import { answersWithoutHosts, venueAnswers, withoutHosts } from './testing/all-answers';

const SEED = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');

/** A venue that answers to a key with nothing in it. */
function open(id: string, clock: Clock = systemClock) {
  const known = venueAnswers[id];
  if (known === undefined) throw new Error(`nobody knows what ${id} answers`);
  return new RecordedVenue(
    id,
    { ...answersWithoutHosts(id), ...withoutHosts(known.balance([])) },
    {
      clock,
      credentials: { apiKey: 'account-key', secret: known.secret ?? SEED, password: 'word' },
    },
  );
}

const ids = genericVenues.map(([id]) => id);

describe('an answer that is not understood is a failure of the answer, never an empty account, at', () => {
  const bodies = [
    '{"status":"maintenance"}',
    '{"message":"maintenance"}',
    '{"data":null}',
    '{}',
    'null',
    '5',
    '"ok"',
    'true',
    '[null]',
    '[5]',
    '[[]]',
  ];
  const refusals = [400, 402, 418, 500, 503].map((status) => ({ status, body: '[]' }));
  it.each(ids)('%s', async (id) => {
    const clock = hurriedClock();
    const venue = open(id, clock);
    const requests = Object.keys(withoutHosts(venueAnswers[id]?.balance([]) ?? {}));
    for (const answer of [...bodies, ...refusals]) {
      for (const request of requests) venue.now(request, answer);
      clock.pass();
      const { code } = failureOf(await venue.session.read('spot', never));
      expect(code, JSON.stringify(answer)).not.toMatch(/internal|invalid-input/);
    }
    expect(venue.log.lines).toEqual([]);
    await venue.gateway.close();
  });
});

describe('an account with nothing in it is empty where the venue says so, at', () => {
  /** Nothing at all at the top is not that: it may be an answer about anything. */
  const unclear = ['backpack', 'btcbox', 'coincheck', 'coinone', 'hollaex', 'paymium', 'whitebit'];
  const without = [...unclear, 'bit2c', 'bitbns'];
  it.each(ids.filter((id) => !without.includes(id)))('%s', async (id) => {
    expect(balancesOf(await open(id).session.read('spot', never))).toEqual([]);
  });
  it.each(without)('but not where it says nothing: %s', async (id) => {
    expect(failureOf(await open(id).session.read('spot', never)).code).toBe('bad-response');
  });
});

/** A reading of a venue that answers to this request with this. */
async function read(id: string, name: string, answer: unknown): Promise<AccountReading> {
  const venue = open(id);
  venue.now(name, typeof answer === 'string' ? answer : JSON.stringify(answer));
  return venue.session.read('spot', never);
}

async function balances(id: string, name: string, answer: unknown) {
  return table(balancesOf(await read(id, name, answer)));
}

describe('several rows of one coin add up', () => {
  const poloniex = (...rows: object[]) => [{ accountId: '1', accountType: 'SPOT', balances: rows }];
  it('also under several names: Poloniex USDT and USDTTRON', async () => {
    const rows = poloniex(
      { currencyId: '214', currency: 'USDT', available: '100', hold: '5' },
      { currencyId: '300', currency: 'USDTTRON', available: '7', hold: '0' },
    );
    expect(await balances('poloniex', 'GET /accounts/balances', rows)).toEqual({
      USDT: '107+5-0',
    });
  });

  it('and accounts: Poloniex, LATOKEN, BitTrade', async () => {
    const row = { currencyId: '28', currency: 'BTC', available: '1', hold: '0' };
    const two = [...poloniex(row), ...poloniex(row)];
    expect(await balances('poloniex', 'GET /accounts/balances', two)).toEqual({ BTC: '2+0-0' });
    const accounts = {
      status: 'ok',
      data: [
        { id: 1, type: 'spot' },
        { id: 2, type: 'spot' },
      ],
    };
    const account = (balance: string) =>
      JSON.stringify({
        status: 'ok',
        data: { list: [{ currency: 'jpy', type: 'trade', balance }] },
      });
    const venue = open('bittrade');
    venue.now('GET /v1/account/accounts', JSON.stringify(accounts));
    venue.now('GET /v1/account/accounts/1/balance', account('100'));
    venue.now('GET /v1/account/accounts/2/balance', account('11'));
    expect(table(balancesOf(await venue.session.read('spot', never)))).toEqual({
      JPY: '111+0-0',
    });
  });

  it('in one list: bitFlyer', async () => {
    const rows = [
      { currency_code: 'BTC', amount: 1.5, available: 1 },
      { currency_code: 'BTC', amount: 2, available: 2 },
    ];
    expect(await balances('bitflyer', 'GET /v1/me/getbalance', rows)).toEqual({
      BTC: '3+0.5-0',
    });
  });
});

describe('coins that ccxt does not list count as well', () => {
  it.each([
    ['bit2c', 'GET /Account/Balance/v2', { ABC: 7, AVAILABLE_ABC: 5, LOCKED_ABC: 2 }, '5+2-0'],
    ['btcbox', 'POST /api/v1/balance', { abc_balance: 5, abc_lock: 2 }, '5+2-0'],
    ['coincheck', 'GET /api/accounts/balance', { abc: '5', abc_reserved: '2' }, '5+2-0'],
    ['hollaex', 'GET /v2/user/balance', { abc_balance: 7, abc_available: 5 }, '5+2-0'],
    ['paymium', 'GET /api/v1/user', { balance_abc: '5', locked_abc: '2' }, '5+2-0'],
    [
      'bitbns',
      'POST /api/trade/v1/currentCoinBalance/EVERYTHING',
      { data: { inorderABC: 2 }, status: 1, error: null, code: 200 },
      '0+2-0',
    ],
  ])('%s', async (id, name, answer, held) => {
    expect(await balances(id, name, answer)).toEqual({ ABC: held });
  });
});

describe('debts are counted', () => {
  it.each([
    [
      'bullish',
      'GET /trading-api/v1/accounts/asset',
      [
        {
          assetSymbol: 'USDC',
          availableQuantity: '10',
          lockedQuantity: '1',
          borrowedQuantity: '4',
          loanedQuantity: '0',
        },
      ],
      'USDC',
    ],
    [
      'coinbaseinternational',
      'GET /api/v1/portfolios/1ap32qsc-1-0/balances',
      [{ asset_name: 'USDC', quantity: '11', hold: '1', loan: '4' }],
      'USDC',
    ],
    [
      'coincheck',
      'GET /api/accounts/balance',
      { success: true, jpy: '10', jpy_reserved: '1', jpy_debt: '4' },
      'JPY',
    ],
  ])('%s', async (id, name, answer, code) => {
    expect(await balances(id, name, answer)).toEqual({ [code]: '10+1-4' });
  });

  it('and what is lent out of one’s own makes it fail where nobody says what it is part of', async () => {
    const rows = [
      {
        assetSymbol: 'USDC',
        availableQuantity: '10',
        lockedQuantity: '1',
        borrowedQuantity: '0',
        loanedQuantity: '3',
      },
    ];
    const reading = await read('bullish', 'GET /trading-api/v1/accounts/asset', rows);
    expect(failureOf(reading)).toMatchObject({
      code: 'bad-response',
      message: expect.stringContaining('“loanedQuantity”') as string,
    });
  });
});

describe('names and figures that break programs', () => {
  const NAME = 'GET /openapi/v1/account';
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'a coin named %s is a coin',
    async (coin) => {
      const rows = { balances: [{ asset: coin, free: '1', locked: '2' }] };
      const held = await balances('coinsph', NAME, rows);
      expect(Object.values(held)).toEqual(['1+2-0']);
      const byName = `{"success":true,"result":{"${coin}":{"available":"1","freeze":"2"}}}`;
      expect(Object.values(await balances('p2b', 'POST /api/v2/account/balances', byName))).toEqual(
        ['1+2-0'],
      );
    },
  );

  it.each(['NaN', 'Infinity', '-Infinity', '1e999', '0x10', '1,5', '', ' 1', '-1', 'null'])(
    'no amount is %j',
    async (free) => {
      const rows = { balances: [{ asset: 'BTC', free, locked: '0' }] };
      expect(failureOf(await read('coinsph', NAME, rows)).code).toBe('bad-response');
    },
  );

  it.each([
    ['no coin', { free: '1', locked: '0' }],
    ['no amount', { asset: 'BTC', locked: '0' }],
    ['an object for an amount', { asset: 'BTC', free: { amount: 1 }, locked: '0' }],
    ['a figure of no known meaning', { asset: 'BTC', free: '1', locked: '0', staked: '3' }],
    ['such a figure with commas', { asset: 'BTC', free: '1', locked: '0', staked: '1,000.5' }],
    ['such a figure that is none', { asset: 'BTC', free: '1', locked: '0', staked: 'NaN' }],
    ['equity beside it', { asset: 'BTC', free: '1', locked: '0', fundEquity: '3' }],
    ['coins in orders beside it', { asset: 'BTC', free: '1', locked: '0', inOrder: '3' }],
    ['no coin and an odd amount', { asset: '', free: '1,000.5', locked: '0' }],
    ['parts of no known meaning', { asset: 'BTC', free: '1', locked: '0', more: [{ x: '3' }] }],
  ])('a row with %s fails', async (_what, row) => {
    const reading = await read('coinsph', NAME, { balances: [row] });
    expect(failureOf(reading).code).toBe('bad-response');
  });

  it('rows beside the rows fail, if there is anything in them', async () => {
    const answer = (amount: string) => ({ balances: [], vault: [{ asset: 'BTC', amount }] });
    expect(balancesOf(await read('coinsph', NAME, answer('0')))).toEqual([]);
    expect(failureOf(await read('coinsph', NAME, answer('3'))).code).toBe('bad-response');
  });

  it('a balance that does not add up fails', async () => {
    const rows = [{ currency: 'usd', total: '2', available: '2', reserved: '1' }];
    const reading = await read('bitstamp', 'POST /api/v2/account_balances/', rows);
    expect(failureOf(reading).message).toContain('did not add up');
  });

  it('Phemex counts each coin in units of its own, and none in units that nobody told', async () => {
    const rows = (currency: string) => ({
      code: 0,
      msg: '',
      data: [{ currency, balanceEv: 150, lockedTradingBalanceEv: 50, lockedWithdrawEv: 0 }],
    });
    expect(await balances('phemex', 'GET /spot/wallets', rows('BTC'))).toEqual({
      BTC: '0.000001+0.0000005-0',
    });
    const reading = await read('phemex', 'GET /spot/wallets', rows('XYZ'));
    expect(failureOf(reading).code).toBe('bad-response');
  });
});

it('CoinSpot is asked where keys that can only read work', async () => {
  const venue = open('coinspot');
  await venue.session.read('spot', never);
  expect(venue.requests.map(({ name }) => name)).toEqual(['POST /api/ro/my/balances']);
});
