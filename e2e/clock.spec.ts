import type { PortfolioReport } from '../electron/engine/portfolio/portfolio-report';
import { expectedTotal } from './harness/expected';
import { BOTH } from './harness/opened-app';
import { runApp } from './harness/program-run';
import type { RunningApp } from './harness/running-app';
import { expect, test } from './harness/test';

const DAY = 86_400_000;

const banner = ({ page }: Pick<RunningApp, 'page'>) =>
  page.getByRole('alert').filter({ hasText: 'This computer’s clock is' });

test('while this clock is far from the venues’ nothing is recorded, and it is said until it is right', async ({
  dataFolder,
  launch,
  open,
  startVenues,
}) => {
  const venues = await startVenues();
  // To the app it is the same whether its own clock is behind or the venues' are ahead.
  const heal = (['binance', 'kraken'] as const).map((venue) =>
    venues.faults.set({ venue }, { kind: 'date', ms: 400 * DAY }),
  );
  const { overview, ...opened } = await open(BOTH, { venues });
  let { app } = opened;
  const total = expectedTotal(venues, BOTH);
  await overview.showsTotal(total);
  await expect(banner(app)).toContainText('400 days behind those of the venues');
  await expect(banner(app)).toContainText(
    'Set the date and the time in the settings of your system',
  );
  const points = async () => (await app.call('getHistory', { range: '1D', maxPoints: 100 })).points;
  expect(await points()).toEqual([]);
  await expect(app.page.getByRole('region', { name: 'Growth' })).toContainText(
    'Nothing is recorded while this computer’s clock cannot be right.',
  );

  await test.step('--print says it as well, and records nothing', async () => {
    await app.quit();
    const run = await runApp(['--print=json', `--data-dir=${dataFolder}`], {
      env: { PORTOLAN_VENUE_ENDPOINTS: JSON.stringify(venues.endpoints) },
    });
    expect(run.code, run.errors).toBe(0);
    const { warnings } = JSON.parse(run.output) as PortfolioReport;
    expect(warnings).toEqual([
      expect.stringMatching(/clock is 400 days behind those of the venues\. Nothing is recorded/),
    ]);
    expect(run.errors).toContain('warning: This computer’s clock is 400 days behind');
  });
  app = await launch({ endpoints: venues.endpoints });
  await app.settled();
  await expect(banner(app)).toBeVisible();
  expect(await points()).toEqual([]);

  for (const done of heal) done();
  await app.refresh();
  await expect(banner(app)).toBeHidden();
  await expect.poll(async () => (await points()).at(-1)?.totalUsd).toBe(total.toFixed());
});
