import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { CREDENTIALS, RecordedVenue } from '../testing/recorded-venue';
import {
  balancesOf,
  failureOf,
  never,
  positionsOf,
  table,
  marketsAt,
} from '../testing/test-gateway';

// Shapes: https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html

const BALANCE = 'POST /exchange/v1/private/user-balance';
const POSITIONS = 'POST /exchange/v1/private/get-positions';
const STAKING = 'POST /exchange/v1/private/staking/get-staking-position';

const answer = (...data: readonly object[]): string =>
  JSON.stringify({ id: 1, method: 'private/…', code: 0, result: { data } });

const refused = (code: number): string =>
  JSON.stringify({ id: 1, method: 'private/…', code, message: 'WORDS' });

const coin = (instrument_name: string, quantity: string, reserved_qty = '0.00000000') => ({
  instrument_name,
  quantity,
  market_value: '1',
  collateral_eligible: 'true',
  haircut: '0.5',
  collateral_amount: '0.5',
  max_withdrawal_balance: quantity,
  reserved_qty,
});

const wallet = (position_balances: readonly object[], fields: object = {}) => ({
  total_available_balance: '1.0',
  total_margin_balance: '1.0',
  total_initial_margin: '0.0',
  total_position_cost: '0.0',
  total_cash_balance: '0.0',
  total_session_unrealized_pnl: '0.00000000',
  total_session_realized_pnl: '0.00000000',
  instrument_name: 'USD',
  is_liquidating: false,
  position_balances,
  ...fields,
});

const venueWith = (answers: ConstructorParameters<typeof RecordedVenue>[1]): RecordedVenue =>
  new RecordedVenue('cryptocom', {
    [BALANCE]: answer(wallet([])),
    [POSITIONS]: answer(),
    [STAKING]: answer(),
    ...answers,
  });

const reading = (venue: RecordedVenue, accountType: AccountType) =>
  venue.session.read(accountType, never);

async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await reading(venue, accountType)));
}

describe('the wallet', () => {
  it('is every coin with what is in use, and the unsettled loss of positions in dollars', async () => {
    // The documentation's example.
    const venue = venueWith({
      [BALANCE]: answer(
        wallet(
          [
            coin('CRO', '24422.72427884', '422.72427884'),
            coin('USD', '3113.50747209'),
            coin('USDT', '0.19411607'),
            coin('DAI', '0.00000000'),
          ],
          { total_session_unrealized_pnl: '-55.76239701' },
        ),
      ),
    });
    expect(await read(venue, 'unified')).toEqual({
      CRO: '24000+422.72427884-0',
      USD: '3057.74507508+0-0',
      USDT: '0.19411607+0-0',
    });
  });

  it('counts profit also where no dollar is held', async () => {
    const venue = venueWith({
      [BALANCE]: answer(wallet([coin('BTC', '1')], { total_session_unrealized_pnl: '12.5' })),
    });
    expect(await read(venue, 'unified')).toEqual({ BTC: '1+0-0', USD: '12.5+0-0' });
  });

  it('shows what is owed as borrowed, once', async () => {
    const venue = venueWith({
      [BALANCE]: answer(
        wallet([coin('ETH', '-2.5'), coin('USD', '-100')], { total_session_unrealized_pnl: '-5' }),
      ),
    });
    expect(await read(venue, 'unified')).toEqual({ ETH: '0+0-2.5', USD: '0+-5-100' });
  });

  it('has the wallets of isolated positions apart, whose money it does not contain', async () => {
    const venue = venueWith({
      [BALANCE]: answer(
        wallet([coin('USD', '100.00000000')], {
          total_isolated_cash_balance: '8.96326705',
          isolated_positions: [
            wallet([coin('USD', '8.9632670590686')], {
              isolation_id: '19848526',
              isolation_type: 'ISOLATED_MARGIN',
              leverage: '10',
              total_session_unrealized_pnl: '-0.003',
            }),
          ],
        }),
      ),
    });
    expect(await read(venue, 'unified')).toEqual({
      USD: '100+0-0',
      'USD isolated 19848526': '8.9602670590686+0-0',
    });
  });

  it('leaves staked coins to earn, also where it should name them', async () => {
    const venue = venueWith({
      [BALANCE]: answer(wallet([coin('SOL', '1'), coin('SOL.staked', '5')])),
      [STAKING]: answer({
        instrument_name: 'SOL.staked',
        underlying_inst_name: 'SOL',
        staked_quantity: '5',
      }),
    });
    expect(await read(venue, 'unified')).toEqual({ SOL: '1+0-0' });
    expect(await read(venue, 'earn')).toEqual({ 'SOL staking': '0+5-0' });
  });

  it('counts coins that are named as staked where staking is refused, or has none of them', async () => {
    const venue = venueWith({
      [BALANCE]: answer(wallet([coin('SOL.staked', '5'), coin('NEW.staked', '2')])),
      [STAKING]: answer({ instrument_name: 'SOL.staked', staked_quantity: '5' }),
    });
    expect(await read(venue, 'unified')).toEqual({ 'NEW NEW.staked': '0+2-0' });
    const refused = venueWith({
      [BALANCE]: answer(wallet([coin('SOL.staked', '5')])),
      [STAKING]: { status: 401, body: '{"id":1,"code":10005,"message":"no"}' },
    });
    expect(await read(refused, 'unified')).toEqual({ 'SOL SOL.staked': '0+5-0' });
  });

  it('is read once: what trades there is not read again under another name', async () => {
    const venue = venueWith({});
    for (const type of ['spot', 'margin', 'futures', 'isolated-margin'] as const)
      expect((await reading(venue, type)).outcome).toBe('unsupported');
    expect(venue.requests).toHaveLength(0);
  });

  it('keeps 24 digits of a number literal', async () => {
    const body = answer(wallet([coin('BTC', 'AMOUNT')])).replaceAll(
      '"AMOUNT"',
      '123456789012.345678901234',
    );
    const venue = venueWith({ [BALANCE]: body });
    expect(await read(venue, 'unified')).toEqual({ BTC: '123456789012.345678901234+0-0' });
  });

  it.each([
    ['a web page', '<!DOCTYPE html><html></html>'],
    ['nothing', ''],
    ['no account', answer()],
    ['no result', '{"id":1,"method":"private/user-balance","code":0}'],
    ['coins that are no list', answer(wallet([], { position_balances: null }))],
    ['a coin without a quantity', answer(wallet([{ instrument_name: 'BTC' }]))],
    ['no profit and loss', answer(wallet([], { total_session_unrealized_pnl: undefined }))],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = venueWith({ [BALANCE]: body });
    expect(failureOf(await reading(venue, 'unified')).code).toBe('bad-response');
  });

  it('is asked for with a signature over the parameters', async () => {
    const venue = venueWith({});
    await read(venue, 'unified');
    const sent = venue.requests.find(({ name }) => name === BALANCE)?.body;
    const { id, method, nonce, sig, api_key } = JSON.parse(String(sent)) as Record<string, string>;
    const signed = createHmac('sha256', CREDENTIALS.secret)
      .update(`${method}${id}${api_key}${nonce}`)
      .digest('hex');
    expect([method, api_key, sig]).toEqual(['private/user-balance', CREDENTIALS.apiKey, signed]);
  });
});

describe('staking', () => {
  const staked = (instrument_name: string, ...quantities: readonly string[]) => {
    const [staked_quantity, pending_staked_quantity, pending_unstaked_quantity, eligible] =
      quantities;
    return {
      instrument_name,
      underlying_inst_name: instrument_name.replace('.staked', ''),
      staked_quantity,
      pending_staked_quantity,
      pending_unstaked_quantity,
      reward_eligible_quantity: eligible,
    };
  };

  it('counts what is pending at most once', async () => {
    const venue = venueWith({
      [STAKING]: answer(
        // The documentation's example: 20000 + 10000 make up the 30000.
        staked('SOL.staked', '30000.00', '20000.00', '10000.00', '10000.00'),
        staked('DOT.staked', '0', '0', '12', '0'),
        staked('ATOM.staked', '0', '3', '0', '0'),
        staked('TSTON.staked', '1.5', '0', '0', '1.5'),
        staked('ETH.staked', '0', '0', '0', '0'),
      ),
    });
    expect(await read(venue, 'earn')).toEqual({
      'SOL staking': '0+30000-0',
      'DOT staking': '0+12-0',
      'ATOM staking': '0+3-0',
      'TSTON staking': '0+1.5-0',
    });
  });

  it.each([
    ['a web page', '<html></html>'],
    ['no rows', '{"id":1,"code":0,"result":{}}'],
    ['a row without a quantity', answer({ instrument_name: 'SOL.staked' })],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = venueWith({ [STAKING]: body });
    expect(failureOf(await reading(venue, 'earn')).code).toBe('bad-response');
  });
});

describe('positions', () => {
  const held = (instrument_name: string, quantity: string, fields: object = {}) => ({
    account_id: '858dbc8b-22fd-49fa-bff4-d342d98a8acb',
    quantity,
    cost: '-10159.573500',
    open_position_pnl: '-497.743736',
    session_pnl: '2.236145',
    instrument_name,
    type: 'PERPETUAL_SWAP',
    ...fields,
  });

  it('are signed quantities of coins; closed ones are left out', async () => {
    const venue = venueWith({
      [POSITIONS]: answer(
        held('BTCUSD-PERP', '-0.1984'),
        held('1INCHUSD-261225', '30', { type: 'FUTURE' }),
        held('1000PEPEUSD-PERP', '-2'),
        held('BTCUSD-261230-CW30000', '1000', { type: 'WARRANT' }),
        held('ETHUSD-PERP', '0.0000'),
      ),
    });
    expect(positionsOf(await reading(venue, 'unified'))).toEqual({
      'BTCUSD-PERP': 'BTC -0.1984',
      '1INCHUSD-261225': '1INCH 30',
      '1000PEPEUSD-PERP': 'PEPE -2000',
      'BTCUSD-261230-CW30000': 'BTC',
    });
  });

  it('that are isolated stand beside those that are not', async () => {
    const isolated = { isolation_id: '19848526', isolation_type: 'ISOLATED_MARGIN' };
    const venue = venueWith({
      [POSITIONS]: answer(held('BTCUSD-PERP', '-0.1'), held('BTCUSD-PERP', '0.4', isolated)),
    });
    const account = await reading(venue, 'unified');
    if (account.outcome !== 'read' || account.positions?.ok !== true) throw new Error('not read');
    const found = account.positions.value.map(({ subaccount, delta }) => [
      subaccount,
      delta?.toFixed(),
    ]);
    expect(found).toEqual([
      [undefined, '-0.1'],
      ['isolated 19848526', '0.4'],
    ]);
  });
});

it('has a total of its own: all coins, isolated ones too, and unsettled profit and loss', async () => {
  const isolated = wallet([], { total_cash_balance: '8.96', total_session_unrealized_pnl: '-0.5' });
  const venue = venueWith({
    [BALANCE]: answer(
      wallet([], {
        total_cash_balance: '7890.00',
        total_session_unrealized_pnl: '-55.76',
        isolated_positions: [isolated],
      }),
    ),
  });
  const total = await venue.session.ownTotal(never);
  if (total?.ok !== true) throw new Error('no total');
  expect(total.value).toMatchObject({ code: 'USD', covers: ['unified'] });
  expect(total.value.amount.toFixed()).toBe('7842.7');
});

describe("Crypto.com's errors", () => {
  it.each([
    [401, 40101, 'authentication'],
    [400, 40102, 'clock-skew'],
    [401, 40103, 'ip-restricted'],
    [401, 40104, 'permission'],
    [429, 42901, 'rate-limited'],
    [400, 202, 'permission'],
    [400, 401, 'account-not-enabled'],
    [400, 50001, 'venue-unavailable'],
    [200, 9010001, 'venue-unavailable'],
    [400, 40003, 'bad-response'],
  ])('HTTP %i, %i is %s', async (status, code, expected) => {
    const venue = venueWith({ [BALANCE]: { status, body: refused(code) } });
    expect(failureOf(await reading(venue, 'unified')).code).toBe(expected);
  });
});

it('does not tell what a key may do, but for reading', async () => {
  const permissions = { read: 'yes', trade: 'unknown', withdraw: 'unknown' };
  expect(await venueWith({}).session.probe()).toMatchObject({
    value: { permissions, ipRestricted: 'unknown', clockSkewMs: 0 },
  });
});

it('prices its open spot pairs', async () => {
  const pair = (symbol: string, fields: object = {}) => ({
    symbol,
    inst_type: 'CCY_PAIR',
    base_ccy: symbol.split('_')[0],
    quote_ccy: symbol.split('_')[1],
    tradable: true,
    ...fields,
  });
  const ticker = (i: string) => ({
    i,
    h: '110',
    l: '99',
    a: '110',
    v: '10',
    vv: '1050',
    c: '0.1000',
    b: '109.9',
    k: '110.1',
    t: 1687402657575,
  });
  const { gateway } = venueWith({
    'GET /exchange/v1/public/get-instruments': answer(
      pair('BTC_USD'),
      pair('BTC_EUR', { tradable: false }),
      pair('BTCUSD-PERP', { inst_type: 'PERPETUAL_SWAP' }),
    ),
    'GET /exchange/v1/public/get-tickers': answer(
      ticker('BTC_USD'),
      ticker('BTC_EUR'),
      ticker('BTCUSD-PERP'),
    ),
  });
  const prices = await marketsAt(gateway, { venue: 'cryptocom' }).tickers(new Set(['BTC']), never);
  if (!prices.ok) throw new Error(prices.failure.message);
  const [only, ...others] = prices.value;
  expect(others).toEqual([]);
  expect(only).toMatchObject({ base: 'BTC', quote: 'USD', at: 1687402657575 });
  expect([only?.bid, only?.ask, only?.last, only?.quoteVolume, only?.open24h].map(String)).toEqual([
    '109.9',
    '110.1',
    '110',
    '1050',
    '100',
  ]);
});
