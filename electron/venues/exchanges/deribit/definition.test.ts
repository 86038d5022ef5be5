import { describe, expect, it } from 'vitest';
import { RecordedVenue, type Recorded } from '../testing/recorded-venue';
import {
  balancesOf,
  failureOf,
  never,
  positionsOf,
  table,
  marketsAt,
} from '../testing/test-gateway';

const SUMMARIES = 'GET /api/v2/private/get_account_summaries';
const POSITIONS = 'GET /api/v2/private/get_positions';

const rpc = (result: string): string =>
  `{"jsonrpc":"2.0","id":2515,"result":${result},"usIn":1,"usOut":2,"usDiff":1,"testnet":false}`;
const summaries = (...rows: readonly object[]): string =>
  rpc(JSON.stringify({ id: 10, type: 'main', summaries: rows }));

function venueWith(balances: string, positions: Recorded = rpc('[]')): RecordedVenue {
  return new RecordedVenue('deribit', { [SUMMARIES]: balances, [POSITIONS]: positions });
}
const reading = (venue: RecordedVenue) => venue.session.read('unified', never);

// https://docs.deribit.com/api-reference/account-management/private-get_account_summaries
const BTC = {
  currency: 'BTC',
  balance: 302.60065765,
  futures_session_upl: 0.05921555,
  futures_session_rpl: -0.03258105,
  options_value: -0.0086,
  margin_balance: 302.62729214,
  equity: 302.61869214,
  available_funds: 301.38059622,
  available_withdrawal_funds: 301.35396172,
  initial_margin: 1.24669592,
  maintenance_margin: 0.8857841,
  spot_reserve: 0,
  fee_balance: 0,
};

describe('the wallets of all currencies', () => {
  it('are read by one call; equity has futures and options in it already', async () => {
    const ether = { ...BTC, currency: 'ETH', equity: 5, available_withdrawal_funds: 5 };
    const venue = venueWith(summaries(BTC, ether, { ...BTC, currency: 'SOL', equity: 0 }));
    expect(table(balancesOf(await reading(venue)))).toEqual({
      BTC: '301.35396172+1.26473042-0',
      ETH: '5+0-0',
    });
    expect(venue.count(SUMMARIES)).toBe(1);
  });

  it('free and used are no total: with cross collateral they are those of all currencies', async () => {
    const shared = { available_funds: 80, maintenance_margin: 20, margin_balance: 100 };
    const rows = [
      { ...BTC, ...shared, equity: 0.5, available_withdrawal_funds: 0.4 },
      { ...BTC, ...shared, currency: 'USDC', equity: -250.5, available_withdrawal_funds: 0 },
    ];
    expect(table(balancesOf(await reading(venueWith(summaries(...rows)))))).toEqual({
      BTC: '0.4+0.1-0',
      USDC: '0+-250.5-0',
    });
  });

  it('keep every digit of a JSON number, and read exponents', async () => {
    const venue = venueWith(
      rpc(`{"summaries":[
        {"currency":"BTC","equity":0.123456789012345678901234,"available_withdrawal_funds":0},
        {"currency":"ETH","equity":1.5e-8,"available_withdrawal_funds":1.5e-8}]}`),
    );
    expect(table(balancesOf(await reading(venue)))).toEqual({
      BTC: '0+0.123456789012345678901234-0',
      ETH: '0.000000015+0-0',
    });
  });

  it.each([
    ['a web page', '<html></html>'],
    ['an empty body', ''],
    ['an answer without a result', '{"jsonrpc":"2.0","id":1}'],
    ['no summaries', rpc('{"id":10}')],
    ['one summary in place of all', rpc(JSON.stringify(BTC))],
    ['a currency without equity', rpc('{"summaries":[{"currency":"BTC","balance":1}]}')],
  ])('are never empty because of %s', async (_what, body) => {
    expect(failureOf(await reading(venueWith(body))).code).toBe('bad-response');
  });

  it('no other account type is read from them', async () => {
    const venue = venueWith(summaries(BTC));
    for (const type of ['spot', 'futures', 'options'] as const)
      expect((await venue.session.read(type, never)).outcome).toBe('unsupported');
    expect(venue.count(SUMMARIES)).toBe(0);
  });
});

describe('positions', () => {
  const position = (row: object) => ({ kind: 'future', direction: 'buy', ...row });
  const positions = (...rows: readonly object[]): string => rpc(JSON.stringify(rows.map(position)));

  it('have the delta of the whole position, in coins', async () => {
    // The first is the example of Deribit's documentation of get_positions.
    const perpetual = {
      instrument_name: 'BTC-PERPETUAL',
      size: 50,
      size_currency: 0.006687487,
      delta: 0.006687487,
      mark_price: 7476.65,
    };
    const linear = {
      instrument_name: 'SOL_USDC-PERPETUAL',
      direction: 'sell',
      size: -12.5,
      delta: -12.5,
      mark_price: 140,
    };
    const dated = { instrument_name: 'ETH-26JUN26', size: 3000, delta: 1.5, mark_price: 2000 };
    const closed = { instrument_name: 'BTC-26JUN26', direction: 'zero', size: 0, delta: 0 };
    const venue = venueWith(summaries(BTC), positions(perpetual, linear, dated, closed));
    const result = await reading(venue);
    expect(positionsOf(result)).toEqual({
      'BTC-PERPETUAL': 'BTC 0.006687487',
      'SOL_USDC-PERPETUAL': 'SOL -12.5',
      'ETH-26JUN26': 'ETH 1.5',
    });
    expect(result).toMatchObject({
      positions: { value: [{ kind: 'perpetual' }, { kind: 'perpetual' }, { kind: 'future' }] },
    });
    const [request] = venue.requests.filter(({ name }) => name === POSITIONS);
    expect(request?.url.searchParams.get('currency')).toBe('any');
  });

  it('options: less the coins that the equity has for them, where they settle in the coin', async () => {
    // Deribit's help: a call with delta 0.5 bought for 0.1 BTC adds 0.4 to the total delta.
    const call = {
      kind: 'option',
      instrument_name: 'BTC-26JUN26-100000-C',
      size: 1,
      delta: 0.5,
      mark_price: 0.1,
    };
    const shortCall = {
      kind: 'option',
      direction: 'sell',
      instrument_name: 'ETH-25AUG23-2100-C',
      size: -2,
      delta: -0.47582,
      mark_price: 0.017497,
    };
    const inDollars = {
      kind: 'option',
      instrument_name: 'BTC_USDC-26JUN26-90000-P',
      size: 0.1,
      delta: -0.03,
      mark_price: 2500,
    };
    const venue = venueWith(summaries(BTC), positions(call, shortCall, inDollars));
    expect(positionsOf(await reading(venue))).toEqual({
      'BTC-26JUN26-100000-C': 'BTC 0.4',
      'ETH-25AUG23-2100-C': 'ETH -0.440826',
      'BTC_USDC-26JUN26-90000-P': 'BTC -0.03',
    });
  });

  it('that may not be read leave the balances as they are', async () => {
    const refused = {
      status: 400,
      body: '{"jsonrpc":"2.0","error":{"message":"forbidden","code":13021}}',
    };
    const result = await reading(venueWith(summaries(BTC), refused));
    expect(balancesOf(result)).toHaveLength(1);
    expect(result).toMatchObject({
      positions: {
        ok: false,
        failure: {
          code: 'permission',
          hint: expect.stringContaining('“account: read” and “trade: read”') as string,
        },
      },
    });
  });

  it.each([
    ['no list', rpc('{}')],
    ['a kind that is not known', positions({ kind: 'swap', instrument_name: 'A-B', size: 1 })],
    ['no delta', positions({ instrument_name: 'BTC-PERPETUAL', size: 1 })],
  ])('are not none because of %s', async (_what, body) => {
    expect(await reading(venueWith(summaries(BTC), body))).toMatchObject({
      outcome: 'read',
      positions: { ok: false, failure: { code: 'bad-response' } },
    });
  });
});

describe("Deribit's errors", () => {
  const refused = (code: number, message: string, reason?: string): Recorded => ({
    status: 400,
    body: JSON.stringify({
      jsonrpc: '2.0',
      error: { message, code, ...(reason === undefined ? {} : { data: { reason } }) },
      testnet: false,
    }),
  });

  it.each([
    [13004, 'invalid_credentials', 'authentication'],
    [13009, 'unauthorized', 'authentication'],
    [13021, 'forbidden', 'permission'],
    [10028, 'too_many_requests', 'rate-limited'],
    [10041, 'settlement_in_progress', 'venue-unavailable'],
    [11051, 'system_maintenance', 'venue-unavailable'],
    [9999, 'api_not_enabled', 'account-not-enabled'],
    [12005, 'country_is_banned', 'ip-restricted'],
  ])('%i %s is %s', async (code, message, expected) => {
    const venue = new RecordedVenue('deribit', { [SUMMARIES]: refused(code, message) });
    expect(failureOf(await reading(venue)).code).toBe(expected);
  });

  it('a time that is off is found, and the request made again', async () => {
    const answers = [refused(13009, 'unauthorized', 'bad_timestamp'), summaries(BTC)];
    const venue = new RecordedVenue('deribit', {
      'GET /api/v2/public/get_time': rpc(String(Date.now())),
      [SUMMARIES]: () => answers.shift() ?? '',
      [POSITIONS]: rpc('[]'),
    });
    expect(balancesOf(await reading(venue))).toHaveLength(1);
    expect(venue.count('GET /api/v2/public/get_time')).toBe(1);
  });
});

describe('permissions', () => {
  it('cannot be asked for, but what was read can be read', async () => {
    const venue = new RecordedVenue('deribit', {
      'GET /api/v2/public/get_time': rpc(String(Date.now())),
      [SUMMARIES]: summaries(BTC),
      [POSITIONS]: rpc('[]'),
    });
    expect(await venue.session.probe()).toMatchObject({
      value: { permissions: { read: 'yes', trade: 'unknown', withdraw: 'unknown' } },
    });
  });
});

describe('tickers', () => {
  it('are asked for by quote currency; a pair that is listed twice counts once', async () => {
    const summary = (instrument_name: string, bid_price: number | null) => ({
      instrument_name,
      bid_price,
      ask_price: 70001.5,
      last: 70000,
      volume_notional: 1234567.5,
      creation_timestamp: 1767225600000,
    });
    const lists: Record<string, readonly object[]> = {
      USDC: [summary('BTC_USDC', 70000.5), summary('OLD_USDC', 1)],
      USDT: [],
      BTC: [summary('BTC_USDC', 70000.5), summary('ETH_BTC', null)],
    };
    const market = (base_currency: string, quote_currency: string, is_active = true) => ({
      instrument_name: `${base_currency}_${quote_currency}`,
      kind: 'spot',
      is_active,
      base_currency,
      quote_currency,
    });
    const { gateway, requests } = new RecordedVenue('deribit', {
      'GET /api/v2/public/get_instruments': rpc(
        JSON.stringify([market('BTC', 'USDC'), market('ETH', 'BTC'), market('OLD', 'USDC', false)]),
      ),
      'GET /api/v2/public/get_book_summary_by_currency': (params) =>
        rpc(JSON.stringify(lists[params.get('currency') ?? ''])),
    });
    const codes = new Set(['BTC', 'ETH', 'OLD']);
    const tickers = await marketsAt(gateway, { venue: 'deribit' }).tickers(codes, never);
    if (!tickers.ok) throw new Error(tickers.failure.message);
    expect(tickers.value.map(({ base, quote, bid }) => [base, quote, bid?.toFixed()])).toEqual([
      ['BTC', 'USDC', '70000.5'],
      ['ETH', 'BTC', undefined],
    ]);
    expect(tickers.value[0]).toMatchObject({ venue: 'deribit', at: 1767225600000 });
    expect(requests.every(({ url }) => url.searchParams.get('kind') === 'spot')).toBe(true);
  });
});
