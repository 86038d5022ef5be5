import { describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { RecordedVenue, restoreNetwork, type Recorded } from '../../testing/recorded-venue';
import { balancesOf, failureOf, never, positionsOf, table } from '../../testing/test-gateway';
import { bybitStream } from './bybit-stream';

restoreNetwork();

function answer(result: unknown): string {
  return JSON.stringify({
    retCode: 0,
    retMsg: 'OK',
    result,
    retExtInfo: {},
    time: 1735689600000,
  });
}

const refused = (retCode: number, retMsg: string): string =>
  JSON.stringify({ retCode, retMsg, result: {}, retExtInfo: {}, time: 1735689600000 });

const info = (unifiedMarginStatus: number): Record<string, Recorded> => ({
  'GET /v5/account/info': answer({ unifiedMarginStatus, marginMode: 'REGULAR_MARGIN' }),
});

interface Coin {
  readonly coin: string;
  readonly [field: string]: string;
}

const wallet = (accountType: string, ...coin: readonly Coin[]): string =>
  answer({ list: [{ accountType, totalEquity: '1', coin }] });

async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}

async function accountTypes(status: number): Promise<readonly AccountType[]> {
  const accounts = await new RecordedVenue('bybit', info(status)).session.accounts();
  if (!accounts.ok) throw new Error(accounts.failure.message);
  return accounts.value.map(({ accountType }) => accountType);
}

describe('the accounts of a key', () => {
  it.each([
    [1, ['spot', 'futures', 'funding', 'earn']],
    [3, ['unified', 'futures-inverse', 'funding', 'earn']],
    [4, ['unified', 'futures-inverse', 'funding', 'earn']],
    [5, ['unified', 'funding', 'earn']],
    [6, ['unified', 'funding', 'earn']],
  ])('status %i: %j', async (status, expected) => {
    expect(await accountTypes(status)).toEqual(expected);
  });

  it('a unified account is one wallet, never counted again as spot or futures', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/account/wallet-balance': wallet('UNIFIED', {
        coin: 'BTC',
        equity: '1',
        walletBalance: '1',
      }),
    });
    expect(await read(venue, 'unified')).toEqual({ BTC: '1+0-0' });
    for (const type of ['spot', 'futures', 'margin'] as const)
      expect((await venue.session.read(type, never)).outcome).toBe('unsupported');
    expect(venue.count('GET /v5/account/wallet-balance')).toBe(1);
  });

  it('an unknown stage is a failure, not a guess', async () => {
    const venue = new RecordedVenue('bybit', info(9));
    expect(failureOf(await venue.session.read('unified', never)).code).toBe('bad-response');
  });

  it('are asked for again after a failure', async () => {
    const venue = new RecordedVenue('bybit', {
      'GET /v5/account/info': { status: 503, body: '' },
      'GET /v5/account/wallet-balance': wallet('UNIFIED'),
    });
    expect(failureOf(await venue.session.read('unified', never)).code).toBe('venue-unavailable');
    venue.now('GET /v5/account/info', info(6)['GET /v5/account/info'] ?? '');
    expect(await read(venue, 'unified')).toEqual({});
  });
});

describe('the unified wallet', () => {
  it('gives equity before debt, what is bound by orders and positions, and debt with interest', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/account/wallet-balance': wallet(
        'UNIFIED',
        {
          coin: 'USDT',
          equity: '950.5',
          walletBalance: '1000',
          unrealisedPnl: '-49.5',
          locked: '100',
          totalPositionIM: '50',
          totalOrderIM: '',
          spotBorrow: '0',
          borrowAmount: '0',
          accruedInterest: '',
        },
        {
          coin: 'ETH',
          equity: '1',
          walletBalance: '3',
          unrealisedPnl: '0',
          locked: '0',
          spotBorrow: '2',
          borrowAmount: '2',
          accruedInterest: '0.001',
        },
      ),
    });
    expect(await read(venue, 'unified')).toEqual({ USDT: '800.5+150-0', ETH: '3+0-2.001' });
  });

  it('keeps every digit, also of an amount that is a JSON number', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/account/wallet-balance':
        '{"retCode":0,"retMsg":"OK","result":{"list":[{"accountType":"UNIFIED","coin":[{"coin":"BTC","equity":123456789012.345678901234,"walletBalance":"123456789012.345678901234"}]}]}}',
    });
    expect(await read(venue, 'unified')).toEqual({ BTC: '123456789012.345678901234+0-0' });
  });

  it('counts a debt of derivatives once: a negative wallet balance states it', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/account/wallet-balance': wallet('UNIFIED', {
        coin: 'USDT',
        equity: '-20',
        walletBalance: '-20',
        unrealisedPnl: '0',
        borrowAmount: '20',
        accruedInterest: '0.5',
      }),
    });
    expect(await read(venue, 'unified')).toEqual({ USDT: '0+-20-0.5' });
  });

  it.each([
    ['another wallet', wallet('SPOT', { coin: 'BTC', equity: '1', walletBalance: '1' })],
    ['no wallet', answer({ list: [] })],
    ['a coin without its equity', wallet('UNIFIED', { coin: 'BTC', walletBalance: '1' })],
    ['coins that are no list', answer({ list: [{ accountType: 'UNIFIED', coin: null }] })],
    ['a web page', '<!DOCTYPE html><html></html>'],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/account/wallet-balance': body,
    });
    expect(failureOf(await venue.session.read('unified', never)).code).toBe('bad-response');
  });
});

describe('classic accounts', () => {
  it('have spot and derivatives wallets of their own', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(1),
      'GET /v5/account/wallet-balance': (params) =>
        params.get('accountType') === 'SPOT'
          ? wallet('SPOT', { coin: 'BTC', walletBalance: '1.5', locked: '0.5', equity: '' })
          : wallet('CONTRACT', {
              coin: 'BTC',
              walletBalance: '2',
              unrealisedPnl: '0.25',
              equity: '2.25',
              totalPositionIM: '1',
            }),
    });
    expect(await read(venue, 'spot')).toEqual({ BTC: '1+0.5-0' });
    expect(await read(venue, 'futures')).toEqual({ BTC: '1.25+1-0' });
  });
});

describe('funding and earn', () => {
  it('funding: what can be transferred is available', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/asset/transfer/query-account-coins-balance': answer({
        memberId: '1',
        accountType: 'FUND',
        balance: [{ coin: 'USDC', transferBalance: '5', walletBalance: '7', bonus: '' }],
      }),
    });
    expect(await read(venue, 'funding')).toEqual({ USDC: '5+2-0' });
  });

  it('earn: savings and on-chain', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/earn/position': (params) =>
        answer({
          list:
            params.get('category') === 'OnChain'
              ? [{ coin: 'ETH', amount: '2', productId: '8' }]
              : [
                  { coin: 'USDT', amount: '10', productId: '4' },
                  { coin: 'USDT', amount: '5', productId: '5' },
                ],
        }),
    });
    expect(await read(venue, 'earn')).toEqual({
      'USDT flexible': '0+15-0',
      'ETH on-chain': '0+2-0',
    });
  });
});

/** Shapes of https://bybit-exchange.github.io/docs/v5/position and /market/instrument. */
describe('positions', () => {
  const held = (symbol: string, side: string, size: string, more: object = {}) => ({
    positionIdx: 0,
    symbol,
    side,
    size,
    markPrice: '28224.50',
    ...more,
  });
  const contracts: Readonly<Record<string, readonly [string, string]>> = {
    BTCUSDT: ['BTC', 'LinearPerpetual'],
    'ETH-26DEC25': ['ETH', 'LinearFutures'],
    BTCUSD: ['BTC', 'InversePerpetual'],
    SHIB1000USDT: ['SHIB1000', 'LinearPerpetual'],
  };
  const positionList = (rows: Readonly<Record<string, readonly object[]>>) => ({
    'GET /v5/position/list': (params: URLSearchParams) => {
      const group = `${params.get('category')} ${params.get('settleCoin') ?? ''}`.trim();
      return answer({
        category: params.get('category'),
        list: rows[group] ?? [],
        nextPageCursor: '',
      });
    },
    'GET /v5/market/instruments-info': (params: URLSearchParams) => {
      const symbol = params.get('symbol') ?? '';
      const [baseCoin, contractType] = contracts[symbol] ?? [];
      return answer({
        category: params.get('category'),
        list: baseCoin === undefined ? [] : [{ symbol, baseCoin, contractType, status: 'Trading' }],
      });
    },
  });
  const emptyWallet = { 'GET /v5/account/wallet-balance': wallet('UNIFIED') };

  it('of a unified account: coins of linear, dollars of inverse contracts, deltas of options', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      ...emptyWallet,
      ...positionList({
        'linear USDT': [
          held('BTCUSDT', 'Sell', '0.5'),
          held('SOLUSDT', '', '0'),
          held('SHIB1000USDT', 'Sell', '70'),
        ],
        'linear USDC': [held('ETH-26DEC25', 'Buy', '2')],
        inverse: [held('BTCUSD', 'Sell', '300', { markPrice: '30000.00' })],
        option: [held('BTC-26DEC25-100000-C-USDT', 'Sell', '0.2')],
      }),
      'GET /v5/market/tickers': (params) =>
        answer({
          category: params.get('category'),
          list: [{ symbol: `${params.get('baseCoin')}-26DEC25-100000-C-USDT`, delta: '0.6' }],
        }),
    });
    const reading = await venue.session.read('unified', never);
    expect(positionsOf(reading)).toEqual({
      BTCUSDT: 'BTC -0.5',
      // A contract on a thousand of a coin nets with the coin.
      SHIB1000USDT: 'SHIB -70000',
      'ETH-26DEC25': 'ETH 2',
      // 300 dollars / 30000
      BTCUSD: 'BTC -0.01',
      'BTC-26DEC25-100000-C-USDT': 'BTC -0.12',
    });
    if (reading.outcome !== 'read' || reading.positions?.ok !== true) throw new Error('not read');
    expect(reading.positions.value.map(({ kind }) => kind)).toEqual([
      'perpetual',
      'perpetual',
      'future',
      'perpetual',
      'option',
    ]);
  });

  it('in hedge mode are told apart by their side', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      ...emptyWallet,
      ...positionList({
        'linear USDT': [
          held('BTCUSDT', 'Buy', '1', { positionIdx: 1 }),
          held('BTCUSDT', 'Sell', '0.4', { positionIdx: 2 }),
        ],
      }),
    });
    const reading = await venue.session.read('unified', never);
    if (reading.outcome !== 'read' || reading.positions?.ok !== true) throw new Error('not read');
    expect(
      reading.positions.value.map(({ subaccount, delta }) => [subaccount, delta?.toFixed()]),
    ).toEqual([
      ['long', '1'],
      ['short', '-0.4'],
    ]);
  });

  it('are read to the last page', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(1),
      ...positionList({}),
      'GET /v5/account/wallet-balance': wallet('CONTRACT'),
      'GET /v5/position/list': (params) => {
        if (params.get('category') !== 'linear') return answer({ list: [], nextPageCursor: '' });
        const first = params.get('cursor') === null;
        return answer({
          list: [first ? held('BTCUSDT', 'Buy', '1') : held('ETH-26DEC25', 'Buy', '2')],
          nextPageCursor: first ? 'page 2' : '',
        });
      },
    });
    expect(positionsOf(await venue.session.read('futures', never))).toEqual({
      BTCUSDT: 'BTC 1',
      'ETH-26DEC25': 'ETH 2',
    });
  });

  it('end at an empty page, and are a failure where a page comes again: nothing is doubled', async () => {
    const pages = (second: readonly object[]) => ({
      ...info(6),
      ...emptyWallet,
      ...positionList({}),
      'GET /v5/position/list': (params: URLSearchParams) => {
        if (params.get('settleCoin') !== 'USDT') return answer({ list: [], nextPageCursor: '' });
        const first = params.get('cursor') === null;
        return answer({
          list: first ? [held('BTCUSDT', 'Buy', '1')] : second,
          nextPageCursor: 'BTCUSDT,1',
        });
      },
    });
    const ended = new RecordedVenue('bybit', pages([]));
    expect(positionsOf(await ended.session.read('unified', never))).toEqual({ BTCUSDT: 'BTC 1' });
    const again = new RecordedVenue('bybit', pages([held('BTCUSDT', 'Buy', '1')]));
    expect(await again.session.read('unified', never)).toMatchObject({
      positions: { ok: false, failure: { code: 'bad-response' } },
    });
  });

  it('that cannot be read leave the balances', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      ...emptyWallet,
      'GET /v5/position/list': refused(10005, 'Permission denied'),
    });
    const reading = await venue.session.read('unified', never);
    expect(reading).toMatchObject({
      outcome: 'read',
      positions: { ok: false, failure: { code: 'permission' } },
    });
    expect(JSON.stringify(reading)).toContain('Unified Trading');
  });
});

/** https://bybit-exchange.github.io/docs/v5/account/wallet-balance: `totalEquity`, in dollars. */
describe("Bybit's own total", () => {
  it('is the equity of the unified account', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/account/wallet-balance': answer({
        list: [{ accountType: 'UNIFIED', totalEquity: '3.31216591', coin: [] }],
      }),
    });
    const total = await venue.session.ownTotal(never);
    if (total?.ok !== true) throw new Error('not read');
    expect(total.value.amount.toFixed()).toBe('3.31216591');
    expect(total.value).toMatchObject({ code: 'USD', covers: ['unified'] });
  });

  it('is not told for classic accounts', async () => {
    expect(await new RecordedVenue('bybit', info(1)).session.ownTotal(never)).toBeUndefined();
  });
});

describe('regional twins', () => {
  const answers = {
    ...info(6),
    'GET /v5/account/wallet-balance': wallet('UNIFIED', {
      coin: 'BTC',
      equity: '1',
      walletBalance: '1',
    }),
    'GET /v5/position/list': answer({ list: [], nextPageCursor: '' }),
  };

  it.each([
    ['bybiteu', 'api.bybit.eu', 0],
    ['bybitid', 'api.bybit.id', 4],
  ])('%s is read at %s', async (id, host, positionCalls) => {
    const venue = new RecordedVenue(id, answers);
    expect(await read(venue, 'unified')).toEqual({ BTC: '1+0-0' });
    expect(new Set(venue.requests.map(({ url }) => url.host))).toEqual(new Set([host]));
    expect(venue.count('GET /v5/position/list')).toBe(positionCalls);
  });
});

describe("Bybit's errors", () => {
  it.each([
    [10003, 'authentication'],
    [10005, 'permission'],
    [10006, 'rate-limited'],
    [10010, 'ip-restricted'],
    [10016, 'venue-unavailable'],
    [33004, 'authentication'],
  ])('%i is %s', async (code, expected) => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/account/wallet-balance': refused(code, 'words'),
    });
    expect(failureOf(await venue.session.read('unified', never)).code).toBe(expected);
  });
});

describe('permissions', () => {
  const key = (readOnly: number, permissions: object, ips: readonly string[]) =>
    answer({ id: '1', readOnly, permissions, ips, unified: 0, uta: 1 });
  const probe = async (query: string) => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/market/time': answer({ timeSecond: '1', timeNano: `${Date.now()}000000` }),
      'GET /v5/user/query-api': query,
    });
    return venue.session.probe();
  };

  it('a read-only key can neither trade nor withdraw, whatever else is ticked', async () => {
    const groups = { Spot: ['SpotTrade'], Wallet: ['AccountTransfer', 'Withdraw'] };
    expect(await probe(key(1, groups, ['*']))).toMatchObject({
      value: {
        permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
        ipRestricted: 'no',
      },
    });
  });

  it('a key that acts is told', async () => {
    const groups = { Spot: ['SpotTrade'], Wallet: ['Withdraw'], ContractTrade: [] };
    expect(await probe(key(0, groups, ['203.0.113.7']))).toMatchObject({
      value: {
        permissions: { read: 'yes', trade: 'yes', withdraw: 'yes' },
        ipRestricted: 'yes',
      },
    });
  });
});

describe('the stream', () => {
  it('reads a push as it reads an answer: the same amounts, not equity for wallet balance', () => {
    const stream = bybitStream({ UNIFIED: 'unified' }, (id) => id);
    const meaning = stream.understand({
      id: '1',
      topic: 'wallet',
      creationTime: 1700034722104,
      data: [
        {
          accountType: 'UNIFIED',
          coin: [
            {
              coin: 'USDT',
              equity: '90',
              walletBalance: '100',
              unrealisedPnl: '-10',
              borrowAmount: '0',
              locked: '10',
              spotBorrow: '0',
              accruedInterest: '0',
              totalOrderIM: '0',
              totalPositionIM: '0',
            },
          ],
        },
      ],
    });
    if (meaning?.kind !== 'balances') throw new Error('not understood');
    expect(table(meaning.balances)).toEqual({ USDT: '80+10-0' });
    expect(meaning.at).toBe(1700034722104);
  });
});
