import { connect } from './harness/connect';
import { Connections } from './harness/connections';
import { expectedTotal } from './harness/expected';
import { Overview } from './harness/overview';
import { expect, test } from './harness/test';

const key = { venue: 'binance', keyIndex: 0 } as const;
const STAKING = { venue: 'binance', path: '/sapi/v2/eth-staking/account' } as const;
const SAVINGS = { venue: 'binance', path: '/sapi/v1/simple-earn/flexible/position' } as const;
const UNAVAILABLE = { kind: 'status', status: 503 } as const;

test('a product that is refused hides no other, is named, and its coins count once', async ({
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  // The receipts of savings lie in spot.
  venues.world.setBalance('binance', 0, 'earn-flexible', 'USDT', { available: '321.5' });
  const app = await launch({ endpoints: venues.endpoints });
  const { page } = app;
  const [overview, connections] = [new Overview(page), new Connections(page)];
  await connect(app, venues, key.venue, key.keyIndex);
  await app.settled();
  await overview.showsTotal(expectedTotal(venues, [key]));

  await test.step('staking is named, and what it held is carried on', async () => {
    const heal = venues.faults.set(STAKING, UNAVAILABLE);
    await app.refresh();
    await overview.showsTotal(expectedTotal(venues, [key]));
    await expect(overview.confidence).toContainText('1 account partly read');
    await connections.openCoverage();
    await expect(connections.cell('Main', 'Earn')).toHaveAccessibleName(/: Partly read$/);
    const explanation = await connections.explain('Main', 'Earn');
    await expect(explanation).toContainText('ETH staking: Binance was not available');
    await expect(explanation).toContainText('is carried on');
    await expect(explanation).toContainText('Dual investment');
    await page.keyboard.press('Escape');
    await connections.open();
    await expect(page.getByText(/partly read/).first()).toBeVisible();
    heal();
    await app.refresh();
    await page.getByRole('button', { name: 'Overview' }).click();
    await expect(overview.confidence).not.toContainText('partly read');
  });

  await test.step('savings that do not answer are there once, by their receipts or carried on', async () => {
    const heal = venues.faults.set(SAVINGS, UNAVAILABLE);
    await app.refresh();
    await expect(overview.confidence).toContainText('1 account partly read');
    await overview.showsTotal(expectedTotal(venues, [key]));
    heal();
    await app.refresh();
    await expect(overview.confidence).not.toContainText('partly read');
    await overview.showsTotal(expectedTotal(venues, [key]));
  });
});
