import process from 'node:process';
import { Connections } from './harness/connections';
import { hasFocus } from './harness/focus';
import { filesHolding } from './harness/data-folder';
import { withoutKeychain } from './harness/keychain';
import { expectedTotal } from './harness/expected';
import { Overview } from './harness/overview';
import { binanceKeys } from './harness/small-world';
import { expect, test } from './harness/test';

test.skip(process.platform !== 'linux', 'other systems always have a keychain');

test('without a keychain the app says how to get one, and keeps a key for this run when told to', async ({
  dataFolder,
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const key = venues.credentials.binance?.[binanceKeys.main];
  if (key === undefined) throw new Error('the small world has lost its main key');
  const options = { endpoints: venues.endpoints, env: withoutKeychain };
  const app = await launch(options);
  const { page } = app;
  const { electron } = await app.call('getAppInfo');
  const total = expectedTotal(venues, [{ venue: 'binance', keyIndex: binanceKeys.main }]);

  await test.step('the banner says how to get one', async () => {
    const banner = page.getByText('The keychain cannot be used').locator('..');
    await expect(banner).toContainText('Install and unlock a Secret Service');
  });

  await test.step('nothing is connected before the user has agreed to the key being forgotten', async () => {
    const form = await new Connections(page).openForm('Binance');
    await form.fill(key);
    await form.acceptOldElectron(electron.old);
    await expect(form.dialog).toContainText('There is no keychain to keep the secret in.');
    await form.submit.click();
    await expect(form.dialog).toContainText('Confirm this first, or start the keychain.');
    await hasFocus(page, 'checkbox "Keep it for this run only, in memory"');
    expect(await app.call('listConnections')).toEqual([]);
    await form.dialog.getByLabel('Keep it for this run only, in memory').check();
    await form.submit.click();
    await expect(form.dialog).toBeHidden();
  });

  await test.step('its balances are there, its secret is in no file', async () => {
    await app.settled();
    await page.getByRole('button', { name: 'Overview' }).click();
    await expect(new Overview(page).total).toHaveAttribute('data-value', total.toFixed());
    expect(await app.call('listConnections')).toMatchObject([{ secretStorage: 'session' }]);
    expect(await filesHolding(dataFolder, [key.apiKey, key.secret])).toEqual([]);
  });

  await test.step('the next run has forgotten the key, says so, and asks for it', async () => {
    await app.quit();
    const next = await launch(options);
    await next.settled();
    expect(await next.call('listConnections')).toMatchObject([{ label: key.label }]);
    const { coverage } = await next.call('getPortfolio');
    expect(coverage.length).toBeGreaterThan(0);
    for (const cell of coverage)
      expect(cell.coverage).toMatchObject({
        failure: { code: 'secret-missing', hint: 'Enter the key again.' },
      });
  });
});
