import ccxt from 'ccxt';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../testing/eventually';
import { startSimulatedVenues, type SimulatedVenues } from '../simulated-venues';
import { disconnect, redirect, settingsFor } from '../testing/redirect';

let venues: SimulatedVenues;
let exchange: InstanceType<typeof ccxt.pro.kraken>;

const connect = (overrides: object = {}) =>
  redirect(
    new ccxt.pro.kraken({ ...settingsFor(venues, 'kraken'), ...overrides }),
    venues,
    'kraken',
  );

beforeAll(async () => {
  venues = await startSimulatedVenues({ venues: ['kraken'] });
});
afterAll(() => venues.stop());
beforeEach(async () => {
  exchange = await connect();
});
afterEach(async () => {
  venues.faults.clear();
  await disconnect(exchange);
});

test('markets and tickers, in dollars and euros', async () => {
  const markets = await exchange.loadMarkets();
  expect(markets['BTC/USD']).toMatchObject({ id: 'XXBTZUSD', active: true });
  expect(await exchange.fetchTime()).toBeTypeOf('number');
  const tickers = await exchange.fetchTickers();
  expect(tickers['USDT/USD']?.last).toMatch(/^0\.99/);
  expect(tickers['TUSD/USD']?.last).toMatch(/^0\.94/);
  expect(tickers['BTC/EUR']?.bid).toMatch(/^9\d{4}/);
  const candles = await exchange.fetchOHLCV('BTC/USD', '1d', undefined, 10);
  expect(candles.length).toBeGreaterThanOrEqual(10);
});

test('one account, with suffixes for earn products and holds', async () => {
  const { info, total } = await exchange.fetchBalance();
  expect(total).toMatchObject({ 'BTC.F': '0.2503000000', 'DOT28.S': '240.0000000000' });
  expect((info as { result: object }).result).toMatchObject({
    XXBT: { balance: '0.4212000000', hold_trade: '0.0200000000' },
    'XBT.F': { balance: '0.2503000000' },
    'DOT28.S': { balance: '240.0000000000' },
    'SOL.B': { balance: '14.2000000000' },
    'USDC.M': { balance: '1200.5000000000' },
    'XRP.HOLD': { balance: '150.0000000000' },
    ZUSD: { balance: '6410.2284' },
  });
});

test('what the key may do, its worth, and its earn allocations', async () => {
  expect(await exchange.privatePostGetApiKeyInfo()).toMatchObject({
    result: { permissions: expect.not.arrayContaining(['withdraw-funds']) as string[] },
  });
  const trade = (await exchange.privatePostTradeBalance()) as { result: { eb: string } };
  expect(Number(trade.result.eb)).toBeGreaterThan(50_000);
  const earn = (await exchange.privatePostEarnAllocations()) as { result: { items: object[] } };
  expect(earn.result.items).toHaveLength(6);
});

test('a wrong secret, an unknown key and an old nonce are refused in Kraken’s words', async () => {
  const wrongSecret = await connect({ secret: Buffer.from('nonsense').toString('base64') });
  await expect(wrongSecret.fetchBalance()).rejects.toThrow('EAPI:Invalid signature');
  const unknownKey = await connect({ apiKey: 'nonsense' });
  await expect(unknownKey.fetchBalance()).rejects.toThrow(ccxt.AuthenticationError);
  await exchange.fetchBalance();
  exchange.nonce = () => 1;
  await expect(exchange.fetchBalance()).rejects.toThrow(ccxt.InvalidNonce);
  await Promise.all([wrongSecret.close(), unknownKey.close()]);
});

test('the balances stream: everything at first, then what changed', async () => {
  const snapshot = await exchange.watchBalance();
  expect(snapshot['XLM']).toMatchObject({ total: '9200' });
  const next = exchange.watchBalance();
  venues.world.deposit({ venue: 'kraken', keyIndex: 0, code: 'USD', amount: '12.5' });
  expect((await next)['USD']).toMatchObject({ total: '6422.7284' });
});

test('the balances stream sends JSON numbers with every digit they have', async () => {
  const { result } = (await exchange.privatePostGetWebSocketsToken()) as {
    result: { token: string };
  };
  venues.world.setBalance('kraken', 0, 'spot', 'ETH', { available: '1234567.1234567891' });
  const address = `${venues.endpoints.kraken?.replace('http', 'ws')}/ws-auth.kraken.com/v2`;
  const socket = new WebSocket(address);
  const texts: string[] = [];
  socket.on('message', (data: Buffer) => texts.push(data.toString()));
  await new Promise((resolve) => socket.once('open', resolve));
  const params = { channel: 'balances', token: result.token };
  socket.send(JSON.stringify({ method: 'subscribe', params }));
  await eventually(() => expect(texts.join()).toContain('"balance":1234567.1234567891'));
  socket.terminate();
});

test('an invented token opens nothing', async () => {
  await exchange.loadMarkets();
  exchange.authenticate = () => Promise.resolve('invented');
  const address = `${venues.endpoints.kraken?.replace('http', 'ws')}/ws-auth.kraken.com/v2`;
  const socket = new WebSocket(address);
  const texts: string[] = [];
  socket.on('message', (data: Buffer) => texts.push(data.toString()));
  await new Promise((resolve) => socket.once('open', resolve));
  const params = { channel: 'balances', token: 'invented' };
  socket.send(JSON.stringify({ method: 'subscribe', params, req_id: 7 }));
  await eventually(() => expect(texts.join()).toContain('ESession:Invalid session'));
  socket.terminate();
});

test('public streams', async () => {
  await exchange.loadMarkets();
  const tickers = await exchange.watchTickers(['BTC/USD']);
  expect(tickers['BTC/USD']?.bid).toMatch(/^1\d{5}/);
  const books = await exchange.watchBidsAsks(['ETH/USD']);
  expect(books['ETH/USD']?.ask).toMatch(/^\d{4}/);
});
