import { startLocalEvmNode } from '../electron/venues/chains/testing/local-evm-node';
import { watch } from './harness/connect';
import { pointsOf } from './harness/demo-past';
import { expectedTotal, expectedWorth } from './harness/expected';
import { press, typeInto } from './harness/focus';
import { Holdings } from './harness/holdings';
import { Overview } from './harness/overview';
import { binanceKeys } from './harness/small-world';
import { expect, test } from './harness/test';

// The second example of https://eips.ethereum.org/EIPS/eip-55
const ADDRESS = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359';

test('a token that nobody asked for waits in quarantine until it is accepted or refused, also after a restart', async ({
  keep,
  launch,
  open,
  startVenues,
}) => {
  const venues = await startVenues();
  const ethereum = await keep(startLocalEvmNode());
  await ethereum.setBalance(ADDRESS, 2_500_000_000_000_000_001n);
  const endpoints = { ...venues.endpoints, ethereum: ethereum.url };
  const keys = [{ venue: 'binance', keyIndex: binanceKeys.second }] as const;
  const { app: first, page, overview, holdings } = await open(keys, { venues, endpoints });
  await watch(first, 'ethereum', 'Ledger', ADDRESS);
  await first.settled();
  const total = expectedTotal(venues, keys).plus(
    expectedWorth(venues, { ETH: '2.500000000000000001' }),
  );
  await overview.showsTotal(total);

  // It calls itself a coin that has a price. Going by its name it would be worth a million.
  const imitation = await ethereum.addToken({ symbol: 'USDT', name: 'Tether USD', decimals: 6 });
  const gift = await ethereum.addToken({ symbol: 'GIFT', name: 'A gift', decimals: 18 });
  await ethereum.airdrop(imitation, ADDRESS, 1_000_000_500_000n);
  await ethereum.airdrop(gift, ADDRESS, 77_000_000_000_000_000_001n);
  await first.refresh();

  const waiting = page.getByRole('region', { name: 'Waiting for your word' });
  const spam = page.getByRole('region', { name: 'Hidden as spam' });
  const rowOf = (name: string) => page.getByRole('row').filter({ hasText: name });

  await test.step('it is set apart, told by its contract, and counts nowhere', async () => {
    await holdings.open();
    await page.getByRole('radio', { name: 'Balances' }).focus();
    await press(page, 'ArrowRight', 'radio "Exposure"');
    await press(page, 'Space', 'radio "Exposure"');
    await press(page, 'ArrowRight', 'radio "Quarantine 2"');
    await press(page, 'Space', 'radio "Quarantine 2"');
    await expect(waiting.getByRole('row')).toHaveCount(3);
    const row = waiting.locator('tr').filter({ hasText: 'Tether USD' });
    await expect(row).toContainText(imitation);
    await expect(row).toContainText('Ledger · Ethereum');
    await expect(row.locator('[data-amount]')).toHaveAttribute('data-tip', '1,000,000.5');
    await page.getByRole('radio', { name: 'Balances' }).click();
    await holdings.lists(['Bitcoin', 'Ethereum']);
    await page.getByRole('button', { name: 'Overview' }).click();
    await overview.showsTotal(total);
    await expect(overview.confidence).toContainText('100.0 % live');
    await expect(overview.confidence).not.toContainText('unpriced');
  });

  await test.step('refused it is hidden, which can be taken back', async () => {
    await holdings.open();
    await page.getByRole('radio', { name: 'Quarantine 2' }).click();
    const ofTether = rowOf('Tether USD');
    await ofTether.getByRole('button', { name: 'Spam' }).focus();
    // The line that is decided goes; the other one that waits has the focus.
    await press(page, 'Enter', /^button "(Accept|Spam)"$/);
    await expect(rowOf('A gift').locator(':focus')).toHaveCount(1);
    await expect(spam.locator('tr').filter({ hasText: imitation })).toBeVisible();
    await spam.getByRole('button', { name: 'Not spam' }).focus();
    // The part of the screen is gone with its only line.
    await press(page, 'Enter', /^button "(Accept|Spam)"$/);
    await expect(waiting.locator('tr').filter({ hasText: imitation })).toBeVisible();
    await expect(spam).toHaveCount(0);
    await ofTether.getByRole('button', { name: 'Accept' }).focus();
    await press(page, 'Tab', 'button "Spam"');
    await press(page, 'Space', /^button "(Accept|Spam)"$/);
    await expect(spam.locator('tr').filter({ hasText: imitation })).toBeVisible();
  });

  await test.step('accepted it is a holding, without a price and so in no total', async () => {
    await rowOf('A gift').getByRole('button', { name: 'Accept' }).focus();
    await press(page, 'Enter', 'button "Not spam"');
    await expect(waiting).toHaveCount(0);
    await page.getByRole('radio', { name: 'Balances' }).click();
    await expect(page.getByText('Unpriced: 1 asset, in no total')).toBeVisible();
    const line = holdings.asset('A gift');
    await expect(holdings.figure(line, 'value')).toContainText('Unpriced: it is in no total');
    await expect(holdings.figure(line, 'total').locator('[data-amount]')).toHaveAttribute(
      'data-tip',
      '77.000000000000000001',
    );
    await page.getByRole('button', { name: 'Overview' }).click();
    await overview.showsTotal(total);
    await expect(overview.confidence).toContainText('1 unpriced');
  });

  await test.step('a token is added and removed by its contract, and keys go somewhere all the while', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: /^Polygon/, expanded: false }).focus();
    await press(page, 'Enter', /^button "Polygon/);
    const tokens = page.getByRole('region', { name: 'Tokens on Polygon' });
    await tokens.getByRole('textbox').focus();
    const field = 'textbox "Contract of a token"';
    await typeInto(page, 'no contract', field);
    await press(page, 'Enter', field);
    await expect(tokens.getByRole('alert')).toBeVisible();
    await press(page, 'Control+a', field);
    await typeInto(page, gift, field);
    await press(page, 'Enter', field);
    await expect(tokens.getByRole('listitem')).toHaveCount(1);
    await press(page, 'Shift+Tab', `button "Remove ${gift}"`);
    await press(page, 'Enter', field);
    await expect(tokens.getByRole('listitem')).toHaveCount(0);
    await page.getByRole('button', { name: 'Overview' }).click();
  });

  await first.quit();
  const second = await launch({ endpoints });
  await second.settled();
  const overviewAgain = new Overview(second.page);
  const holdingsAgain = new Holdings(second.page);

  await test.step('the next run has kept the user’s word', async () => {
    await overviewAgain.showsTotal(total);
    await expect(overviewAgain.confidence).toContainText('1 unpriced');
    await holdingsAgain.open();
    await expect(holdingsAgain.asset('A gift')).toBeVisible();
    const { quarantine } = await second.call('getPortfolio');
    expect(quarantine.map(({ asset }) => asset)).toEqual([`eip155:1/erc20:${imitation}`]);
    await second.page.getByRole('radio', { name: /^Quarantine/ }).click();
    await expect(
      second.page.getByRole('region', { name: 'Hidden as spam' }).getByRole('row'),
    ).toHaveCount(2);
  });

  await test.step('nothing of it is in the history', async () => {
    const points = await pointsOf(second, '1D');
    expect(points.at(-1)?.totalUsd).toBe(total.toFixed());
    const beyond = points.filter(({ highUsd }) => total.lessThan(highUsd));
    expect(beyond).toEqual([]);
  });
});
