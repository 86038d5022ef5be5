import type { PortfolioReport } from '../electron/engine/portfolio/portfolio-report';
import { connect } from './harness/connect';
import { Connections } from './harness/connections';
import { filesHolding } from './harness/data-folder';
import { expectedPrice, expectedTotal, grouped, netOf } from './harness/expected';
import { hasFocus, press, typeInto } from './harness/focus';
import { Holdings } from './harness/holdings';
import { keychainIds, keychainSecret } from './harness/keychain';
import { Overview } from './harness/overview';
import { pageMemory } from './harness/page-memory';
import { runApp } from './harness/program-run';
import { binanceKeys } from './harness/small-world';
import { expect, test } from './harness/test';
import { setWindowSize } from './harness/window-size';

test('a connection is added with its form: exact balances, a second key apart, and secrets in the keychain alone', async ({
  dataFolder,
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const key = venues.credentials.binance?.[binanceKeys.main];
  if (key === undefined) throw new Error('the small world has lost its main key');
  const app = await launch({ endpoints: venues.endpoints });
  const { page } = app;
  const { electron } = await app.call('getAppInfo');
  const connections = new Connections(page);

  const form = await connections.openForm('Binance');
  await form.fill(key);
  await form.acceptOldElectron(electron.old);
  await form.submit.click();
  await expect(form.dialog).toBeHidden();
  await app.settled();

  await test.step('the coverage matrix says what was read', async () => {
    await connections.openCoverage();
    await expect(connections.cell(key.label, 'Spot')).toHaveText('6');
    await expect(connections.cell(key.label, 'Funding')).toHaveText('1');
    await expect(connections.cell(key.label, 'Cross margin')).toHaveText('2');
    await expect(connections.cell(key.label, 'Earn')).toHaveText('1');
    await expect(connections.cell(key.label, 'Futures')).toHaveText('empty');
  });

  await test.step('every balance has the venue’s exact amounts and the right value', async () => {
    const { balances } = await app.call('getPortfolio');
    const told = Object.values(balances).map(
      ({ accountType, code, total, borrowed, valueUsd }) => ({
        accountType,
        code,
        total,
        borrowed,
        valueUsd,
      }),
    );
    const accountTypes = {
      spot: 'spot',
      funding: 'funding',
      'cross-margin': 'margin',
      'earn-flexible': 'earn',
    } as const;
    const held = Object.entries(accountTypes).flatMap(([account, accountType]) =>
      [
        ...venues.world.holdings('binance', binanceKeys.main, account as keyof typeof accountTypes),
      ].map(([code, holding]) => ({
        accountType,
        code,
        total: holding.available.plus(holding.locked).toFixed(),
        borrowed: holding.borrowed.plus(holding.interest).toFixed(),
        valueUsd: expectedPrice(venues, 'binance', code)?.times(netOf(holding)).toFixed(),
      })),
    );
    expect(told).toHaveLength(held.length);
    expect(told).toEqual(expect.arrayContaining(held));
    await page.getByRole('button', { name: 'Overview' }).click();
    await new Overview(page).showsTotal(
      expectedTotal(venues, [{ venue: 'binance', keyIndex: binanceKeys.main }]),
    );
  });

  await test.step('an amount shows all its digits when it is pointed at', async () => {
    const holdings = new Holdings(page);
    await holdings.open();
    for (const [name, digits] of [
      ['Bitcoin', '0.56842713'],
      ['Pepe', grouped('142000000.52')],
    ] as const) {
      await holdings.figure(holdings.asset(name), 'total').locator('[data-amount]').hover();
      await expect(page.getByRole('tooltip')).toHaveText(digits);
    }
  });

  const both = [binanceKeys.main, binanceKeys.second].map((keyIndex) => ({
    venue: 'binance' as const,
    keyIndex,
  }));
  await test.step('two keys at one venue count apart, and no key counts twice', async () => {
    await connect(app, venues, 'binance', binanceKeys.second);
    await app.settled();
    await page.getByRole('button', { name: 'Overview' }).click();
    await new Overview(page).showsTotal(expectedTotal(venues, both));
    const again = connect(app, venues, 'binance', binanceKeys.second);
    await expect(again).rejects.toThrow('This key is connected already, as "Second".');
    expect(await app.call('listConnections')).toHaveLength(2);
  });

  const [connection] = await app.call('listConnections');
  expect(connection).toBeDefined();
  const id = connection?.id ?? '';

  await test.step('the secret is in the keychain', async () => {
    expect(await keychainSecret(id)).toContain(key.secret);
    expect(await keychainSecret(id)).toContain(key.apiKey);
  });

  await test.step('and nowhere else: not in the page, not in the files, not in what is written out', async () => {
    // Errors quote signed addresses: let some happen before looking.
    const heal = venues.faults.set({ venue: 'binance' }, { kind: 'status', status: 503 });
    await app.refresh();
    await connections.openCoverage();
    await expect(connections.cell(key.label, 'Spot')).toHaveAccessibleName(/Carried on/);
    heal();
    const memory = await pageMemory(page);
    expect(memory.length).toBeGreaterThan(1_000_000);
    for (const text of [key.secret, key.apiKey]) {
      expect(memory.includes(text), 'found in the memory of the page').toBe(false);
      expect(app.output.includes(text), 'found in the output').toBe(false);
    }
    expect(`${memory}${app.output}${await app.log()}`).not.toMatch(/signature=[0-9a-f]{64}/i);
    expect(
      JSON.stringify([await app.call('listConnections'), await app.call('getStatus')]),
    ).not.toContain(key.apiKey);
    expect(await filesHolding(dataFolder, [key.secret, key.apiKey])).toEqual([]);
  });

  await test.step('nor when it is started again from what it stored', async () => {
    await app.quit();
    const run = await runApp(['--print=json', `--data-dir=${dataFolder}`], {
      env: { PORTOLAN_VENUE_ENDPOINTS: JSON.stringify(venues.endpoints) },
    });
    expect(run.code, run.errors).toBe(0);
    const { totalUsd } = JSON.parse(run.output) as PortfolioReport;
    expect(totalUsd).toBe(expectedTotal(venues, both).toFixed());
    for (const text of [key.secret, key.apiKey]) {
      expect(run.output).not.toContain(text);
      expect(run.errors).not.toContain(text);
    }
    expect(await filesHolding(dataFolder, [key.secret, key.apiKey])).toEqual([]);
  });
});

test('a key that can withdraw is connected by keyboard alone, and only if the user insists', async ({
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const key = venues.credentials.binance?.[binanceKeys.withdrawing];
  if (key === undefined) throw new Error('the small world has lost its withdrawing key');
  const app = await launch({ endpoints: venues.endpoints });
  const { page } = app;
  await setWindowSize(app, 1024, 700);
  const { electron } = await app.call('getAppInfo');
  const before = await keychainIds();
  const old = 'checkbox "I understand, and enter a real key all the same"';
  const consent = 'checkbox "I understand that whoever gets hold of this key can take my funds"';

  await test.step('choosing a venue leaves the focus in the dialog, and Escape gives it back', async () => {
    await page.getByRole('button', { name: 'Connect an exchange' }).focus();
    await press(page, 'Enter', 'combobox "Venues"');
    await typeInto(page, 'binance', 'combobox "Venues"');
    await press(page, 'Enter', 'textbox "API key"');
    await press(page, 'Shift+Tab', 'textbox "Name"');
    await press(page, 'Escape', 'heading "Connections"');
    await page.keyboard.press('Tab');
    await press(page, 'Control+n', 'combobox "Venues"');
    await press(page, 'Escape', 'radio "Accounts"');
    await press(page, 'Control+n', 'combobox "Venues"');
    await typeInto(page, 'binance', 'combobox "Venues"');
    await press(page, 'Enter', 'textbox "API key"');
  });

  const dialog = page.getByRole('dialog', { name: 'Connect Binance' });
  await test.step('back to the venues, and to the form again', async () => {
    for (const focus of ['textbox "Secret"', ...(electron.old ? [old] : []), 'button "Back"'])
      await press(page, 'Tab', focus);
    await press(page, 'Enter', 'combobox "Venues"');
    await typeInto(page, 'binance', 'combobox "Venues"');
    await press(page, 'Enter', 'textbox "API key"');
  });

  await test.step('the verdict and its consent are in sight, below the report', async () => {
    await typeInto(page, key.apiKey, 'textbox "API key"');
    await press(page, 'Tab', 'textbox "Secret"');
    await typeInto(page, key.secret, 'textbox "Secret"');
    if (electron.old) {
      // What is lacking is said where it is lacking.
      await press(page, 'Enter', old);
      await expect(dialog).toContainText('Confirm this first');
      await press(page, 'Space', old);
    }
    await press(page, 'Tab', 'button "Back"');
    await press(page, 'Tab', 'button "Test"');
    await press(page, 'Enter', 'button "Test"');
    const box = dialog.getByLabel(/whoever gets hold of this key/);
    await expect(dialog.getByRole('alert')).toContainText('This key can withdraw funds.');
    await expect(box).toBeInViewport({ ratio: 1 });
    await expect(dialog.getByRole('alert')).toBeInViewport({ ratio: 1 });
    await hasFocus(page, 'button "Test"');
    expect(await app.call('listConnections')).toEqual([]);
  });

  await test.step('Connect answers instead of being dead, where the consent is given', async () => {
    await press(page, 'Tab', 'button "Connect"');
    await press(page, 'Enter', consent);
    await expect(dialog).toContainText('Confirm this first, or make a key that can only read.');
    expect(await app.call('listConnections')).toEqual([]);
    expect(await keychainIds()).toEqual(before);
    await press(page, 'Space', consent);
    for (const focus of ['button "Back"', 'button "Test"', 'button "Connect"'])
      await press(page, 'Tab', focus);
    // Pressed twice it connects once; what opened the dialog is there still.
    await page.keyboard.press('Enter');
    await press(page, 'Enter', 'radio "Accounts"');
    await expect(dialog).toBeHidden();
    expect(await app.call('listConnections')).toHaveLength(1);
  });

  await test.step('refreshing again at once is answered calmly, with when it may be done', async () => {
    const strip = page.getByRole('contentinfo', { name: 'Status' });
    await app.settled();
    await page.keyboard.press('Control+r');
    await press(page, 'Control+r', 'radio "Accounts"');
    await expect(strip).toContainText(/Read just now · again in 0:\d\d/);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(strip).not.toContainText('again in');
  });
});

test('a wrong key is refused; a connection is renamed, disabled, enabled and removed, and its secret forgotten', async ({
  dataFolder,
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const right = venues.credentials.binance?.[binanceKeys.main];
  const key = venues.credentials.kraken?.[0];
  if (right === undefined || key === undefined) throw new Error('the small world has lost a key');
  const app = await launch({ endpoints: venues.endpoints });
  const { page } = app;
  const { electron } = await app.call('getAppInfo');
  const before = await keychainIds();
  const connections = new Connections(page);

  await test.step('a wrong key is refused with a sentence, and nothing of it is kept', async () => {
    const form = await connections.openForm('Binance');
    const unknown = { ...right, apiKey: `wrong${right.apiKey.slice(5)}` };
    const misspelt = { ...right, secret: `wrong${right.secret.slice(5)}` };
    await form.acceptOldElectron(electron.old);
    for (const wrong of [unknown, misspelt]) {
      await form.fill(wrong);
      await form.submit.click();
      await expect(form.alert).toContainText(/key|signature|secret/i);
      await expect(form.alert).not.toContainText(wrong.secret);
      await expect(form.dialog).toBeVisible();
    }
    expect(await app.call('listConnections')).toEqual([]);
    expect(await keychainIds()).toEqual(before);
    expect(await filesHolding(dataFolder, [unknown.apiKey, misspelt.secret])).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(form.dialog).toBeHidden();
  });

  const form = await connections.openForm('Kraken');
  await form.fill(key);
  await form.acceptOldElectron(electron.old);
  await form.submit.click();
  await expect(form.dialog).toBeHidden();
  await app.settled();
  const total = expectedTotal(venues, [{ venue: 'kraken', keyIndex: 0 }]);

  await test.step('renamed', async () => {
    const actions = (label: string) => `button "Actions for ${label}"`;
    await page.getByRole('button', { name: `Actions for ${key.label}`, exact: true }).focus();
    await press(page, 'Enter', 'menuitem "Read again"');
    await press(page, 'Escape', actions(key.label));
    await press(page, 'Enter', 'menuitem "Read again"');
    await press(page, 'ArrowDown', 'menuitem "Test the key"');
    await press(page, 'Enter', 'button "Close"');
    await press(page, 'Escape', actions(key.label));
    await press(page, 'Enter', 'menuitem "Read again"');
    await typeInto(page, 'ren', 'menuitem "Rename"');
    await press(page, 'Enter', 'textbox "Name"');
    await press(page, 'Control+a', 'textbox "Name"');
    await press(page, 'Delete', 'textbox "Name"');
    await press(page, 'Enter', 'textbox "Name"');
    await expect(page.getByRole('dialog')).toContainText('Give it a name.');
    await typeInto(page, 'Long-term', 'textbox "Name"');
    await press(page, 'Enter', actions('Long-term'));
    await expect(connections.row('Long-term')).toBeVisible();
  });

  await test.step('disabled: it leaves the total, and the venue is asked no more', async () => {
    await connections.act('Long-term', 'Disable');
    await expect.poll(async () => (await app.call('getPortfolio')).totals.totalUsd).toBe('0');
    await expect.poll(() => venues.streams.open('kraken')).toBe(0);
  });

  await test.step('enabled: it is back', async () => {
    await connections.act('Long-term', 'Enable');
    await expect
      .poll(async () => (await app.call('getPortfolio')).totals.totalUsd)
      .toBe(total.toFixed());
  });

  await test.step('removed: the keychain has forgotten it', async () => {
    const [connection] = await app.call('listConnections');
    const id = connection?.id ?? '';
    expect(await keychainIds()).toContain(id);
    await page.getByRole('button', { name: 'Actions for Long-term', exact: true }).focus();
    await press(page, 'Enter', 'menuitem "Read again"');
    await press(page, 'End', 'menuitem "Remove"');
    await press(page, 'Enter', 'button "Keep it"');
    await press(page, 'Tab', 'button "Remove"');
    // What opened the dialog is gone with its line, and there is no other: what stands before it has the focus.
    await press(page, 'Enter', 'button "Add an account"');
    await expect(page.getByRole('dialog')).toBeHidden();
    expect(await keychainIds()).not.toContain(id);
    expect(await app.call('listConnections')).toEqual([]);
    await expect(page.getByRole('heading', { name: 'Nothing is connected' })).toBeVisible();
  });
});
