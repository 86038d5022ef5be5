import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { DemoToApp } from './demo-messages';
import { serveDemo, type ParentPort } from './serve-demo';

/** Stands in for the app's end of the port. */
class App implements ParentPort {
  readonly received: DemoToApp[] = [];
  private listener: (event: { data: unknown }) => void = () => undefined;

  on(_event: 'message', listener: (event: { data: unknown }) => void): void {
    this.listener = listener;
  }

  postMessage(message: DemoToApp): void {
    this.received.push(message);
  }

  send(data: unknown): void {
    this.listener({ data });
  }
}

test('the app learns where venues and chains are, with keys, wallets and a year of prices, and can stop them', async () => {
  const app = new App();
  let onStopped: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => (onStopped = resolve));
  await serveDemo(app, () => onStopped());
  const [ready] = app.received;
  if (ready?.type !== 'ready') throw new Error('not ready');
  expect(Object.keys(ready.endpoints)).toEqual([
    'binance',
    'bybit',
    'okx',
    'kraken',
    'bitcoin',
    'solana',
  ]);
  expect(Object.values(ready.endpoints).every((url) => url.startsWith('http://127.0.0.1:'))).toBe(
    true,
  );
  expect(ready.wallets.map(({ venue, label }) => `${venue} ${label}`)).toEqual([
    'bitcoin Cold storage',
    'solana Hot wallet',
  ]);
  expect(ready.manualAccounts.map(({ label }) => label)).toEqual(['Bank']);
  expect(ready.credentials.binance).toHaveLength(2);
  expect(ready.credentials.okx?.[0]?.password).toBeTruthy();
  expect(app.received).toHaveLength(1);
  app.send({ type: 'tell-price-history' });
  await Promise.resolve();
  const past = app.received[1];
  if (past?.type !== 'price-history') throw new Error('no prices were told');
  const instants = past.priceHistory.map(({ at }) => at);
  expect(instants).toEqual([...instants].sort((one, other) => one - other));
  expect((instants.at(-1) ?? 0) - (instants[0] ?? 0)).toBeGreaterThan(366 * 86_400_000);
  const time = `${ready.endpoints.kraken}/api.kraken.com/0/public/Time`;
  const tip = `${ready.endpoints.bitcoin}/blocks/tip/height`;
  for (const url of [time, tip]) expect((await fetch(url)).status).toBe(200);
  app.send({ type: 'unknown' });
  app.send({ type: 'stop' });
  await stopped;
  for (const url of [time, tip]) await expect(fetch(url)).rejects.toThrow();
});

test('what keeps the venues from starting is told, not swallowed', async () => {
  const occupied = createServer();
  await new Promise<void>((resolve) => occupied.listen(0, '127.0.0.1', resolve));
  const app = new App();
  const { port } = occupied.address() as AddressInfo;
  let onStopped: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => (onStopped = resolve));
  await serveDemo(app, () => onStopped(), { port });
  expect(app.received).toEqual([
    { type: 'failed', reason: expect.stringContaining('EADDRINUSE') as string },
  ]);
  app.send({ type: 'stop' });
  await stopped;
  occupied.close();
});
