import { expect, it } from 'vitest';
import type { RequestFault } from '../../simulator/plumbing/faults';
import { startSimulatedVenues } from '../../simulator/simulated-venues';
import type { VenueBalance } from '../../engine/ports/exchanges';
import { inRound, randomOf, rounds } from '../../testing/rounds';
import { isHeldBy } from '../../../shared/portfolio/coverage';
import { FaultClock } from './testing/fault-clock';
import { TestGateway, balancesOf, failureOf, never, table } from './testing/test-gateway';

const NAME = 'answers of a hostile venue';
const VENUES = ['binance', 'kraken'] as const;
const READINGS = 3;
const FAULTS: readonly RequestFault[] = [
  { kind: 'hang' },
  { kind: 'endless' },
  { kind: 'bomb' },
  { kind: 'drip', everyMs: 5 },
  { kind: 'deep' },
  { kind: 'cut' },
  { kind: 'html' },
  { kind: 'empty' },
  { kind: 'truncated' },
  { kind: 'status', status: 503 },
];
/** The last when a key's own limit was used up by what went wrong. */
const EXPECTED = new Set([
  ...['bad-response', 'timeout', 'network', 'venue-unavailable'],
  'rate-limited',
]);

it(
  'whatever a venue answers, an account is read right or fails with words, and comes back',
  async () => {
    const clock = new FaultClock();
    const venues = await startSimulatedVenues({ venues: ['binance', 'kraken'] });
    const test = new TestGateway(venues, clock);
    // A minute later nothing is left of what was counted against the limits, here and there.
    const aMinuteLater = (): void => {
      venues.faults.clear();
      clock.aheadMs += 60_000;
      for (const venue of VENUES)
        venues.faults.set({ venue }, { kind: 'clock-skew', ms: clock.aheadMs });
    };
    try {
      for (let round = 0; round < rounds(3, 120); round += 1)
        await inRound(NAME, round, async () => {
          const random = randomOf(NAME, round);
          const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
          const venue = pick(VENUES);
          aMinuteLater();
          const session = test.open(venue);
          const types = ['spot', 'margin', 'earn'] as const;
          const read = () => Promise.all(types.map((type) => session.read(type, never)));
          await session.accounts();
          const before = (await read()).map(balancesOf);
          clock.hurry = 40;
          for (let count = 0; count < READINGS; count += 1) {
            venues.faults.set({ venue, count: 1 + Math.floor(random() * 3) }, pick(FAULTS));
            for (const [index, reading] of (await read()).entries())
              if (reading.outcome === 'read') {
                // What could not be read is named; all else is as it was.
                const { balances, unread = [] } = reading;
                const named = (balance: VenueBalance) =>
                  unread.some(({ holds }) => isHeldBy(holds, balance));
                const rest = before[index]?.filter((balance) => !named(balance)) ?? [];
                expect(table(balances)).toEqual(table(rest));
                for (const { failure } of unread) expect(EXPECTED).toContain(failure.code);
              } else {
                expect(EXPECTED).toContain(failureOf(reading).code);
                expect(failureOf(reading).message).not.toBe('');
              }
          }
          aMinuteLater();
          clock.hurry = 1;
          const after = (await read()).map((reading) => table(balancesOf(reading)));
          expect(after).toEqual(before.map(table));
          await session.close();
        });
      expect(test.log.lines).toEqual([]);
    } finally {
      await test.stop();
    }
  },
  rounds(30_000, 900_000),
);
