import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { decimal } from '../shared/base/decimal';
import { connect } from './harness/connect';
import { press, typeInto } from './harness/focus';
import { KRAKEN } from './harness/opened-app';
import { chooseFile } from './harness/save-dialog';
import { expect, test } from './harness/test';

const openRebalance = (page: Page) => page.getByRole('button', { name: 'Rebalance' }).click();
const driftOf = (page: Page, id: string) =>
  page.locator(`[data-class="${id}"] [data-column="drift"]`);

test('targets become suggestions, a ticket is carried out at the venue, and the drift closes', async ({
  dataFolder,
  launch,
  open,
}) => {
  const { app, page, venues } = await open([KRAKEN]);
  await openRebalance(page);

  const editor = page.getByRole('dialog');
  await test.step('targets that cannot be are refused in words', async () => {
    await expect(page.getByRole('heading', { name: 'No targets yet' })).toBeVisible();
    const scratch = 'button "From scratch"';
    await page.getByRole('button', { name: 'From scratch' }).focus();
    await press(page, 'Enter', 'textbox "Name"');
    await press(page, 'Escape', scratch);
    await press(page, 'Enter', 'textbox "Name"');
    await press(page, 'Control+a', 'textbox "Name"');
    await typeInto(page, 'Long term', 'textbox "Name"');
    for (const name of ['Equal weight', 'Current weights', 'Asset'])
      await press(page, 'Tab', `button "${name}"`);
    // What is typed next goes into the line that was added.
    await press(page, 'Enter', 'combobox "Asset 1"');
    await typeInto(page, 'BTC', 'combobox "Asset 1"');
    await press(page, 'Tab', 'textbox "Percent 1"');
    await typeInto(page, '60', 'textbox "Percent 1"');
    await press(page, 'Tab', 'button "Remove line 1"');
    await press(page, 'Tab', 'button "Asset"');
    await press(page, 'Enter', 'combobox "Asset 2"');
    await typeInto(page, 'NOPE', 'combobox "Asset 2"');
    await press(page, 'Tab', 'textbox "Percent 2"');
    await typeInto(page, '12', 'textbox "Percent 2"');
    await expect(editor.getByTestId('target-sum')).toContainText('There is no asset NOPE');
    const save = editor.getByRole('button', { name: 'Save targets' });
    await expect(save).toBeDisabled();
    await save.focus();
    // It does nothing, and says why, also when it is pressed.
    await press(page, 'Enter', 'button "Save targets"');
    await expect(page.getByRole('tooltip')).toContainText('There is no asset NOPE');
    await expect(editor).toBeVisible();
    await press(page, 'Shift+Tab', 'button "Cancel"');
    await editor.getByLabel('Asset 2').fill('sol');
    await editor.getByLabel('Percent 2').fill('50');
    await expect(editor.getByTestId('target-sum')).toContainText(
      'The targets add up to 110 %, which is 10 points more than there is.',
    );
    await expect(save).toBeDisabled();
    await editor.getByLabel('Percent 2').fill('12');
    await expect(editor.getByTestId('target-sum')).toHaveText('Sum: 72 %');
    await press(page, 'Tab', 'button "Remove line 2"');
    await press(page, 'Tab', 'button "Asset"');
    await press(page, 'Tab', 'button "Group"');
    await press(page, 'Enter', 'textbox "Name of group 3"');
    await editor.getByRole('button', { name: 'Remove line 3' }).focus();
    await press(page, 'Enter', /^button "(Asset|Remove line 2)"$/);
    await expect(editor.getByTestId('target-sum')).toHaveText('Sum: 72 %');
    await save.focus();
    // What opened it is gone: there are targets now.
    await press(page, 'Enter', /^(heading "Rebalance"|radio "To targets")$/);
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
    const ofBitcoin = 'slider "Target for BTC"';
    await slider.focus();
    await press(page, 'ArrowRight', ofBitcoin);
    await expect(page.getByRole('status').filter({ hasText: 'trying out' })).toBeVisible();
    await press(page, 'Tab', 'button "Put BTC back to 60 %"');
    // The button goes with what it takes back.
    await press(page, 'Enter', ofBitcoin);
    await slider.fill('69.9');
    await expect(page.getByText('Every class is within its band')).toBeVisible();
    await page.getByRole('button', { name: 'Reset' }).focus();
    await press(page, 'Enter', 'switch "Others make room"');
    await expect(suggestion).toBeVisible();
  });

  await test.step('money to take out is asked for by keyboard, and the plan is told of', async () => {
    await page.getByRole('radio', { name: 'To targets' }).focus();
    await press(page, 'End', 'radio "Take money out"');
    await press(page, 'Space', 'textbox "Dollars to take out"');
    await press(page, 'Shift+Tab', 'radio "Take money out"');
    await press(page, 'Home', 'radio "To targets"');
    await press(page, 'Space', 'radio "To targets"');
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
    await suggestion.focus();
    await press(page, 'Enter', 'button "Close"');
    for (const name of ['Copy amount', 'Copy price', 'Open at Kraken'])
      await press(page, 'Tab', `button "${name}"`);
    await press(page, 'Tab', 'checkbox "Done"');
    await press(page, 'Escape', /^button "Sell \$/);
    await press(page, 'Enter', 'button "Close"');
    const ticket = page.getByRole('dialog');
    const title = ticket.getByRole('heading', { name: /^Sell 0\.\d+ BTC$/ });
    await expect(ticket).toContainText('basis unknown');
    await expect(ticket).toContainText('0.4 %, this account’s');
    await ticket.getByRole('checkbox', { name: 'Done' }).focus();
    await press(page, 'Space', 'checkbox "Done"');
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
    // The suggestion that opened it is carried out and gone.
    await press(page, 'Escape', /^(button|heading|slider|switch)/);
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
    await openRebalance(again.page);
    await expect(again.page.getByLabel('Targets', { exact: true })).toContainText('Long term');
    const progress = again.page.getByRole('list', { name: 'Tickets in progress' });
    await expect(progress).toContainText('1 of 1 done');
    await progress.getByRole('button', { name: 'Close' }).focus();
    await press(again.page, 'Enter', /^(button|heading|slider|switch)/);
    await expect(progress).toBeHidden();
  });
});

test('a class that leaves its band is told of, and what cannot be done is said', async ({
  open,
}) => {
  const { app, page, venues } = await open([KRAKEN]);
  const set = {
    id: 'set',
    scope: {},
    everythingElse: 'left-alone',
    bandPoints: '2',
    excluded: [] as string[],
    maxCostPercent: '1',
  } as const;

  await test.step('a class that leaves its band', async () => {
    await app.call('saveTargetSet', {
      ...set,
      name: 'Watched',
      targets: [{ kind: 'asset', asset: 'BTC', percent: '69' }],
    });
    venues.world.setPrice('BTC', '80000');
    await expect(page.getByText(/BTC is \d+\.\d points over its target/)).toBeVisible();
  });

  await test.step('a slider that nothing can make room for says so, and keeps the focus', async () => {
    await app.call('saveTargetSet', {
      ...set,
      name: 'Full',
      targets: [{ kind: 'asset', asset: 'BTC', percent: '60' }],
      everythingElse: '40',
    });
    await openRebalance(page);
    const keep = 'Keep Everything else as it is while others are moved';
    const letGo = 'Let Everything else make room for others again';
    await page.getByRole('button', { name: keep }).focus();
    await press(page, 'Enter', `button "${letGo}"`);
    const slider = page.getByRole('slider', { name: 'Target for BTC' });
    await expect(slider).toBeDisabled();
    await page.getByRole('button', { name: 'Keep BTC as it is while others are moved' }).focus();
    await press(page, 'Tab', 'slider "Target for BTC"');
    await expect(page.getByRole('tooltip')).toHaveText(/^Every other target is locked/);
    await press(page, 'ArrowRight', 'slider "Target for BTC"');
    await expect(slider).toHaveValue('60');
    await page.getByRole('button', { name: letGo }).focus();
    await press(page, 'Enter', `button "${keep}"`);
    await expect(slider).toBeEnabled();
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
    await openRebalance(page);
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
