import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulatedVenues, type SimulatedVenues } from '../../simulator/simulated-venues';
import type { RequestFault } from '../../simulator/plumbing/faults';
import { LONGEST_SERVER_WAIT_MS } from '../../timing/server-wait';
import { FaultClock } from './testing/fault-clock';
import { TestGateway, balancesOf, failureOf, never, table } from './testing/test-gateway';

/** Eight seconds pass in one, where a limit of time is waited for. */
const HURRY = 8;
const DAYS_25_S = 25 * 86_400;

let clock: FaultClock;
let test: TestGateway<SimulatedVenues>;

beforeEach(async () => {
  clock = new FaultClock();
  test = new TestGateway(await startSimulatedVenues({ venues: ['binance', 'kraken'] }), clock);
});
afterEach(() => test.stop());

describe.each(['binance', 'kraken'] as const)('an account of %s', (venue) => {
  it.each<[RequestFault, string]>([
    [{ kind: 'endless' }, 'bad-response'],
    [{ kind: 'bomb' }, 'bad-response'],
    [{ kind: 'deep' }, 'bad-response'],
    [{ kind: 'drip', everyMs: 20 }, 'timeout'],
    [{ kind: 'hang' }, 'timeout'],
  ])('fails with words while its venue does %o, and comes back after', async (fault, code) => {
    const session = test.open(venue);
    await session.accounts();
    const before = table(balancesOf(await session.read('spot', never)));
    const off = test.venues.faults.set({ venue }, fault);
    // What is refused for its size is read first, however busy the machine is.
    clock.hurry = code === 'timeout' ? HURRY : 1;
    const failure = failureOf(await session.read('spot', never));
    expect(failure.code).toBe(code);
    expect(failure.message).not.toBe('');
    expect(failure.retry.kind).toBe('backoff');
    off();
    clock.hurry = 1;
    expect(table(balancesOf(await session.read('spot', never)))).toEqual(before);
    expect(test.log.lines).toEqual([]);
  });

  it('is left alone for an hour where its venue asks for 25 days, and then read', async () => {
    const session = test.open(venue);
    await session.accounts();
    const scope = { venue, count: 1 };
    test.venues.faults.set(scope, { kind: 'status', status: 429, retryAfter: DAYS_25_S });
    const failure = failureOf(await session.read('spot', never));
    expect(failure).toMatchObject({ code: 'rate-limited', retry: { kind: 'after' } });
    expect(failure.message).toContain('25 days');
    const at = failure.retry.kind === 'after' ? failure.retry.at : Number.NaN;
    expect(Math.abs(at - clock.now() - LONGEST_SERVER_WAIT_MS)).toBeLessThan(60_000);

    const asked = test.venues.requests.count({ venue });
    const timers = clock.timersSet;
    expect(failureOf(await session.read('spot', never)).code).toBe('rate-limited');
    expect(test.venues.requests.count({ venue })).toBe(asked);
    expect(clock.timersSet - timers).toBeLessThan(20);

    clock.aheadMs = LONGEST_SERVER_WAIT_MS + 1000;
    test.venues.faults.set({ venue }, { kind: 'clock-skew', ms: clock.aheadMs });
    expect(balancesOf(await session.read('spot', never)).length).toBeGreaterThan(0);
    expect(test.log.lines).toEqual([]);
  });
});

it('the requests behind one that hangs have their turn where order matters', async () => {
  const session = test.open('kraken');
  await session.accounts();
  const asked = test.venues.requests.count({ venue: 'kraken' });
  test.venues.faults.set({ venue: 'kraken', count: 1 }, { kind: 'hang' });
  clock.hurry = HURRY;
  const readings = await Promise.all(
    (['spot', 'margin', 'earn'] as const).map((type) => session.read(type, never)),
  );
  const failed = readings.filter(({ outcome }) => outcome === 'failed');
  expect(failed.length).toBeLessThan(readings.length);
  expect(failed.map((reading) => failureOf(reading).code)).toEqual(failed.map(() => 'timeout'));
  expect(failed).not.toHaveLength(0);
  expect(test.venues.requests.count({ venue: 'kraken' })).toBeGreaterThan(asked + 1);
});
