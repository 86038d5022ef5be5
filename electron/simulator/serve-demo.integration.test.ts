import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { connect } from '../../shared/channel/client';
import { linkedPorts } from '../../shared/channel/testing/linked-ports';
import type { SimulationOptions } from './simulated-venues';
import type { DemoTable } from './demo-table';
import { serveDemo } from './serve-demo';

/** The app's end of the port, and what tells when the venues have stopped. */
function served(options?: SimulationOptions) {
  const ports = linkedPorts();
  let onStopped: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => (onStopped = resolve));
  serveDemo(ports.answering, () => onStopped(), options);
  const demo = connect<DemoTable>(ports.asking);
  return { ...demo, port: ports.asking, stopped };
}

test('the app learns where venues and chains are, with keys, wallets and a year of prices, and can stop them', async () => {
  const { call, port, stopped } = served();
  const running = await call.venues();
  if (!running.ok) throw new Error(running.failure.message);
  const ready = running.value;
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
  const past = await call.priceHistory();
  if (!past.ok) throw new Error(past.failure.message);
  const instants = past.value.map(({ at }) => at);
  expect(instants).toEqual([...instants].sort((one, other) => one - other));
  expect((instants.at(-1) ?? 0) - (instants[0] ?? 0)).toBeGreaterThan(366 * 86_400_000);
  const time = `${ready.endpoints.kraken}/api.kraken.com/0/public/Time`;
  const tip = `${ready.endpoints.bitcoin}/blocks/tip/height`;
  for (const url of [time, tip]) expect((await fetch(url)).status).toBe(200);
  port.post({ type: 'unknown' });
  expect(await call.stop()).toEqual({ ok: true, value: undefined });
  await stopped;
  for (const url of [time, tip]) await expect(fetch(url)).rejects.toThrow();
});

test('what keeps the venues from starting is told, not swallowed', async () => {
  const occupied = createServer();
  await new Promise<void>((resolve) => occupied.listen(0, '127.0.0.1', resolve));
  const { call, stopped } = served({ port: (occupied.address() as AddressInfo).port });
  const said = { ok: false, failure: { message: expect.stringContaining('EADDRINUSE') as string } };
  expect(await call.venues()).toMatchObject(said);
  expect(await call.priceHistory()).toMatchObject(said);
  await call.stop();
  await stopped;
  occupied.close();
});
