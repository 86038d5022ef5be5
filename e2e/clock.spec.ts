import { connect } from './harness/connect';
import { expectedTotal } from './harness/expected';
import { Overview } from './harness/overview';
import { expect, test } from './harness/test';

const DAY = 86_400_000;

test('while this clock is far from the venues’ nothing is recorded, and it is said until it is right', async ({
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  // To the app it is the same whether its own clock is behind or the venues' are ahead.
  const heal = (['binance', 'kraken'] as const).map((venue) =>
    venues.faults.set({ venue }, { kind: 'date', ms: 400 * DAY }),
  );
  const app = await launch({ endpoints: venues.endpoints });
  await connect(app, venues, 'binance', 0);
  await connect(app, venues, 'kraken', 0);
  await app.settled();
  const total = expectedTotal(venues, [
    { venue: 'binance', keyIndex: 0 },
    { venue: 'kraken', keyIndex: 0 },
  ]);
  await new Overview(app.page).showsTotal(total);
  const banner = app.page.getByRole('alert').filter({ hasText: 'This computer’s clock is' });
  await expect(banner).toContainText('400 days behind those of the venues');
  await expect(banner).toContainText('Set the date and the time in the settings of your system');
  const points = async () => (await app.call('getHistory', { range: '1D', maxPoints: 100 })).points;
  expect(await points()).toEqual([]);

  for (const done of heal) done();
  await app.refresh();
  await expect(banner).toBeHidden();
  await expect.poll(async () => (await points()).at(-1)?.totalUsd).toBe(total.toFixed());
});
