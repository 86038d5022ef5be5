import type { Locator, Page } from '@playwright/test';
import type { HistorySeries } from '../shared/history/series';
import type { SimulatedVenues } from '../electron/simulator/simulated-venues';
import { Decimal, ZERO } from '../shared/base/decimal';
import { formatMoney, formatPercent, formatRoughMoney } from '../shared/assets/format';
import { connect } from './harness/connect';
import { expectedPrice, expectedTotal, expectedTotalIn, netOf } from './harness/expected';
import { BINANCE as binance, KRAKEN as kraken, type WorldKey } from './harness/opened-app';
import type { RunningApp } from './harness/running-app';
import { expect, test } from './harness/test';
import { setWindowSize } from './harness/window-size';

const heading = (page: Page) => page.getByRole('heading', { name: /^Total over time/ });
const chart = (page: Page) => page.getByRole('region', { name: 'Growth' }).getByRole('figure');
const change = (page: Page) =>
  page.getByText('1W change, flows included').locator('xpath=following-sibling::dd');

/** What is recorded of the last week. */
function recorded(app: RunningApp, currency: string): Promise<HistorySeries> {
  return app.call('getHistory', { range: '1W', maxPoints: 600, currency });
}

/** Chooses what totals are shown in, as the user's setting does. */
async function quoteIn(app: RunningApp, currency: string): Promise<void> {
  await app.call('updateSettings', { quoteCurrency: currency });
  await expect(heading(app.page)).toHaveText(`Total over time, ${currency}`);
}

/** What was gained or lost between two steps: what it began and ended with. */
type Stretch = readonly [from: Decimal, to: Decimal];

/** The change over stretches as it must read: what each gained, and what all made of one unit. */
function expectedChange(
  currency: string,
  ...stretches: readonly Stretch[]
): { readonly change: string; readonly ratio: string } {
  const signed = { signed: true };
  const gained = stretches.reduce((sum, [from, to]) => sum.plus(to.minus(from)), ZERO);
  const grown = stretches.reduce((one, [from, to]) => one.times(to).dividedBy(from), ONE);
  return {
    change: formatMoney(gained, currency, signed),
    ratio: formatPercent(grown.minus(ONE), { ...signed, decimals: 2 }),
  };
}

const ONE = new Decimal(1);

/** What all accounts of a key hold of a coin. */
function heldOf(venues: SimulatedVenues, { venue, keyIndex }: WorldKey, code: string): Decimal {
  return venues.world
    .accounts(venue, keyIndex)
    .flatMap((account) => [...venues.world.holdings(venue, keyIndex, account)])
    .filter(([held]) => held === code)
    .reduce((sum, [, holding]) => sum.plus(netOf(holding)), ZERO);
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('no rate is recorded');
  return value;
}

test('the chart and the change are in the currency of the total, and an account that joins is no gain', async ({
  open,
}) => {
  const { app, page, venues } = await open([binance]);
  const euro = () => known(expectedPrice(venues, 'kraken', 'EUR'));
  const bitcoin = () => known(expectedPrice(venues, 'kraken', 'BTC'));
  const totalIn = (currency: 'USD' | 'EUR' | 'BTC', keys: readonly WorldKey[]) =>
    expectedTotalIn(
      venues,
      keys,
      currency,
      { USD: () => ONE, EUR: euro, BTC: bitcoin }[currency](),
    );
  await expect.poll(async () => (await recorded(app, 'USD')).points.length).toBeGreaterThan(0);
  // The total and both rates move: bitcoin up, the euro down.
  const before = {
    total: expectedTotal(venues, [binance]),
    ...{ euro: euro(), bitcoin: bitcoin() },
    ...{ EUR: totalIn('EUR', [binance]), BTC: totalIn('BTC', [binance]) },
    USD: expectedTotal(venues, [binance]),
  };
  venues.world.setPrice('BTC', '62458.9');
  venues.world.setPrice('EUR', '1.0703');
  const total = () => page.getByTestId('total');
  const shows = (keys: readonly WorldKey[]) =>
    expect(total()).toHaveAttribute('data-value', expectedTotal(venues, keys).toFixed());
  await shows([binance]);

  await test.step('recorded in dollars, with the rates of that moment', async () => {
    const { points, steps } = await recorded(app, 'EUR');
    expect(points[0]).toMatchObject({
      totalUsd: before.total.toFixed(),
      usdPerUnit: before.euro.toFixed(),
    });
    expect((await recorded(app, 'BTC')).points[0]?.usdPerUnit).toBe(before.bitcoin.toFixed());
    expect(steps).toEqual([]);
  });

  await test.step('and with what makes the total exact in each currency', async () => {
    for (const currency of ['EUR', 'BTC'] as const) {
      const { totalUsd, gapUsd, usdPerUnit } = known((await recorded(app, currency)).points[0]);
      const counted = new Decimal(totalUsd).plus(known(gapUsd)).dividedBy(known(usdPerUnit));
      expect(counted.toFixed(12)).toBe(before[currency].toFixed(12));
    }
    // What is held of bitcoin does not count at Binance's price of it.
    expect(before.BTC.toFixed(8)).not.toBe(before.total.dividedBy(before.bitcoin).toFixed(8));
  });

  for (const currency of ['EUR', 'BTC', 'USD'] as const)
    await test.step(`the change and the chart in ${currency}`, async () => {
      await quoteIn(app, currency);
      const end = totalIn(currency, [binance]);
      const expected = expectedChange(currency, [before[currency], end]);
      await expect(change(page)).toContainText(expected.change);
      await expect(change(page)).toContainText(expected.ratio);
      await expect(chart(page)).toHaveAccessibleName(
        new RegExp(`^Total over time, ${currency}: from \\S+`),
      );
      const [start, shown] = [before[currency], end].map((value) =>
        escape(formatMoney(value, currency)),
      );
      // The chart ends with the very total that stands above it.
      await expect(total()).toHaveText(formatMoney(end, currency));
      await expect(chart(page)).toHaveAccessibleName(
        new RegExp(`from ${String(start)} on .* to ${String(shown)} on`),
      );
      await expect(page.getByText(/^recorded since \d+ \w+, \d\d:\d\d$/)).toBeVisible();
      // No two marks of an axis read the same, although the data are nearly flat and a minute long.
      for (const axis of ['xAxis', 'yAxis']) {
        const labels = await page
          .locator(`.recharts-${axis}-tick-labels .recharts-cartesian-axis-tick-value`)
          .allTextContents();
        expect(labels.length).toBeGreaterThan(1);
        expect(new Set(labels).size).toBe(labels.length);
      }
    });

  await test.step('a second account that is connected is a step, and never a gain', async () => {
    // Whatever the page shows on the way: only the first account's gain may be green.
    await page.evaluate(() => {
      const seen = new Set<string>();
      Reflect.set(window, 'seenChanges', seen);
      const look = () => {
        for (const dt of document.querySelectorAll('dt'))
          if (dt.textContent.includes('1W change'))
            seen.add(
              dt.nextElementSibling?.querySelector('[class*=change] > [data-amount]')
                ?.textContent ?? '',
            );
      };
      new MutationObserver(look).observe(document.body, {
        ...{ subtree: true, childList: true, characterData: true },
      });
    });
    await connect(app, venues, 'kraken', 0);
    await app.settled();
    await shows([binance, kraken]);
    const atKraken = expectedTotal(venues, [kraken]);
    const expected = expectedChange('USD', [before.USD, totalIn('USD', [binance])]);
    await expect(change(page)).toContainText(
      `joined ${formatMoney(atKraken, 'USD', { signed: true })}`,
    );
    await expect(change(page)).toContainText(expected.change);
    await expect(change(page)).toContainText(expected.ratio);
    const { steps } = await recorded(app, 'USD');
    expect(steps).toMatchObject([
      { kind: 'joined', venue: 'kraken', accountType: 'spot', usd: atKraken.toFixed() },
    ]);
    const seen = await page.evaluate(() => [
      ...(Reflect.get(window, 'seenChanges') as Set<string>),
    ]);
    // Up to the last record while the next is not there; no other figure is ever on the screen.
    const ends = (await recorded(app, 'USD')).points
      .slice(0, -1)
      .map(({ totalUsd }) =>
        formatMoney(new Decimal(totalUsd).minus(before.total), 'USD', { signed: true }),
      );
    for (const text of seen) expect(['', expected.change, ...ends]).toContain(text);
    const colour = await change(page)
      .getByText('joined')
      .evaluate((node) => getComputedStyle(node).color);
    const neutral = await heading(page).evaluate((node) => getComputedStyle(node).color);
    expect(colour).toBe(neutral);
    await expect(
      chart(page).getByText(`Kraken joined +${formatRoughMoney(atKraken, 'USD')}`),
    ).toBeVisible();
  });

  await test.step('the step is in the table, and in euros at the rate of its moment', async () => {
    await quoteIn(app, 'EUR');
    const expected = expectedChange('EUR', [before.EUR, totalIn('EUR', [binance])]);
    const joined = formatMoney(totalIn('EUR', [kraken]), 'EUR', { signed: true });
    await expect(change(page)).toContainText(`joined ${joined}`);
    await expect(change(page)).toContainText(expected.change);
    await expect(change(page)).toContainText(expected.ratio);
    await page.getByRole('button', { name: 'Show as a table' }).click();
    const row = page.getByRole('row').filter({ hasText: 'joined' });
    await expect(row).toContainText(`Kraken (Main), Spot joined`);
    await expect(row).toContainText(joined);
    await expect(page.getByRole('region', { name: 'Total over time' })).not.toContainText('$');
  });

  await test.step('what is disabled leaves, and takes nothing from the change', async () => {
    const [{ id } = { id: '' }] = (await app.call('listConnections')).filter(
      ({ venue }) => venue === 'kraken',
    );
    await app.call('setConnectionEnabled', { id, enabled: false });
    await shows([binance]);
    const left = formatMoney(totalIn('EUR', [kraken]).negated(), 'EUR', { signed: true });
    await expect(change(page)).toContainText(`left ${left}`);
    const expected = expectedChange('EUR', [before.EUR, totalIn('EUR', [binance])]);
    await expect(change(page)).toContainText(expected.change);
    await expect(change(page)).toContainText(expected.ratio);
  });

  await test.step('steps stay beside the total in the narrowest window', async () => {
    await setWindowSize(app, 1024, 700);
    const box = async (one: Locator) => known((await one.boundingBox()) ?? undefined);
    const [figure, changed] = [await box(total()), await box(change(page))];
    expect(changed.y).toBeLessThan(figure.y + figure.height);
    await setWindowSize(app, 1440, 900);
  });

  await test.step('a price by hand is a step of its own kind, set and taken back', async () => {
    await quoteIn(app, 'USD');
    const without = expectedChange('USD', [before.USD, totalIn('USD', [binance])]);
    const more = new Decimal('90000')
      .minus(known(expectedPrice(venues, 'binance', 'ETH')))
      .times(heldOf(venues, binance, 'ETH'));
    expect(more.greaterThan(0)).toBe(true);
    await app.call('setPriceOverride', { asset: 'ETH', usd: '90000' });
    const set = formatMoney(more, 'USD', { signed: true });
    await expect(change(page)).toContainText(`revalued by hand ${set}`);
    await expect(total()).toHaveAttribute(
      'data-value',
      expectedTotal(venues, [binance]).plus(more).toFixed(),
    );
    await expect(change(page)).toContainText(without.change);
    const { steps } = await recorded(app, 'USD');
    // One for each account that has some.
    const priced = steps.filter(({ kind }) => kind === 'priced');
    expect(priced.every(({ venue }) => venue === 'binance')).toBe(true);
    expect(priced.reduce((sum, { usd }) => sum.plus(usd), ZERO).toFixed()).toBe(more.toFixed());
    await app.call('removePriceOverride', { asset: 'ETH' });
    await shows([binance]);
    // Both are steps, and together they are nothing.
    await expect(change(page)).toContainText('revalued by hand $0.00');
    await expect(change(page)).toContainText(without.change);
    await expect(change(page)).toContainText(without.ratio);
  });
});

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
