import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { SimulatedVenues } from '../electron/demo/simulated-venues';
import type { Connection } from '../shared/portfolio/venue';
import { connect } from './harness/connect';
import { Connections } from './harness/connections';
import { filesHolding } from './harness/data-folder';
import { expectedTotal } from './harness/expected';
import { startOwnKeyring } from './harness/own-keyring';
import { Overview } from './harness/overview';
import { binanceKeys } from './harness/small-world';
import type { LaunchOptions, RunningApp } from './harness/running-app';
import { expect as shortly, test as base } from './harness/test';

/** Every step here starts or ends a database: seconds of both cores, and longer beside busy neighbours. */
const expect = shortly.configure({ timeout: 60_000 });

type Keyring = Awaited<ReturnType<typeof startOwnKeyring>>;

interface ConnectedApp {
  readonly keyring: Keyring;
  readonly venues: SimulatedVenues;
  /** To start it again on the same keyring and venues. */
  readonly options: Pick<LaunchOptions, 'endpoints' | 'env'>;
  readonly app: RunningApp;
  readonly connection: Connection;
}

/** How each of these journeys begins: one key of Kraken is connected, in a keyring of the test's own. */
const test = base.extend<{ readonly connected: () => Promise<ConnectedApp> }>({
  connected: async ({ keep, launch, startVenues }, provide) => {
    base.slow();
    await provide(async () => {
      const keyring = await keep(startOwnKeyring());
      const venues = await startVenues();
      const options = { endpoints: venues.endpoints, env: keyring.env };
      const app = await launch(options);
      const connection = await connect(app, venues, 'kraken', 0);
      return { keyring, venues, options, app, connection };
    });
  },
});

test.skip(process.platform !== 'linux', 'only the Secret Service can be locked by a test');

test('a locked keyring is told from missing keys, and a removal is done once it is unlocked', async ({
  launch,
  connected,
}) => {
  const { keyring, venues, options, app: first, connection: kept } = await connected();
  const removed = await connect(first, venues, 'binance', binanceKeys.second);
  await first.settled();
  await first.quit();
  await keyring.lock();

  const app = await launch(options);
  const { page } = app;
  const connections = new Connections(page);
  await test.step('the app says that it is locked, and asks for no key', async () => {
    const banner = page.getByText('The keychain is locked.').locator('..');
    await expect(banner).toContainText('Unlock your login keyring');
    await expect
      .poll(async () => (await app.call('getPortfolio')).coverage.map(({ coverage }) => coverage))
      .toContainEqual(
        expect.objectContaining({ failure: expect.objectContaining({ code: 'keychain-locked' }) }),
      );
    await connections.open();
    await expect(page.getByText('holds no key')).toBeHidden();
  });

  await test.step('a connection is removed; its key is said to be left', async () => {
    await connections
      .row(removed.label)
      .getByRole('button', { name: /^Actions/ })
      .click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText(/Its key is still in the keychain, which is locked/)).toBeVisible();
    expect(await keyring.entry(removed.id)).toBe('locked');
    await app.quit();
  });

  const last = await launch(options);
  await test.step('unlocked, it is read by itself, and the key that was left is gone', async () => {
    await expect(last.page.getByText('The keychain is locked.')).toBeVisible();
    await keyring.unlock();
    await expect(last.page.getByText('The keychain is locked.')).toBeHidden();
    const total = expectedTotal(venues, [{ venue: 'kraken', keyIndex: 0 }]);
    await new Overview(last.page).showsTotal(total);
    await expect.poll(() => keyring.entry(removed.id)).toBe('missing');
    expect(await keyring.entry(kept.id)).toBe('readable');
  });
});

test('everything is erased, what a locked keyring keeps at the next start', async ({
  dataFolder,
  launch,
  connected,
}) => {
  await writeFile(path.join(dataFolder, 'somebody.txt'), 'not ours');
  const { keyring, venues, options, app, connection } = await connected();
  const { id } = connection;
  const key = venues.credentials.kraken?.[0];
  if (key === undefined) throw new Error('the small world has lost its key');
  await app.settled();
  await keyring.lock();
  const { page } = app;

  await test.step('with the keyboard, after the word', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Erase everything…' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Erase everything?' });
    const submit = dialog.getByRole('button', { name: 'Erase everything' });
    await expect(submit).toBeDisabled();
    await page.keyboard.type('erase');
    await page.keyboard.press('Enter');
    await expect(submit).toBeDisabled();
    await dialog.getByLabel('Type ERASE to go on').fill('ERASE');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Nearly everything is erased' })).toContainText(
      'One key is still in the keychain. The keychain is locked.',
    );
    await app.quit();
    expect(await filesHolding(dataFolder, [key.apiKey, key.secret, key.label, id])).toEqual([
      'erasing.json',
    ]);
  });

  await test.step('the next start knows nothing, and deletes the key once it can', async () => {
    await keyring.unlock();
    const next = await launch(options);
    // It makes a new database first; until that has opened nothing is known, which is not nothing.
    await expect(next.page.getByTestId('total')).toHaveCount(0);
    await expect.poll(async () => (await next.call('getStatus')).database.state).toBe('ready');
    await expect(next.page.getByTestId('total')).toHaveCount(0);
    await expect(next.page.getByRole('button', { name: 'Connect an exchange' })).toBeVisible();
    expect(await next.call('listConnections')).toEqual([]);
    await expect.poll(() => keyring.entry(id)).toBe('missing');
    await expect.poll(() => filesHolding(dataFolder, [key.label, id])).toEqual([]);
    expect(await readdir(dataFolder)).toContain('somebody.txt');
    expect(await readdir(dataFolder)).not.toContain('erasing.json');
  });
});
