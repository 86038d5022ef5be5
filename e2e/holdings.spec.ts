import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Decimal } from '../shared/base/decimal';
import { formatPercent } from '../shared/assets/format';
import { expectedPrice, expectedTotal, grouped, netOf } from './harness/expected';
import { hasFocus, press, typeInto } from './harness/focus';
import { BOTH as keys } from './harness/opened-app';
import { addUp } from './harness/portfolio-sums';
import { chooseFile } from './harness/save-dialog';
import { expect, test } from './harness/test';

test('holdings are exported, found by a slice of a pie, by search and by filters', async ({
  dataFolder,
  open,
}) => {
  const { app, page, venues, overview, holdings } = await open(keys);

  await test.step('the export is a table of every balance that adds up to the total', async () => {
    await holdings.open();
    const file = path.join(dataFolder, 'export.csv');
    const suggested = await chooseFile(app, file);
    await page.getByRole('button', { name: 'Export CSV' }).click();
    expect(await suggested()).toMatch(/^portolan-holdings-\d{4}-\d\d-\d\d\.csv$/);
    await expect(page.getByText(`Saved to ${file}`)).toBeVisible();

    const text = await readFile(file, 'utf8');
    expect(text.endsWith('\r\n')).toBe(true);
    const [head = '', ...lines] = text.trimEnd().split('\r\n');
    const columns = head.split(',');
    const rows = lines.map((line) =>
      Object.fromEntries(line.split(',').map((cell, index) => [columns[index] ?? '', cell])),
    );
    expect(rows).toHaveLength(Object.keys((await app.call('getPortfolio')).balances).length);
    const values = rows.flatMap(({ value_usd }) => (value_usd ? [value_usd] : []));
    expect(addUp(values).toFixed()).toBe(expectedTotal(venues, keys).toFixed());
    expect(rows.find(({ asset }) => asset === 'MERIT')).toMatchObject({
      total: '12500',
      price_usd: '',
      value_usd: '',
      state: 'unpriced',
    });
    expect(
      rows.find(({ asset, account_type }) => asset === 'USDT' && account_type === 'margin'),
    ).toMatchObject({
      venue: 'binance',
      connection: 'Main',
      total: '1530.44',
      borrowed: '5203.41827',
      net: '-3672.97827',
      price_source: 'market: USDT/USD@kraken',
    });
    await page.getByRole('button', { name: 'Overview' }).click();
  });

  await test.step('by venue', async () => {
    await overview.slice('venue', 'Kraken').click();
    await holdings.lists(['Bitcoin', 'US dollar', 'Solana']);
    const kraken = expectedTotal(venues, [{ venue: 'kraken', keyIndex: 0 }]);
    await expect.poll(async () => (await holdings.sum()).toFixed()).toBe(kraken.toFixed());
  });

  await test.step('by account type', async () => {
    await page.getByRole('button', { name: 'Overview' }).click();
    await overview.slice('account type', 'Cross margin').click();
    await holdings.lists(['Ethereum', 'Tether']);
    const usdt = venues.world.holding('binance', 0, 'cross-margin', 'USDT');
    const debt = netOf(usdt).times(expectedPrice(venues, 'binance', 'USDT') ?? 0);
    expect(debt.isNegative()).toBe(true);
    await expect(holdings.figure(holdings.asset('Tether'), 'value')).toContainText('−$');
  });

  await test.step('the ring itself takes the click as well as its legend', async () => {
    await page.getByRole('button', { name: 'Overview' }).click();
    const ring = page.getByRole('region', { name: 'Allocation by asset' }).locator('svg').first();
    const { width } = (await ring.boundingBox()) ?? { width: 0 };
    // The largest slice begins at the top; the middle of a ring is empty.
    await ring.click({ position: { x: width * 0.57, y: width * 0.08 } });
    await expect(page.getByRole('button', { name: /^Remove the filter/ })).toBeVisible();
    await expect(holdings.assets).toHaveCount(1);
  });

  await test.step('by what is typed', async () => {
    await page.getByRole('button', { name: 'Clear' }).click();
    await holdings.search.fill('bitco');
    await holdings.lists(['Bitcoin']);
    await holdings.search.fill('nothing of the kind');
    await expect(page.getByRole('heading', { name: 'Nothing passes the filter' })).toBeVisible();
    await page.getByRole('button', { name: 'Clear the filter' }).click();
  });

  await test.step('dust is left out of the list and never out of the total', async () => {
    await expect(holdings.asset('Cardano')).toHaveCount(0);
    await expect(page.getByText(/1 dust worth/)).toBeVisible();
    expect((await holdings.sum()).toFixed()).toBe(expectedTotal(venues, keys).toFixed());
    await page.getByLabel('Hide dust').uncheck();
    await expect(holdings.asset('Cardano')).toBeVisible();
  });

  await test.step('what has no price stands apart with no value at all', async () => {
    await expect(page.getByText('Unpriced: 1 asset, in no total')).toBeVisible();
    const merit = holdings.asset('MERIT');
    await expect(holdings.figure(merit, 'value')).toContainText('Unpriced: it is in no total');
    await expect(holdings.figure(merit, 'total')).toContainText('12,500');
  });

  await test.step('in bitcoin, one is worth one, and every end of a change has its own rate', async () => {
    await app.call('updateSettings', { quoteCurrency: 'BTC' });
    const { balances, prices, quoteRates } = await app.call('getPortfolio');
    const rate = quoteRates['BTC'];
    const of = (asset: string) =>
      Object.values(balances)
        .filter((balance) => balance.asset === asset)
        .map((balance) => ({
          net: addUp([balance.total, `-${balance.borrowed}`]),
          price: prices[balance.price],
        }));
    const bitcoin = holdings.asset('Bitcoin');
    const coins = addUp(of('BTC').map(({ net }) => net.toFixed()));
    const value = holdings.figure(bitcoin, 'value').locator('[data-amount]');
    await expect(value).toHaveAttribute('data-tip', `${grouped(coins.toFixed())} BTC`);
    await expect(holdings.figure(bitcoin, 'price')).toContainText('₿1.0000');
    if (rate?.usd24hAgo === undefined) throw new Error('the rate of a day ago is not told');
    await expect(holdings.figure(bitcoin, 'change')).toHaveText('0.00\u202f%');
    const [after, before] = (['usd', 'usd24hAgo'] as const).map((end) =>
      of('ETH').reduce((sum, { net, price }) => {
        const usd = price?.kind === 'market' ? price[end] : undefined;
        if (usd === undefined) throw new Error('a price of ether is not told');
        return sum.plus(net.times(usd).dividedBy(rate[end] ?? Number.NaN));
      }, new Decimal(0)),
    );
    if (after === undefined || before === undefined) throw new Error('ether has no two ends');
    const ratio = after.minus(before).dividedBy(before);
    await expect(holdings.figure(holdings.asset('Ethereum'), 'change')).toHaveText(
      formatPercent(ratio, { decimals: 2, signed: true }),
    );
    await app.call('updateSettings', { quoteCurrency: 'USD' });
  });

  await test.step('a holding opens down to its accounts, and says where its price comes from', async () => {
    const bitcoin = holdings.asset('Bitcoin');
    await bitcoin.click();
    const grid = page.getByRole('treegrid', { name: 'Holdings' });
    await expect(grid.locator('[role=row][aria-level="2"]')).toHaveCount(2);
    await page.keyboard.press('Enter');
    const details = page.getByRole('dialog', { name: 'Bitcoin' });
    await expect(details).toContainText('0.98962713');
    await expect(details).toContainText(/BTC\/USDT? at (Binance|Kraken), between bid and ask/);
    await press(page, 'Escape', /^row "BTC Bitcoin/);
    await bitcoin.click();
    await expect(grid.locator('[role=row][aria-level="2"]')).toHaveCount(0);
  });

  await test.step('a coin is said to be another one by keyboard, and the focus is where the next key belongs', async () => {
    const button = 'button "MERIT at Binance is another asset…"';
    const field = 'combobox "It is"';
    const details = page.getByRole('dialog', { name: 'MERIT' });
    await hasFocus(page, /^row "BTC Bitcoin/);
    await press(page, 'End', /^row "MERIT/);
    await press(page, 'Enter', 'button "Close"');
    await press(page, 'Shift+Tab', button);
    await press(page, 'Enter', field);
    await press(page, 'Enter', field);
    await expect(details).toContainText('Give the id of another asset');
    await press(page, 'Tab', 'button "Save"');
    await press(page, 'Tab', 'button "Cancel"');
    await press(page, 'Enter', button);
    await press(page, 'Enter', field);
    await press(page, 'Escape', /^row "MERIT/);
    await press(page, 'Home', /^row "BTC Bitcoin/);
  });

  await test.step('the table is walked by keyboard: opened, closed, sorted, with the focus in sight', async () => {
    const grid = page.getByRole('treegrid', { name: 'Holdings' });
    await hasFocus(page, /^row "BTC Bitcoin/);
    await press(page, 'ArrowRight', /^row "BTC Bitcoin/);
    await expect(grid.locator('[role=row][aria-level="2"]')).toHaveCount(2);
    await press(page, 'ArrowRight', /^row "Spot Main/);
    await press(page, 'Enter', 'button "Close"');
    await press(page, 'Escape', /^row "Spot Main/);
    await press(page, 'ArrowLeft', /^row "BTC Bitcoin/);
    await press(page, 'ArrowLeft', /^row "BTC Bitcoin/);
    await expect(grid.locator('[role=row][aria-level="2"]')).toHaveCount(0);
    await press(page, 'ArrowDown', /^row "(?!BTC )/);
    await press(page, 'ArrowUp', /^row "BTC Bitcoin/);
    await press(page, 'End', /^row "MERIT/);
    await expect(page.locator(':focus')).toBeInViewport();
    await press(page, 'Home', /^row "BTC Bitcoin/);
    // The order changes under the button, which keeps the focus; rows come after it.
    await grid.getByRole('button', { name: 'Value, USD' }).focus();
    await press(page, 'Enter', 'button "Value, USD"');
    await expect(grid.getByRole('columnheader', { name: 'Value, USD' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    await press(page, 'Enter', 'button "Value, USD"');
    await expect(grid.getByRole('columnheader', { name: 'Value, USD' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
  });

  await test.step('what hides a line by a key leaves the keys where they were', async () => {
    await holdings.search.focus();
    await typeInto(page, 'nothing of the kind', 'searchbox "Search holdings"');
    await expect(page.getByRole('heading', { name: 'Nothing passes the filter' })).toBeVisible();
    await page.getByRole('button', { name: 'Export CSV' }).focus();
    await press(page, 'Enter', 'button "Export CSV"');
    await expect(page.getByRole('tooltip')).toHaveText('Nothing is listed that could be exported');
    await page.getByRole('button', { name: 'Clear the filter' }).focus();
    // The button goes with the filter.
    await press(page, 'Enter', /^(?!nothing)/);
    await holdings.search.focus();
    await typeInto(page, 'bitco', 'searchbox "Search holdings"');
    await page.getByRole('button', { name: 'Clear', exact: true }).focus();
    await press(page, 'Enter', 'checkbox "Hide dust"');
  });
});
