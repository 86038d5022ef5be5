import ccxt from 'ccxt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../testing/eventually';
import { startSimulatedVenues, type SimulatedVenues } from '../simulated-venues';
import { redirect, settingsFor } from '../testing/redirect';

let venues: SimulatedVenues;

beforeEach(async () => {
  venues = await startSimulatedVenues({ venues: ['binance', 'okx'] });
});
afterEach(() => venues.stop());

const url = (path: string) => `${venues.endpoints.binance}/api.binance.com${path}`;
const get = (path = '/api/v3/time') => fetch(url(path));

/** An open socket of OKX, which greets nobody, so that all it receives was asked for. */
async function openSocket() {
  const base = venues.endpoints.okx?.replace('http', 'ws');
  const socket = new WebSocket(`${base}/ws.okx.com:8443/ws/v5/public`);
  const received: string[] = [];
  socket.on('message', (data: Buffer) => received.push(data.toString()));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return { socket, received };
}

async function connectBinance() {
  const exchange = await redirect(
    new ccxt.pro.binance(settingsFor(venues, 'binance')),
    venues,
    'binance',
  );
  await exchange.loadMarkets();
  return exchange;
}

test('a delay holds back the path it is for, and no other', async () => {
  venues.faults.set({ venue: 'binance', path: /account/ }, { kind: 'delay', ms: 60_000 });
  const slow = new AbortController();
  const pending = fetch(url('/api/v3/account'), { signal: slow.signal });
  await eventually(() => expect(venues.requests.count({ path: '/api/v3/account' })).toBe(1));
  expect((await get()).status).toBe(200);
  expect(venues.requests.find({ path: '/api/v3/account' })[0]?.status).toBeUndefined();
  slow.abort();
  await expect(pending).rejects.toThrow();
});

test.each([
  [429, 429],
  [418, 418],
  [503, 503],
])('status %i with Retry-After, for as many requests as asked', async (status, expected) => {
  venues.faults.set({ venue: 'binance', count: 1 }, { kind: 'status', status, retryAfter: 7 });
  const response = await get();
  expect(response.status).toBe(expected);
  expect(response.headers.get('retry-after')).toBe('7');
  expect(await response.json()).toHaveProperty('code');
  expect((await get()).status).toBe(200);
});

test('ccxt takes 429 for what it is', async () => {
  const exchange = await connectBinance();
  venues.faults.set({ venue: 'binance' }, { kind: 'status', status: 429, retryAfter: 2 });
  await expect(exchange.fetchBalance()).rejects.toThrow(ccxt.DDoSProtection);
  expect(exchange.last_response_headers).toMatchObject({ 'Retry-After': '2' });
  await exchange.close();
});

test('HTML, nothing, half of the JSON, a cut connection', async () => {
  const off = venues.faults.set({ venue: 'binance' }, { kind: 'html' });
  const page = await get();
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<html>')]);
  off();
  const offEmpty = venues.faults.set({ venue: 'binance' }, { kind: 'empty' });
  expect(await (await get()).text()).toBe('');
  offEmpty();
  const offTruncated = venues.faults.set({ venue: 'binance' }, { kind: 'truncated' });
  await expect((await get('/api/v3/exchangeInfo')).json()).rejects.toThrow();
  offTruncated();
  venues.faults.set({ venue: 'binance' }, { kind: 'cut' });
  await expect(get()).rejects.toThrow();
});

test('ccxt mistakes HTML with status 200 for an empty account', async () => {
  const exchange = await connectBinance();
  venues.faults.set({ venue: 'binance' }, { kind: 'html' });
  const { info, total } = await exchange.fetchBalance();
  expect(total).toEqual({});
  expect(info).toContain('<html>');
  await exchange.close();
});

test('a revoked key is refused on REST and socket; ccxt calls it a passing overload', async () => {
  const exchange = await connectBinance();
  await exchange.fetchBalance();
  venues.faults.set({ venue: 'binance', keyIndex: 0 }, { kind: 'revoked-key' });
  await expect(exchange.fetchBalance()).rejects.toThrow('-2015');
  await expect(exchange.fetchBalance()).rejects.toThrow(ccxt.DDoSProtection);
  const other = new ccxt.pro.binance(settingsFor(venues, 'binance', 1));
  await redirect(other, venues, 'binance');
  await expect(other.fetchBalance()).resolves.toBeDefined();
  await Promise.all([exchange.close(), other.close()]);
});

test('clock skew moves the venue’s time', async () => {
  venues.faults.set({ venue: 'binance' }, { kind: 'clock-skew', ms: 3_600_000 });
  const { serverTime } = (await (await get()).json()) as { serverTime: number };
  expect(serverTime - Date.now()).toBeGreaterThan(3_500_000);
});

test('dropped sockets close at once, refused ones never open', async () => {
  const { socket } = await openSocket();
  const closed = new Promise((resolve) => socket.once('close', resolve));
  venues.faults.dropSockets('okx');
  expect(await closed).toBe(1006);
  venues.faults.set({ venue: 'okx' }, { kind: 'refuse-sockets' });
  await expect(openSocket()).rejects.toThrow('503');
});

test('half-open sockets accept, and are silent: no answer, no event, no pong', async () => {
  const { socket, received } = await openSocket();
  socket.send('ping');
  await eventually(() => expect(received).toEqual(['pong']));
  const off = venues.faults.set({ venue: 'okx' }, { kind: 'half-open-sockets' });
  let pongs = 0;
  socket.on('pong', () => (pongs += 1));
  socket.send('ping');
  socket.ping();
  // A second socket's round trip over the same server: had there been answers, they would be here.
  const other = await openSocket();
  expect(other.socket.readyState).toBe(WebSocket.OPEN);
  off();
  other.socket.send('ping');
  await eventually(() => expect(other.received).toEqual(['pong']));
  expect([received, pongs]).toEqual([['pong'], 0]);
  socket.terminate();
  other.socket.terminate();
});

test('events twice, and events in swapped pairs', async () => {
  const exchange = await connectBinance();
  const events: unknown[] = [];
  exchange.handleBalance = (_client: unknown, message: { B: [{ f: string }] }) => {
    events.push(message.B[0].f);
  };
  void exchange.watchBalance().catch(() => undefined);
  await eventually(() => expect(venues.streams.topics('binance')).toContain('spot:0'));
  const set = (available: string) =>
    venues.world.setBalance('binance', 0, 'spot', 'BTC', { available });
  const off = venues.faults.set({ venue: 'binance' }, { kind: 'duplicate-events' });
  set('1');
  await eventually(() => expect(events).toEqual(['1.00000000', '1.00000000']));
  off();
  events.length = 0;
  venues.faults.set({ venue: 'binance' }, { kind: 'out-of-order-events' });
  set('2');
  set('3');
  await eventually(() => expect(events).toEqual(['3.00000000', '2.00000000']));
  await exchange.close();
});

test('the log counts requests and how many were open at one time, and keeps no secrets', async () => {
  venues.faults.set({ venue: 'binance', path: '/api/v3/ping' }, { kind: 'delay', ms: 50 });
  await Promise.all(Array.from({ length: 5 }, () => get('/api/v3/ping')));
  expect(venues.requests.highWater('binance')).toBe(5);
  const { apiKey = '' } = venues.credentials.binance?.[0] ?? {};
  await fetch(url('/api/v3/account?timestamp=1&signature=abc'), {
    headers: { 'x-mbx-apikey': apiKey },
  });
  expect(venues.requests.count({ venue: 'binance', keyIndex: 0 })).toBe(1);
  const text = JSON.stringify(venues.requests.entries);
  expect(text).not.toContain(apiKey);
  expect(text).not.toContain('signature');
  venues.requests.clear();
  expect(venues.requests.count()).toBe(0);
});
