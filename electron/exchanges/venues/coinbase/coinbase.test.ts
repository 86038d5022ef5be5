import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { createExchangeGateway } from '../../exchange-gateway';
import { RecordedVenue, restoreNetwork, type Recorded } from '../../testing/recorded-venue';
import {
  TestLog,
  balancesOf,
  failureOf,
  never,
  positionsOf,
  systemClock,
  table,
} from '../../testing/test-gateway';
import { privateKeyOf } from './coinbase-key';

// Shapes: https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api and, for the older
// accounts, https://docs.cdp.coinbase.com/coinbase-app/track-apis/accounts

restoreNetwork();

const PORTFOLIO = '9067e772-4738-537d-a37f-c570b3ee585e';
const V3 = 'GET /api/v3/brokerage';
const ACCOUNTS = `${V3}/accounts`;
const BREAKDOWN = `${V3}/portfolios/${PORTFOLIO}`;
const SUMMARY = `${V3}/cfm/balance_summary`;
const POSITIONS = `${V3}/cfm/positions`;
const PRODUCTS = `${V3}/market/products`;

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const PEM = key.privateKey.export({ type: 'sec1', format: 'pem' }).toString();
const NAME = 'organizations/3b910e93/apiKeys/95c2ec2e';

const mayView = { can_view: true, can_trade: false, can_transfer: false };
const keyPermissions = (fields: object = mayView): string =>
  JSON.stringify({ ...fields, portfolio_uuid: PORTFOLIO, portfolio_type: 'DEFAULT' });

const usd = (value: string, currency = 'USD') => ({ value, currency });

const account = (currency: string, available: string, hold: string, fields: object = {}) => ({
  uuid: `uuid of ${currency}`,
  name: `${currency} Wallet`,
  currency,
  available_balance: usd(available, currency),
  default: true,
  active: true,
  type: 'ACCOUNT_TYPE_CRYPTO',
  ready: true,
  hold: usd(hold, currency),
  retail_portfolio_id: PORTFOLIO,
  platform: 'ACCOUNT_PLATFORM_CONSUMER',
  ...fields,
});

const accounts = (...rows: readonly object[]): string =>
  JSON.stringify({ accounts: rows, has_next: false, cursor: '', size: rows.length });

const breakdown = (positions: readonly object[], balances: object = {}): string =>
  JSON.stringify({
    breakdown: {
      portfolio: { name: 'Default', uuid: PORTFOLIO, type: 'DEFAULT', deleted: false },
      portfolio_balances: { total_balance: usd('0'), ...balances },
      spot_positions: positions,
      perp_positions: [],
      futures_positions: [],
    },
  });

const older = (...rows: readonly object[]): string =>
  JSON.stringify({ pagination: { next_starting_after: null, next_uri: null }, data: rows });

const wallet = (id: string, amount: string, currency: string) => ({
  id,
  name: `${currency} Wallet`,
  type: 'wallet',
  currency: { code: currency },
  balance: { amount, currency },
  resource: 'account',
});

const NOTHING: Record<string, Recorded> = {
  [`${V3}/key_permissions`]: keyPermissions(),
  [ACCOUNTS]: accounts(),
  [BREAKDOWN]: breakdown([]),
  [SUMMARY]: '{"balance_summary":null}',
  [POSITIONS]: '{"positions":[]}',
  'GET /v2/accounts': older(),
};

type Answers = ConstructorParameters<typeof RecordedVenue>[1];

const coinbaseWith = (answers: Answers, secret = PEM): RecordedVenue =>
  new RecordedVenue(
    'coinbase',
    { ...NOTHING, ...answers },
    { credentials: { apiKey: NAME, secret } },
  );

const reading = (venue: RecordedVenue, accountType: AccountType) =>
  venue.session.read(accountType, never);

async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await reading(venue, accountType)));
}

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
    const headers = venue.requests.at(-1)?.init.headers as Record<string, string>;
    const [head, claims, signature] = (headers['Authorization'] ?? '').slice(7).split('.');
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
      '789100': accounts(account('LAST', '7', '0'), account('C0', '2', '0')),
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

  it('leaves to the others what is theirs: dollars of futures, vaults', async () => {
    const venue = coinbaseWith({
      [ACCOUNTS]: accounts(
        account('USD', '100', '0', { type: 'ACCOUNT_TYPE_FIAT' }),
        account('USD', '68.67', '0', {
          type: 'ACCOUNT_TYPE_FIAT',
          platform: 'ACCOUNT_PLATFORM_CFM_CONSUMER',
        }),
        account('BTC', '5', '0', { type: 'ACCOUNT_TYPE_VAULT' }),
      ),
    });
    expect(await read(venue, 'spot')).toEqual({ USD: '100+0-0' });
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
    [
      'a position without an amount',
      breakdown([{ asset: 'ETH', account_type: 'ACCOUNT_TYPE_STAKED_FUNDS' }]),
    ],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = coinbaseWith({ [BREAKDOWN]: body });
    expect(failureOf(await reading(venue, 'earn')).code).toBe('bad-response');
  });
});

describe('futures', () => {
  const summary = JSON.stringify({
    balance_summary: {
      futures_buying_power: usd('3737.92'),
      total_usd_balance: usd('499.98'),
      cbi_usd_balance: usd('431.31'),
      cfm_usd_balance: usd('68.67'),
      total_open_orders_hold_amount: usd('10'),
      unrealized_pnl: usd('-2.35'),
      daily_realized_pnl: usd('0'),
      initial_margin: usd('20'),
      available_margin: usd('100'),
    },
  });

  it('are the dollars of the futures account with unrealised loss, not those of spot again', async () => {
    const venue = coinbaseWith({
      [ACCOUNTS]: accounts(account('USD', '431.31', '0', { type: 'ACCOUNT_TYPE_FIAT' })),
      [SUMMARY]: summary,
    });
    expect(await read(venue, 'spot')).toEqual({ USD: '431.31+0-0' });
    // 68.67 - 2.35 = 66.32, of which 20 + 10 are bound.
    expect(await read(venue, 'futures')).toEqual({ USD: '36.32+30-0' });
  });

  it('are empty for who has no futures account, which the venue says', async () => {
    expect(await read(coinbaseWith({}), 'futures')).toEqual({});
  });

  it('fail where the venue does not say', async () => {
    const venue = coinbaseWith({ [SUMMARY]: '{}' });
    expect(failureOf(await reading(venue, 'futures')).code).toBe('bad-response');
  });

  it('fail where collateral of perpetuals is held that cannot be read any more', async () => {
    const venue = coinbaseWith({
      [ACCOUNTS]: accounts(account('USDC', '9', '0', { platform: 'ACCOUNT_PLATFORM_INTX' })),
    });
    expect(await read(venue, 'spot')).toEqual({});
    expect(failureOf(await reading(venue, 'futures')).code).toBe('unsupported');
  });

  const product = (product_id: string, details: object) => ({
    product_id,
    product_type: 'FUTURE',
    future_product_details: { venue: 'cde', contract_expiry_type: 'EXPIRING', ...details },
  });
  const held = (product_id: string, side: string, number_of_contracts: string) => ({
    product_id,
    expiration_time: '2026-12-26T00:00:00Z',
    side,
    number_of_contracts,
    current_price: '27000.50',
    avg_entry_price: '26500.00',
    unrealized_pnl: '500.00',
  });

  it('have positions in coins: contracts by their size, short ones negative, none that is closed', async () => {
    const venue = coinbaseWith({
      [POSITIONS]: JSON.stringify({
        positions: [
          held('BIT-26DEC26-CDE', 'LONG', '10'),
          held('ETP-20DEC30-CDE', 'FUTURES_POSITION_SIDE_SHORT', '3'),
          held('SLR-29DEC26-CDE', 'SHORT', '2'),
          held('SOL-26DEC26-CDE', 'LONG', '0'),
        ],
      }),
      [PRODUCTS]: JSON.stringify({
        products: [
          product('BIT-26DEC26-CDE', { contract_size: '0.01', contract_root_unit: 'BTC' }),
          product('ETP-20DEC30-CDE', {
            contract_size: '0.1',
            contract_root_unit: 'ETH',
            contract_expiry_type: 'PERPETUAL',
          }),
          product('SLR-29DEC26-CDE', {
            contract_size: '50',
            contract_root_unit: 'SLR',
            non_crypto: true,
          }),
        ],
      }),
    });
    const answer = await reading(venue, 'futures');
    expect(positionsOf(answer)).toEqual({
      'BIT-26DEC26-CDE': 'BTC 0.1',
      'ETP-20DEC30-CDE': 'ETH -0.3',
      'SLR-29DEC26-CDE': 'SLR-29DEC26-CDE -100',
    });
    await reading(venue, 'futures');
    expect(venue.count(PRODUCTS)).toBe(1);
  });

  it('of a contract that is not listed fail, and say nothing against the balances', async () => {
    const venue = coinbaseWith({
      [SUMMARY]: summary,
      [POSITIONS]: JSON.stringify({ positions: [held('BIT-26DEC26-CDE', 'LONG', '10')] }),
      [PRODUCTS]: '{"products":[]}',
    });
    const answer = await reading(venue, 'futures');
    expect(table(balancesOf(answer))).toEqual({ USD: '36.32+30-0' });
    expect(answer).toMatchObject({ positions: { ok: false, failure: { code: 'bad-response' } } });
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

  it('of perpetuals outside the United States is said not to be read', async () => {
    const venue = coinbaseWith({
      [`${V3}/key_permissions`]: JSON.stringify({
        ...mayView,
        portfolio_uuid: PORTFOLIO,
        portfolio_type: 'INTX',
      }),
    });
    expect(await reading(venue, 'futures')).toMatchObject({
      outcome: 'unsupported',
      reason: expect.stringContaining('Coinbase has ended') as string,
    });
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

it('prices its spot products by their last price and what was traded', async () => {
  const product = (id: string, fields: object) => ({
    product_id: id,
    base_currency_id: id.split('-')[0],
    quote_currency_id: id.split('-')[1],
    price: '67060',
    volume_24h: '10',
    price_percentage_change_24h: '-2.5',
    is_disabled: false,
    trading_disabled: false,
    product_type: 'SPOT',
    ...fields,
  });
  coinbaseWith({
    [PRODUCTS]: JSON.stringify({
      products: [
        product('BTC-USD', { price: '39000' }),
        product('BTC-EUR', { trading_disabled: true }),
      ],
    }),
  });
  const gateway = createExchangeGateway({
    log: new TestLog(),
    clock: systemClock,
    random: () => 0,
  });
  const answer = await gateway.tickers({ venue: 'coinbase' }, new Set(['BTC']), never);
  if (!answer.ok) throw new Error(answer.failure.message);
  const prices = answer.value.map(({ base, quote, last, quoteVolume, open24h }) =>
    [base, quote, last, quoteVolume, open24h].map(String),
  );
  expect(prices).toEqual([['BTC', 'USD', '39000', '390000', '40000']]);
});
