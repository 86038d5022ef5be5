import { describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { RecordedVenue } from '../testing/recorded-venue';
import { balancesOf, failureOf, never, positionsOf, table } from '../testing/test-gateway';
import { krakenAsset } from './assets';
import { krakenStream } from './stream';

const PATH = 'POST /0/private/BalanceEx';

function balances(rows: Readonly<Record<string, string | object>>): string {
  const result = Object.fromEntries(
    Object.entries(rows).map(([asset, value]) => [
      asset,
      typeof value === 'string' ? { balance: value, hold_trade: '0.0000000000' } : value,
    ]),
  );
  return JSON.stringify({ error: [], result });
}

async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}

describe('the balance list', () => {
  it('adds up the several names of one coin: none hides another', async () => {
    const venue = new RecordedVenue('kraken', {
      [PATH]: balances({ XXBT: '1.2500000000', XBT: '0.5000000000', ZUSD: '12.3400' }),
    });
    expect(await read(venue, 'spot')).toEqual({ BTC: '1.75+0-0', USD: '12.34+0-0' });
  });

  it('takes what orders hold for locked, and used credit for debt', async () => {
    const venue = new RecordedVenue('kraken', {
      [PATH]: balances({
        ZUSD: { balance: '25435.21', hold_trade: '8249.76', credit: '100', credit_used: '40' },
      }),
    });
    expect(await read(venue, 'spot')).toEqual({ USD: '17185.45+8249.76-40' });
  });

  it('keeps every digit, also of an amount that is a JSON number', async () => {
    const venue = new RecordedVenue('kraken', {
      [PATH]:
        '{"error":[],"result":{"XXBT":{"balance":123456789012.345678901234,"hold_trade":"0"}}}',
    });
    expect(await read(venue, 'spot')).toEqual({ BTC: '123456789012.345678901234+0-0' });
  });

  it('counts what earns as earn of the coin, by product', async () => {
    const venue = new RecordedVenue('kraken', {
      [PATH]: balances({
        XXBT: '1',
        'XBT.F': '0.2503',
        'XBT.M': '0.1',
        'DOT28.S': '240',
        'ADA.S': '2100',
        'SOL03.S': '7',
        'SOL.B': '14.2',
        'ETH2.S': '3',
        ETH2: '0.5',
        'XRP.HOLD': '150',
      }),
    });
    expect(await read(venue, 'spot')).toEqual({ BTC: '1+0-0' });
    expect(await read(venue, 'earn')).toEqual({
      'BTC XBT.F': '0+0.2503-0',
      'BTC XBT.M': '0+0.1-0',
      'DOT DOT28.S': '0+240-0',
      'ADA ADA.S': '0+2100-0',
      'SOL SOL03.S': '0+7-0',
      'SOL SOL.B': '0+14.2-0',
      'ETH ETH2.S': '0+3-0',
      'ETH ETH2': '0+0.5-0',
      'XRP XRP.HOLD': '0+150-0',
    });
  });

  it('is asked for once for both accounts of a refresh, and anew for the next', async () => {
    const venue = new RecordedVenue('kraken', { [PATH]: balances({ XXBT: '1' }) });
    await Promise.all([read(venue, 'spot'), read(venue, 'earn')]);
    expect(venue.count(PATH)).toBe(1);
    await read(venue, 'spot');
    expect(venue.count(PATH)).toBe(2);
  });

  it.each([
    ['a web page', '<html></html>'],
    ['an answer without a result', '{"error":[]}'],
    ['a list in place of coins', '{"error":[],"result":[]}'],
    ['an answer that says nothing of errors', '{"status":"maintenance","result":{}}'],
    ['a coin without a balance', balances({ XXBT: { hold_trade: '0' } })],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = new RecordedVenue('kraken', { [PATH]: body });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('bad-response');
    expect(failureOf(await venue.session.read('earn', never)).code).toBe('bad-response');
  });
});

/**
 * Shapes of https://docs.kraken.com/api/docs/rest-api/get-trade-balance and
 * https://docs.kraken.com/api/docs/rest-api/get-open-positions.
 */
describe('spot positions on margin', () => {
  const tradeBalance = (n: string): string =>
    JSON.stringify({
      error: [],
      result: {
        eb: '1101.3425',
        tb: '392.2264',
        m: '7.0354',
        n,
        c: '21.1063',
        v: '31.1297',
        e: '382.2032',
        mf: '375.1678',
        ml: '5432.57',
      },
    });
  const position = (pair: string, type: string, vol: string, vol_closed: string) => ({
    ordertxid: 'OQCLML-BW3P3-BUCMWZ',
    posstatus: 'open',
    pair,
    time: 1616667796.8802,
    type,
    ordertype: 'limit',
    cost: '90.40000',
    fee: '0.18080',
    vol,
    vol_closed,
    margin: '18.08000',
    terms: '0.0100% per 4 hours',
    rollovertm: '1616672637',
    misc: '',
    oflags: '',
  });
  const open = (...positions: readonly object[]): string =>
    JSON.stringify({
      error: [],
      result: Object.fromEntries(positions.map((one, index) => [`T${index}-POS-ID`, one])),
    });
  const PAIRS = {
    'GET /0/public/AssetPairs': JSON.stringify({
      error: [],
      result: {
        XXBTZUSD: { altname: 'XBTUSD', base: 'XXBT', quote: 'ZUSD', status: 'online' },
        SOLUSD: { altname: 'SOLUSD', base: 'SOL', quote: 'ZUSD', status: 'online' },
      },
    }),
  };

  it('are worth what they gained or lost so far, which no balance has', async () => {
    const venue = new RecordedVenue('kraken', {
      [PATH]: balances({ ZUSD: '392.2264' }),
      'POST /0/private/TradeBalance': tradeBalance('-10.0232'),
      'POST /0/private/OpenPositions': open(),
    });
    expect(await read(venue, 'margin')).toEqual({ 'USD open positions': '0+-10.0232-0' });
    // The collateral is counted in spot, once.
    expect(await read(venue, 'spot')).toEqual({ USD: '392.2264+0-0' });
  });

  it('are no balance where there are none', async () => {
    const venue = new RecordedVenue('kraken', {
      'POST /0/private/TradeBalance': tradeBalance('0.0000'),
      'POST /0/private/OpenPositions': '{"error":[],"result":[]}',
    });
    const reading = await venue.session.read('margin', never);
    expect(balancesOf(reading)).toEqual([]);
    expect(positionsOf(reading)).toEqual({});
    expect(venue.count('GET /0/public/AssetPairs')).toBe(0);
  });

  it('give the exposure of what is still open, by market', async () => {
    const venue = new RecordedVenue('kraken', {
      ...PAIRS,
      'POST /0/private/TradeBalance': tradeBalance('0.0000'),
      'POST /0/private/OpenPositions': open(
        position('XXBTZUSD', 'sell', '0.5', '0.1'),
        position('XXBTZUSD', 'sell', '0.25', '0.00000000'),
        position('SOLUSD', 'buy', '12', '2'),
      ),
    });
    expect(positionsOf(await venue.session.read('margin', never))).toEqual({
      XXBTZUSD: 'BTC -0.65',
      SOLUSD: 'SOL 10',
    });
  });

  it.each([
    ['an answer without the profit', '{"error":[],"result":{"eb":"1","tb":"1"}}'],
    ['a web page', '<html></html>'],
  ])('are never nothing because of %s', async (_what, body) => {
    const venue = new RecordedVenue('kraken', { 'POST /0/private/TradeBalance': body });
    expect(failureOf(await venue.session.read('margin', never)).code).toBe('bad-response');
  });

  it('need a permission of their own, which is named', async () => {
    const venue = new RecordedVenue('kraken', {
      'POST /0/private/TradeBalance': '{"error":["EGeneral:Permission denied"]}',
    });
    expect(failureOf(await venue.session.read('margin', never))).toMatchObject({
      code: 'permission',
      hint: expect.stringContaining('Query open orders & trades'),
    });
  });
});

describe('names of assets', () => {
  it.each([
    ['XXBT', 'XXBT', undefined],
    ['LUNA2.S', 'LUNA2', 'LUNA2.S'],
    ['ATOM21.S', 'ATOM', 'ATOM21.S'],
    ['KAVA.S', 'KAVA', 'KAVA.S'],
    ['C98.HOLD', 'C98', 'C98.HOLD'],
    ['C98.F', 'C98', 'C98.F'],
    ['ZUSD.HOLD', 'ZUSD', 'ZUSD.HOLD'],
    ['TSLAX.EQ', 'TSLAX.EQ', undefined],
  ])('%s is %s', (assetId, coinId, earnProduct) => {
    expect(krakenAsset(assetId)).toEqual(
      earnProduct === undefined ? { coinId } : { coinId, earnProduct },
    );
  });
});

describe('requests of one key', () => {
  it('arrive in the order of their nonces, none twice', async () => {
    const nonces: number[] = [];
    const venue = new RecordedVenue('kraken', {
      [PATH]: (params) => {
        nonces.push(Number(params.get('nonce')));
        return balances({ XXBT: '1' });
      },
    });
    await Promise.all(Array.from({ length: 8 }, () => read(venue, 'spot')));
    expect(nonces).toHaveLength(8);
    expect(new Set(nonces).size).toBe(8);
    expect(nonces).toEqual([...nonces].sort((one, other) => one - other));
  });
});

describe("Kraken's errors", () => {
  it.each([
    ['EAPI:Invalid key', 'authentication'],
    ['EGeneral:Permission denied', 'permission'],
    ['EAPI:Rate limit exceeded', 'rate-limited'],
    ['EService:Unavailable', 'venue-unavailable'],
    ['EAPI:Feature disabled:Earn', 'account-not-enabled'],
  ])('%s is %s', async (words, expected) => {
    const venue = new RecordedVenue('kraken', { [PATH]: JSON.stringify({ error: [words] }) });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe(expected);
  });
});

describe('permissions', () => {
  const time = `{"error":[],"result":{"unixtime":${Math.floor(Date.now() / 1000)}}}`;

  it('are told where the key may ask', async () => {
    const venue = new RecordedVenue('kraken', {
      'GET /0/public/Time': time,
      'POST /0/private/GetApiKeyInfo': JSON.stringify({
        error: [],
        result: { permissions: ['query-funds', 'withdraw-funds'], ipAllowlist: ['203.0.113.7'] },
      }),
    });
    expect(await venue.session.probe()).toMatchObject({
      value: {
        permissions: { read: 'yes', trade: 'no', withdraw: 'yes' },
        ipRestricted: 'yes',
      },
    });
  });

  it('are unknown, but for reading, where it may not', async () => {
    const venue = new RecordedVenue('kraken', {
      'GET /0/public/Time': time,
      'POST /0/private/GetApiKeyInfo': '{"error":["EGeneral:Permission denied"]}',
      [PATH]: balances({ XXBT: '1' }),
    });
    expect(await venue.session.probe()).toMatchObject({
      value: {
        permissions: { read: 'yes', trade: 'unknown', withdraw: 'unknown' },
        ipRestricted: 'unknown',
      },
    });
  });
});

describe('the stream', () => {
  it('says which account to read again, since its totals leave out what orders hold', () => {
    const row = (wallet_type: string) => ({
      asset: 'BTC',
      amount: 1,
      balance: 2,
      type: 'trade',
      category: 'trade',
      wallet_type,
    });
    const update = (...types: readonly string[]) =>
      krakenStream().understand({ channel: 'balances', type: 'update', data: types.map(row) });
    expect(update('spot')).toEqual({ kind: 'changed', accountTypes: ['spot'], reach: 'account' });
    expect(update('earn', 'spot')).toEqual({
      kind: 'changed',
      accountTypes: ['earn', 'spot'],
      reach: 'account',
    });
  });

  it.each([
    ['trade', 'trade', 'account'],
    ['trade', 'margin-trade', 'key'],
    ['margin', 'margin-settle', 'key'],
    ['transfer', undefined, 'key'],
    ['deposit', 'deposit', 'key'],
    ['something new', undefined, 'key'],
  ])('says of an entry of type %s and category %s how far it reaches', (type, category, reach) => {
    const entry = { asset: 'USD', amount: 1, balance: 2, type, category, wallet_type: 'spot' };
    const update = { channel: 'balances', type: 'update', data: [entry] };
    expect(krakenStream().understand(update)).toMatchObject({ reach });
  });

  it('ends when the subscription is refused, which ccxt would wait out for ever', () => {
    const meaning = krakenStream().understand({
      method: 'subscribe',
      success: false,
      error: 'EGeneral:Permission denied',
    });
    expect(meaning).toMatchObject({ kind: 'ended', failure: { code: 'permission' } });
  });
});
