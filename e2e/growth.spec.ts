import type { Page } from '@playwright/test';
import { valueThen, type HistorySeries } from '../shared/history/series';
import { Decimal } from '../shared/money/decimal';
import { formatMoney, formatPercent, formatRoughMoney } from '../shared/money/format';
import { connect } from './harness/connect';
import { expectedPrice, expectedTotal } from './harness/expected';
import type { RunningApp } from './harness/running-app';
import { expect, test } from './harness/test';

const binance = { venue: 'binance', keyIndex: 0 } as const;
const kraken = { venue: 'kraken', keyIndex: 0 } as const;

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

/** The change since the first record as it must read: each end, and each step, at its own rate. */
function expectedChange(
  { points, steps, currency }: HistorySeries,
  totalUsd: Decimal,
  rate: Decimal | undefined,
): { readonly change: string; readonly ratio: string; readonly joined: string } {
  const value = (usd: Decimal | string, perUnit: string | undefined) => {
    const found = valueThen(new Decimal(usd), currency, perUnit);
    if (found === undefined) throw new Error(`no ${currency} rate is recorded`);
    return found;
  };
  const [first] = points;
  if (first === undefined) throw new Error('nothing is recorded');
  const start = value(first.totalUsd, first.usdPerUnit);
  const end = value(totalUsd, rate?.toFixed());
  const joined = steps.reduce(
    (sum, { usd, usdPerUnit }) => sum.plus(value(usd, usdPerUnit)),
    new Decimal(0),
  );
  const [step] = steps;
  const after = step === undefined ? end : value(step.totalUsd, step.usdPerUnit);
  const before = step === undefined ? end : after.minus(joined);
  const signed = { signed: true };
  return {
    change: formatMoney(end.minus(start).minus(joined), currency, signed),
    ratio: formatPercent(before.dividedBy(start).times(end).dividedBy(after).minus(1), {
      ...signed,
      decimals: 2,
    }),
    joined: formatMoney(joined, currency, signed),
  };
}

test('the chart and the change are in the currency of the total, and an account that joins is no gain', async ({
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const app = await launch({ endpoints: venues.endpoints });
  const { page } = app;
  const euro = () => expectedPrice(venues, 'kraken', 'EUR') ?? new Decimal(Number.NaN);
  const bitcoin = () => expectedPrice(venues, 'kraken', 'BTC') ?? new Decimal(Number.NaN);
  await connect(app, venues, 'binance', 0);
  await app.settled();
  await expect.poll(async () => (await recorded(app, 'USD')).points.length).toBeGreaterThan(0);
  // The total and both rates move: bitcoin up, the euro down.
  const before = { total: expectedTotal(venues, [binance]), euro: euro(), bitcoin: bitcoin() };
  venues.world.setPrice('BTC', '62458.9');
  venues.world.setPrice('EUR', '1.0703');
  const total = () => page.getByTestId('total');
  const shows = (keys: readonly (typeof binance | typeof kraken)[]) =>
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

  for (const [currency, rate] of [
    ['EUR', euro],
    ['BTC', bitcoin],
    ['USD', () => undefined],
  ] as const)
    await test.step(`the change and the chart in ${currency}`, async () => {
      await quoteIn(app, currency);
      const series = await recorded(app, currency);
      const expected = expectedChange(series, expectedTotal(venues, [binance]), rate());
      await expect(change(page)).toContainText(expected.change);
      await expect(change(page)).toContainText(expected.ratio);
      await expect(chart(page)).toHaveAccessibleName(
        new RegExp(`^Total over time, ${currency}: from \\S+`),
      );
      const first = series.points[0];
      const start = valueThen(
        new Decimal(first?.totalUsd ?? Number.NaN),
        currency,
        first?.usdPerUnit,
      );
      await expect(chart(page)).toHaveAccessibleName(
        new RegExp(`from ${escape(formatMoney(start ?? new Decimal(Number.NaN), currency))} on`),
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
    const expected = expectedChange(
      { ...(await recorded(app, 'USD')), steps: [] },
      expectedTotal(venues, [binance]),
      undefined,
    );
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
    const series = await recorded(app, 'EUR');
    const expected = expectedChange(series, expectedTotal(venues, [binance, kraken]), euro());
    await expect(change(page)).toContainText(`joined ${expected.joined}`);
    await expect(change(page)).toContainText(expected.change);
    await page.getByRole('button', { name: 'Show as a table' }).click();
    const row = page.getByRole('row').filter({ hasText: 'joined' });
    await expect(row).toContainText(`Kraken (Main), Spot joined`);
    await expect(row).toContainText(expected.joined);
    await expect(page.getByRole('region', { name: 'Total over time' })).not.toContainText('$');
  });

  await test.step('what is disabled leaves, and takes nothing from the change', async () => {
    const [{ id } = { id: '' }] = (await app.call('listConnections')).filter(
      ({ venue }) => venue === 'kraken',
    );
    await app.call('setConnectionEnabled', { id, enabled: false });
    await shows([binance]);
    await expect(change(page)).toContainText('left −€');
    const series = await recorded(app, 'EUR');
    const expected = expectedChange(
      { ...series, steps: [] },
      expectedTotal(venues, [binance]),
      euro(),
    );
    await expect(change(page)).toContainText(expected.change);
  });
});

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
