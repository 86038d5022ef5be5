import { makeKey } from '../electron/simulator/roster/make-key';
import type { WorldDefinition } from '../electron/simulator/world/world-definition';
import { AccountsTree } from './harness/accounts-tree';
import { expectedPrice, expectedTotal } from './harness/expected';
import { smallWorld } from './harness/small-world';
import { BINANCE, BOTH as keys } from './harness/opened-app';
import { expect, test } from './harness/test';
import { walkTreeGrid } from './harness/tree-grid';

/** Half a bitcoin and a little, of which half a bitcoin is sold short. */
function hedgedWorld(): WorldDefinition {
  const world = smallWorld();
  const binance = world.venues.binance;
  if (binance === undefined) throw new Error('the small world has lost Binance');
  const holdings = [
    { account: 'spot', code: 'BTC', available: '0.50000125' },
    { account: 'spot', code: 'ETH', available: '2.5' },
    { account: 'linear-futures', code: 'USDT', available: '9000', unrealized: '-125.5' },
  ] as const;
  const positions = [{ account: 'linear-futures', base: 'BTC', size: '-0.5' }] as const;
  return {
    ...world,
    venues: {
      binance: { ...binance, keys: [makeKey('binance', 0, 'Hedged', holdings, positions)] },
      kraken: {
        markets: world.venues.kraken?.markets ?? [],
        keys: [
          makeKey('kraken', 0, 'Dollars', [{ account: 'spot', code: 'USD', available: '1000' }]),
        ],
      },
    },
  };
}

test('a coin that is held and sold short shows next to no exposure; unread positions and a crossed cap are said', async ({
  open,
  startVenues,
}) => {
  const venues = await startVenues({ world: hedgedWorld() });
  // The account answers, but what its contracts are does not.
  const heal = venues.faults.set(
    { venue: 'binance', path: '/fapi/v1/exchangeInfo' },
    { kind: 'status', status: 503 },
  );
  // Nothing is in it, but nobody knows that.
  const answer = venues.faults.set(
    { venue: 'binance', path: '/sapi/v1/margin/account' },
    { kind: 'status', status: 503 },
  );
  const { app, page, overview, holdings, connections } = await open(keys, { venues });
  const btc = expectedPrice(venues, 'binance', 'BTC');
  if (btc === undefined) throw new Error('the small world has lost its bitcoin');
  // What the position lost is part of the account's equity.
  const lost = expectedPrice(venues, 'binance', 'USDT')?.times('-125.5') ?? '';
  const total = expectedTotal(venues, keys).plus(lost);
  await overview.showsTotal(total);
  const warning = page.getByText('The positions of 1 account could not be read');
  const coin = page.locator('[role=row][aria-level="1"][data-key="BTC"]');
  const net = coin.locator('[data-column=net] [data-value]');
  const netUsd = coin.locator('[data-column=net-usd] [data-value]');

  await test.step('while positions are not read, that is said wherever exposure is', async () => {
    await holdings.open();
    await page.getByRole('radio', { name: 'Exposure' }).click();
    await expect(warning).toBeVisible();
    await expect(net).toHaveAttribute('data-value', '0.50000125');
    await connections.openCoverage();
    const explanation = await connections.explain('Hedged', 'Futures');
    await expect(explanation).toContainText('1 balance, ');
    await expect(explanation).toContainText('They could not be read: Binance was not available');
    await page.keyboard.press('Escape');
  });

  await test.step('where only dust is left of what was read, all that was not read is said, too', async () => {
    await holdings.open();
    await app.call('updateSettings', { hideDust: true, dustBelowUsd: '1000000' });
    const title = page.getByRole('heading', { name: /Only dust/ });
    for (const choice of ['Balances', 'Exposure'] as const) {
      await page.getByRole('radio', { name: choice }).click();
      await expect(title).toHaveText('Only dust is in what was read');
      await expect(page.locator('main')).toContainText('1 account not read.');
    }
    await expect(warning).toBeVisible();
    answer();
    await app.refresh();
    await expect(page.locator('main')).not.toContainText('not read.');
    await expect(title).toHaveText('Only dust is in what was read');
    await expect(warning).toBeVisible();
    await page.getByRole('radio', { name: 'Balances' }).click();
    await expect(title).toHaveText('Only dust is left');
    await app.call('updateSettings', { dustBelowUsd: '1' });
    await expect(title).toHaveCount(0);
    await page.getByRole('radio', { name: 'Exposure' }).click();
  });

  heal();
  await app.refresh();

  await test.step('net of the short there is next to nothing left, to the last digit', async () => {
    await holdings.open();
    await expect(warning).toHaveCount(0);
    await expect(net).toHaveAttribute('data-value', '0.00000125');
    await expect(netUsd).toHaveAttribute('data-value', btc.times('0.00000125').toFixed());
    await coin.click();
    const position = page.locator('[role=row][aria-level="2"]');
    await expect(position).toContainText('BTCUSDT');
    await expect(position.locator('[data-amount]')).toHaveAttribute('data-tip', '−0.5');
  });

  await test.step('exposure, balances and accounts are walked by the same keys', async () => {
    await coin.click();
    await walkTreeGrid(page, 'Exposure by coin');
    await page.getByRole('radio', { name: 'Balances' }).click();
    await walkTreeGrid(page, 'Holdings');
    await new AccountsTree(page).open();
    await walkTreeGrid(page, 'Accounts');
    await holdings.open();
    await page.getByRole('radio', { name: 'Exposure' }).click();
  });

  await test.step('the pie shows what is held, or what moves the portfolio', async () => {
    await page.getByRole('button', { name: 'Overview' }).click();
    await overview.showsTotal(total);
    const weight = overview.slice('asset', 'BTC');
    await expect(weight).toContainText(/[1-9]\d\.\d\s%/);
    await page.getByRole('radio', { name: 'Exposure' }).click();
    await expect(weight).toContainText('<0.1 %');
    await weight.click();
    await expect(coin).toBeVisible();
  });

  const share = expectedTotal(venues, [BINANCE])
    .plus(lost)
    .dividedBy(total)
    .times(100)
    .toDecimalPlaces(1);
  const notices = page.getByText(/more than your cap of/);

  const caps = page.getByRole('region', { name: 'Counterparty caps' });
  const cap = async (venue: string, percent: string) => {
    await caps.getByLabel('Venue', { exact: true }).selectOption(venue);
    await caps.getByLabel('At most, in percent of the total').fill(percent);
    await caps.getByRole('button', { name: 'Set cap' }).click();
  };
  await test.step('a cap on a venue is told once when it is crossed', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await cap('binance', '0');
    await expect(caps.locator('[aria-invalid=true]')).toBeVisible();
    await cap('binance', '40.5');
    await expect(notices).toHaveText(
      `Binance holds ${share.toFixed()} % of the portfolio, more than your cap of 40.5 %.`,
    );
  });

  await test.step('it is shown beside the venue, and changes there tell nothing anew', async () => {
    const tree = new AccountsTree(page);
    await tree.open();
    await expect(tree.venue('Binance')).toContainText('over 40.5 %');
    venues.world.deposit({ venue: 'binance', keyIndex: 0, code: 'BTC', amount: '0.125' });
    await page.getByRole('button', { name: 'Overview' }).click();
    await overview.showsTotal(expectedTotal(venues, keys).plus(lost));
  });

  await test.step('the next look tells of another venue, and not of this one again', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await cap('kraken', '1.5');
    await expect(notices).toHaveText([/^Binance holds/, /^Kraken holds .* your cap of 1.5 %\.$/]);
  });
});
