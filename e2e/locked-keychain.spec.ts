import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { connect } from './harness/connect';
import { Connections } from './harness/connections';
import { filesHolding } from './harness/data-folder';
import { expectedTotal } from './harness/expected';
import { startOwnKeyring } from './harness/own-keyring';
import { press, typeInto } from './harness/focus';
import { Overview } from './harness/overview';
import { binanceKeys } from './harness/small-world';
import { expect as shortly, test } from './harness/test';

/** Every step here starts or ends a database: seconds of both cores, and longer beside busy neighbours. */
const expect = shortly.configure({ timeout: 60_000 });

test.skip(process.platform !== 'linux', 'only the Secret Service can be locked by a test');

test('a locked keyring is told from missing keys; what is removed or erased meanwhile goes once it is unlocked', async ({
  dataFolder,
  keep,
  launch,
  startVenues,
}) => {
  test.slow();
  await writeFile(path.join(dataFolder, 'somebody.txt'), 'not ours');
  const keyring = await keep(startOwnKeyring());
  const venues = await startVenues();
  const key = venues.credentials.kraken?.[0];
  if (key === undefined) throw new Error('the small world has lost its key');
  const options = { endpoints: venues.endpoints, env: keyring.env };
  const first = await launch(options);
  const kept = await connect(first, venues, 'kraken', 0);
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

  await test.step('everything is erased with the keyboard, after the word, but for what is locked', async () => {
    await keyring.lock();
    const { page } = last;
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Erase everything…' }).focus();
    const word = 'textbox "Type ERASE to go on"';
    await press(page, 'Enter', word);
    const dialog = page.getByRole('dialog', { name: 'Erase everything?' });
    await press(page, 'Tab', 'button "Keep everything"');
    await press(page, 'Enter', 'button "Erase everything…"');
    await press(page, 'Enter', word);
    // Without the word it does nothing, says so, and leads to where the word is typed.
    await press(page, 'Tab', 'button "Keep everything"');
    await press(page, 'Tab', 'button "Erase everything"');
    await press(page, 'Enter', word);
    await expect(dialog).toContainText('Nothing was erased: type ERASE, in capitals, to go on.');
    await typeInto(page, 'erase', word);
    await press(page, 'Enter', word);
    await expect(dialog).toContainText('Nothing was erased');
    expect(await last.call('listConnections')).toHaveLength(1);
    await press(page, 'Control+a', word);
    await typeInto(page, 'ERASE', word);
    await press(page, 'Enter', 'button "Close Portolan"');
    await expect(page.getByRole('dialog', { name: 'Nearly everything is erased' })).toContainText(
      'One key is still in the keychain. The keychain is locked.',
    );
    await last.quit();
    expect(await filesHolding(dataFolder, [key.apiKey, key.secret, key.label, kept.id])).toEqual([
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
    await expect.poll(() => keyring.entry(kept.id)).toBe('missing');
    await expect.poll(() => filesHolding(dataFolder, [key.label, kept.id])).toEqual([]);
    expect(await readdir(dataFolder)).toContain('somebody.txt');
    expect(await readdir(dataFolder)).not.toContain('erasing.json');
  });
});
