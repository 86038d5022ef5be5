import type { RequestFault, VenueFault } from '../electron/simulator/plumbing/faults';
import { expectedTotal } from './harness/expected';
import { BOTH as keys } from './harness/opened-app';
import { expect, test } from './harness/test';

const troubles: readonly (readonly [
  name: string,
  fault: RequestFault | VenueFault,
  cause: RegExp,
])[] = [
  ['answers 503', { kind: 'status', status: 503 }, /Binance was not available/],
  ['answers 200 with a web page', { kind: 'html' }, /Binance/],
  ['no longer knows the key', { kind: 'revoked-key' }, /key/i],
];

test('a venue in trouble keeps its last good value in the total, marked, recovers, and is never taken for empty', async ({
  open,
}) => {
  const { app, page, venues, overview, connections } = await open(keys);
  await overview.showsTotal(expectedTotal(venues, keys));
  await expect(overview.confidence).toContainText('100.0 % live');

  for (const [index, [name, fault, cause]] of troubles.entries()) {
    const heal = venues.faults.set({ venue: 'binance' }, fault);
    await test.step(`it ${name}: the other venue lives on, and what happens there counts`, async () => {
      venues.world.deposit({ venue: 'kraken', keyIndex: 0, code: 'BTC', amount: '0.0625' });
      await app.refresh();
      await expect(overview.confidence).toContainText(/carried (now|\d+ (s|min))/);
      await overview.showsTotal(expectedTotal(venues, keys));
    });

    await test.step('the coverage matrix says which account, since when, and why', async () => {
      await connections.openCoverage();
      const binance = page.getByRole('button', { name: 'Main, Spot: Carried on' });
      await expect(binance).toBeVisible();
      await binance.click();
      const words = page.getByRole('dialog', { name: 'Main, Spot' });
      await expect(words).toContainText('The last good answer came');
      await expect(words).toContainText(cause);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('button', { name: 'Main, Spot: Read' })).toBeVisible();
    });

    await test.step('what changed meanwhile counts once it answers again', async () => {
      const available = String(3000.125 + index);
      venues.world.setBalance('binance', 0, 'funding', 'USDT', { available });
      heal();
      await app.refresh();
      await page.getByRole('button', { name: 'Overview' }).click();
      await expect(overview.confidence).toContainText('100.0 % live');
      await overview.showsTotal(expectedTotal(venues, keys));
    });
  }

  await test.step('it fails from its first reading on: it is missing, never taken for empty', async () => {
    const id = (await app.call('listConnections')).find(({ venue }) => venue === 'binance')?.id;
    if (id === undefined) throw new Error('Binance is not connected');
    await app.call('setConnectionEnabled', { id, enabled: false });
    venues.faults.set({ venue: 'binance' }, { kind: 'html' });
    await app.call('setConnectionEnabled', { id, enabled: true });
    await expect(overview.confidence).toContainText(/\d+ accounts? not read/);
    await overview.showsTotal(expectedTotal(venues, [{ venue: 'kraken', keyIndex: 0 }]));
    const { coverage } = await app.call('getPortfolio');
    const states = coverage
      .filter(({ venue }) => venue === 'binance')
      .map((cell) => cell.coverage.state);
    expect(states).toContain('failed');
    expect(states).not.toContain('empty');
  });
});
