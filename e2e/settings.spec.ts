import { expectedPrice, expectedTotal, grouped } from './harness/expected';
import { hasFocus, press, typeInto } from './harness/focus';
import { BOTH as keys } from './harness/opened-app';
import { Overview } from './harness/overview';
import type { RunningApp } from './harness/running-app';
import { expect, test } from './harness/test';

test('settings take effect at once and outlive a restart; a price of one’s own counts; one key hides amounts', async ({
  launch,
  open,
}) => {
  const { app: first, page, venues, overview, holdings } = await open(keys);
  const total = expectedTotal(venues, keys);
  const euro = expectedPrice(venues, 'kraken', 'EUR');
  if (euro === undefined) throw new Error('the small world has lost its euro');
  const inEuro = `€${grouped(total.dividedBy(euro).toFixed(2))}`;

  await test.step('one key hides every amount, also when it is pointed at', async () => {
    await expect(overview.total).toHaveAttribute('data-tip', /USD$/);
    await page.keyboard.press('Shift+H');
    await expect(overview.total).not.toHaveAttribute('data-tip', /./);
    for (const screen of ['Overview', 'Holdings']) {
      await page
        .getByRole('navigation', { name: 'Screens' })
        .getByRole('button', { name: screen })
        .click();
      const amounts = page.locator('[data-amount]');
      await expect(amounts.first()).toBeVisible();
      const readable = await amounts.evaluateAll(
        (elements) =>
          elements.filter((element) => !getComputedStyle(element).filter.includes('blur')).length,
      );
      expect(readable, `readable amounts on ${screen}`).toBe(0);
    }

    await page.keyboard.press('Shift+H');
    await page.getByRole('button', { name: 'Overview' }).click();
    await expect(overview.total).toHaveAttribute('data-tip', /USD$/);
  });

  await test.step('a price of one’s own counts exactly, and is said to be one’s own', async () => {
    await overview.showsTotal(total);
    await expect(overview.confidence).toContainText('1 unpriced');

    await page.getByRole('button', { name: 'Settings' }).click();
    const own = page.getByRole('region', { name: 'Your own prices' });
    await own.getByLabel('Asset').fill('MERIT@binance');
    await own.getByLabel('USD for one').fill('0.2503');
    await own.getByRole('button', { name: 'Set price' }).click();
    await expect(own.getByRole('cell', { name: 'MERIT@binance', exact: true })).toBeVisible();

    await page.getByRole('button', { name: 'Overview' }).click();
    await overview.showsTotal(total.plus('3128.75'));
    await expect(overview.confidence).toContainText('$3,129 priced by you');
    await expect(overview.confidence).not.toContainText('unpriced');
    await holdings.open();
    await expect(holdings.figure(holdings.asset('MERIT'), 'price')).toContainText('yours');

    await page.getByRole('button', { name: 'Settings' }).click();
    await own.getByRole('button', { name: 'Remove the price of MERIT@binance' }).click();
    await page.getByRole('button', { name: 'Overview' }).click();
    await overview.showsTotal(total);
    await expect(overview.confidence).toContainText('1 unpriced');
  });
  await test.step('the quote currency converts at the market', async () => {
    await page.getByLabel('Quote currency').selectOption('EUR');
    await expect(overview.total).toHaveText(inEuro);
  });
  await test.step('a currency whose rate is unknown is said to be, and dollars are shown', async () => {
    await page.getByLabel('Quote currency').selectOption('GBP');
    await expect(page.getByText('The GBP rate is not known yet: shown in USD')).toBeVisible();
    await overview.showsTotal(total);
    await page.getByLabel('Quote currency').selectOption('EUR');
  });

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Full refresh').selectOption('5');
  for (const theme of ['Dark', 'Light']) {
    await page.getByRole('radio', { name: theme }).click();
    await expect.poll(() => isDark(first)).toBe(theme === 'Dark');
  }
  await expect.poll(async () => (await first.call('getSettings')).settings.theme).toBe('light');
  await first.quit();

  const second = await launch({ endpoints: venues.endpoints });
  await expect(new Overview(second.page).total).toHaveText(inEuro);
  expect(await isDark(second)).toBe(false);
  await second.page.getByRole('button', { name: 'Settings' }).click();
  await expect(second.page.getByLabel('Full refresh')).toHaveValue('5');
  await expect(second.page.getByRole('radio', { name: 'Light' })).toBeChecked();
});

test('every screen is reached, and the demo begun and removed, by keyboard alone', async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const input = 'combobox "Command palette"';
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const command = async (text: string): Promise<void> => {
    await press(page, 'Control+K', input);
    await typeInto(page, text, input);
    await page.keyboard.press('Enter');
    await expect(palette).toBeHidden();
  };
  await command('explore the demo');
  await expect(page.getByText('These venues are simulated on this machine')).toBeVisible();
  for (const screen of ['Holdings', 'Connections', 'Settings', 'Overview']) {
    await command(`go to ${screen}`);
    await expect(page.getByRole('heading', { level: 1, name: screen })).toBeVisible();
    await hasFocus(page, `heading "${screen}"`);
  }
  for (const [keys, screen] of [
    ['Control+2', 'Holdings'],
    ['Control+3', 'Rebalance'],
    ['Control+4', 'Connections'],
    ['Control+Comma', 'Settings'],
    ['Control+1', 'Overview'],
  ] as const) {
    await press(page, keys, `heading "${screen}"`);
  }
  await test.step('the palette gives the very code first, and Escape the focus back', async () => {
    await app.settled();
    for (const opener of ['Overview', 'Hide amounts']) {
      await page.getByRole('button', { name: opener }).focus();
      await press(page, 'Control+K', input);
      await typeInto(page, 'eth', input);
      await expect(palette.getByRole('option').first()).toHaveText(/^ETH\s*Ether/);
      await expect(palette.getByRole('option', { selected: true })).toHaveText(/^ETH\s*Ether/);
      await press(page, 'ArrowDown', input);
      await press(page, 'Escape', `button "${opener}"`);
    }
    for (const [typed, first] of [
      ['kraken', /^K?Kraken/],
      ['connect kucoin', /Connect KuCoin/],
      ['counterparty', /counterparty caps/],
    ] as const) {
      await press(page, 'Control+K', input);
      await typeInto(page, typed, input);
      await expect(palette.getByRole('option').first()).toHaveText(first);
      await press(page, 'Escape', 'button "Hide amounts"');
    }
    await press(page, 'Control+K', input);
    for (const key of ['Tab', 'Shift+Tab', 'ArrowUp', 'ArrowDown', 'End', 'Home'])
      await press(page, key, input);
    await typeInto(page, 'no such thing', input);
    await expect(palette).toContainText('Nothing matches.');
    await press(page, 'Enter', input);
    await press(page, 'Escape', 'button "Hide amounts"');
    await command('connect kucoin');
    await hasFocus(page, 'textbox "API key"');
    // What the palette was opened from is there still.
    await press(page, 'Escape', 'button "Hide amounts"');
    await command('eth');
    await expect(page.getByRole('heading', { level: 1, name: 'Holdings' })).toBeVisible();
    await hasFocus(page, 'button "Hide amounts"');
  });
  await command('remove demo');
  await expect(
    page.getByRole('heading', { name: 'One true, live picture of everything you hold' }),
  ).toBeVisible();
});

function isDark({ page }: RunningApp): Promise<boolean> {
  return page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
}
