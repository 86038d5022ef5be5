import ccxt from 'ccxt';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '../testing/eventually';
import { startSimulatedVenues, type SimulatedVenues } from '../simulated-venues';
import { disconnect, redirect, settingsFor } from '../testing/redirect';

let venues: SimulatedVenues;
let exchange: InstanceType<typeof ccxt.pro.bybit>;

const connect = (overrides: object = {}) =>
  redirect(new ccxt.pro.bybit({ ...settingsFor(venues, 'bybit'), ...overrides }), venues, 'bybit');

beforeAll(async () => {
  venues = await startSimulatedVenues({ venues: ['bybit'] });
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
  expect(markets['MNT/USDT']).toMatchObject({ spot: true, active: true });
  expect(await exchange.fetchTime()).toBeTypeOf('number');
  const tickers = await exchange.fetchTickers(undefined, { type: 'spot' });
  expect(Object.keys(tickers).length).toBeGreaterThan(45);
  expect(tickers['BTC/USDT']?.ask).toMatch(/^1\d{5}(\.\d)?$/);
  const candles = await exchange.fetchOHLCV('BTC/USDT', '1h', undefined, 24);
  expect(candles).toHaveLength(24);
});

test('the unified account, once whatever its name', async () => {
  const { total, used } = await exchange.fetchBalance({ type: 'unified' });
  expect(total).toMatchObject({ USDT: '11240.27', BTC: '0.18421' });
  expect(used).toMatchObject({ USDT: '600' });
  expect((await exchange.fetchBalance({ type: 'spot' })).total).toEqual(total);
});

test('funding and earn', async () => {
  const { total } = await exchange.fetchBalance({ type: 'funding' });
  expect(total).toEqual({ USDT: '1900', XRP: '800' });
  const flexible = await exchange.privateGetV5EarnPosition({ category: 'FlexibleSaving' });
  expect(flexible).toMatchObject({ result: { list: [{ coin: 'USDT', amount: '4000' }] } });
  const staked = await exchange.privateGetV5EarnPosition({ category: 'OnChain' });
  expect(staked).toMatchObject({ result: { list: [{ coin: 'SOL', amount: '18.5' }] } });
});

test('what the key may do', async () => {
  const { result } = (await exchange.privateGetV5UserQueryApi()) as { result: object };
  expect(result).toMatchObject({
    readOnly: 1,
    uta: 1,
    ips: ['*'],
    permissions: { Wallet: [] },
  });
});

test('a wrong secret, an unknown key and a stale timestamp are refused in Bybit’s words', async () => {
  const wrongSecret = await connect({ secret: 'nonsense' });
  await expect(wrongSecret.fetchBalance()).rejects.toThrow(ccxt.AuthenticationError);
  const unknownKey = await connect({ apiKey: 'nonsense' });
  await expect(unknownKey.fetchBalance()).rejects.toThrow('10003');
  await exchange.loadMarkets();
  venues.faults.set({ venue: 'bybit' }, { kind: 'clock-skew', ms: 60_000 });
  await expect(exchange.fetchBalance()).rejects.toThrow(ccxt.InvalidNonce);
  await Promise.all([wrongSecret.close(), unknownKey.close()]);
});

test('the wallet stream', async () => {
  const watched = exchange.watchBalance();
  await eventually(() => expect(venues.streams.topics('bybit')).toContain('wallet:0'));
  venues.world.deposit({ venue: 'bybit', keyIndex: 0, code: 'USDT', amount: '100' });
  expect((await watched)['USDT']).toMatchObject({ total: '11340.27' });
});

test('the wallet stream refuses a wrong secret', async () => {
  const wrongSecret = await connect({
    secret: 'nonsense',
    options: {
      enableUnifiedMargin: false,
      enableUnifiedAccount: true,
      fetchMarkets: { types: ['spot'] },
    },
  });
  wrongSecret.has['fetchCurrencies'] = false;
  await expect(wrongSecret.watchBalance()).rejects.toThrow(ccxt.AuthenticationError);
  await wrongSecret.close();
});

test('public streams, at most ten topics a request', async () => {
  await exchange.loadMarkets();
  const tickers = await exchange.watchTickers(['BTC/USDT', 'ETH/USDT']);
  expect(Object.keys(tickers)).toHaveLength(1);
  const books = await exchange.watchBidsAsks(['SOL/USDT']);
  expect(books['SOL/USDT']?.ask).toMatch(/^18\d\./);
  const many = exchange.symbols.filter((symbol) => /^[^BE].*\/USDT$/.test(symbol)).slice(0, 11);
  await expect(exchange.watchTickers(many)).rejects.toThrow('args size');
});
