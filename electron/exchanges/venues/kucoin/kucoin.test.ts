import { describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { RecordedVenue, restoreNetwork, type Recorded } from '../../testing/recorded-venue';
import {
  balancesOf,
  failureOf,
  never,
  positionsOf,
  systemClock,
  table,
} from '../../testing/test-gateway';
import { createExchangeGateway } from '../../exchange-gateway';
import { TestLog } from '../../testing/test-gateway';
import { kucoinStreams } from './kucoin-stream';

// Answers in the shape of https://www.kucoin.com/docs-new, whose pages stand beside each of them.
restoreNetwork();

type Answers = Record<string, Recorded | ((params: URLSearchParams) => Recorded)>;

const answer = (data: unknown): string => JSON.stringify({ code: '200000', data });
const refused = (code: string, msg: string): string => JSON.stringify({ code, msg });

/** /docs-new/rest/ua/get-account-mode */
const mode = (selfAccountMode: string): Answers => ({
  'GET /api/ua/v1/account/mode': answer({
    selfAccountMode,
    unifiedSubAccount: [],
    classicSubAccount: [],
  }),
});

const contract = (symbol: string, fields: object) => ({
  symbol,
  rootSymbol: 'USDT',
  type: 'FFWCSX',
  expireDate: null,
  status: 'Open',
  ...fields,
});

/** /docs-new/rest/futures-trading/market-data/get-all-symbols */
const contracts = answer([
  contract('XBTUSDTM', {
    baseCurrency: 'XBT',
    settleCurrency: 'USDT',
    multiplier: 0.001,
    isInverse: false,
  }),
  contract('ETHUSDCM', {
    baseCurrency: 'ETH',
    settleCurrency: 'USDC',
    multiplier: 0.01,
    isInverse: false,
  }),
  contract('1000BONKUSDTM', {
    baseCurrency: '1000BONK',
    settleCurrency: 'USDT',
    multiplier: 100,
    isInverse: false,
  }),
  contract('XBTUSDM', {
    baseCurrency: 'XBT',
    settleCurrency: 'XBT',
    multiplier: -1,
    isInverse: true,
  }),
  contract('XBTMZ26', {
    type: 'FFICSX',
    expireDate: 1798185600000,
    baseCurrency: 'XBT',
    settleCurrency: 'XBT',
    multiplier: -1,
    isInverse: true,
  }),
]);

/** /docs-new/rest/account-info/account-funding/get-account-futures */
const overview = (currency: string, fields: object = {}): string =>
  answer({
    accountEquity: 0,
    unrealisedPNL: 0,
    marginBalance: 0,
    positionMargin: 0,
    orderMargin: 0,
    frozenFunds: 0,
    availableBalance: 0,
    currency,
    riskRatio: 0,
    maxWithdrawAmount: 0,
    ...fields,
  });

const classic = (answers: Answers): RecordedVenue =>
  new RecordedVenue('kucoin', {
    ...mode('CLASSIC'),
    'GET /api/v1/hf/accounts/opened': answer(false),
    'GET /api/v1/contracts/active': contracts,
    'GET /api/v1/positions': answer([]),
    'GET /api/v1/account-overview': (params) => overview(params.get('currency') ?? 'XBT'),
    ...answers,
  });

async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}

describe('the accounts of a key', () => {
  it.each([
    [
      'CLASSIC',
      [
        ...['spot', 'funding', 'margin', 'isolated-margin', 'futures', 'futures-inverse'],
        ...['earn', 'options'],
      ],
    ],
    ['UNIFIED', ['unified', 'funding', 'earn', 'options']],
  ])('%s: %j', async (name, expected) => {
    const accounts = await new RecordedVenue('kucoin', mode(name)).session.accounts();
    if (!accounts.ok) throw new Error(accounts.failure.message);
    expect(accounts.value.map(({ accountType }) => accountType)).toEqual(expected);
  });

  it('a mode that cannot be had, or is not known, is a failure and not "classic"', async () => {
    const down = new RecordedVenue('kucoin', {
      'GET /api/ua/v1/account/mode': { status: 503, body: '' },
    });
    expect(failureOf(await down.session.read('spot', never)).code).toBe('venue-unavailable');
    const strange = new RecordedVenue('kucoin', mode('SOMETHING'));
    expect(failureOf(await strange.session.read('spot', never)).code).toBe('bad-response');
    for (const venue of [down, strange]) expect(venue.count('GET /api/v1/accounts')).toBe(0);
  });

  it('a switch of the mode meanwhile does not count the same coins twice', async () => {
    const venue = classic({ 'GET /api/v1/accounts': answer([]) });
    expect(await read(venue, 'spot')).toEqual({});
    venue.now('GET /api/ua/v1/account/mode', answer({ selfAccountMode: 'UNIFIED' }));
    const failure = failureOf(await venue.session.read('spot', never));
    expect(failure.code).toBe('bad-response');
    expect(failure.hint).toContain('Refresh');
  });

  it('options are told to be unread', async () => {
    expect(await classic({}).session.read('options', never)).toMatchObject({
      outcome: 'unsupported',
      reason: expect.stringContaining('options') as string,
    });
  });
});

describe('funding and spot', () => {
  const OLDER_ID = '5bd6e9286d99522a52e458de';
  /** /docs-new/rest/account-info/account-funding/get-account-list-spot */
  const account = (id: string, type: string, currency: string, available: string, holds = '0') => ({
    id,
    currency,
    type,
    balance: String(Number(available) + Number(holds)),
    available,
    holds,
  });

  it('come from one list, which is asked for once; margin rows in it are read elsewhere', async () => {
    const venue = classic({
      'GET /api/v1/accounts': answer([
        account('63355cd156298d0001b66e61', 'main', 'USDT', '0.01'),
        account('5bd6e9286d99522a52e458de', 'trade', 'USDT', '26', '1.5'),
        account('5bd6e9286d99522a52e458df', 'margin', 'USDT', '7'),
        account('5bd6e9286d99522a52e458e0', 'option', 'USDT', '9'),
      ]),
    });
    const [spot, funding] = await Promise.all([read(venue, 'spot'), read(venue, 'funding')]);
    expect(spot).toEqual({ USDT: '26+1.5-0' });
    expect(funding).toEqual({ USDT: '0.01+0-0' });
    expect(venue.count('GET /api/v1/accounts')).toBe(1);
  });

  const highFrequency = (listed: readonly object[], fast: readonly object[]): Answers => ({
    'GET /api/v1/hf/accounts/opened': answer(true),
    'GET /api/v1/accounts': (params) => answer(params.get('type') === 'trade_hf' ? fast : listed),
  });

  it('the older spot account and the high-frequency one add up', async () => {
    const venue = classic(
      highFrequency(
        [account('5bd6e9286d99522a52e458de', 'trade', 'USDT', '26')],
        [account('2560047104', 'trade_hf', 'USDT', '3027.25165335')],
      ),
    );
    expect(await read(venue, 'spot')).toEqual({ USDT: '3053.25165335+0-0' });
  });

  it.each([
    ['listed by the same name', account('2560047104', 'trade_hf', 'USDT', '3')],
    ['listed as "trade"', account('2560047104', 'trade', 'USDT', '3')],
    ['listed as "trade" under another number', account('548674591753', 'trade', 'USDT', '3')],
    ['listed as "trade" by an older id', account(OLDER_ID, 'trade', 'USDT', '3'), OLDER_ID],
  ])('a high-frequency account is counted once: %s', async (_what, listed, id = '2560047104') => {
    const fast = account(id, 'trade_hf', 'USDT', '3');
    const venue = classic(highFrequency([listed], [fast]));
    expect(await read(venue, 'spot')).toEqual({ USDT: '3+0-0' });
  });

  it('money in an account of an unknown type makes the answer untrusted; an empty one does not', async () => {
    const rows = [account('5bd6e9286d99522a52e458de', 'trade', 'BTC', '1')];
    const empty = [...rows, account('5bd6e9286d99522a52e458d0', 'pool', 'BTC', '0')];
    expect(await read(classic({ 'GET /api/v1/accounts': answer(empty) }), 'spot')).toEqual({
      BTC: '1+0-0',
    });
    const held = [...rows, account('5bd6e9286d99522a52e458d0', 'pool', 'BTC', '2')];
    const venue = classic({ 'GET /api/v1/accounts': answer(held) });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('bad-response');
  });

  it('coins of a unified account, while the account is said to be classic, are not passed over', async () => {
    const row = account('5bd6e9286d99522a52e458d1', 'unified', 'BTC', '2');
    const venue = classic({ 'GET /api/v1/accounts': answer([row]) });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('bad-response');
  });

  it('keeps every digit of a number that is no text', async () => {
    const venue = classic({
      'GET /api/v1/accounts':
        '{"code":"200000","data":[{"id":"1","currency":"SHIB","type":"trade","balance":123456789012.345678901234,"available":123456789012.345678901234,"holds":0}]}',
    });
    expect(await read(venue, 'spot')).toEqual({ SHIB: '123456789012.345678901234+0-0' });
  });

  it.each([
    ['a web page', '<!DOCTYPE html><html></html>'],
    ['no data', JSON.stringify({ code: '200000' })],
    ['a coin without an amount', answer([{ id: '1', currency: 'BTC', type: 'main' }])],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = classic({ 'GET /api/v1/accounts': body });
    expect(failureOf(await venue.session.read('funding', never)).code).toBe('bad-response');
  });
});

describe('margin', () => {
  const coin = (currency: string, available: string, hold: string, liability: string) => ({
    currency,
    total: String(Number(available) + Number(hold)),
    available,
    hold,
    liability,
    maxBorrowSize: '0',
    borrowEnabled: true,
    transferInEnabled: true,
  });

  it('cross: both kinds of account together, with what is owed', async () => {
    // /docs-new/rest/account-info/account-funding/get-account-cross-margin
    const venue = classic({
      'GET /api/v3/margin/accounts': (params) =>
        params.get('queryType') === 'ALL'
          ? answer({
              totalAssetOfQuoteCurrency: '0.02',
              totalLiabilityOfQuoteCurrency: '0',
              debtRatio: '0',
              status: 'EFFECTIVE',
              accounts: [coin('USDT', '10', '2', '0'), coin('BTC', '0', '0', '0.5')],
            })
          : refused('400100', 'not all'),
    });
    expect(await read(venue, 'margin')).toEqual({ USDT: '10+2-0', BTC: '0+0-0.5' });
  });

  it('cross: the interest is part of the liability, and owed once', async () => {
    const loan = {
      ...coin('USDT', '200', '0', '100.2'),
      liabilityPrincipal: '100',
      liabilityInterest: '0.2',
    };
    const venue = classic({
      'GET /api/v3/margin/accounts': answer({ debtRatio: '0.5', accounts: [loan] }),
    });
    expect(await read(venue, 'margin')).toEqual({ USDT: '200+0-100.2' });
  });

  it('isolated: one coin in two pairs stays two balances', async () => {
    // /docs-new/rest/account-info/account-funding/get-account-isolated-margin
    const venue = classic({
      'GET /api/v3/isolated/accounts': answer({
        totalAssetOfQuoteCurrency: '0.01',
        totalLiabilityOfQuoteCurrency: '0',
        timestamp: 1728725465994,
        assets: [
          {
            symbol: 'BTC-USDT',
            status: 'EFFECTIVE',
            debtRatio: '0',
            baseAsset: coin('BTC', '0.1', '0', '0'),
            quoteAsset: { ...coin('USDT', '5', '1', '100'), interest: '0.25' },
          },
          {
            symbol: 'ETH-USDT',
            status: 'EFFECTIVE',
            debtRatio: '0',
            baseAsset: coin('ETH', '0', '0', '0'),
            quoteAsset: coin('USDT', '7', '0', '0'),
          },
        ],
      }),
    });
    expect(await read(venue, 'isolated-margin')).toEqual({
      'BTC BTC-USDT': '0.1+0-0',
      'USDT BTC-USDT': '5+1-100.25',
      'USDT ETH-USDT': '7+0-0',
    });
  });

  it('that was never opened is told as such', async () => {
    const venue = classic({
      'GET /api/v3/margin/accounts': refused(
        '101030',
        "You haven't yet enabled the margin trading",
      ),
    });
    expect(failureOf(await venue.session.read('margin', never)).code).toBe('account-not-enabled');
  });
});

describe('futures', () => {
  it('every settlement coin is asked for; equity has the unrealised profit and loss', async () => {
    const venue = classic({
      'GET /api/v1/account-overview': (params) => {
        const currency = params.get('currency') ?? 'XBT';
        const usdt = {
          accountEquity: 394.439280806,
          unrealisedPNL: 20.15278,
          marginBalance: 374.286500806,
          availableBalance: 290.326799096,
        };
        const xbt = { accountEquity: 0.00005, availableBalance: 0.00005 };
        return overview(currency, currency === 'USDT' ? usdt : currency === 'XBT' ? xbt : {});
      },
    });
    const [linear, inverse] = await Promise.all([
      read(venue, 'futures'),
      read(venue, 'futures-inverse'),
    ]);
    expect(linear).toEqual({ USDT: '290.326799096+104.11248171-0' });
    expect(inverse).toEqual({ BTC: '0.00005+0-0' });
    const asked = venue.requests
      .filter(({ name }) => name === 'GET /api/v1/account-overview')
      .map(({ url }) => url.searchParams.get('currency'));
    expect(asked.sort()).toEqual(['USDC', 'USDT', 'XBT']);
  });

  it("another currency's account is not taken for the one that was asked for", async () => {
    const venue = classic({ 'GET /api/v1/account-overview': overview('XBT') });
    expect(failureOf(await venue.session.read('futures', never)).code).toBe('bad-response');
  });

  it('no contracts at all is a failure, not an empty account', async () => {
    const venue = classic({ 'GET /api/v1/contracts/active': answer([]) });
    expect(failureOf(await venue.session.read('futures', never)).code).toBe('bad-response');
  });

  it('a key without futures is told which permission it lacks', async () => {
    const venue = classic({
      'GET /api/v1/account-overview': {
        status: 403,
        body: refused('400007', 'Access denied, require more permission.'),
      },
    });
    const failure = failureOf(await venue.session.read('futures', never));
    expect(failure.code).toBe('permission');
    expect(failure.hint).toContain('“Futures”');
  });

  /** /docs-new/rest/futures-trading/positions/get-position-list */
  const position = (symbol: string, currentQty: number, fields: object = {}) => ({
    id: symbol,
    symbol,
    crossMode: true,
    isOpen: currentQty !== 0,
    currentQty,
    markPrice: 50_000,
    markValue: 1,
    unrealisedPnl: 0,
    settleCurrency: 'USDT',
    marginMode: 'CROSS',
    positionSide: 'BOTH',
    ...fields,
  });

  it('positions: contracts by their size, inverse ones in dollars at the mark price', async () => {
    const venue = classic({
      'GET /api/v1/positions': answer([
        position('XBTUSDTM', -1500),
        position('1000BONKUSDTM', 3),
        position('ETHUSDCM', 0),
        position('XBTUSDM', 10_000, { settleCurrency: 'XBT' }),
        position('XBTMZ26', -25_000, { settleCurrency: 'XBT' }),
      ]),
    });
    const [linear, inverse] = await Promise.all([
      venue.session.read('futures', never),
      venue.session.read('futures-inverse', never),
    ]);
    // 1500 contracts of 0.001 BTC; 3 of 100 lots of a thousand BONK.
    expect(positionsOf(linear)).toEqual({ XBTUSDTM: 'BTC -1.5', '1000BONKUSDTM': 'BONK 300000' });
    // 10000 and 25000 contracts of one dollar, at 50000.
    expect(positionsOf(inverse)).toEqual({ XBTUSDM: 'BTC 0.2', XBTMZ26: 'BTC -0.5' });
    expect(venue.count('GET /api/v1/positions')).toBe(1);
    if (inverse.outcome !== 'read' || inverse.positions?.ok !== true) throw new Error('not read');
    expect(inverse.positions.value.map(({ kind }) => kind)).toEqual(['perpetual', 'future']);
  });

  it('one contract held both ways is two positions', async () => {
    const venue = classic({
      'GET /api/v1/positions': answer([
        position('XBTUSDTM', 100, { positionSide: 'LONG' }),
        position('XBTUSDTM', 40, { positionSide: 'SHORT' }),
      ]),
    });
    const reading = await venue.session.read('futures', never);
    if (reading.outcome !== 'read' || reading.positions?.ok !== true) throw new Error('not read');
    expect(
      reading.positions.value.map(({ subaccount, delta }) => [subaccount, delta?.toFixed()]),
    ).toEqual([
      ['long', '0.1'],
      ['short', '-0.04'],
    ]);
    // One list for balances and positions.
    expect(venue.count('GET /api/v1/contracts/active')).toBe(1);
  });

  it('a position in a contract that is not listed says nothing against the balances', async () => {
    const venue = classic({ 'GET /api/v1/positions': answer([position('NEWUSDTM', 1)]) });
    const reading = await venue.session.read('futures', never);
    expect(balancesOf(reading)).toEqual([]);
    expect(reading).toMatchObject({ positions: { ok: false, failure: { code: 'bad-response' } } });
  });
});

describe('earn', () => {
  /** /docs-new/rest/earn/get-account-holding */
  const holding = (orderId: string, productCategory: string, currency: string, fields: object) => ({
    orderId,
    productId: '1',
    productCategory,
    productType: 'DEMAND',
    currency,
    incomeCurrency: currency,
    returnRate: '0.09000000',
    redeemedAmount: '1',
    redeemingAmount: '0',
    status: 'LOCKED',
    ...fields,
  });

  it('reads every page; products are apart; the token of ETH staking lies in other accounts', async () => {
    const first = Array.from({ length: 100 }, (_, index) =>
      holding(String(index), 'DEMAND', 'USDT', { holdAmount: '1' }),
    );
    const second = [
      holding('1380042', 'STAKING', 'ATOM', { holdAmount: '23.32' }),
      holding('1380043', 'STAKING', 'ATOM', { holdAmount: '0', redeemingAmount: '2' }),
      holding('1380044', 'KCS_STAKING', 'KCS', { holdAmount: '5' }),
      holding('ETH2', 'ETH2', 'ETH2', { holdAmount: '4' }),
    ];
    const venue = classic({
      'GET /api/v1/earn/hold-assets': (params) =>
        answer({
          totalNum: 104,
          items: params.get('currentPage') === '1' ? first : second,
          currentPage: Number(params.get('currentPage')),
          pageSize: 100,
          totalPage: 2,
        }),
    });
    expect(await read(venue, 'earn')).toEqual({
      'USDT savings': '0+100-0',
      'ATOM staking': '0+25.32-0',
      'KCS kcs-staking': '0+5-0',
    });
  });

  it('a page that comes again is a failure, not the same holdings twice', async () => {
    const page = Array.from({ length: 100 }, (_, index) =>
      holding(String(index), 'DEMAND', 'USDT', { holdAmount: '1' }),
    );
    const venue = classic({
      'GET /api/v1/earn/hold-assets': answer({ totalNum: 104, items: page }),
    });
    expect(failureOf(await venue.session.read('earn', never)).code).toBe('bad-response');
  });

  it('a page that is missing is a failure', async () => {
    const venue = classic({
      'GET /api/v1/earn/hold-assets': answer({ totalNum: 3, items: [] }),
    });
    expect(failureOf(await venue.session.read('earn', never)).code).toBe('bad-response');
  });
});

describe('the unified account', () => {
  /** /docs-new/rest/ua/get-account-currency-assets-uta */
  const coin = (currency: string, equity: string, available: string, liability: string) => ({
    currency,
    equity,
    hold: '0',
    balance: equity,
    available,
    liability,
  });
  const coins = (accountType: string, ...currencies: readonly object[]): string =>
    answer({ accountType, ts: 1764731696945, accounts: [{ currencies }] });

  const unified = (answers: Answers): RecordedVenue =>
    new RecordedVenue('kucoin', {
      ...mode('UNIFIED'),
      'GET /api/v1/contracts/active': contracts,
      'GET /api/ua/v1/unified/position/open-list': answer([]),
      ...answers,
    });

  it('is read once, and no classic account beside it', async () => {
    const venue = unified({
      'GET /api/ua/v1/unified/account/balance': coins(
        'UNIFIED',
        coin('USDT', '97.9936711985', '90', '0.0000000000'),
        coin('BTC', '-0.25', '0', '0.3'),
      ),
      'GET /api/ua/v1/account/balance': (params) =>
        coins(params.get('accountType') ?? '', coin('USDT', '6', '6', '0')),
    });
    expect(await read(venue, 'unified')).toEqual({
      USDT: '90+7.9936711985-0',
      // Equity of -0.25 is what remains of 0.05 after a debt of 0.3.
      BTC: '0+0.05-0.3',
    });
    expect(await read(venue, 'funding')).toEqual({ USDT: '6+0-0' });
    for (const accountType of ['spot', 'margin', 'futures'] as const)
      expect((await venue.session.read(accountType, never)).outcome).toBe('unsupported');
    expect(venue.count('GET /api/ua/v1/unified/account/balance')).toBe(1);
    expect(venue.count('GET /api/v1/accounts')).toBe(0);
  });

  it('an answer about another account is not taken for it', async () => {
    const venue = unified({
      'GET /api/ua/v1/unified/account/balance': coins('SPOT', coin('USDT', '1', '1', '0')),
    });
    expect(failureOf(await venue.session.read('unified', never)).code).toBe('bad-response');
  });

  it('has the positions of all contracts', async () => {
    // /docs-new/rest/ua/get-position-list-uta
    const position = (id: string, symbol: string, size: string) => ({
      id,
      symbol,
      marginMode: 'CROSS',
      size,
      entryPrice: '50000',
      positionValue: '1',
      markPrice: '40000',
      unrealizedPnL: '0',
      creationTime: 1774469753178000000,
    });
    const venue = unified({
      'GET /api/ua/v1/unified/account/balance': coins('UNIFIED'),
      'GET /api/ua/v1/unified/position/open-list': answer([
        position('1', 'XBTUSDTM', '-2000'),
        position('2', 'XBTUSDM', '4000'),
        position('3', 'ETHUSDCM', '0'),
      ]),
    });
    expect(positionsOf(await venue.session.read('unified', never))).toEqual({
      XBTUSDTM: 'BTC -2',
      XBTUSDM: 'BTC 0.1',
    });
  });
});

describe("KuCoin's errors", () => {
  // https://www.kucoin.com/docs-new/error-code
  it.each([
    ['400003', 401, 'authentication'],
    ['400004', 401, 'authentication'],
    ['400005', 401, 'authentication'],
    ['400006', 401, 'ip-restricted'],
    ['400007', 403, 'permission'],
    ['411100', 403, 'permission'],
    ['429000', 429, 'rate-limited'],
    ['500000', 500, 'venue-unavailable'],
  ])('%s (HTTP %i) is %s', async (code, status, expected) => {
    const venue = classic({
      'GET /api/v1/accounts': { status, body: refused(code, 'words') },
    });
    expect(failureOf(await venue.session.read('funding', never)).code).toBe(expected);
  });

  it('400002 has the clock put right and the request made again', async () => {
    const venue = classic({
      'GET /api/v1/timestamp': answer(Date.now()),
      'GET /api/v1/accounts': { status: 400, body: refused('400002', 'KC-API-TIMESTAMP Invalid') },
    });
    expect(failureOf(await venue.session.read('funding', never)).code).toBe('clock-skew');
    expect(venue.count('GET /api/v1/accounts')).toBe(2);
  });
});

describe('permissions', () => {
  // /docs-new/rest/account-info/account-funding/get-apikey-info
  const probe = async (permission: string, ipWhitelist?: string) => {
    const venue = classic({
      'GET /api/v1/timestamp': answer(Date.now()),
      'GET /api/v1/user/api-key': answer({
        remark: 'account1',
        apiKey: '6705f5c311545b000157d3eb',
        apiVersion: 3,
        permission,
        ...(ipWhitelist === undefined ? {} : { ipWhitelist }),
        createdAt: 1728443843000,
        uid: 165111215,
        isMaster: true,
      }),
    });
    const result = await venue.session.probe();
    if (!result.ok) throw new Error(result.failure.message);
    return result.value;
  };

  it('a key for reading alone', async () => {
    expect(await probe('General')).toMatchObject({
      permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
      ipRestricted: 'no',
    });
  });

  it('a key that may do everything', async () => {
    const all = 'General,Futures,Spot,Earn,InnerTransfer,Transfer,Margin';
    expect(await probe(all, '203.0.113.7,203.0.113.8')).toMatchObject({
      permissions: { read: 'yes', trade: 'yes', withdraw: 'yes' },
      ipRestricted: 'yes',
    });
  });
});

describe('tickers', () => {
  it('are read with all open spot markets in two calls', async () => {
    const venue = new RecordedVenue('kucoin', {
      // /docs-new/rest/spot-trading/market-data/get-all-symbols and get-all-tickers
      'GET /api/v2/symbols': answer([
        { symbol: 'BTC-USDT', baseCurrency: 'BTC', quoteCurrency: 'USDT', enableTrading: true },
        { symbol: 'OLD-USDT', baseCurrency: 'OLD', quoteCurrency: 'USDT', enableTrading: false },
      ]),
      'GET /api/v1/market/allTickers': answer({
        time: 1729173207043,
        ticker: [
          {
            symbol: 'BTC-USDT',
            buy: '67192.5',
            sell: '67192.6',
            last: '67193',
            changePrice: '-336.7',
            volValue: '190028838.31',
          },
        ],
      }),
    });
    const gateway = createExchangeGateway({
      log: new TestLog(),
      clock: systemClock,
      random: () => 0,
    });
    const tickers = await gateway.tickers({ venue: 'kucoin' }, new Set(['BTC', 'OLD']), never);
    if (!tickers.ok) throw new Error(tickers.failure.message);
    expect(tickers.value).toHaveLength(1);
    const [ticker] = tickers.value;
    expect(ticker?.bid?.toFixed()).toBe('67192.5');
    expect(ticker?.open24h?.toFixed()).toBe('67529.7');
    expect(ticker?.at).toBe(1729173207043);
    expect(venue.requests).toHaveLength(2);
    await gateway.close();
  });
});

describe('the streams', () => {
  const [spot, futures] = kucoinStreams();

  it.each([
    ['main.transfer', ['funding']],
    ['trade.hold', ['spot']],
    ['trade_hf.setted', ['spot']],
    ['marginV2.setted', ['margin']],
    ['isolatedV2_BTC-USDT.hold', ['isolated-margin']],
    ['other', ['spot', 'funding', 'margin', 'isolated-margin']],
  ])('%s says what to read again', (relationEvent, accountTypes) => {
    // https://www.kucoin.com/docs-new/3470075w0
    const message = {
      type: 'message',
      topic: '/account/balance',
      subject: 'account.balance',
      data: { currency: 'USDT', total: '89', available: '89', hold: '0', relationEvent },
    };
    expect(spot?.understand(message)).toEqual({ kind: 'changed', accountTypes });
  });

  it('stand once confirmed, and leave all else to ccxt', () => {
    expect(futures?.understand({ id: '1', type: 'ack' })).toEqual({ kind: 'live' });
    expect(futures?.understand({ id: '1', type: 'welcome' })).toBeUndefined();
    expect(futures?.understand({ id: '2', type: 'pong' })).toBeUndefined();
    expect(futures?.understand({ type: 'error', data: 'token is expired' })).toMatchObject({
      kind: 'ended',
    });
    // https://www.kucoin.com/docs-new/3470092w0
    expect(
      futures?.understand({
        type: 'message',
        topic: '/contractAccount/wallet',
        subject: 'walletBalance.change',
        data: { currency: 'USDT', equity: '49.50050236' },
      }),
    ).toEqual({ kind: 'changed', accountTypes: ['futures', 'futures-inverse'] });
  });
});
