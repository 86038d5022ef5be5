import type { HistoryPoint } from '../shared/history/series';
import { connect } from './harness/connect';
import { pointsOf } from './harness/demo-past';
import { expectedTotal } from './harness/expected';
import type { RunningApp } from './harness/running-app';
import { expect, test } from './harness/test';

/** Random moments, and hundreds of them, are the soak's matter. */
const ROUNDS = 3;

test('kill -9 loses no recorded point, however often', async ({ launch, startVenues }) => {
  test.slow();
  const venues = await startVenues();
  const keys = [{ venue: 'kraken', keyIndex: 0 }] as const;
  const acknowledged: HistoryPoint[] = [];

  for (let round = 0; round < ROUNDS; round += 1) {
    const app = await launch({ endpoints: venues.endpoints });
    const recorded = nextRecords(app, 1);
    if (round === 0) await connect(app, venues, 'kraken', 0);
    const [at = 0] = await recorded;
    // The app has just said "recorded": the database may still be busy with it.
    await app.kill();
    acknowledged.push(pointAt(at, expectedTotal(venues, keys).toFixed()));
    venues.world.deposit({ venue: 'kraken', keyIndex: 0, code: 'SOL', amount: `1.${round}7` });
  }

  const last = await launch({ endpoints: venues.endpoints });
  const points = await pointsOf(last, 'ALL');
  for (const point of acknowledged) expect(points).toContainEqual(point);
});

function pointAt(at: number, totalUsd: string): HistoryPoint {
  return { at, totalUsd, lowUsd: totalUsd, highUsd: totalUsd, status: 'complete' };
}

/** Resolves with the instants of the next points that the app says it has recorded. */
function nextRecords({ page }: RunningApp, count: number): Promise<number[]> {
  return page.evaluate(
    (count) =>
      new Promise<number[]>((resolve) => {
        const instants: number[] = [];
        const unsubscribe = window.portolan.on.historyChanged(({ at }) => {
          instants.push(at);
          if (instants.length < count) return;
          unsubscribe();
          resolve(instants);
        });
      }),
    count,
  );
}
