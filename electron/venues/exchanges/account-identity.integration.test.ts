import { afterEach, describe, expect, it } from 'vitest';
import { coinbaseWorld } from '../../simulator/coinbase/testing/coinbase-world';
import { startSimulatedVenues, type SimulatedVenues } from '../../simulator/simulated-venues';
import { demoWorld } from '../../simulator/roster/demo-world';
import { makeKey } from '../../simulator/roster/make-key';
import type { VenueDefinition } from '../../simulator/world/world-definition';
import type { VenueId } from '../../../shared/base/ids';
import { balancesOf, never, table, TestGateway, until } from './testing/test-gateway';

let test: TestGateway<SimulatedVenues> | undefined;
afterEach(async () => {
  await test?.stop();
  test = undefined;
});

/** Worlds that have a key at each of their venues. */
const simulated = { ...coinbaseWorld().venues, ...demoWorld().venues };

/** Each venue has a key, a second one of the same account, and one of another account. */
async function start(): Promise<TestGateway<SimulatedVenues>> {
  const world = demoWorld();
  const venues = Object.fromEntries(
    Object.entries(simulated).map(([venue, { markets, keys }]): [VenueId, VenueDefinition] => {
      const [first] = keys;
      if (first === undefined) throw new Error('each venue has a key');
      const second = { ...makeKey(venue, 11, 'Second', first.holdings), sameAccountAs: 0 };
      const other = makeKey(venue, 12, 'Other', first.holdings);
      return [venue, { markets, keys: [first, second, other] }];
    }),
  );
  test = new TestGateway(await startSimulatedVenues({ world: { ...world, venues } }));
  return test;
}

describe.each(Object.keys(simulated))('%s', (venue) => {
  const type = venue === 'bybit' || venue === 'okx' ? 'unified' : 'spot';

  it('tells two keys of one account from a key of another one that holds the same', async () => {
    const gateway = await start();
    const [first, second, other] = await Promise.all(
      [0, 1, 2].map(async (index) => {
        const session = gateway.open(venue, index);
        const [marks, probe] = await Promise.all([session.marks(), session.probe()]);
        if (!marks.ok || !probe.ok) throw new Error('not answered');
        expect([...marks.value]).toEqual([probe.value.account]);
        return probe.value.account;
      }),
    );
    expect(first).toMatch(new RegExp(`^${venue}:[0-9a-f]{64}$`));
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it('shows through both keys what is in the account, as it changes', async () => {
    const gateway = await start();
    const held = async (index: number) =>
      table(balancesOf(await gateway.open(venue, index).read(type, never)));
    expect(await held(1)).toEqual(await held(0));
    const code = venue === 'kraken' || venue === 'coinbase' ? 'USD' : 'USDT';
    gateway.venues.world.deposit({ venue, keyIndex: 0, code, amount: '123.45' });
    expect(await held(1)).toEqual(await held(0));
    expect(await held(2)).not.toEqual(await held(0));
  });

  it.runIf(venue !== 'coinbase')('pushes to both keys what happens through one', async () => {
    const gateway = await start();
    const live = new Set<number>();
    const changes = new Set<number>();
    for (const index of [0, 1, 2])
      gateway.open(venue, index).watch({
        moved: () => undefined,
        balances: () => undefined,
        changed: (told) => void (told === type && changes.add(index)),
        state: (told, state) => void (told === type && state === 'live' && live.add(index)),
      });
    await until(() => live.size === 3);
    // Each is told once that what happened before it was connected was missed.
    await until(() => changes.size === 3);
    changes.clear();
    const code = venue === 'kraken' ? 'USD' : 'USDT';
    gateway.venues.world.deposit({ venue, keyIndex: 0, code, amount: '123.45' });
    await until(() => changes.has(0) && changes.has(1));
    expect(changes.has(2)).toBe(false);
  });
});
