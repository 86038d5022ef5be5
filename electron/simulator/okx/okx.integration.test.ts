import ccxt from 'ccxt';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '../testing/eventually';
import { startSimulatedVenues, type SimulatedVenues } from '../simulated-venues';
import { disconnect, redirect, settingsFor } from '../testing/redirect';

let venues: SimulatedVenues;
let exchange: InstanceType<typeof ccxt.pro.okx>;

const connect = (overrides: object = {}) =>
  redirect(new ccxt.pro.okx({ ...settingsFor(venues, 'okx'), ...overrides }), venues, 'okx');

beforeAll(async () => {
  venues = await startSimulatedVenues({ venues: ['okx'] });
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
  expect(markets['OKB/USDT']).toMatchObject({ spot: true, active: true });
  expect(await exchange.fetchTime()).toBeTypeOf('number');
  const tickers = await exchange.fetchTickers();
  expect(Object.keys(tickers).length).toBeGreaterThan(50);
  // A staked form moves with its coin.
  expect(tickers['OKSOL/USDT']?.last).toBe(tickers['SOL/USDT']?.last);
  const candles = await exchange.fetchOHLCV('BTC/USDT', '1d', undefined, 10);
  expect(candles).toHaveLength(10);
});

test('the trading account, with unrealised loss in the total', async () => {
  const { total, free } = await exchange.fetchBalance();
  expect(total).toMatchObject({ USDT: '7441.72', BTC: '0.15104' });
  expect(free).toMatchObject({ USDT: '6920.14' });
});

test('funding, savings and staking', async () => {
  const { total } = await exchange.fetchBalance({ type: 'funding' });
  expect(total).toEqual({ USDC: '2600.88', LTC: '22.5', BCH: '3.1' });
  expect(await exchange.privateGetFinanceSavingsBalance()).toMatchObject({
    data: [{ ccy: 'USDT', amt: '6000' }],
  });
  expect(await exchange.privateGetFinanceStakingDefiOrdersActive()).toMatchObject({
    data: [{ ccy: 'DOT', investData: [{ ccy: 'DOT', amt: '150' }] }],
  });
  expect(await exchange.privateGetFinanceStakingDefiEthBalance()).toMatchObject({
    data: [{ ccy: 'BETH', amt: '1.2041' }],
  });
  expect(await exchange.privateGetFinanceStakingDefiSolBalance()).toMatchObject({
    data: [{ ccy: 'OKSOL', amt: '12.6' }],
  });
});

test('the venue’s own valuation, and what the key may do', async () => {
  const { data } = (await exchange.privateGetAssetAssetValuation({ ccy: 'USDT' })) as {
    data: { totalBal: string; details: Record<string, string> }[];
  };
  expect(data[0]?.totalBal).toMatch(/^\d{5}\./);
  expect(Number(data[0]?.details['earn'])).toBeGreaterThan(6000);
  expect(await exchange.privateGetAccountConfig()).toMatchObject({
    data: [{ perm: 'read_only', ip: '', acctLv: '2' }],
  });
});

test('a wrong secret, passphrase and clock are refused in OKX’s words', async () => {
  const wrongSecret = await connect({ secret: 'nonsense' });
  await expect(wrongSecret.fetchBalance()).rejects.toThrow('50113');
  const wrongPassphrase = await connect({ password: 'nonsense' });
  await expect(wrongPassphrase.fetchBalance()).rejects.toThrow(ccxt.AuthenticationError);
  await exchange.loadMarkets();
  venues.faults.set({ venue: 'okx' }, { kind: 'clock-skew', ms: 60_000 });
  await expect(exchange.fetchBalance()).rejects.toThrow(ccxt.InvalidNonce);
  await Promise.all([wrongSecret.close(), wrongPassphrase.close()]);
});

test('the account stream: everything at first, then what changed', async () => {
  const snapshot = await exchange.watchBalance();
  expect(snapshot['OKB']).toMatchObject({ total: '18.2' });
  await eventually(() => expect(venues.streams.topics('okx')).toContain('account:0'));
  const next = exchange.watchBalance();
  venues.world.setBalance('okx', 0, 'spot', 'OKB', { available: '20.75' });
  expect((await next)['OKB']).toMatchObject({ total: '20.75' });
});

test('the account stream refuses a wrong secret', async () => {
  await exchange.loadMarkets();
  exchange.secret = 'nonsense';
  await expect(exchange.watchBalance()).rejects.toThrow(ccxt.AuthenticationError);
});

test('public streams', async () => {
  await exchange.loadMarkets();
  const tickers = await exchange.watchTickers(['BTC/USDT']);
  expect(tickers['BTC/USDT']?.bid).toMatch(/^1\d{5}/);
  const books = await exchange.watchBidsAsks(['ETH/USDT']);
  expect(books['ETH/USDT']?.ask).toMatch(/^\d{4}/);
});
