import { afterEach, describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { Ticker } from '../../../../shared/pricing/price';
import {
  startSimulatedVenues,
  type SimulatedVenues,
  type SimulationOptions,
} from '../../../simulator/simulated-venues';
import { demoWorld } from '../../../simulator/roster/demo-world';
import { makeKey } from '../../../simulator/roster/make-key';
import { demoVenueIds } from '../../../simulator/roster/roster';
import type { WorldDefinition } from '../../../simulator/world/world-definition';
import type { VenueId } from '../../../../shared/base/ids';
import type { Clock } from '../../../engine/ports/clock';
import {
  TestGateway,
  balancesOf,
  failureOf,
  HurriedClock,
  never,
  table,
  until,
  marketsAt,
} from '../testing/test-gateway';

let test: TestGateway<SimulatedVenues> | undefined;

async function start(
  options: SimulationOptions = {},
  clock?: Clock,
): Promise<TestGateway<SimulatedVenues>> {
  test = new TestGateway(await startSimulatedVenues(options), clock);
  return test;
}

afterEach(async () => {
  await test?.stop();
  test = undefined;
});

async function readAll(gateway: TestGateway<SimulatedVenues>, venue: VenueId) {
  const session = gateway.open(venue);
  const accounts = await session.accounts();
  if (!accounts.ok) throw new Error(accounts.failure.message);
  const readings = await Promise.all(
    accounts.value.map(({ accountType }) => session.read(accountType, never)),
  );
  return new Map<AccountType, Record<string, string>>(
    accounts.value.map(({ accountType }, index) => {
      const reading = readings[index];
      if (reading === undefined) throw new Error('no reading');
      return [accountType, table(balancesOf(reading))];
    }),
  );
}

describe('the simulated venues through unmodified ccxt', () => {
  it.each([
    [
      'binance',
      ['spot', 'funding', 'margin', 'isolated-margin', 'futures', 'futures-inverse', 'earn'],
    ],
    ['bybit', ['unified', 'funding', 'earn']],
    ['okx', ['unified', 'funding', 'earn']],
    ['kraken', ['spot', 'margin', 'earn']],
  ] as const)('%s: every account type is read and holds something', async (venue, types) => {
    const all = await readAll(await start(), venue);
    expect([...all.keys()]).toEqual(types);
    for (const [type, balances] of all) expect(Object.keys(balances), type).not.toHaveLength(0);
  });

  it('binance: receipts are not counted twice, LDO is, debts are debts', async () => {
    const all = await readAll(await start(), 'binance');
    expect(Object.keys(all.get('spot') ?? {}).filter((code) => code.startsWith('LD'))).toEqual([
      'LDO',
    ]);
    expect(all.get('margin')?.['USDT']).toMatch(/-[1-9]/);
  });

  it.each(demoVenueIds)('%s: a probe finds all that the key can do', async (venue) => {
    const probe = await (await start()).open(venue).probe();
    expect(probe).toMatchObject({
      ok: true,
      value: { permissions: { read: 'yes', trade: 'no', withdraw: 'no' } },
    });
    if (probe.ok) expect(probe.value.accounts.every(({ readable }) => readable)).toBe(true);
  });

  it.each(demoVenueIds)('%s: answers that are none are failures, never empty', async (venue) => {
    const gateway = await start();
    const session = gateway.open(venue);
    await session.accounts();
    for (const kind of ['html', 'empty', 'truncated'] as const) {
      const off = gateway.venues.faults.set({ venue }, { kind });
      expect(failureOf(await session.read('earn', never))).toMatchObject({
        code: 'bad-response',
        retry: { kind: 'backoff' },
      });
      off();
    }
    expect(balancesOf(await session.read('earn', never)).length).toBeGreaterThan(0);
  });

  it.each(demoVenueIds)('%s: a revoked key asks for the user', async (venue) => {
    const gateway = await start();
    const session = gateway.open(venue);
    await session.accounts();
    gateway.venues.faults.set({ venue }, { kind: 'revoked-key' });
    const [first = 'spot'] =
      gateway.gateway.venues().find(({ id }) => id === venue)?.accountTypes ?? [];
    expect(failureOf(await session.read(first, never))).toMatchObject({
      code: 'authentication',
      retry: { kind: 'user-action' },
    });
  });

  it.each(['binance', 'bybit', 'okx'] as const)('%s: a wrong clock is put right', async (venue) => {
    const gateway = await start();
    gateway.venues.faults.set({ venue }, { kind: 'clock-skew', ms: 90_000 });
    const session = gateway.open(venue);
    expect(balancesOf(await session.read('funding', never)).length).toBeGreaterThan(0);
    const probe = await session.probe();
    expect(probe.ok && Math.abs(probe.value.clockSkewMs - 90_000) < 2000).toBe(true);
  });

  it('one account that fails leaves the others as they are', async () => {
    const gateway = await start();
    const session = gateway.open('binance');
    const path = '/sapi/v1/margin/account';
    gateway.venues.faults.set({ venue: 'binance', path }, { kind: 'status', status: 503 });
    const [margin, spot] = await Promise.all([
      session.read('margin', never),
      session.read('spot', never),
    ]);
    expect(failureOf(margin).code).toBe('venue-unavailable');
    expect(balancesOf(spot).length).toBeGreaterThan(0);
  });
});

describe('many connections', () => {
  const CONNECTIONS = 20;
  const DELAY_MS = 300;

  function manyKeys(): WorldDefinition {
    const world = demoWorld();
    const keys = Array.from({ length: CONNECTIONS }, (_, index) =>
      makeKey('binance', index, `Connection ${index}`, [
        { account: 'spot', code: 'BTC', available: String(index + 1) },
      ]),
    );
    const markets = world.venues.binance?.markets ?? [];
    return { ...world, venues: { binance: { markets, keys } } };
  }

  it('are read side by side: the budget counts requests and does not line them up', async () => {
    const gateway = await start({ world: manyKeys() });
    const sessions = Array.from({ length: CONNECTIONS }, (_, index) =>
      gateway.open('binance', index),
    );
    await Promise.all(sessions.map((session) => session.accounts()));
    gateway.venues.faults.set({ venue: 'binance' }, { kind: 'delay', ms: DELAY_MS });
    const startedAt = performance.now();
    const readings = await Promise.all(sessions.map((session) => session.read('spot', never)));
    const took = performance.now() - startedAt;
    expect(readings.map((reading) => table(balancesOf(reading))['BTC'])).toEqual(
      sessions.map((_, index) => `${index + 1}+0-0`),
    );
    expect(took).toBeLessThan(DELAY_MS * 3);
  });
});

describe('prices', () => {
  const codes = new Set(['BTC', 'ADA']);

  it.each(demoVenueIds)('%s: only markets that can price what is held', async (venue) => {
    const gateway = await start();
    const read = await marketsAt(gateway.gateway, gateway.address(venue)).tickers(codes, never);
    if (!read.ok) throw new Error(read.failure.message);
    const bitcoin = read.value.filter(({ base }) => base === 'BTC');
    expect(bitcoin.length).toBeGreaterThan(0);
    for (const { bid, ask, last, at, venue: from } of bitcoin) {
      expect(from).toBe(venue);
      expect([bid, ask, last].every((price) => price?.greaterThan(0))).toBe(true);
      expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
    }
    const bases = new Set(read.value.map(({ base }) => base));
    expect(bases.has('DOGE')).toBe(false);
  });

  it('markets are asked for once, tickers each time', async () => {
    const gateway = await start();
    const address = gateway.address('binance');
    await marketsAt(gateway.gateway, address).tickers(codes, never);
    await marketsAt(gateway.gateway, address).tickers(codes, never);
    const paths = gateway.venues.requests.entries.map(({ path }) => path);
    expect(paths.filter((path) => path === '/api/v3/exchangeInfo')).toHaveLength(1);
    expect(paths.filter((path) => path === '/api/v3/ticker/24hr')).toHaveLength(2);
  });

  it('markets are there already where the venue was prepared', async () => {
    const gateway = await start();
    const address = gateway.address('binance');
    await gateway.gateway.prepare(address);
    const paths = (): string[] => gateway.venues.requests.entries.map(({ path }) => path);
    expect(paths()).toEqual(['/api/v3/exchangeInfo']);
    await marketsAt(gateway.gateway, address).tickers(codes, never);
    expect(paths()).toEqual(['/api/v3/exchangeInfo', '/api/v3/ticker/24hr']);
  });

  it('a venue that is down is a failure', async () => {
    const gateway = await start();
    gateway.venues.faults.set({ venue: 'okx' }, { kind: 'status', status: 503 });
    expect(
      await marketsAt(gateway.gateway, gateway.address('okx')).tickers(codes, never),
    ).toMatchObject({
      failure: { code: 'venue-unavailable', message: expect.stringContaining('its prices') },
    });
  });

  it('keep bid and ask where a push has only the last trade, far from them', async () => {
    const { gateway, address } = await start().then((test) => ({
      gateway: test.gateway,
      address: test.address('bybit'),
    }));
    const read = await marketsAt(gateway, address).tickers(codes, never);
    if (!read.ok) throw new Error(read.failure.message);
    const pushed: Ticker[] = [];
    const stop = marketsAt(gateway, address).watch(codes, (tickers) => pushed.push(...tickers));
    await until(() => pushed.length > 0);
    for (const { base, quote, bid, ask, last } of pushed) {
      const before = read.value.find((one) => one.base === base && one.quote === quote);
      expect({ bid, ask }).toEqual({ bid: before?.bid, ask: before?.ask });
      expect(last?.lessThan(bid ?? 0)).toBe(true);
    }
    await stop();
  });

  it.each(demoVenueIds)('%s: are pushed as they move, and again after a cut', async (venue) => {
    const gateway = await start({}, new HurriedClock(20));
    const pushed: Ticker[] = [];
    const dollars = new Set(['USDT', 'USD']);
    const stop = marketsAt(gateway.gateway, gateway.address(venue)).watch(codes, (tickers) =>
      pushed.push(...tickers),
    );
    const { world, streams, faults } = gateway.venues;
    const latest = () =>
      pushed.filter(({ base, quote }) => base === 'BTC' && dollars.has(quote)).at(-1);
    const follows = async (usd: string): Promise<void> => {
      await until(() => {
        world.setPrice('BTC', usd);
        return latest()?.last?.minus(usd).abs().lessThan(200) === true;
      });
    };
    await until(() => streams.topics(venue).length > 0);
    await follows('91000');
    faults.dropSockets(venue);
    await until(() => streams.open(venue) > 0);
    await follows('73000');
    await stop();
    await until(() => streams.open(venue) === 0);
  });
});
