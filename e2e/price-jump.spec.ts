import { connect } from './harness/connect';
import { Holdings } from './harness/holdings';
import { runApp } from './harness/program-run';
import { expect, test } from './harness/test';
import type { PortfolioReport } from '../electron/services/portfolio-report';

test('a price that jumps tenfold is held back: the screen and --print say which one counts', async ({
  dataFolder,
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const app = await launch({ endpoints: venues.endpoints });
  await connect(app, venues, 'binance', 0);
  await app.settled();
  const holdings = new Holdings(app.page);
  await holdings.open();
  const pepe = holdings.asset('Pepe');
  await expect(holdings.figure(pepe, 'price')).toContainText('$0.00001074');

  venues.world.setPrice('PEPE', '0.00010742');
  const price = holdings.figure(pepe, 'price');
  await expect(price).toContainText('jumped');
  await expect(price).toContainText('$0.00001074');

  await test.step('the details say what the market says, and until when it does not count', async () => {
    // A click opens the line, Enter its details.
    await price.click();
    await app.page.keyboard.press('Enter');
    const details = app.page.getByRole('dialog', { name: 'Pepe' });
    await expect(details).toContainText('The price above, from before, counts.');
    await expect(details).toContainText(/The new price counts by itself at .* if the market stays/);
    await expect(details.getByRole('button', { name: 'Accept the new price' })).toBeVisible();
  });
  await app.quit();

  const env = { PORTOLAN_VENUE_ENDPOINTS: JSON.stringify(venues.endpoints) };
  await test.step('in print', async () => {
    const json = await runApp(['--print=json', `--data-dir=${dataFolder}`], { env });
    expect(json.code, json.errors).toBe(0);
    const { priceNotes, balances } = JSON.parse(json.output) as PortfolioReport;
    expect(priceNotes).toEqual([
      expect.stringMatching(
        /^PEPE at binance: its market jumped to 0\.000107\d* USD on .* UTC\. 0\.0000107\d* USD counts until .* UTC, if it stays there\.$/,
      ),
    ]);
    expect(balances.find(({ asset }) => asset === 'PEPE')?.priceUsd).toMatch(/^0\.0000107/);
  });
});
