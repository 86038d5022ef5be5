import { verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { balancesOf, failureOf, never, table, unreadOf } from '../testing/test-gateway';
import {
  ACCOUNTS,
  BREAKDOWN,
  PEM,
  V3,
  account,
  accounts,
  breakdown,
  coinbaseWith,
  key,
  keyPermissions,
  mayView,
  NAME,
  older,
  read,
  reading,
  usd,
  wallet,
} from './answers';
import { privateKeyOf } from './key';

describe('the key', () => {
  const body = PEM.split('\n').slice(1, -2).join('');
  it.each([
    ['as it is', PEM],
    ['with the \\n of its file', PEM.replaceAll('\n', '\\n')],
    ['in one line', PEM.replaceAll('\n', '')],
    ['with Windows line ends', PEM.replaceAll('\n', '\r\n')],
    ['with spaces around', `  ${PEM}\n\n`],
  ])('signs %s', async (_how, secret) => {
    expect(privateKeyOf(secret)).toBe(PEM);
    const venue = coinbaseWith({}, secret);
    expect(await read(venue, 'spot')).toEqual({});
    const headers = venue.requests.at(-1)?.headers;
    const [head, claims, signature] = (headers?.['Authorization'] ?? '').slice(7).split('.');
    const signed = verify(
      'sha256',
      Buffer.from(`${head}.${claims}`),
      { key: key.publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature ?? '', 'base64url'),
    );
    expect(signed).toBe(true);
    expect(JSON.parse(Buffer.from(claims ?? '', 'base64url').toString())).toMatchObject({
      sub: NAME,
      uri: 'GET api.coinbase.com/api/v3/brokerage/accounts',
    });
  });

  it('that is no PEM stays as it is', () => {
    expect(privateKeyOf(' c2VjcmV0 ')).toBe('c2VjcmV0');
    expect(body.length).toBeGreaterThan(100);
  });

  it('that does not sign is told without being quoted, and nothing is sent', async () => {
    const secret = '-----BEGIN EC PRIVATE KEY-----\nbm90IGEga2V5\n-----END EC PRIVATE KEY-----';
    const venue = coinbaseWith({}, secret);
    const failure = failureOf(await reading(venue, 'spot'));
    expect(failure.code).toBe('invalid-input');
    expect(JSON.stringify([failure, venue.log.lines])).not.toContain('bm90IGEga2V5');
    expect(venue.requests).toEqual([]);
  });
});

describe('spot', () => {
  it('is what is available and what orders hold', async () => {
    const venue = coinbaseWith({
      [ACCOUNTS]: accounts(
        account('BTC', '1.23000000', '0.5'),
        account('USD', '250.1234567891', '0', { type: 'ACCOUNT_TYPE_FIAT' }),
        account('CGLD', '5', '0'),
        account('DOGE', '0', '0'),
      ),
    });
    expect(await read(venue, 'spot')).toEqual({
      BTC: '1.23+0.5-0',
      USD: '250.1234567891+0-0',
      CELO: '5+0-0',
    });
  });

  it('is read to the last page, of which ccxt reads the first', async () => {
    const pages: Record<string, string> = {
      '': JSON.stringify({
        accounts: Array.from({ length: 250 }, (_, index) => account(`C${index}`, '1', '0')),
        has_next: true,
        cursor: '789100',
        size: 250,
      }),
      '789100': accounts(
        account('LAST', '7', '0'),
        account('C0', '2', '0', { uuid: 'another uuid' }),
      ),
    };
    const venue = coinbaseWith({
      [ACCOUNTS]: (params) => {
        expect(params.get('limit')).toBe('250');
        return pages[params.get('cursor') ?? ''] ?? '{}';
      },
    });
    const balances = await read(venue, 'spot');
    expect(Object.keys(balances)).toHaveLength(251);
    expect(balances).toMatchObject({ LAST: '7+0-0', C0: '3+0-0', C249: '1+0-0' });
    expect(venue.count(ACCOUNTS)).toBe(2);
  });

  it('is a failure when an account is on two pages, which would count it twice', async () => {
    const pages: Record<string, string> = {
      '': JSON.stringify({ accounts: [account('BTC', '1', '0')], has_next: true, cursor: 'two' }),
      two: accounts(account('BTC', '1', '0')),
    };
    const venue = coinbaseWith({ [ACCOUNTS]: (params) => pages[params.get('cursor') ?? ''] ?? '' });
    expect(failureOf(await reading(venue, 'spot'))).toMatchObject({
      code: 'bad-response',
      message: expect.stringContaining('overlap') as string,
    });
  });

  it.each([
    ['platform', { platform: 'ACCOUNT_PLATFORM_NEW' }],
    ['type', { type: 'ACCOUNT_TYPE_NEW' }],
  ])('is a failure when there is money in an account of an unknown %s', async (_what, fields) => {
    const rows = (amount: string) =>
      accounts(account('BTC', '1', '0'), account('ETH', amount, '0', fields));
    expect(await read(coinbaseWith({ [ACCOUNTS]: rows('0') }), 'spot')).toEqual({ BTC: '1+0-0' });
    const failed = failureOf(await reading(coinbaseWith({ [ACCOUNTS]: rows('2') }), 'spot'));
    expect(failed.code).toBe('bad-response');
  });

  it('leaves to the others what is theirs: dollars of futures, vaults', async () => {
    const venue = coinbaseWith({
      [ACCOUNTS]: accounts(
        account('USD', '100', '0', { type: 'ACCOUNT_TYPE_FIAT' }),
        account('USD', '68.67', '0', {
          type: 'ACCOUNT_TYPE_FIAT',
          platform: 'ACCOUNT_PLATFORM_CFM_CONSUMER',
        }),
        account('BTC', '5', '0', { type: 'ACCOUNT_TYPE_VAULT' }),
        // Not listed there so far; if it were, the breakdown would name it again.
        account('ETH', '3', '0', { type: 'ACCOUNT_TYPE_STAKED_FUNDS' }),
      ),
    });
    expect(await read(venue, 'spot')).toEqual({ USD: '100+0-0' });
  });

  it('keeps 24 digits of a number literal', async () => {
    const body = accounts(account('ETH', 'DIGITS', '0')).replace(
      '"DIGITS"',
      '123456789012.345678901234',
    );
    const venue = coinbaseWith({ [ACCOUNTS]: body });
    expect(await read(venue, 'spot')).toEqual({ ETH: '123456789012.345678901234+0-0' });
  });

  it.each([
    ['a web page', '<!DOCTYPE html><html></html>'],
    ['nothing', ''],
    ['accounts that are no list', '{"accounts":null,"has_next":false}'],
    ['no word on more pages', '{"accounts":[]}'],
    ['a page without a cursor', '{"accounts":[],"has_next":true,"cursor":""}'],
    ['an account without a hold', accounts({ ...account('BTC', '1', '0'), hold: undefined })],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = coinbaseWith({ [ACCOUNTS]: body });
    expect(failureOf(await reading(venue, 'spot')).code).toBe('bad-response');
  });
});

describe('earn', () => {
  const position = (asset: string, amount: number, type: string, uuid = '') => ({
    asset,
    account_uuid: uuid,
    total_balance_fiat: 1,
    total_balance_crypto: amount,
    available_to_trade_crypto: 0,
    is_cash: false,
    account_type: type,
  });

  it('is what is staked, in vaults and lent; wallets are counted in spot alone', async () => {
    const venue = coinbaseWith({
      [ACCOUNTS]: accounts(account('ETH', '2', '0'), account('BTC', '1', '0')),
      [BREAKDOWN]: breakdown([
        position('ETH', 2, 'ACCOUNT_TYPE_WALLET', 'uuid of ETH'),
        position('ETH', 0.22541407, 'ACCOUNT_TYPE_STAKED_FUNDS', 'staked ETH'),
        position('BTC', 1, 'ACCOUNT_TYPE_WALLET', 'uuid of BTC'),
        position('BTC', 5.5, 'ACCOUNT_TYPE_VAULT', 'vault of BTC'),
        position('USDC', 100, 'ACCOUNT_TYPE_LENT_FUNDS', 'lent USDC'),
        position('USD', 68.67, 'ACCOUNT_TYPE_DERIVATIVES_CASH', 'futures'),
        { ...position('GBP', 0, ''), account_type: undefined },
      ]),
      'GET /v2/accounts': older(
        wallet('uuid of ETH', '2.000000000000000000', 'ETH'),
        wallet('staked ETH', '0.225414071234567890', 'ETH'),
        wallet('uuid of BTC', '1.00000000', 'BTC'),
        wallet('vault of BTC', '5.50000000', 'BTC'),
      ),
    });
    expect(await read(venue, 'spot')).toEqual({ ETH: '2+0-0', BTC: '1+0-0' });
    expect(await read(venue, 'earn')).toEqual({
      'ETH staking': '0+0.22541407123456789-0',
      'BTC vault': '0+5.5-0',
      'USDC lending': '0+100-0',
    });
  });

  it('takes the exact amount only of the same account, coin and amount', async () => {
    const venue = coinbaseWith({
      [BREAKDOWN]: breakdown([
        position('SOL', 12.345679, 'ACCOUNT_TYPE_STAKED_FUNDS', 'staked SOL'),
        position('ADA', 10, 'ACCOUNT_TYPE_STAKED_FUNDS', 'staked ADA'),
        position('DOT', 7, 'ACCOUNT_TYPE_STAKED_FUNDS', 'staked DOT'),
      ]),
      'GET /v2/accounts': older(
        wallet('staked SOL', '12.345678987', 'SOL'),
        wallet('staked ADA', '0.000000', 'ADA'),
        wallet('staked DOT', '7.1', 'KSM'),
      ),
    });
    expect(await read(venue, 'earn')).toEqual({
      'SOL staking': '0+12.345678987-0',
      'ADA staking': '0+10-0',
      'DOT staking': '0+7-0',
    });
  });

  it('reads the older accounts to the last page', async () => {
    const venue = coinbaseWith({
      [BREAKDOWN]: breakdown([position('SOL', 3, 'ACCOUNT_TYPE_STAKED_FUNDS', 'staked SOL')]),
      'GET /v2/accounts': (params) =>
        params.get('starting_after') === 'first'
          ? older(wallet('staked SOL', '3.000000001', 'SOL'))
          : JSON.stringify({
              pagination: { next_starting_after: 'first' },
              data: [wallet('first', '1', 'BTC')],
            }),
    });
    expect(await read(venue, 'earn')).toEqual({ 'SOL staking': '0+3.000000001-0' });
    expect(venue.count('GET /v2/accounts')).toBe(2);
  });

  it('names products that hold something and are not read', async () => {
    const venue = coinbaseWith({
      [BREAKDOWN]: breakdown([
        position('ETH', 3, 'ACCOUNT_TYPE_STAKED_FUNDS'),
        position('USDC', 5, 'ACCOUNT_TYPE_PREDICTION_MARKETS_EQUITY'),
        position('USDC', 0, 'ACCOUNT_TYPE_RAISE_INVESTMENTS'),
      ]),
    });
    const earn = await reading(venue, 'earn');
    expect(table(balancesOf(earn))).toEqual({ 'ETH staking': '0+3-0' });
    expect(unreadOf(earn)).toEqual({ 'prediction markets': 'unsupported' });
  });

  it('counts to eight digits, and says so, where the exact amounts are refused', async () => {
    const venue = coinbaseWith({
      [BREAKDOWN]: breakdown([position('ETH', 3, 'ACCOUNT_TYPE_STAKED_FUNDS')]),
      'GET /v2/accounts': {
        status: 403,
        body: '{"errors":[{"id":"invalid_scope","message":"x"}]}',
      },
    });
    const earn = await reading(venue, 'earn');
    expect(table(balancesOf(earn))).toEqual({ 'ETH staking': '0+3-0' });
    expect(unreadOf(earn)).toEqual({ 'digits beyond the eighth': 'permission' });
  });

  it('is a failure when an older account is on two pages', async () => {
    const page = { data: [wallet('one', '1', 'ETH')] };
    const venue = coinbaseWith({
      [BREAKDOWN]: breakdown([position('ETH', 3, 'ACCOUNT_TYPE_STAKED_FUNDS')]),
      'GET /v2/accounts': (params) =>
        JSON.stringify({
          ...page,
          pagination: { next_starting_after: params.has('starting_after') ? null : 'one' },
        }),
    });
    expect(failureOf(await reading(venue, 'earn')).code).toBe('bad-response');
  });

  it('keeps 24 digits of a number literal', async () => {
    const body = breakdown([position('ETH', 1, 'ACCOUNT_TYPE_STAKED_FUNDS')]).replace(
      '"total_balance_crypto":1',
      '"total_balance_crypto":123456789012.345678901234',
    );
    const venue = coinbaseWith({ [BREAKDOWN]: body });
    expect(await read(venue, 'earn')).toEqual({
      'ETH staking': '0+123456789012.345678901234-0',
    });
  });

  it.each([
    ['a web page', '<html></html>'],
    ['no positions', '{"breakdown":{"portfolio_balances":{}}}'],
    ['coins in an account of no known type', breakdown([position('ETH', 1, 'ACCOUNT_TYPE_NEW')])],
    [
      'a position without an amount',
      breakdown([{ asset: 'ETH', account_type: 'ACCOUNT_TYPE_STAKED_FUNDS' }]),
    ],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = coinbaseWith({ [BREAKDOWN]: body });
    expect(failureOf(await reading(venue, 'earn')).code).toBe('bad-response');
  });
});

describe('the key’s portfolio', () => {
  it('has a total of its own, without the shares that are not read', async () => {
    const balances = {
      total_balance: usd('1250.50'),
      total_futures_balance: usd('66.32'),
      total_equities_balance: usd('250.50'),
    };
    const venue = coinbaseWith({ [BREAKDOWN]: breakdown([], balances) });
    const total = await venue.session.ownTotal(never);
    if (total?.ok !== true) throw new Error('no total');
    expect(total.value).toMatchObject({ code: 'USD', covers: ['spot', 'futures', 'earn'] });
    expect(total.value.amount.toFixed()).toBe('1000');
  });
});

describe('permissions', () => {
  it.each([
    [mayView, { read: 'yes', trade: 'no', withdraw: 'no' }],
    [
      { can_view: true, can_trade: true, can_transfer: true },
      { read: 'yes', trade: 'yes', withdraw: 'yes' },
    ],
  ])('%j', async (fields, permissions) => {
    const now = Date.now();
    const venue = coinbaseWith({
      [`${V3}/key_permissions`]: keyPermissions(fields),
      [`${V3}/time`]: JSON.stringify({
        iso: new Date(now).toISOString(),
        epochSeconds: String(Math.floor(now / 1000)),
        epochMillis: String(now),
      }),
    });
    expect(await venue.session.probe()).toMatchObject({
      value: { permissions, ipRestricted: 'unknown' },
    });
  });
});

describe("Coinbase's errors", () => {
  it.each([
    [401, 'Unauthorized', 'authentication'],
    [403, '{"error":"PERMISSION_DENIED","message":"Missing required scopes"}', 'permission'],
    [429, '{"error":"RESOURCE_EXHAUSTED","message":"too many"}', 'rate-limited'],
    [500, '{"error":"INTERNAL","message":"words"}', 'venue-unavailable'],
    [401, '{"errors":[{"id":"expired_token","message":"words"}]}', 'authentication'],
    [200, '{"errors":[{"id":"invalid_scope","message":"words"}]}', 'permission'],
  ])('%i %s is %s', async (status, body, expected) => {
    const venue = coinbaseWith({ [ACCOUNTS]: { status, body } });
    expect(failureOf(await reading(venue, 'spot')).code).toBe(expected);
  });

  it('a missing permission is named as on the page for keys', async () => {
    const body = '{"error":"PERMISSION_DENIED","message":"words"}';
    const venue = coinbaseWith({ [ACCOUNTS]: { status: 403, body } });
    expect(failureOf(await reading(venue, 'spot')).hint).toContain('View');
  });
});
