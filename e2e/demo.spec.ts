import { confidenceWordsAfterClick } from './harness/confidence-words';
import { keychainIds } from './harness/keychain';
import { demoConnections, demoSettledAfterClick, demoVenues } from './harness/demo-settled';
import { hasDemoPast, pointsOf } from './harness/demo-past';
import { dollars } from './harness/expected';
import { Overview } from './harness/overview';
import { addUp, worthOf } from './harness/portfolio-sums';
import { expect, test } from './harness/test';

test.use({ isFirstStart: true });

test('the first run offers the demo, which settles, goes with one click, and outlives kill -9', async ({
  launch,
}) => {
  test.slow();
  const app = await launch();
  const { page } = app;
  const firstRun = page.getByRole('heading', {
    name: 'One true, live picture of everything you hold',
  });
  await expect(firstRun).toBeVisible();
  await expect(page.getByRole('button', { name: 'Connect an exchange' })).toBeVisible();

  const settledAfter = demoSettledAfterClick(app);
  const words = confidenceWordsAfterClick(app, settledAfter);
  await page.getByRole('button', { name: 'Explore the demo' }).click();
  await settledAfter;

  await test.step('the total says how many accounts are read until all have an outcome', async () => {
    const told = await words;
    expect(told.some((text) => /\d+ of \d+ accounts? read/.test(text))).toBe(true);
    for (const text of told)
      if (/being read|accounts? read|not read|to come/.test(text)) expect(text).not.toContain('%');
  });

  await test.step('the demo is marked as one on every screen', async () => {
    for (const screen of ['Holdings', 'Connections', 'Settings', 'Overview']) {
      await page
        .getByRole('navigation', { name: 'Screens' })
        .getByRole('button', { name: screen })
        .click();
      await expect(page.getByText('These venues are simulated on this machine')).toBeVisible();
    }
  });

  await test.step('its total is the exact sum of what is listed, and its parts add up to it', async () => {
    const state = await app.call('getPortfolio');
    expect(worthOf(state).toFixed()).toBe(state.totals.totalUsd);
    for (const parts of [state.totals.byVenue, state.totals.byAsset, state.totals.byAccountType])
      expect(addUp(Object.values(parts)).toFixed()).toBe(state.totals.totalUsd);
    const overview = new Overview(page);
    const [text, usd] = await overview.total.evaluate(
      (element) => [element.textContent, element.getAttribute('data-value') ?? ''] as const,
    );
    expect(text).toBe(dollars(addUp([usd])));
  });

  await test.step('it holds what real portfolios hold', async () => {
    const { balances, prices, totals, coverage, quarantine } = await app.call('getPortfolio');
    const rows = Object.values(balances);
    expect(new Set(rows.map(({ asset }) => asset)).size).toBeGreaterThanOrEqual(38);
    expect(Object.keys(totals.byVenue).sort()).toEqual(demoVenues);
    expect(
      rows.some(({ borrowed }) => Number(borrowed) > 0),
      'a margin loan',
    ).toBe(true);
    expect(
      rows.filter(({ code }) => code.startsWith('LD') && code !== 'LDO'),
      'earn receipts counted as coins',
    ).toEqual([]);
    expect(prices['binance:MERIT']?.kind).toBe('unpriced');
    expect(totals.quality.unpricedBalances).toBeGreaterThan(0);
    const depegged = prices['binance:TUSD'];
    expect(depegged?.kind === 'market' && Number(depegged.usd) < 0.97).toBe(true);
    expect(coverage.filter(({ coverage: { state } }) => state === 'failed')).toEqual([]);
    expect(quarantine.map(({ symbol }) => symbol).sort()).toEqual(['CLAIM', 'USDC']);
    // Cash is where nobody trades it: other venues' markets say what it is worth.
    expect(prices['manual:EUR']?.kind).toBe('market');
    const bank = rows.filter(({ accountType }) => accountType === 'manual');
    expect(bank.map(({ code, total }) => `${code} ${total}`).sort()).toEqual([
      'EUR 8420.55',
      'USD 3150',
    ]);
  });

  const connections = await app.call('listConnections');
  expect(connections).toHaveLength(demoConnections);
  const demoIds = connections.map(({ id }) => id);
  const withSecrets = connections.filter(({ venue }) => venue !== 'manual').map(({ id }) => id);
  expect(await keychainIds()).toEqual(expect.arrayContaining(withSecrets));
  await hasDemoPast(app);

  await test.step('one click removes it: connections, keys and history', async () => {
    await page.getByRole('button', { name: 'Remove demo' }).click();
    await expect(firstRun).toBeVisible();
    expect(await app.call('listConnections')).toEqual([]);
    expect((await app.call('getRecords')).records['manual-holding']).toEqual([]);
    expect((await keychainIds()).filter((id) => demoIds.includes(id))).toEqual([]);
    expect(await pointsOf(app, 'ALL')).toEqual([]);
  });

  const secondStart = Date.now();
  await page.getByRole('button', { name: 'Explore the demo' }).click();
  // It comes after the first settled snapshot.
  await hasDemoPast(app);
  await app.kill();

  await test.step('kill -9 right after a second one was given its past leaves it whole, and the first one gone', async () => {
    const again = await launch();
    await hasDemoPast(again);
    const today = (await pointsOf(again, '1D')).filter(({ status }) => status !== 'reconstructed');
    expect(today.map(({ status }) => status)).toContain('complete');
    expect(today.filter(({ at }) => at < secondStart)).toEqual([]);
  });
});
