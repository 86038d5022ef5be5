import { describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { RecordedVenue, type Recorded } from '../testing/recorded-venue';
import {
  balancesOf,
  failureOf,
  never,
  positionsOf,
  table,
  marketsAt,
} from '../testing/test-gateway';
import { currenciesOf } from './rows';

const WALLETS = 'POST /v2/auth/r/wallets';
const POSITIONS = 'POST /v2/auth/r/positions';
const PERMISSIONS = 'POST /v2/auth/r/permissions';
const TICKERS = 'GET /v2/tickers';

type Wallet = readonly [
  type: string,
  currency: string,
  balance: number | string,
  interest: number,
  available: number | null,
];
// https://docs.bitfinex.com/reference/rest-auth-wallets: two more places tell of the last change.
const wallets = (...rows: readonly Wallet[]): string =>
  JSON.stringify(rows.map((row) => [...row, 'Exchange 0.4 LTC for UST @ 65.075', null]));

/** https://docs.bitfinex.com/reference/rest-auth-positions */
const position = (
  symbol: string,
  amount: number,
  basePrice: number,
  profit: number | null,
  status = 'ACTIVE',
): readonly unknown[] => [
  ...[symbol, status, amount, basePrice, 0, 0, profit, -0.03, 7045.87, 3.06, null],
  ...[142355652, 1574002216000, 1574002216000, null, symbol.includes('F0') ? 1 : 0, null, 0, 0],
  { reason: 'TRADE', order_id: 34271018124 },
];

function venueWith(
  balances: Recorded | (() => Recorded),
  positions: Recorded = '[]',
): RecordedVenue {
  return new RecordedVenue('bitfinex', { [WALLETS]: balances, [POSITIONS]: positions });
}

async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}

const ACCOUNTS = ['spot', 'funding', 'margin', 'futures'] as const;

describe('the wallets', () => {
  const everywhere = wallets(
    ['exchange', 'UST', 10, 0, 8],
    ['exchange', 'IOT', 1000, 0, 1000],
    ['margin', 'UST', 200, 0, 150],
    ['margin', 'USTF0', 3000, 0, 2500],
    ['margin', 'BTCF0', 0.5, 0, 0.5],
    ['funding', 'UST', 40000, 12.5, 1500],
  );

  it('are four accounts: coins of one are not overwritten by those of another', async () => {
    const venue = venueWith(everywhere);
    expect(await read(venue, 'spot')).toEqual({ USDT: '8+2-0', IOTA: '1000+0-0' });
    expect(await read(venue, 'margin')).toEqual({ USDT: '150+50-0' });
    expect(await read(venue, 'futures')).toEqual({ USDT: '2500+500-0', BTC: '0.5+0-0' });
  });

  it('funding that is offered or lent is in the balance, and not counted again', async () => {
    const venue = venueWith(everywhere);
    expect(await read(venue, 'funding')).toEqual({ USDT: '1500+38500-0' });
    expect(venue.requests.map(({ name }) => name)).toEqual([WALLETS]);
  });

  it('are asked for once for the accounts of a refresh, and so are positions', async () => {
    const venue = venueWith(everywhere);
    await Promise.all(ACCOUNTS.map((type) => read(venue, type)));
    expect(venue.count(WALLETS)).toBe(1);
    expect(venue.count(POSITIONS)).toBe(1);
  });

  it('keep every digit of a JSON number, and are held where nothing is said to be free', async () => {
    const venue = venueWith(
      wallets(['exchange', 'BTC', 'DIGITS', 0, null]).replace(
        '"DIGITS"',
        '0.123456789012345678901234',
      ),
    );
    expect(await read(venue, 'spot')).toEqual({ BTC: '0+0.123456789012345678901234-0' });
  });

  it.each([
    ['a web page', '<html></html>'],
    ['an empty body', ''],
    ['an object', '{}'],
    ['an error that came as an answer', '["error",10001,"unknown"]'],
    [
      'a wallet without a balance',
      '[["exchange","BTC"],["funding","BTC"],["margin","BTC"],["margin","BTCF0"]]',
    ],
    ['a wallet of a type that is not known', wallets(['vault', 'BTC', 1, 0, 1])],
  ])('are never empty because of %s', async (_what, body) => {
    for (const type of ACCOUNTS) {
      const failed = failureOf(await venueWith(body).session.read(type, never));
      expect(failed.code).toBe('bad-response');
    }
  });
});

describe('margin and derivatives', () => {
  const rows = wallets(
    ['margin', 'USD', 1000, -1.5, 1000],
    ['margin', 'USTF0', 11.960650700086292, 0, 6.776250700086292],
  );

  it('are equity: profit and loss in the last currency of the pair; interest is owed', async () => {
    const open = [
      position('tBTCUSD', 0.0195, 8565.0267019, -0.33455568705000516),
      position('tETHBTC', -2, 0.05, 0.001),
      position('tLTCF0:USTF0', 0.1, 51.844, 0.5),
      position('tXRPUSD', 100, 0.5, 7, 'CLOSED'),
    ];
    const venue = venueWith(rows, JSON.stringify(open));
    expect(await read(venue, 'margin')).toEqual({
      USD: '999.66544431294999484+0-1.5',
      BTC: '0+0.001-0',
    });
    expect(await read(venue, 'futures')).toEqual({
      USDT: '6.776250700086292+5.6844-0',
    });
    expect(venue.count(TICKERS)).toBe(0);
  });

  it('take the last price where Bitfinex has not worked out the profit', async () => {
    const ticker = (symbol: string, last: number) => [symbol, 1, 2, 3, 4, 5, 6, last, 8, 9, 10];
    const open = [
      position('tBTCUSD', -0.5, 50000, null),
      position('tLTCF0:USTF0', 2, 50, null),
      position('tETHUSD', 1, 3000, 10),
    ];
    const asked: (string | null)[] = [];
    const venue = new RecordedVenue('bitfinex', {
      [WALLETS]: rows,
      [POSITIONS]: JSON.stringify(open),
      [TICKERS]: (params) => {
        asked.push(params.get('symbols'));
        return JSON.stringify([ticker('tBTCUSD', 50400), ticker('tLTCF0:USTF0', 49)]);
      },
    });
    // 1000 - 0.5 × 400 + 10, and 11.96… - 2 × 1
    expect(await read(venue, 'margin')).toEqual({ USD: '810+0-1.5' });
    expect(await read(venue, 'futures')).toEqual({ USDT: '6.776250700086292+3.1844-0' });
    expect(asked[0]).toBe('tBTCUSD,tLTCF0:USTF0');
  });

  it('fail, not only their positions, where positions may not be read', async () => {
    const refused = { status: 500, body: '["error",10001,"api_key: permission invalid"]' };
    const venue = venueWith(rows, refused);
    for (const type of ['margin', 'futures'] as const)
      expect(failureOf(await venue.session.read(type, never))).toMatchObject({
        code: 'permission',
        hint: "Grant the key “Wallets: get wallet balances and addresses” and “Margin Trading: get position and margin info” on the venue's page for keys.",
      });
    expect((await venue.session.read('spot', never)).outcome).toBe('read');
  });

  it('have positions with their amount of the base coin', async () => {
    const open = [
      position('tBTCUSD', 0.0195, 8565, -0.3),
      position('tAVAX:USD', -20, 30, 1),
      position('tBTCF0:USTF0', -0.25, 60000, 5),
      position('tETHUSD', 0, 3000, 0),
    ];
    const venue = venueWith(rows, JSON.stringify(open));
    expect(positionsOf(await venue.session.read('margin', never))).toEqual({
      tBTCUSD: 'BTC 0.0195',
      'tAVAX:USD': 'AVAX -20',
    });
    expect(positionsOf(await venue.session.read('futures', never))).toEqual({
      'tBTCF0:USTF0': 'BTC -0.25',
    });
  });

  it.each([
    ['BTCUSD', ['BTC', 'USD']],
    ['AVAX:USD', ['AVAX', 'USD']],
    ['BTCF0:USTF0', ['BTCF0', 'USTF0']],
  ])('%s is a pair of %j', (pair, expected) => {
    expect(currenciesOf(pair)).toEqual(expected);
  });

  it.each(['BTC', '', 'BTC:'])('"%s" is no pair', (pair) => {
    expect(() => currenciesOf(pair)).toThrow('no known pair');
  });
});

describe("Bitfinex's errors", () => {
  it.each([
    [500, '["error",10100,"apikey: invalid"]', 'authentication'],
    [500, '["error",10100,"apikey: digest invalid"]', 'authentication'],
    [500, '["error",10001,"api_key: permission invalid"]', 'permission'],
    [500, '["error",11010,"ratelimit: error"]', 'rate-limited'],
    [429, '{"error":"ERR_RATE_LIMIT"}', 'rate-limited'],
    [500, '["error",20060,"maintenance"]', 'venue-unavailable'],
    [503, '{"code":503,"error":"temporarily_unavailable"}', 'venue-unavailable'],
  ])('%i %s is %s', async (status, body, expected) => {
    const failed = failureOf(await venueWith({ status, body }).session.read('spot', never));
    expect(failed.code).toBe(expected);
  });

  it('a nonce that came too late is made anew', async () => {
    const answers = [
      { status: 500, body: '["error",10114,"nonce: small"]' },
      wallets(['exchange', 'BTC', 1, 0, 1]),
    ];
    expect(
      await read(
        venueWith(() => answers.shift() ?? ''),
        'spot',
      ),
    ).toEqual({ BTC: '1+0-0' });
  });

  it('nonces of one key rise, none comes twice', async () => {
    const venue = venueWith(wallets(['exchange', 'BTC', 1, 0, 1]));
    await Promise.all(Array.from({ length: 6 }, () => read(venue, 'spot')));
    await Promise.all(Array.from({ length: 6 }, () => read(venue, 'margin')));
    const nonces = venue.requests.map(({ headers }) =>
      Number(new Headers(headers).get('bfx-nonce')),
    );
    expect(nonces.length).toBeGreaterThan(6);
    expect(new Set(nonces).size).toBe(nonces.length);
    expect(nonces).toEqual([...nonces].sort((one, other) => one - other));
  });
});

describe('permissions', () => {
  // https://docs.bitfinex.com/reference/key-permissions
  const probe = (...granted: readonly (readonly [string, number, number])[]) =>
    new RecordedVenue('bitfinex', {
      [WALLETS]: '[]',
      [POSITIONS]: '[]',
      [PERMISSIONS]: JSON.stringify(granted),
    }).session.probe();

  it('of a key that only reads', async () => {
    expect(await probe(['wallets', 1, 0], ['orders', 1, 0], ['withdraw', 0, 0])).toMatchObject({
      value: {
        permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
        ipRestricted: 'unknown',
        clockSkewMs: 0,
      },
    });
  });

  it('of keys that trade, lend or withdraw', async () => {
    expect(await probe(['wallets', 1, 0], ['funding', 1, 1])).toMatchObject({
      value: { permissions: { read: 'yes', trade: 'yes', withdraw: 'no' } },
    });
    expect(await probe(['wallets', 0, 0], ['withdraw', 0, 1])).toMatchObject({
      value: { permissions: { read: 'no', trade: 'no', withdraw: 'yes' } },
    });
  });
});

describe('tickers', () => {
  it('are those of spot pairs, under the common codes', async () => {
    // https://docs.bitfinex.com/reference/rest-public-tickers
    const { gateway } = new RecordedVenue('bitfinex', {
      'GET /v2/conf/pub:list:pair:exchange': '[["BTCUSD","AVAX:UST","USTUSD"]]',
      // A market without rules for orders has prices all the same.
      'GET /v2/conf/pub:info:pair': '[[]]',
      [TICKERS]: JSON.stringify([
        ['tBTCUSD', 70000, 1, 70010, 2, -500, -0.007, 70005, 100.5, 71000, 69000],
        ['tAVAX:UST', 30.1, 10, 30.2, 10, 0.5, 0.01, 30.15, 2000, 31, 29],
        ['tBTCF0:USTF0', 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
        ['fUSD', 0.0002, 0.0002, 30, 1000, 0.0003, 2, 500, 0, 0, 0.0002, 9, 1, 0, null, null, 5],
      ]),
    });
    const codes = new Set(['BTC', 'AVAX', 'USDT']);
    const tickers = await marketsAt(gateway, { venue: 'bitfinex' }).tickers(codes, never);
    if (!tickers.ok) throw new Error(tickers.failure.message);
    const shown = tickers.value.map(({ base, quote, bid, quoteVolume, open24h }) =>
      [base, quote, bid, quoteVolume, open24h].map(String).join(' '),
    );
    // 100.5 × 70005 and 70005 + 500; 2000 × 30.15 and 30.15 - 0.5
    expect(shown).toEqual(['BTC USD 70000 7035502.5 70505', 'AVAX USDT 30.1 60300 29.65']);
  });
});
