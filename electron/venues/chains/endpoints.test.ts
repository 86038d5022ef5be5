import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../shared/base/failure';
import { VenueFailure } from '../reading/venue-failure';
import type { Endpoint, EndpointPool } from './chain-reader';
import { createEndpointPool } from './endpoints';
import { HeldClock, never, TestLog } from './testing/test-wallets';

type Behaviour = string | VenueFailure | Error;

/** A pool of servers `a`, `b`, `c` that do as they are told. */
function poolOf(servers: Record<string, Behaviour>) {
  const clock = new HeldClock();
  const log = new TestLog();
  const asked: string[] = [];
  const pool = createEndpointPool({
    name: 'Testnet',
    urls: () => Object.keys(servers),
    clock,
    log,
    open: (url): Endpoint => ({
      url,
      host: `${url}.example`,
      request: async () => {
        asked.push(url);
        const behaviour = servers[url];
        if (behaviour instanceof Error) throw behaviour;
        return behaviour;
      },
    }),
  });
  const ask = () =>
    pool.use(never, async (endpoint, signal) => [
      await endpoint.request({}, signal),
      await endpoint.request({}, signal),
    ]);
  return { pool, ask, asked, clock, log, servers };
}

/** A reading that has begun, and goes on until it is finished. */
async function hangingAt(pool: EndpointPool, timeoutMs?: number) {
  let finish: (value: string) => void = () => undefined;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const run = () => {
    begin();
    return new Promise<string>((resolve) => (finish = resolve));
  };
  const reading = pool.use(never, run, timeoutMs);
  await begun;
  return { reading, finish: (value: string) => finish(value) };
}

const down = (code: FailureCode, detail?: string) => new VenueFailure(code, detail);

describe('the servers of a chain', () => {
  it('are asked in the order that was set', async () => {
    const { ask, asked } = poolOf({ a: 'A', b: 'B' });
    expect(await ask()).toEqual(['A', 'A']);
    expect(asked).toEqual(['a', 'a']);
  });

  it.each(['network', 'timeout', 'rate-limited', 'venue-unavailable', 'bad-response'] as const)(
    'give way to the next on %s',
    async (code) => {
      const { ask, asked } = poolOf({ a: down(code), b: 'B' });
      expect(await ask()).toEqual(['B', 'B']);
      expect(asked).toEqual(['a', 'b', 'b']);
    },
  );

  it('never mix their answers: what the first gave before it failed is asked anew', async () => {
    const { pool, servers } = poolOf({ a: 'A', b: 'B' });
    const answers = await pool.use(never, async (endpoint, signal) => {
      const first = await endpoint.request({}, signal);
      if (endpoint.url === 'a') servers['a'] = down('network');
      return [first, await endpoint.request({}, signal)];
    });
    expect(answers).toEqual(['B', 'B']);
  });

  it('are left alone for a minute after they failed, and then preferred again', async () => {
    const { ask, asked, clock, servers } = poolOf({ a: down('network'), b: 'B' });
    await ask();
    servers['a'] = 'A';
    clock.move(59_000);
    expect(await ask()).toEqual(['B', 'B']);
    expect(asked.filter((url) => url === 'a')).toHaveLength(1);
    clock.move(2_000);
    expect(await ask()).toEqual(['A', 'A']);
  });

  it('are left alone for as long as they ask for', async () => {
    const { pool, ask, clock, servers } = poolOf({ a: 'A', b: 'B' });
    servers['a'] = new VenueFailure('rate-limited', 'HTTP 429', { retryAt: clock.now() + 300_000 });
    await ask();
    servers['a'] = 'A';
    clock.move(299_000);
    expect(await ask()).toEqual(['B', 'B']);
    clock.move(2_000);
    expect(await pool.use(never, async ({ url }) => url)).toBe('a');
  });

  it('are still asked when all of them failed lately', async () => {
    const { ask, servers } = poolOf({ a: down('network'), b: down('timeout') });
    await expect(ask()).rejects.toThrow();
    servers['b'] = 'B';
    expect(await ask()).toEqual(['B', 'B']);
  });

  it('are all named when none answered, with what to do', async () => {
    const { ask } = poolOf({ a: down('network', 'ECONNREFUSED'), b: down('timeout') });
    await expect(ask()).rejects.toMatchObject({
      code: 'timeout',
      detail: 'a.example: ECONNREFUSED; b.example: no answer in time',
      extra: {
        hint: 'Check the network connection, or add another server for Testnet in Settings.',
      },
    });
  });

  it('are not blamed for what the user gave, nor for defects', async () => {
    const { ask, asked, servers } = poolOf({ a: down('invalid-input', 'no address'), b: 'B' });
    await expect(ask()).rejects.toMatchObject({ code: 'invalid-input' });
    servers['a'] = new TypeError('defect');
    await expect(ask()).rejects.toThrow(TypeError);
    expect(asked).toEqual(['a', 'a']);
  });

  it('stop when the reading is cancelled', async () => {
    const { pool, asked } = poolOf({ a: down('network'), b: 'B' });
    const stop = new AbortController();
    const reading = pool.use(stop.signal, async (endpoint, signal) => {
      stop.abort();
      return endpoint.request({}, signal);
    });
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked).toEqual(['a']);
  });

  it('answer four readings at once; the others wait, and may be cancelled meanwhile', async () => {
    const { pool } = poolOf({ a: 'A' });
    const finish: (() => void)[] = [];
    let running = 0;
    const read = (signal: AbortSignal) =>
      pool.use(signal, async () => {
        running += 1;
        await new Promise<void>((resolve) => finish.push(resolve));
        running -= 1;
      });
    const stop = new AbortController();
    const readings = [1, 2, 3, 4].map(() => read(never));
    const cancelled = read(stop.signal);
    const last = read(never);
    await Promise.resolve();
    expect(running).toBe(4);
    stop.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    finish.splice(0).forEach((each) => each());
    await Promise.all(readings);
    expect(running).toBe(1);
    finish.splice(0).forEach((each) => each());
    await last;
  });

  it('that take all the time are given up on, named, and asked last the next time', async () => {
    const { pool, ask, asked, clock } = poolOf({ a: 'A', b: 'B' });
    const slow = await hangingAt(pool, 30_000);
    clock.move(30_000);
    await expect(slow.reading).rejects.toMatchObject({
      code: 'timeout',
      detail: 'a.example: no answer in time',
    });
    expect(await ask()).toEqual(['B', 'B']);
    expect(asked).not.toContain('a');
  });

  it('have 25 seconds unless a family needs more', async () => {
    const { pool, clock } = poolOf({ a: 'A' });
    const usual = await hangingAt(pool);
    const patient = await hangingAt(pool, 60_000);
    clock.move(25_000);
    await expect(usual.reading).rejects.toMatchObject({ code: 'timeout' });
    patient.finish('in time');
    expect(await patient.reading).toBe('in time');
  });

  it('have their time from when a reading has its turn, so that slow ones fail no others', async () => {
    const { pool, ask, clock } = poolOf({ a: 'A', b: 'B' });
    const slow = [];
    for (let count = 0; count < 4; count += 1) slow.push(await hangingAt(pool, 60_000));
    const waiting = ask();
    clock.move(60_000);
    for (const { reading } of slow)
      await expect(reading).rejects.toMatchObject({ code: 'timeout' });
    expect(await waiting).toEqual(['B', 'B']);
  });

  it('are none where none is set, which is said', async () => {
    await expect(poolOf({}).ask()).rejects.toMatchObject({
      code: 'network',
      detail: 'no server is set',
    });
  });
});
