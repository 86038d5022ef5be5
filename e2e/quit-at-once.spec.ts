import { connect } from './harness/connect';
import { expectedTotal } from './harness/expected';
import { Overview } from './harness/overview';
import { expect, test } from './harness/test';

test('what was entered by hand is in the point of a quit right after it, and at the next start', async ({
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const first = await launch({ endpoints: venues.endpoints });
  await connect(first, venues, 'kraken', 0);
  const { id } = await first.call('addConnection', {
    venue: 'manual',
    label: 'Bank',
    credentials: {},
    secretStorage: 'session',
    acceptWithdrawalKey: false,
    acceptOldRuntime: true,
  });
  await first.settled();
  const atKraken = expectedTotal(venues, [{ venue: 'kraken', keyIndex: 0 }]);

  await test.step('it counts when the call is answered', async () => {
    await first.call('setManualHoldings', { id, holdings: [{ code: 'USD', amount: '100000' }] });
    const { settled, totals } = await first.call('getPortfolio');
    expect(settled).toBe(true);
    expect(totals.totalUsd).toBe(atKraken.plus(100_000).toFixed());
  });

  await test.step('quit while a change is still being stored', async () => {
    await first.page.evaluate((id) => {
      void window.portolan.call.setManualHoldings({
        id,
        holdings: [{ code: 'USD', amount: '600000.25' }],
      });
    }, id);
    await first.quit();
  });

  // Nothing answers: what is shown is what was kept.
  const heal = venues.faults.set({ venue: 'kraken' }, { kind: 'delay', ms: 3_600_000 });
  const second = await launch({ endpoints: venues.endpoints });
  const total = atKraken.plus('600000.25');
  await new Overview(second.page).showsTotal(total);
  const { points } = await second.call('getHistory', { range: '1D', maxPoints: 2000 });
  const last = points.at(-1);
  expect({ totalUsd: last?.totalUsd, status: last?.status }).toEqual({
    totalUsd: total.toFixed(),
    status: 'complete',
  });
  await second.quit();
  heal();
});
