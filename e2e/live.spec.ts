import { expectedTotal } from './harness/expected';
import { BOTH as keys } from './harness/opened-app';
import { runApp } from './harness/program-run';
import { expect, test } from './harness/test';
import type { PortfolioReport } from '../electron/engine/portfolio/portfolio-report';

test('what happens at a venue reaches the screen without a refresh, to the last digit, but no price that jumps', async ({
  dataFolder,
  open,
}) => {
  const { app, page, venues, overview, holdings } = await open(keys);
  const price = holdings.figure(holdings.asset('Pepe'), 'price');
  await overview.showsTotal(expectedTotal(venues, keys));
  await expect.poll(() => venues.streams.topics('binance')).toContain('spot:0');

  await expect(page.getByRole('button', { name: /^Streams: Streams \d+ live/ })).toBeVisible();

  // From here on the account cannot be read: what arrives, arrives by the stream.
  const heal = venues.faults.set(
    { venue: 'binance', path: '/api/v3/account' },
    { kind: 'delay', ms: 3_600_000 },
  );

  await test.step('a deposit', async () => {
    venues.world.deposit({ venue: 'binance', keyIndex: 0, code: 'BTC', amount: '0.00000001' });
    await overview.showsTotal(expectedTotal(venues, keys));
  });
  await test.step('a trade', async () => {
    venues.world.trade({
      venue: 'binance',
      keyIndex: 0,
      side: 'sell',
      base: 'ETH',
      quote: 'USDT',
      amount: '0.317',
    });
    await overview.showsTotal(expectedTotal(venues, keys));
  });
  await test.step('everything of one coin gone', async () => {
    venues.world.payOut({ venue: 'binance', keyIndex: 0, code: 'PEPE', amount: '142000000.52' });
    await overview.showsTotal(expectedTotal(venues, keys));
  });
  await test.step('a coin that was gone', async () => {
    venues.world.deposit({ venue: 'binance', keyIndex: 0, code: 'PEPE', amount: '141000000.25' });
    await overview.showsTotal(expectedTotal(venues, keys));
  });
  heal();

  await test.step('a price', async () => {
    venues.world.setPrice('BTC', '65432.1');
    await overview.showsTotal(expectedTotal(venues, keys));
  });
  await test.step('a balance at a venue whose stream tells only that something changed', async () => {
    venues.world.deposit({ venue: 'kraken', keyIndex: 0, code: 'SOL', amount: '2.5' });
    await overview.showsTotal(expectedTotal(venues, keys));
  });

  await test.step('a stream that is cut comes back by itself and misses nothing', async () => {
    const heal = venues.faults.set({ venue: 'binance' }, { kind: 'refuse-sockets' });
    venues.faults.dropSockets('binance');
    venues.world.deposit({ venue: 'binance', keyIndex: 0, code: 'ETH', amount: '1.75' });
    heal();
    await overview.showsTotal(expectedTotal(venues, keys));
    await expect.poll(() => venues.streams.topics('binance')).toContain('spot:0');
  });

  await test.step('a price that jumps tenfold is held back, and the old one counts', async () => {
    await holdings.open();
    await expect(price).toContainText('$0.00001074');
    venues.world.setPrice('PEPE', '0.00010742');
    await expect(price).toContainText('jumped');
    await expect(price).toContainText('$0.00001074');
  });
  await test.step('its details say what the market says, and until when it does not count', async () => {
    // A click opens the line, Enter its details.
    await price.click();
    await page.keyboard.press('Enter');
    const details = page.getByRole('dialog', { name: 'Pepe' });
    await expect(details).toContainText('The price above, from before, counts.');
    await expect(details).toContainText(/The new price counts by itself at .* if the market stays/);
    await expect(details.getByRole('button', { name: 'Accept the new price' })).toBeVisible();
  });
  await app.quit();
  await test.step('--print says which of the two counts', async () => {
    const env = { PORTOLAN_VENUE_ENDPOINTS: JSON.stringify(venues.endpoints) };
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
