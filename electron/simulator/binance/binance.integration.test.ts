import ccxt from 'ccxt';
import { WebSocket } from 'ws';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '../testing/eventually';
import { startSimulatedVenues, type SimulatedVenues } from '../simulated-venues';
import { awaitsBalance, disconnect, redirect, settingsFor } from '../testing/redirect';

let venues: SimulatedVenues;
let exchange: InstanceType<typeof ccxt.pro.binance>;

const connect = (keyIndex = 0, overrides: object = {}) =>
  redirect(
    new ccxt.pro.binance({ ...settingsFor(venues, 'binance', keyIndex), ...overrides }),
    venues,
    'binance',
  );

beforeAll(async () => {
  venues = await startSimulatedVenues({ venues: ['binance'] });
});
afterAll(() => venues.stop());
beforeEach(async () => {
  exchange = await connect();
});
afterEach(async () => {
  venues.faults.clear();
  await disconnect(exchange);
});

test('markets, coins, time and tickers', async () => {
  const markets = await exchange.loadMarkets();
  expect(markets['BTC/USDT']).toMatchObject({ spot: true, active: true });
  expect(markets['BTC/USDT:USDT']).toMatchObject({ swap: true, linear: true });
  expect(markets['BTC/USD:BTC']).toMatchObject({ swap: true, inverse: true });
  expect(await exchange.fetchTime()).toBeTypeOf('number');
  const tickers = await exchange.fetchTickers(['BTC/USDT', 'PEPE/USDT']);
  expect(tickers['BTC/USDT']?.bid).toMatch(/^\d+\.\d{8}$/);
  // The tick of a micro-price is finer than eight digits, and nothing of it is lost.
  expect(tickers['PEPE/USDT']?.last).toMatch(/^0\.0000107\d{4}/);
  expect(Object.keys(await exchange.fetchTickers()).length).toBeGreaterThan(60);
});

test('spot, with earn receipts beside the coins and the real coin LDO', async () => {
  const { BTC, total, info } = await exchange.fetchBalance();
  expect(BTC).toMatchObject({ free: '0.51842713', used: '0.05000000', total: '0.56842713' });
  expect(total).toMatchObject({ LDUSDT: '15400.72', LDBNB: '6.21843', LDO: '2140.5' });
  expect(info).toMatchObject({ accountType: 'SPOT', uid: expect.any(Number) as number });
});

test('funding', async () => {
  const { total } = await exchange.fetchBalance({ type: 'funding' });
  expect(total).toMatchObject({ USDT: '2210.5', EUR: '1340.2' });
});

test('cross margin, with its loan', async () => {
  const { total, debt } = await exchange.fetchBalance({ type: 'margin' });
  expect(total).toMatchObject({ ETH: '6.2', USDT: '1530.44' });
  expect(debt).toMatchObject({ USDT: '5203.41827' });
});

test('isolated margin', async () => {
  const balance = await exchange.fetchBalance({ marginMode: 'isolated' });
  expect(balance['SOL']).toMatchObject({ total: '45' });
  expect(balance['USDT']).toMatchObject({ total: '210.4', debt: '1800.92143' });
});

test('USD-M and COIN-M futures, with unrealised profit in the total', async () => {
  const linear = await exchange.fetchBalance({ type: 'swap' });
  expect(linear['USDT']).toMatchObject({
    free: '6200.12000000',
    used: '2840.50000000',
    total: '9471.89000000',
  });
  const inverse = await exchange.fetchBalance({ type: 'swap', subType: 'inverse' });
  expect(inverse['BTC']).toMatchObject({ total: '0.20998000' });
});

test('earn: flexible and locked by pages, staking', async () => {
  const flexible = await exchange.sapiGetSimpleEarnFlexiblePosition({ size: 1, current: 2 });
  expect(flexible).toMatchObject({
    total: 2,
    rows: [{ asset: 'BNB', totalAmount: '6.21843000' }],
  });
  const locked = await exchange.sapiGetSimpleEarnLockedPosition();
  expect(locked).toMatchObject({ rows: [{ asset: 'DOT' }, { asset: 'ADA' }, { asset: 'AVAX' }] });
  expect(await exchange.sapiV2GetEthStakingAccount()).toMatchObject({ holdingInETH: '3.18000000' });
  expect(await exchange.sapiGetSolStakingAccount()).toMatchObject({ holdingInSOL: '22.40000000' });
});

test('what the key may do; portfolio margin was never opened', async () => {
  expect(await exchange.sapiGetAccountApiRestrictions()).toMatchObject({
    enableReading: true,
    enableWithdrawals: false,
    ipRestrict: false,
  });
  const papi = exchange.fetchBalance({ portfolioMargin: true });
  await expect(papi).rejects.toThrow('-2015');
});

test('history: candles, deposits, withdrawals and trades', async () => {
  const candles = await exchange.fetchOHLCV('BTC/USDT', '1d', undefined, 30);
  expect(candles).toHaveLength(30);
  const since = Date.now() - 89 * 86_400_000;
  const deposits = await exchange.fetchDeposits(undefined, since);
  expect(deposits.length).toBeGreaterThan(0);
  expect(deposits[0]).toMatchObject({ status: 'ok', type: 'deposit' });
  const trades = await exchange.fetchMyTrades('BTC/USDT');
  expect(trades.length).toBeGreaterThan(0);
  expect(trades[0]?.fee?.currency).toBe('USDT');
});

test('two keys are two accounts', async () => {
  const second = await connect(1);
  const { total } = await second.fetchBalance();
  expect(total).toMatchObject({ AAVE: '6.42', LDUSDC: '5000.31' });
  await second.close();
});

test('a wrong secret, an unknown key and a stale timestamp are refused in Binance’s words', async () => {
  const wrongSecret = await connect(0, { secret: 'nonsense' });
  await expect(wrongSecret.fetchBalance()).rejects.toThrow(ccxt.AuthenticationError);
  await expect(wrongSecret.fetchBalance()).rejects.toThrow('-1022');
  const unknownKey = await connect(0, { apiKey: 'nonsense' });
  await expect(unknownKey.fetchBalance()).rejects.toThrow('-2008');
  await exchange.loadMarkets();
  venues.faults.set({ venue: 'binance' }, { kind: 'clock-skew', ms: -60_000 });
  await expect(exchange.fetchBalance()).rejects.toThrow(ccxt.InvalidNonce);
  await exchange.loadTimeDifference();
  await expect(exchange.fetchBalance()).resolves.toBeDefined();
  await Promise.all([wrongSecret.close(), unknownKey.close()]);
});

test('requests are counted against the limit', async () => {
  await exchange.fetchBalance();
  const headers = exchange.last_response_headers as Record<string, string>;
  expect(Number(headers['X-Mbx-Used-Weight-1m'])).toBeGreaterThanOrEqual(20);
});

test('the spot stream by signature: absolute positions, and deltas beside them for deposits', async () => {
  const first = exchange.watchBalance();
  await eventually(() => expect(venues.streams.topics('binance')).toContain('spot:0'));
  await eventually(() => expect(awaitsBalance(exchange)).toBe(true));
  venues.world.setBalance('binance', 0, 'spot', 'ETH', { available: '5.5', locked: '0.25' });
  expect((await first)['ETH']).toMatchObject({
    free: '5.50000000',
    used: '0.25000000',
    total: '5.75',
  });
  const events: unknown[] = [];
  const handle = exchange.handleBalance.bind(exchange);
  exchange.handleBalance = (
    client: Parameters<typeof handle>[0],
    message: { e: string; d?: string },
  ) => {
    events.push([message.e, message.d]);
    handle(client, message);
  };
  venues.world.deposit({ venue: 'binance', keyIndex: 0, code: 'ADA', amount: '12.5' });
  await eventually(() =>
    expect(events).toEqual([
      ['balanceUpdate', '12.50000000'],
      ['outboundAccountPosition', undefined],
    ]),
  );
});

test('the margin stream by listen token', async () => {
  const watched = exchange.watchBalance({ type: 'margin' });
  await eventually(() => expect(venues.streams.topics('binance')).toContain('cross-margin:0'));
  await eventually(() => expect(awaitsBalance(exchange)).toBe(true));
  venues.world.setBalance('binance', 0, 'cross-margin', 'ETH', { available: '7' });
  expect((await watched)['ETH']).toMatchObject({ free: '7.00000000' });
});

test.each([
  ['USD-M', { type: 'swap' }, 'linear-futures', 'USDT'],
  ['COIN-M', { type: 'swap', subType: 'inverse' }, 'inverse-futures', 'BTC'],
] as const)('the %s stream by listen key', async (_name, params, account, code) => {
  const watched = exchange.watchBalance(params);
  await eventually(() => expect(venues.streams.topics('binance')).toContain(`${account}:0`));
  venues.world.setBalance('binance', 0, account, code, { available: '1.5', locked: '0' });
  expect((await watched)[code]).toMatchObject({ total: '1.50000000' });
});

test('public streams: best bids and asks, and tickers', async () => {
  await exchange.loadMarkets();
  const watched = [exchange.watchBidsAsks(['BTC/USDT']), exchange.watchTickers(['ETH/USDT'])];
  await eventually(() =>
    expect(venues.streams.topics('binance')).toEqual(
      expect.arrayContaining(['btcusdt@bookTicker', 'ethusdt@miniTicker']),
    ),
  );
  venues.world.setPrice('BTC', '120000');
  venues.world.setPrice('ETH', '4100');
  const [books, tickers] = await Promise.all(watched);
  expect(books?.['BTC/USDT']?.bid).toMatch(/^1200\d\d\./);
  expect(tickers?.['ETH/USDT']?.last).toMatch(/^41\d\d\./);
});

test('a listen key opens its account at its own host and path, and nothing anywhere else', async () => {
  const { listenKey } = (await exchange.fapiPrivatePostListenKey()) as { listenKey: string };
  const base = venues.endpoints.binance?.replace(/^http/, 'ws') ?? '';
  const heardAt = (place: string): { heard: string[]; socket: WebSocket } => {
    const socket = new WebSocket(`${base}/${place}`);
    const heard: string[] = [];
    socket.on('message', (data: Buffer) => heard.push(data.toString('utf8')));
    return { heard, socket };
  };
  const own = heardAt(`fstream.binance.com/private/ws/${listenKey}`);
  const others = [
    heardAt(`dstream.binance.com/ws/${listenKey}`),
    heardAt(`stream.binance.com/ws/${listenKey}`),
    heardAt(`fstream.binance.com/market/${listenKey}`),
  ];
  const all = [own, ...others];
  await eventually(() =>
    expect(all.map(({ socket }) => socket.readyState)).toEqual(all.map(() => WebSocket.OPEN)),
  );
  await eventually(() => expect(venues.streams.topics('binance')).toContain('linear-futures:0'));
  const account = 'linear-futures' as const;
  venues.world.deposit({ venue: 'binance', keyIndex: 0, account, code: 'USDT', amount: '5' });
  await eventually(() => expect(own.heard).toHaveLength(1));
  expect(JSON.parse(own.heard[0] ?? '')).toMatchObject({
    e: 'ACCOUNT_UPDATE',
    a: { m: 'DEPOSIT', B: [{ a: 'USDT', bc: '5.00000000' }] },
  });
  expect(others.flatMap(({ heard }) => heard)).toEqual([]);
  for (const { socket } of all) socket.terminate();
});
