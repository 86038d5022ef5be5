import type { Page } from '@playwright/test';
import { Connections } from './harness/connections';
import { expectedTotal, expectedWorth } from './harness/expected';
import { hasFocus, press, typeInto } from './harness/focus';
import { KRAKEN } from './harness/opened-app';
import { Overview } from './harness/overview';
import { expect, test } from './harness/test';

const file = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'text/csv',
  buffer: typeof content === 'string' ? Buffer.from(content, 'utf8') : content,
});

test('what only the user knows of is entered, edited, imported and counted, over a quit right after it, until it is removed', async ({
  launch,
  open,
}) => {
  const { app: first, page, venues, connections } = await open([KRAKEN]);
  const atKraken = expectedTotal(venues, [KRAKEN]);
  const showsManual = async (on: Page, amounts: Readonly<Record<string, string>>) => {
    await on.getByRole('button', { name: 'Overview' }).click();
    await new Overview(on).showsTotal(atKraken.plus(expectedWorth(venues, amounts)));
  };
  const editor = page.getByRole('dialog', { name: 'What is in Bank' });
  const enter = async (line: number, code: string, amount: string) => {
    await editor.getByLabel(`Asset in line ${line}`).fill(code);
    await editor.getByLabel(`Amount in line ${line}`).fill(amount);
  };

  await test.step('entered: cash, and a loan below zero', async () => {
    await connections.open();
    await page.getByRole('button', { name: 'Add an account' }).focus();
    await press(page, 'Enter', 'combobox "Venues"');
    await press(page, 'Shift+Tab', 'radio "Exchange"');
    await press(page, 'ArrowRight', 'radio "Wallet"');
    await press(page, 'ArrowRight', 'radio "Manual"');
    await press(page, 'Space', 'textbox "Name"');
    await press(page, 'Enter', 'textbox "Name"');
    await expect(page.getByRole('dialog')).toContainText('Give it a name.');
    await typeInto(page, 'Bank', 'textbox "Name"');
    await press(page, 'Enter', 'textbox "Asset in line 1"');
    await typeInto(page, 'EUR', 'textbox "Asset in line 1"');
    await press(page, 'Tab', 'textbox "Amount in line 1"');
    await typeInto(page, '14200.55', 'textbox "Amount in line 1"');
    for (const focus of ['textbox "Note in line 1"', 'button "Remove line 1"'])
      await press(page, 'Tab', focus);
    await press(page, 'Tab', 'button "Add a line"');
    await press(page, 'Enter', 'textbox "Asset in line 2"');
    await typeInto(page, 'USD', 'textbox "Asset in line 2"');
    await press(page, 'Tab', 'textbox "Amount in line 2"');
    await typeInto(page, 'a lot', 'textbox "Amount in line 2"');
    await press(page, 'Enter', 'textbox "Amount in line 2"');
    await expect(editor.getByRole('alert')).toContainText('Nothing was saved');
    await press(page, 'Control+a', 'textbox "Amount in line 2"');
    await typeInto(page, '-1500.005', 'textbox "Amount in line 2"');
    await press(page, 'Enter', 'button "Add an account"');
    await expect(editor).toBeHidden();
    await showsManual(page, { EUR: '14200.55', USD: '-1500.005' });
  });

  const actions = 'button "Actions for Bank"';
  const openActions = async () => {
    await connections.open();
    await page.getByRole('button', { name: 'Actions for Bank', exact: true }).focus();
    await press(page, 'Enter', 'menuitem "Edit what is in it"');
  };

  await test.step('edited; a line that is removed leaves the focus to the next', async () => {
    await openActions();
    await press(page, 'Enter', 'textbox "Asset in line 1"');
    await editor.getByRole('button', { name: 'Add a line' }).focus();
    await press(page, 'Enter', 'textbox "Asset in line 3"');
    await editor.getByRole('button', { name: 'Remove line 3' }).focus();
    await press(page, 'Enter', 'button "Remove line 2"');
    await enter(2, 'BTC', '0.123456789012345678');
    await press(page, 'Enter', actions);
    await expect(editor).toBeHidden();
    await showsManual(page, { EUR: '14200.55', BTC: '0.123456789012345678' });
  });

  // Listened to all the time: a listener that comes and goes leaves a moment in which the system's dialog opens.
  page.on('filechooser', () => undefined);
  /** Chooses a file as a user does, but for the system's own dialog. */
  const choose = async (name: string, content: string | Buffer) => {
    const asked = page.waitForEvent('filechooser');
    await page.keyboard.press('Enter');
    await (await asked).setFiles(file(name, content));
    await hasFocus(page, 'button "Choose another file"');
  };

  await test.step('a file with a line that is not understood is refused, with the line', async () => {
    await openActions();
    await press(page, 'ArrowDown', 'menuitem "Import a CSV file"');
    await press(page, 'Enter', 'button "Choose a file"');
    await press(page, 'Tab', 'button "Back"');
    await press(page, 'Tab', 'button "Import"');
    await press(page, 'Enter', 'button "Import"');
    await expect(page.getByRole('tooltip')).toHaveText('Choose a file first');
    await press(page, 'Shift+Tab', 'button "Back"');
    await press(page, 'Enter', 'button "Import a CSV file"');
    await press(page, 'Enter', 'button "Choose a file"');
    await choose('latin.csv', Buffer.from('asset,amount,note\nEUR,5,Gen\xe8ve\n', 'latin1'));
    await expect(editor.getByRole('alert')).toHaveText(/^latin.csv could not be read/);
    await press(page, 'Tab', 'button "Back"');
    await press(page, 'Tab', 'button "Import"');
    await press(page, 'Enter', 'button "Import"');
    await expect(page.getByRole('tooltip')).toHaveText(
      'The file could not be read: choose another one',
    );
    await press(page, 'Shift+Tab', 'button "Back"');
    await press(page, 'Shift+Tab', 'button "Choose another file"');
    await choose('bad.csv', 'asset,amount\nSOL,12\nUSD,"1,234"\n');
    await expect(editor.getByRole('alert')).toContainText('bad.csv cannot be imported: 1 line was');
    await expect(editor.getByRole('listitem')).toHaveText(/Line 3.*"1,234" may be more than a/);
    await press(page, 'Tab', 'button "Back"');
    await press(page, 'Tab', 'button "Import"');
    await expect(page.getByRole('tooltip')).toHaveText(/^Mend the lines that were not understood/);
    await press(page, 'Enter', 'button "Import"');
    await expect(editor.getByRole('alert')).toBeVisible();
    await press(page, 'Shift+Tab', 'button "Back"');
    await press(page, 'Shift+Tab', 'button "Choose another file"');
  });

  await test.step('a good one is shown first, then added to what is there', async () => {
    await choose('good.csv', 'asset;amount;note\nSOL;12,5;Lent out\nUSD;1234,5;\n');
    const preview = editor.getByRole('region', { name: 'What would be imported' });
    await expect(preview.getByRole('row')).toHaveText([
      'AssetAmountNote',
      'SOL12.5Lent out',
      'USD1,234.5',
    ]);
    await press(page, 'Tab', 'region "What would be imported"');
    await press(page, 'Tab', 'radio "Add to the 2 that are there"');
    await press(page, 'ArrowRight', 'radio "Replace what is there"');
    await press(page, 'Space', 'radio "Replace what is there"');
    await press(page, 'ArrowLeft', 'radio "Add to the 2 that are there"');
    await press(page, 'Space', 'radio "Add to the 2 that are there"');
    await press(page, 'Tab', 'button "Back"');
    await press(page, 'Tab', 'button "Import 2 holdings"');
    await press(page, 'Enter', actions);
    await expect(editor).toBeHidden();
  });
  const all = { EUR: '14200.55', BTC: '0.123456789012345678', SOL: '12.5', USD: '1234.5' };
  await showsManual(page, all);

  const holdingsOf = (amounts: Readonly<Record<string, string>>) =>
    Object.entries(amounts).map(([code, amount]) => ({ code, amount }));
  const bank = (await first.call('listConnections')).find(({ venue }) => venue === 'manual');
  const id = bank?.id ?? '';

  await test.step('what is entered counts when the call is answered', async () => {
    const more = { ...all, USD: '101234.5' };
    await first.call('setManualHoldings', { id, holdings: holdingsOf(more) });
    const { settled, totals } = await first.call('getPortfolio');
    expect(settled).toBe(true);
    expect(totals.totalUsd).toBe(atKraken.plus(expectedWorth(venues, more)).toFixed());
  });

  const last = { ...all, USD: '601234.75' };
  await test.step('quit while a change is still being stored', async () => {
    await page.evaluate(
      (given) => {
        void window.portolan.call.setManualHoldings(given);
      },
      { id, holdings: holdingsOf(last) },
    );
    await first.quit();
  });

  // Nothing answers: what is shown is what was kept.
  const heal = venues.faults.set({ venue: 'kraken' }, { kind: 'delay', ms: 3_600_000 });
  const second = await launch({ endpoints: venues.endpoints });

  await test.step('the next run has all of it, and the last point of the one before, too', async () => {
    await showsManual(second.page, last);
    const { balances } = await second.call('getPortfolio');
    const manual = Object.values(balances).filter(({ accountType }) => accountType === 'manual');
    expect(Object.fromEntries(manual.map(({ code, total }) => [code, total]))).toEqual(last);
    const { points } = await second.call('getHistory', { range: '1D', maxPoints: 2000 });
    const point = points.at(-1);
    expect({ totalUsd: point?.totalUsd, status: point?.status }).toEqual({
      totalUsd: atKraken.plus(expectedWorth(venues, last)).toFixed(),
      status: 'complete',
    });
  });

  await test.step('removed with its connection, it counts no more and is kept nowhere', async () => {
    const again = new Connections(second.page);
    await again.open();
    const on = second.page;
    await on.getByRole('button', { name: 'Actions for Bank', exact: true }).focus();
    await press(on, 'Enter', 'menuitem "Edit what is in it"');
    await press(on, 'End', 'menuitem "Remove"');
    await press(on, 'Enter', 'button "Keep it"');
    await press(on, 'Enter', 'button "Actions for Bank"');
    await press(on, 'Enter', 'menuitem "Edit what is in it"');
    await press(on, 'End', 'menuitem "Remove"');
    await press(on, 'Enter', 'button "Keep it"');
    await press(on, 'Tab', 'button "Remove"');
    // The line that opened it is gone; the one that is left has the focus.
    await press(on, 'Enter', /^row "Kraken/);
    await expect(on.getByRole('dialog')).toBeHidden();
    await showsManual(second.page, {});
    // The connection goes first: what was entered for it goes with the next write.
    await expect
      .poll(async () => (await second.call('getRecords')).records['manual-holding'])
      .toEqual([]);
  });
  await second.quit();
  heal();
});
