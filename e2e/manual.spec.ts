import type { Page } from '@playwright/test';
import { connect } from './harness/connect';
import { Connections } from './harness/connections';
import { expectedTotal, expectedWorth } from './harness/expected';
import { Overview } from './harness/overview';
import { expect, test } from './harness/test';

const kraken = [{ venue: 'kraken', keyIndex: 0 }] as const;
const file = (name: string, text: string) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text, 'utf8'),
});

test('what only the user knows of is entered, edited, imported and counted, over a quit right after it, until it is removed', async ({
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const first = await launch({ endpoints: venues.endpoints });
  const { page } = first;
  await connect(first, venues, 'kraken', 0);
  await first.settled();
  const atKraken = expectedTotal(venues, kraken);
  const showsManual = async (on: Page, amounts: Readonly<Record<string, string>>) => {
    await on.getByRole('button', { name: 'Overview' }).click();
    await new Overview(on).showsTotal(atKraken.plus(expectedWorth(venues, amounts)));
  };
  const connections = new Connections(page);
  const editor = page.getByRole('dialog', { name: 'What is in Bank' });
  const enter = async (line: number, code: string, amount: string) => {
    await editor.getByLabel(`Asset in line ${line}`).fill(code);
    await editor.getByLabel(`Amount in line ${line}`).fill(amount);
  };

  await test.step('entered: cash, and a loan below zero', async () => {
    await connections.open();
    const dialog = await connections.add('Manual');
    await dialog.getByLabel('Name').fill('Bank');
    await dialog.getByRole('button', { name: 'Create and fill' }).click();
    await enter(1, 'EUR', '14200.55');
    await editor.getByRole('button', { name: 'Add a line' }).click();
    await enter(2, 'USD', 'a lot');
    await editor.getByRole('button', { name: 'Save' }).click();
    await expect(editor.getByRole('alert')).toContainText('Nothing was saved');
    await enter(2, 'USD', '-1500.005');
    await editor.getByRole('button', { name: 'Save' }).click();
    await expect(editor).toBeHidden();
    await showsManual(page, { EUR: '14200.55', USD: '-1500.005' });
  });

  await test.step('edited', async () => {
    await connections.open();
    await connections.act('Bank', 'Edit what is in it');
    await enter(2, 'BTC', '0.123456789012345678');
    await editor.getByRole('button', { name: 'Save' }).click();
    await expect(editor).toBeHidden();
    await showsManual(page, { EUR: '14200.55', BTC: '0.123456789012345678' });
  });

  await test.step('a file with a line that is not understood is refused, with the line', async () => {
    await connections.open();
    await connections.act('Bank', 'Import a CSV file');
    await editor
      .getByLabel('CSV file')
      .setInputFiles(file('bad.csv', 'asset,amount\nSOL,12\nUSD,"1,234"\n'));
    await expect(editor.getByRole('alert')).toContainText('bad.csv cannot be imported: 1 line was');
    await expect(editor.getByRole('listitem')).toHaveText(/Line 3.*"1,234" may be more than a/);
    await expect(editor.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  });

  await test.step('a good one is shown first, then added to what is there', async () => {
    await editor
      .getByLabel('CSV file')
      .setInputFiles(file('good.csv', 'asset;amount;note\nSOL;12,5;Lent out\nUSD;1234,5;\n'));
    const preview = editor.getByRole('region', { name: 'What would be imported' });
    await expect(preview.getByRole('row')).toHaveText([
      'AssetAmountNote',
      'SOL12.5Lent out',
      'USD1,234.5',
    ]);
    await editor.getByRole('radio', { name: 'Add to the 2 that are there' }).click();
    await editor.getByRole('button', { name: 'Import 2 holdings' }).click();
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
    await again.act('Bank', 'Remove');
    const dialog = second.page.getByRole('dialog', { name: 'Remove Bank?' });
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await expect(dialog).toBeHidden();
    await showsManual(second.page, {});
    expect((await second.call('getRecords')).records['manual-holding']).toEqual([]);
  });
  await second.quit();
  heal();
});
