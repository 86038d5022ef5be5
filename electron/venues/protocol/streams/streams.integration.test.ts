import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { startSimulatedVenues, type SimulatedVenues } from '../../../simulator/simulated-venues';
import { demoWorld } from '../../../simulator/roster/demo-world';
import type { Account, WorldDefinition } from '../../../simulator/world/world-definition';
import type { VenueId } from '../../../../shared/base/ids';
import type { Stop } from '../../../engine/ports/exchanges';
import { okxStream } from '../../exchanges/okx/stream';
import {
  Recorder,
  TestGateway,
  HurriedClock,
  table,
  until,
} from '../../exchanges/testing/test-gateway';

let test: TestGateway<SimulatedVenues>;
let clock: HurriedClock;
let stop: Stop | undefined;
const unhandled: unknown[] = [];
const remember = (error: unknown): void => void unhandled.push(error);

beforeEach(async () => {
  clock = new HurriedClock(20);
  test = new TestGateway(await startSimulatedVenues(), clock);
  process.on('unhandledRejection', remember);
});

afterEach(async () => {
  await stop?.();
  stop = undefined;
  await test.stop();
  process.off('unhandledRejection', remember);
  expect(unhandled.splice(0)).toEqual([]);
});

function watch(venue: VenueId): Recorder {
  const recorder = new Recorder();
  stop = test.open(venue).watch(recorder);
  return recorder;
}

const mainAccount = {
  binance: 'spot',
  bybit: 'unified',
  okx: 'unified',
  kraken: 'spot',
} as const satisfies Record<VenueId, AccountType>;
type DemoVenueId = keyof typeof mainAccount;
const all = Object.keys(mainAccount) as DemoVenueId[];

describe.each(all)('the stream of %s', (venue) => {
  const accountType = mainAccount[venue];

  it('becomes live, asks for a first reading, and ends without a trace', async () => {
    const recorder = watch(venue);
    await recorder.until(accountType, 'live');
    expect(recorder.changes).toContain(accountType);
    await stop?.();
    await until(() => test.venues.streams.open(venue) === 0);
    await until(() => clock.pending.size === 0);
    const told = recorder.states.length;
    test.venues.world.deposit({ venue, keyIndex: 0, code: 'ETH', amount: '1' });
    expect(recorder.states).toHaveLength(told);
  });

  it('tells of a deposit at once', async () => {
    const recorder = watch(venue);
    await recorder.until(accountType, 'live');
    const changes = (): number => recorder.changes.filter((each) => each === accountType).length;
    await until(() => changes() > 0);
    const before = changes();
    test.venues.world.deposit({ venue, keyIndex: 0, code: 'ETH', amount: '1.00000001' });
    await until(() => changes() > before);
  });

  it('comes back after the connection was cut, and has the account read again', async () => {
    const recorder = watch(venue);
    await recorder.until(accountType, 'live');
    test.venues.faults.dropSockets(venue);
    await until(() => recorder.statesOf(accountType).length === 4);
    const states = recorder.statesOf(accountType);
    const changes = recorder.changes.filter((each) => each === accountType);
    expect(changes.length).toBeGreaterThanOrEqual(2);
    expect(states.map(({ state }) => state)).toEqual(['connecting', 'live', 'connecting', 'live']);
    expect(states[2]?.failure).toMatchObject({ retry: { kind: 'backoff' } });
  });

  it('backs off while connections are refused', async () => {
    test.venues.faults.set({ venue }, { kind: 'refuse-sockets' });
    const recorder = watch(venue);
    const attempts = (): number => recorder.statesOf(accountType).length;
    await until(() => attempts() >= 3);
    const soFar = attempts();
    expect(soFar).toBeLessThan(6);
    test.venues.faults.clear(venue);
    await recorder.until(accountType, 'live');
  });

  it('notices that the other side is dead though the socket is open', async () => {
    const recorder = watch(venue);
    await recorder.until(accountType, 'live');
    const off = test.venues.faults.set({ venue }, { kind: 'half-open-sockets' });
    await recorder.until(accountType, 'connecting');
    off();
    await recorder.until(accountType, 'live');
  });

  it('reports a revoked key as such', async () => {
    test.venues.faults.set({ venue }, { kind: 'revoked-key' });
    const recorder = watch(venue);
    await until(() => recorder.states.length > 0 || venue === 'bybit');
    // Bybit's accounts cannot even be listed with such a key, so nothing is streamed.
    if (venue === 'bybit') return;
    await recorder.until(accountType, 'off');
    const off = recorder.statesOf(accountType).at(-1);
    expect(off?.failure?.retry.kind).toBe('user-action');
    expect(JSON.stringify(off)).not.toContain(test.credentials(venue).apiKey);
  });
});

describe('exact balances of a stream', () => {
  const exact = all.filter((venue) => venue !== 'kraken');

  it.each(exact)('%s: absolute amounts, as a reading gives them', async (venue) => {
    const recorder = watch(venue);
    const accountType = mainAccount[venue];
    await recorder.until(accountType, 'live');
    recorder.updates.length = 0;
    test.venues.world.deposit({ venue, keyIndex: 0, code: 'USDT', amount: '0.12345678' });
    await until(() => recorder.updates.some(({ balances }) => 'USDT' in table(balances)));
    const pushed = table(recorder.updates.flatMap(({ balances }) => balances))['USDT'];
    const holding = test.venues.world.holding(venue, 0, 'spot', 'USDT');
    const total = holding.available.plus(holding.locked).plus(holding.unrealized);
    const available = pushed?.split('+')[0];
    expect(recorder.updates.at(-1)?.balances.find(({ code }) => code === 'USDT')?.total).toEqual(
      total,
    );
    expect(available).toBe(holding.available.toFixed());
  });

  it('are right in the end though events come twice and out of order', async () => {
    const venue = 'binance';
    const recorder = watch(venue);
    await recorder.until('spot', 'live');
    test.venues.faults.set({ venue }, { kind: 'duplicate-events' });
    test.venues.faults.set({ venue }, { kind: 'out-of-order-events' });
    for (let count = 0; count < 10; count += 1)
      test.venues.world.deposit({ venue, keyIndex: 0, code: 'ETH', amount: '1' });
    const final = test.venues.world.holding(venue, 0, 'spot', 'ETH');
    const latest = () =>
      recorder.updates
        .flatMap(({ balances }) => balances)
        .filter(({ code }) => code === 'ETH')
        .at(-1);
    await until(() => latest()?.available.equals(final.available) === true);
  });

  it('never come from deltas: a balanceUpdate only asks for a reading', async () => {
    const recorder = watch('binance');
    await recorder.until('spot', 'live');
    test.venues.world.deposit({ venue: 'binance', keyIndex: 0, code: 'ETH', amount: '2' });
    await until(() => recorder.updates.length > 0);
    for (const { available, locked, total } of recorder.updates.flatMap((each) => each.balances))
      expect(total).toEqual(available.plus(locked));
  });
});

describe('coins that move between two accounts of a key', () => {
  const sides: Record<DemoVenueId, { to: Account; code: string; codeThere?: string }> = {
    binance: { to: 'funding', code: 'USDT' },
    bybit: { to: 'funding', code: 'USDT' },
    okx: { to: 'funding', code: 'USDT' },
    kraken: { to: 'earn-flexible', code: 'ETH', codeThere: 'ETH.F' },
  };

  it.each(all)('%s: are told, and a trade is not told as one', async (venue) => {
    const recorder = watch(venue);
    const accountType = mainAccount[venue];
    await recorder.until(accountType, 'live');
    const { world } = test.venues;
    const { to, code, codeThere = code } = sides[venue];
    const key = { venue, keyIndex: 0 };
    // Binance tells of a deposit or move twice: the amount, and what is there now.
    const told = async (happen: () => void): Promise<number> => {
      const { moves, changes } = recorder;
      const known = changes.length;
      happen();
      await until(() => changes.length >= known + (venue === 'binance' ? 2 : 1));
      return recorder.moves - moves;
    };
    const quote = venue === 'kraken' ? 'USD' : 'USDT';
    for (const each of new Set([code, quote]))
      expect(
        await told(() => world.deposit({ ...key, code: each, amount: '1000' })),
      ).toBeGreaterThan(0);
    const move = { ...key, from: 'spot', to, code, codeThere, amount: '12.5' } as const;
    expect(await told(() => world.moveCoins(move))).toBeGreaterThan(0);
    // Bybit and OKX do not say what a change of cash comes from.
    if (venue !== 'binance' && venue !== 'kraken') return;
    const { moves, changes } = recorder;
    const known = changes.length;
    world.trade({ ...key, side: 'buy', base: 'ETH', quote, amount: '0.1' });
    await until(() => changes.length > known);
    expect(recorder.moves).toBe(moves);
  });

  it('Kraken: a margin position that is closed has both accounts in doubt', async () => {
    const recorder = watch('kraken');
    await recorder.until('spot', 'live');
    const { moves } = recorder;
    test.venues.world.settleMargin('kraken', 0, 'cross-margin');
    await until(() => recorder.moves > moves);
  });
});

describe('what a stream needs', () => {
  it('Kraken: the permission is named by the words of its key page, and all else is read', async () => {
    await test.stop();
    test = new TestGateway(await startSimulatedVenues({ world: withoutWebsockets() }), clock);
    const recorder = watch('kraken');
    await recorder.until('spot', 'off');
    expect(recorder.statesOf('spot').at(-1)?.failure).toMatchObject({
      code: 'permission',
      hint: expect.stringContaining('“WebSocket interface - On”') as string,
    });
    const probe = await test.open('kraken').probe();
    expect(probe).toMatchObject({ ok: true, value: { permissions: { trade: 'unknown' } } });
  });

  it('OKX: a subscription that asks for events only is not pushed at regularly', async () => {
    const recorder = watch('okx');
    await recorder.until('unified', 'live');
    const { extraParams } = okxStream((id) => id).request ?? {};
    expect(extraParams).toBe('{"updateInterval":"0"}');
  });
});

/** The demo's world, with a key at Kraken that may neither stream nor describe itself. */
function withoutWebsockets(): WorldDefinition {
  const world = demoWorld();
  const { kraken } = world.venues;
  if (kraken === undefined) throw new Error('the demo has no Kraken');
  const keys = kraken.keys.map((key) => ({ ...key, lacks: ['websockets', 'key-info'] as const }));
  return { ...world, venues: { ...world.venues, kraken: { ...kraken, keys } } };
}

describe('accounts without a stream', () => {
  it('are polled, and said to be', async () => {
    const recorder = watch('binance');
    await recorder.until('earn', 'polling');
    await recorder.until('funding', 'polling');
  });

  it('have one each for margin and both kinds of futures, which do not mix', async () => {
    const recorder = watch('binance');
    for (const type of ['spot', 'margin', 'futures', 'futures-inverse'] as const)
      await recorder.until(type, 'live');
    const before = recorder.changes.length;
    const { world } = test.venues;
    world.deposit({
      venue: 'binance',
      keyIndex: 0,
      account: 'linear-futures',
      code: 'USDT',
      amount: '5',
    });
    await until(() => recorder.changes.length > before);
    expect(new Set(recorder.changes.slice(before))).toEqual(new Set(['futures']));
  });
});
