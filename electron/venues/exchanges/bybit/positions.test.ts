import { describe, expect, it } from 'vitest';
import { RecordedVenue } from '../testing/recorded-venue';
import { never, positionsOf } from '../testing/test-gateway';
import { answer, refused, info, wallet } from './testing/recorded-answers';

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
