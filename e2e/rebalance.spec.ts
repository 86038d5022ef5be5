import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { decimal } from '../shared/money/decimal';
import { connect } from './harness/connect';
import { chooseFile } from './harness/save-dialog';
import { expect, test } from './harness/test';

const open = (page: Page) => page.getByRole('button', { name: 'Rebalance' }).click();
const driftOf = (page: Page, id: string) =>
  page.locator(`[data-class="${id}"] [data-column="drift"]`);

test('targets become suggestions, a ticket is carried out at the venue, and the drift closes', async ({
  dataFolder,
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const app = await launch({ endpoints: venues.endpoints });
  const { page } = app;
  await connect(app, venues, 'kraken', 0);
  await app.settled();
  await open(page);

  const editor = page.getByRole('dialog');
  await test.step('targets that cannot be are refused in words', async () => {
    await expect(page.getByRole('heading', { name: 'No targets yet' })).toBeVisible();
    await page.getByRole('button', { name: 'From scratch' }).click();
    const save = editor.getByRole('button', { name: 'Save targets' });
    await editor.getByLabel('Name', { exact: true }).fill('Long term');
    await editor.getByRole('button', { name: 'Asset', exact: true }).click();
    await editor.getByLabel('Asset 1').fill('BTC');
    await editor.getByLabel('Percent 1').fill('60');
    await editor.getByRole('button', { name: 'Asset', exact: true }).click();
    await editor.getByLabel('Asset 2').fill('NOPE');
    await editor.getByLabel('Percent 2').fill('12');
    await expect(editor.getByTestId('target-sum')).toContainText('There is no asset NOPE');
    await expect(save).toBeDisabled();
    await editor.getByLabel('Asset 2').fill('sol');
    await editor.getByLabel('Percent 2').fill('50');
    await expect(editor.getByTestId('target-sum')).toContainText(
      'The targets add up to 110 %, which is 10 points more than there is.',
    );
    await expect(save).toBeDisabled();
    await editor.getByLabel('Percent 2').fill('12');
    await expect(editor.getByTestId('target-sum')).toHaveText('Sum: 72 %');
    await save.click();
    await expect(editor).toBeHidden();
  });

  const suggestion = page
    .getByRole('list', { name: 'Suggestions' })
    .getByRole('button', { name: /^Sell \$[\d,]+ of BTC \(current 69\.9 % to target 60\.0 %\)$/ });
  await test.step('a suggestion says what to sell, how much, and from what to what', async () => {
    await expect(suggestion).toBeVisible();
    await expect(driftOf(page, 'asset:BTC')).toHaveText('+9.9');
    await expect(page.getByTestId('plan-cost')).toContainText('1 step for about $');
    await expect(page.getByText('Portolan cannot trade.').first()).toBeVisible();
  });

  await test.step('a slider shows the effect at once, and can be taken back', async () => {
    const slider = page.getByRole('slider', { name: 'Target for BTC' });
    await slider.focus();
    await slider.fill('69.9');
    await expect(page.getByText('Every class is within its band')).toBeVisible();
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect(suggestion).toBeVisible();
  });

  await test.step('the plan is exported', async () => {
    const file = path.join(dataFolder, 'plan.csv');
    const suggested = await chooseFile(app, file);
    await page.getByRole('button', { name: 'Export CSV' }).click();
    expect(await suggested()).toMatch(/^portolan-rebalance-\d{4}-\d\d-\d\d\.csv$/);
    await expect(page.getByText(`Saved to ${file}`)).toBeVisible();
    expect(await readFile(file, 'utf8')).toMatch(
      /^step,kind,venue,.*\r\n1,trade,Kraken,Main,BTC\/USD,sell,0\.\d+,BTC,/,
    );
  });

  await test.step('the ticket is carried out at the venue, ticked, and found in the balances', async () => {
    await suggestion.click();
    const ticket = page.getByRole('dialog');
    const title = ticket.getByRole('heading', { name: /^Sell 0\.\d+ BTC$/ });
    await expect(ticket).toContainText('basis unknown');
    await expect(ticket).toContainText('0.4 %, this account’s');
    await ticket.getByRole('checkbox', { name: 'Done' }).check();
    await expect(ticket.getByRole('status')).toHaveText('Waiting for the balances to change.');
    const amount = /0\.\d+/.exec((await title.textContent()) ?? '')?.[0] ?? '';
    expect(decimal(amount).greaterThan('0.05')).toBe(true);
    venues.world.trade({
      venue: 'kraken',
      keyIndex: 0,
      side: 'sell',
      base: 'BTC',
      quote: 'USD',
      amount,
    });
    await app.refresh();
    await expect(ticket.getByRole('status')).toHaveText(
      'Confirmed: the balances changed as expected.',
    );
    await page.keyboard.press('Escape');
  });

  await test.step('the drift is closed, and the ticket stays', async () => {
    await expect(driftOf(page, 'asset:BTC')).toHaveText(/^[+−]?0\.[01]$/);
    await expect(page.getByText('Every class is within its band')).toBeVisible();
    const progress = page.getByRole('list', { name: 'Tickets in progress' });
    await expect(progress).toContainText('1 of 1 done');
  });

  await test.step('targets and the ticket survive a restart, and the ticket goes when it is closed', async () => {
    await app.quit();
    const again = await launch({ endpoints: venues.endpoints });
    await again.settled();
    await open(again.page);
    await expect(again.page.getByLabel('Targets', { exact: true })).toContainText('Long term');
    const progress = again.page.getByRole('list', { name: 'Tickets in progress' });
    await expect(progress).toContainText('1 of 1 done');
    await progress.getByRole('button', { name: 'Close' }).click();
    await expect(progress).toBeHidden();
  });
});

test('a class that leaves its band is told of, and what cannot be done is said', async ({
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const app = await launch({ endpoints: venues.endpoints });
  const { page } = app;
  const set = {
    id: 'set',
    scope: {},
    everythingElse: 'left-alone',
    bandPoints: '2',
    excluded: [] as string[],
    maxCostPercent: '1',
  } as const;
  await connect(app, venues, 'kraken', 0);
  await app.settled();

  await test.step('a class that leaves its band', async () => {
    await app.call('saveTargetSet', {
      ...set,
      name: 'Watched',
      targets: [{ kind: 'asset', asset: 'BTC', percent: '69' }],
    });
    venues.world.setPrice('BTC', '80000');
    await expect(page.getByText(/BTC is \d+\.\d points over its target/)).toBeVisible();
  });

  await test.step('locked coins, and a coin without a market', async () => {
    await connect(app, venues, 'binance', 0);
    await app.settled();
    await app.call('saveTargetSet', {
      ...set,
      name: 'Impossible',
      targets: [
        { kind: 'asset', asset: 'BTC', percent: '1' },
        { kind: 'asset', asset: 'XMR', percent: '20' },
      ],
    });
    await open(page);
    const suggestions = page.getByRole('list', { name: 'Suggestions' });
    await expect(suggestions).toContainText('cannot be moved: it is locked or staked.');
    await expect(suggestions).toContainText(/It has no price|None of your venues has a market/);
  });

  await test.step('targets that conflict', async () => {
    const conflicting = await app.ask('saveTargetSet', {
      ...set,
      name: 'Conflicting',
      targets: [
        { kind: 'asset', asset: 'BTC', percent: '60' },
        { kind: 'group', name: 'Large', assets: ['BTC', 'ETH'], percent: '50' },
      ],
    });
    expect(conflicting).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
  });
});
