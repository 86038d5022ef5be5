import { describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { CREDENTIALS, RecordedVenue, type Recorded } from '../testing/recorded-venue';
import { balancesOf, failureOf, never, table, marketsAt } from '../testing/test-gateway';

// Answers in the shapes of https://www.htx.com/en-us/opend/newApiPages/
const ok = (data: unknown): string =>
  JSON.stringify({ status: 'ok', data, ts: 1637644827566, code: 200 });
const refused = (code: string | number, message: string): string =>
  JSON.stringify({ status: 'error', 'err-code': code, 'err-msg': message, data: null });

const accounts = (...list: readonly (readonly [id: number, type: string])[]) => ({
  'GET /v1/account/accounts': ok(
    list.map(([id, type]) => ({ id, type, subtype: '', state: 'working' })),
  ),
});

type Rows = readonly (readonly [currency: string, type: string, balance: string])[];
const listed = (rows: Rows) =>
  rows.map(([currency, type, balance]) => ({ currency, type, balance, 'seq-num': '1' }));
const balance = (id: number, type: string, rows: Rows) => ({
  [`GET /v1/account/accounts/${id}/balance`]: ok({
    id,
    type,
    state: 'working',
    list: listed(rows),
  }),
});

async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}

const MARGIN_ROWS: Rows = [
  ['usdt', 'trade', '100'],
  ['usdt', 'frozen', '5'],
  ['usdt', 'loan-available', '200'],
  ['usdt', 'transfer-out-available', '-1'],
  ['btc', 'trade', '1168.533000000000000000'],
  ['btc', 'frozen', '0.000000000000000000'],
  ['btc', 'loan', '-2.433000000000000000'],
  ['btc', 'interest', '-0.000533000000000000'],
  ['btc', 'transfer-out-available', '1163.872174670000000000'],
  ['btc', 'loan-available', '8161.876538350676000000'],
];

describe('accounts that have a number', () => {
  it('spot: rows of a coin add up, each account is read once', async () => {
    const venue = new RecordedVenue('htx', {
      ...accounts([1, 'spot'], [2, 'otc'], [3, 'point'], [4, 'grid-trading']),
      ...balance(1, 'spot', [
        ['usdt', 'trade', '10.5'],
        ['usdt', 'frozen', '2'],
        ['usdt', 'lock', '1'],
        ['lun', 'trade', '0'],
      ]),
      ...balance(4, 'grid-trading', [['usdt', 'trade', '7']]),
    });
    expect(await read(venue, 'spot')).toEqual({
      USDT: '10.5+3-0',
      'USDT grid-trading': '7+0-0',
    });
    expect(venue.count('GET /v1/account/accounts/2/balance')).toBe(0);
    expect(venue.count('GET /v1/account/accounts/3/balance')).toBe(0);
  });

  it('funding: fiat, and what has no other place', async () => {
    const venue = new RecordedVenue('htx', {
      ...accounts([1, 'spot'], [2, 'otc'], [3, 'point'], [5, 'crypto-loans']),
      ...balance(2, 'otc', [['usdt', 'trade', '3']]),
      ...balance(5, 'crypto-loans', [
        ['btc', 'frozen', '1'],
        ['usdt', 'loan', '-20'],
      ]),
    });
    expect(await read(venue, 'funding')).toEqual({
      USDT: '3+0-0',
      'BTC crypto-loans': '0+1-0',
      'USDT crypto-loans': '0+0-20',
    });
  });

  it('money in an account of an unknown type makes the answer untrusted; an empty one does not', async () => {
    const held = (amount: string) =>
      new RecordedVenue('htx', {
        ...accounts([1, 'spot'], [2, 'otc'], [9, 'linear-swap']),
        ...balance(2, 'otc', [['usdt', 'trade', '3']]),
        ...balance(9, 'linear-swap', [['usdt', 'trade', amount]]),
      });
    expect(await read(held('0'), 'funding')).toEqual({ USDT: '3+0-0' });
    expect(failureOf(await held('7').session.read('funding', never)).code).toBe('bad-response');
  });

  it('cross margin: loans and interest are debts, limits are no balances', async () => {
    const venue = new RecordedVenue('htx', {
      ...accounts([1, 'spot'], [6, 'super-margin']),
      ...balance(6, 'super-margin', MARGIN_ROWS),
    });
    expect(await read(venue, 'margin')).toEqual({
      USDT: '100+5-0',
      BTC: '1168.533+0-2.433533',
    });
  });

  it('isolated margin: by pair, and not by number again', async () => {
    const venue = new RecordedVenue('htx', {
      ...accounts([1, 'spot'], [18264, 'margin'], [18265, 'margin']),
      'GET /v1/margin/accounts/balance': ok([
        { id: 18264, type: 'margin', symbol: 'btcusdt', list: listed(MARGIN_ROWS) },
        { id: 18265, type: 'margin', symbol: 'ethusdt', list: listed([['usdt', 'trade', '4']]) },
      ]),
    });
    expect(await read(venue, 'isolated-margin')).toEqual({
      'USDT btcusdt': '100+5-0',
      'BTC btcusdt': '1168.533+0-2.433533',
      'USDT ethusdt': '4+0-0',
    });
    expect(venue.requests.filter(({ name }) => name.includes('18264'))).toEqual([]);
  });

  it.each(['margin', 'isolated-margin', 'funding'] as const)(
    '%s: one that is not listed was not opened',
    async (accountType) => {
      const venue = new RecordedVenue('htx', accounts([1, 'spot']));
      expect(failureOf(await venue.session.read(accountType, never)).code).toBe(
        'account-not-enabled',
      );
    },
  );

  it('are listed once for readings that start together', async () => {
    const venue = new RecordedVenue('htx', {
      ...accounts([1, 'spot'], [2, 'otc']),
      ...balance(1, 'spot', []),
      ...balance(2, 'otc', []),
    });
    await venue.session.accounts();
    await Promise.all([venue.session.read('spot', never), venue.session.read('funding', never)]);
    expect(venue.count('GET /v1/account/accounts')).toBe(1);
  });

  it.each([
    ['a web page', '<!DOCTYPE html><html></html>'],
    ['nothing', ''],
    ['no list', ok({ id: 1, type: 'spot' })],
    ['an amount that is missing', ok({ list: [{ currency: 'btc', type: 'trade' }] })],
    [
      'a row of a kind that is not known',
      ok({ list: [{ currency: 'btc', type: 'pledged', balance: '1' }] }),
    ],
    ['an answer that is none', '{"ts":1}'],
  ])('are never empty because of %s', async (_what, body) => {
    const venue = new RecordedVenue('htx', {
      ...accounts([1, 'spot']),
      'GET /v1/account/accounts/1/balance': body,
    });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('bad-response');
  });
});

const valuation = (
  ...parts: readonly (readonly [type: string, amount: string, success?: boolean])[]
) => ({
  'GET /v2/account/valuation': JSON.stringify({
    code: 200,
    success: true,
    data: {
      totalBalance: '9',
      profitAccountBalanceList: parts.map(([distributionType, accountBalance, success = true]) => ({
        distributionType,
        balance: Number(accountBalance),
        success,
        accountBalance,
      })),
    },
  }),
});

describe('earn', () => {
  it('by the name of the account', async () => {
    const venue = new RecordedVenue('htx', {
      ...accounts([1, 'spot'], [7, 'deposit-earning'], [8, 'minepool']),
      ...balance(7, 'deposit-earning', [['usdt', 'trade', '50']]),
      ...balance(8, 'minepool', [['trx', 'frozen', '9']]),
    });
    expect(await read(venue, 'earn')).toEqual({
      'USDT deposit-earning': '50+0-0',
      'TRX minepool': '0+9-0',
    });
  });

  it('is empty if HTX values nothing there', async () => {
    const venue = new RecordedVenue('htx', {
      ...accounts([1, 'spot']),
      ...valuation(['1', '1'], ['10', '0']),
    });
    expect(await read(venue, 'earn')).toEqual({});
  });

  it('is not empty but unreadable if HTX values what it does not list', async () => {
    const venue = new RecordedVenue('htx', {
      ...accounts([1, 'spot']),
      ...valuation(['1', '1'], ['10', '0.25']),
    });
    expect(failureOf(await venue.session.read('earn', never)).code).toBe('unsupported');
  });
});

describe("HTX's own total", () => {
  it('is the valuation, in bitcoin, of what is read and knows no debt', async () => {
    const venue = new RecordedVenue(
      'htx',
      valuation(['1', '1.5'], ['3', '100'], ['4', '0.25'], ['7', '0.5'], ['10', '50'], ['11', '2']),
    );
    const total = await venue.session.ownTotal(never);
    expect(total).toMatchObject({
      ok: true,
      value: { code: 'BTC', covers: ['spot', 'futures', 'futures-inverse'] },
    });
    expect(total?.ok === true && total.value.amount.toFixed()).toBe('4.25');
  });

  it('has earn where HTX lists any of it, which may be but a part', async () => {
    const venue = new RecordedVenue('htx', {
      ...accounts([1, 'spot'], [7, 'deposit-earning']),
      ...balance(7, 'deposit-earning', [['usdt', 'trade', '50']]),
      ...valuation(['1', '1.5'], ['10', '50'], ['11', '2']),
    });
    expect(await read(venue, 'earn')).toEqual({ 'USDT deposit-earning': '50+0-0' });
    const total = await venue.session.ownTotal(never);
    expect(total).toMatchObject({
      ok: true,
      value: { covers: ['spot', 'futures', 'futures-inverse', 'earn'] },
    });
    expect(total?.ok === true && total.value.amount.toFixed()).toBe('53.5');
  });

  it('is none if HTX could not value a part of it, which it gives as nought', async () => {
    const venue = new RecordedVenue('htx', valuation(['1', '1.5'], ['11', '0', false]));
    expect(await venue.session.ownTotal(never)).toMatchObject({
      ok: false,
      failure: { code: 'venue-unavailable' },
    });
  });
});

describe('permissions', () => {
  const probe = async (keys: Recorded) =>
    new RecordedVenue('htx', {
      'GET /v1/common/timestamp': JSON.stringify({ status: 'ok', data: Date.now() }),
      'GET /v2/user/uid': JSON.stringify({ code: 200, data: 63628520 }),
      'GET /v2/user/api-key': (params: URLSearchParams) =>
        params.get('uid') === '63628520' ? keys : refused('invalid-parameter', 'uid'),
    }).session.probe();
  const key = (permission: string, ipAddresses = '', accessKey = CREDENTIALS.apiKey) => ({
    accessKey,
    status: 'normal',
    permission,
    ipAddresses,
  });
  const keys = (...data: readonly object[]) => JSON.stringify({ code: 200, data });

  it.each([
    [keys(key('readOnly', '203.0.113.7')), 'no', 'no', 'yes'],
    [keys(key('readOnly,trade,withdraw')), 'yes', 'yes', 'no'],
    // Another key of the same user.
    [keys(key('readOnly,trade,withdraw', '', 'other'), key('readOnly')), 'no', 'no', 'no'],
    [keys(key('readOnly', '', 'other')), 'unknown', 'unknown', 'unknown'],
  ])('%s', async (answer, trade, withdraw, ipRestricted) => {
    expect(await probe(answer)).toMatchObject({
      value: { permissions: { trade, withdraw }, ipRestricted },
    });
  });

  it('are unknown to a sub-user, who may not ask', async () => {
    const answer = JSON.stringify({ code: 2002, message: 'parent user only', data: null });
    expect(await probe(answer)).toMatchObject({
      value: { permissions: { trade: 'unknown', withdraw: 'unknown' }, ipRestricted: 'unknown' },
    });
  });
});

describe("HTX's errors, with status 200", () => {
  it.each([
    ['api-signature-not-valid', 'Signature not valid: Incorrect Access key', 'authentication'],
    ['api-signature-not-valid', 'Signature not valid: Verification failure', 'authentication'],
    ['api-signature-not-valid', 'Signature not valid: API key has no permission', 'permission'],
    ['api-signature-not-valid', 'Signature not valid: IP address is not bound', 'ip-restricted'],
    ['base-request-exceed-frequency-limit', 'Frequency of requests', 'rate-limited'],
    ['system-maintenance', 'System is in maintenance!', 'venue-unavailable'],
  ])('%s, %s', async (code, message, expected) => {
    const venue = new RecordedVenue('htx', {
      'GET /v1/account/accounts': refused(code, message),
    });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe(expected);
  });

  it('names the missing permission', async () => {
    const venue = new RecordedVenue('htx', {
      'GET /v1/account/accounts': refused('api-signature-not-valid', 'API key has no permission'),
    });
    expect(failureOf(await venue.session.read('spot', never)).hint).toContain('Read-only');
  });

  it('puts a clock right that is off, and asks once more', async () => {
    const venue = new RecordedVenue('htx', {
      'GET /v1/common/timestamp': JSON.stringify({ status: 'ok', data: Date.now() }),
      'GET /v1/account/accounts': refused(
        'api-signature-not-valid',
        'Signature not valid: Invalid submission time or incorrect time format',
      ),
    });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('clock-skew');
    expect(venue.count('GET /v1/account/accounts')).toBe(2);
  });
});

it('tickers: open spot markets under the common codes', async () => {
  // https://huobiapi.github.io/docs/spot/v1/en/#get-latest-tickers-for-all-pairs
  const { gateway } = new RecordedVenue('htx', {
    'GET /v1/common/symbols': ok([
      { symbol: 'btcusdt', 'base-currency': 'btc', 'quote-currency': 'usdt', state: 'online' },
      { symbol: 'btceur', 'base-currency': 'btc', 'quote-currency': 'eur', state: 'offline' },
    ]),
    // HTX writes small prices with exponents; `amount` is in the base, `vol` in the quote.
    'GET /market/tickers':
      '{"status":"ok","ts":1637644827566,"data":[{"symbol":"btcusdt","open":5.313E-5,' +
      '"close":5.175E-5,"amount":1183.87,"vol":61859922.9,"bid":5.126E-5,"ask":5.214E-5},' +
      '{"symbol":"btceur","open":1,"close":1,"amount":1,"vol":1,"bid":1,"ask":1}]}',
  });
  const tickers = await marketsAt(gateway, { venue: 'htx' }).tickers(new Set(['BTC']), never);
  if (!tickers.ok) throw new Error(tickers.failure.message);
  expect(
    tickers.value.map(({ base, quote, bid, ask, last, quoteVolume, open24h }) =>
      [base, quote, bid, ask, last, quoteVolume, open24h].map(String).join(' '),
    ),
  ).toEqual(['BTC USDT 0.00005126 0.00005214 0.00005175 61859922.9 0.00005313']);
});
