import path from 'node:path';
import {
  portfolioReport,
  type PortfolioReport,
} from '../electron/engine/portfolio/portfolio-report';
import { formatPercent } from '../shared/assets/format';
import { Decimal } from '../shared/base/decimal';
import { AccountsTree } from './harness/accounts-tree';
import { linesAt } from './harness/ages';
import { connect } from './harness/connect';
import { Connections } from './harness/connections';
import { accountsFigures, coverageFigures, venueShare } from './harness/expected-accounts';
import { expectedChange } from './harness/expected-change';
import { exposureFigures } from './harness/expected-exposure';
import { holdingsFigures, holdingsSummary } from './harness/expected-holdings';
import {
  allocationFigures,
  confidenceFigures,
  moverFigures,
  totalFigures,
} from './harness/expected-overview';
import { ExpectedRebalance } from './harness/expected-rebalance';
import { settingsFigures } from './harness/expected-settings';
import { asLines, figuresOnScreen, type Figure } from './harness/figures-on-screen';
import { figuresWorld, FIGURE_TARGETS, JOINING_KEY } from './harness/figures-world';
import { Holdings } from './harness/holdings';
import { onlyFigures } from './harness/no-figures';
import { BOTH } from './harness/opened-app';
import { expectSoundPlan, exportedPlan } from './harness/plan-rows';
import { runApp } from './harness/program-run';
import { ReportIn } from './harness/report-in';
import type { RunningApp } from './harness/running-app';
import { binanceKeys } from './harness/small-world';
import { expect, test } from './harness/test';

const CURRENCIES = ['EUR', 'BTC', 'USD'] as const;
const SETTINGS = { refreshMinutes: 60, dustBelowUsd: '2' } as const;
const CAPS = { binance: '40.5', kraken: '75' } as const;
const OVERRIDES = { 'MERIT@binance': '0.25' } as const;

test('every figure on the screens follows from what is printed of the same moment', async ({
  dataFolder,
  launch,
  open,
  startVenues,
}) => {
  test.slow();
  const venues = await startVenues({ world: figuresWorld() });
  const { endpoints } = venues;
  const first = await open(BOTH, { venues });
  await first.app.quit();
  const run = await runApp(['--print=json', `--data-dir=${dataFolder}`], {
    env: { PORTOLAN_VENUE_ENDPOINTS: JSON.stringify(endpoints) },
  });
  expect(run.code, run.errors).toBe(0);
  const printed = JSON.parse(run.output) as PortfolioReport;

  const app = await launch({ endpoints });
  await app.settled();
  await test.step('what is printed is what the window has', async () => {
    expect(atAnyTime(await reportOf(app))).toEqual(atAnyTime(printed));
  });
  await test.step('caps and targets are told of when they are crossed', async () => {
    await app.call('updateSettings', SETTINGS);
    for (const [venue, percent] of Object.entries(CAPS))
      await app.call('setVenueCap', { venue, percent });
    await app.call('saveTargetSet', FIGURE_TARGETS);
    const told = new ReportIn(await reportOf(app), 'USD');
    const notices = [
      `Binance holds ${formatPercent(venueShare(told, 'binance'))} of the portfolio, more than your cap of 40.5 %.`,
      new ExpectedRebalance(told, FIGURE_TARGETS, []).notice(),
    ].map((text) => app.page.getByText(text, { exact: true }));
    for (const notice of notices) await expect(notice).toBeVisible();
    await dismissAll(app);
  });
  await test.step('all read', () => compare(app, {}));

  await test.step('with an account that joined, which is no gain', async () => {
    const { id } = await connect(app, venues, 'binance', JOINING_KEY);
    await app.settled();
    await app.page.getByRole('button', { name: 'Overview' }).click();
    const change = app.page
      .getByText('1W change, flows included')
      .locator('xpath=following-sibling::dd');
    for (const currency of CURRENCIES) {
      await app.call('updateSettings', { quoteCurrency: currency });
      await expect(async () => {
        const series = await app.call('getHistory', { range: '1W', maxPoints: 600, currency });
        const told = new ReportIn(await reportOf(app), currency);
        const total = told.worth(told.balances);
        expect(series.steps.at(-1)).toMatchObject({ kind: 'joined', venue: 'binance' });
        const expected = expectedChange(series, total ?? new Decimal(Number.NaN));
        await expect(change).toContainText(expected.change, { timeout: 1_000 });
        await expect(change).toContainText(`joined ${expected.joined}`, { timeout: 1_000 });
        await expectFigures(app, currency, overviewFigures);
      }).toPass({ timeout: 45_000 });
    }
    await app.call('removeConnection', { id });
  });

  await test.step('with accounts carried on, some of it at a price of the user, and some never read', async () => {
    const failing = { kind: 'status', status: 503 } as const;
    for (const where of ['/api/v3/account', '/sapi/v1/margin/account'])
      venues.faults.set({ venue: 'binance', path: where }, failing);
    venues.faults.set({ venue: 'binance', path: '/dapi/v1/account' }, { kind: 'html' });
    for (const [asset, usd] of Object.entries(OVERRIDES))
      await app.call('setPriceOverride', { asset, usd });
    await connect(app, venues, 'binance', binanceKeys.second);
    await app.refresh();
    await expect
      .poll(async () => (await reportOf(app)).accounts)
      .toMatchObject({ awaited: 0, carriedOn: 3, notRead: 3 });
    await compare(app, OVERRIDES);
  });

  await test.step('while accounts are awaited', async () => {
    const kraken = (await app.call('listConnections')).find(({ venue }) => venue === 'kraken');
    const id = kraken?.id ?? '';
    venues.faults.set({ venue: 'kraken' }, { kind: 'delay', ms: 600_000 });
    await compareAwaited(app, async () => {
      for (const enabled of [false, true]) await app.call('setConnectionEnabled', { id, enabled });
    });
  });
});

async function reportOf(app: RunningApp): Promise<PortfolioReport> {
  return portfolioReport(await app.call('getPortfolio'), await app.call('listConnections'));
}

/**
 * A report without what is another a moment later: times, prices of a day before them, and what venues say of
 * themselves, which is asked after all else.
 */
function atAnyTime(report: PortfolioReport): unknown {
  const moving = ['at', 'timestamp', 'usd24hAgo', 'crossChecks'];
  return JSON.parse(
    JSON.stringify(report, (key, value: unknown) => (moving.includes(key) ? undefined : value)),
  );
}

/** Opens screen after screen and compares all figures, in every currency, with those that follow from a report. */
async function compare(
  app: RunningApp,
  overrides: Readonly<Record<string, string>>,
): Promise<void> {
  const { page } = app;
  const connections = new Connections(page);
  const { dustBelowUsd } = SETTINGS;
  // Prices of a day ago move while all else stands still: the screen and the report have to be of one moment.
  const says = (currency: string, expected: (told: ReportIn) => readonly Figure[]) =>
    expect(() => expectFigures(app, currency, expected)).toPass({ timeout: 45_000 });
  const saysInAll = async (expected: (told: ReportIn) => readonly Figure[]): Promise<void> => {
    for (const currency of CURRENCIES) {
      await app.call('updateSettings', { quoteCurrency: currency });
      await test.step(`in ${currency}`, () => says(currency, expected));
    }
  };

  await test.step('the Overview', async () => {
    await page.getByRole('button', { name: 'Overview' }).click();
    await saysInAll(overviewFigures);
  });
  await test.step('Holdings', async () => {
    await new Holdings(page).open();
    await page.getByRole('radio', { name: 'Balances' }).click();
    await openAllLines(app);
    await saysInAll((told) => [
      ...holdingsFigures(told, dustBelowUsd),
      ...holdingsSummary(told, dustBelowUsd),
    ]);
  });
  await test.step('the exposure', async () => {
    await page.getByRole('radio', { name: 'Exposure' }).click();
    await openAllLines(app);
    await saysInAll((told) => exposureFigures(told, dustBelowUsd));
  });
  await test.step('the accounts', async () => {
    await new AccountsTree(page).open();
    await openAllLines(app);
    await saysInAll((told) => accountsFigures(told, CAPS));
  });
  await test.step('their coverage', async () => {
    await connections.openCoverage();
    await says('USD', coverageFigures);
  });
  await test.step('the Settings', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await says('USD', (told) =>
      settingsFigures(told, { settings: SETTINGS, caps: CAPS, overrides }),
    );
  });
  await test.step('Rebalance', async () => {
    await page.getByRole('button', { name: 'Rebalance' }).click();
    await expect(page.getByTestId('plan-cost')).toBeVisible();
    await page.getByRole('button', { name: 'Show tolerance as a table' }).click();
    await openAllLines(app);
    const plan = await exportedPlan(app, path.join(app.dataFolder, 'plan.csv'));
    expectSoundPlan(plan, new ReportIn(await reportOf(app), 'USD'));
    await saysInAll((told) => new ExpectedRebalance(told, FIGURE_TARGETS, plan).figures());
  });
}

/**
 * The screens that show money in the chosen currency, in others than the dollar, while accounts are awaited. They are
 * awaited until they fail: where none is any more, they are asked anew.
 */
async function compareAwaited(app: RunningApp, askAnew: () => Promise<void>): Promise<void> {
  const { page } = app;
  const { dustBelowUsd } = SETTINGS;
  const says = async (expected: (told: ReportIn) => readonly Figure[]): Promise<void> => {
    for (const currency of ['EUR', 'BTC']) {
      await app.call('updateSettings', { quoteCurrency: currency });
      await expect(async () => {
        if ((await reportOf(app)).accounts.awaited === 0) await askAnew();
        await openAllLines(app);
        await expectFigures(app, currency, (told) => {
          expect(told.report.accounts.awaited).toBeGreaterThan(0);
          return expected(told);
        });
      }).toPass({ timeout: 45_000 });
    }
  };
  await test.step('the Overview', async () => {
    await page.getByRole('button', { name: 'Overview' }).click();
    await says(overviewFigures);
  });
  await test.step('Holdings', async () => {
    await new Holdings(page).open();
    await page.getByRole('radio', { name: 'Balances' }).click();
    await says((told) => [
      ...holdingsFigures(told, dustBelowUsd),
      ...holdingsSummary(told, dustBelowUsd),
    ]);
  });
  await test.step('the exposure', async () => {
    await page.getByRole('radio', { name: 'Exposure' }).click();
    await says((told) => exposureFigures(told, dustBelowUsd));
  });
  await test.step('the accounts', async () => {
    await new AccountsTree(page).open();
    await says((told) => accountsFigures(told, CAPS));
  });
}

function overviewFigures(told: ReportIn): readonly Figure[] {
  return [
    ...totalFigures(told),
    ...confidenceFigures(told),
    ...allocationFigures(told),
    ...moverFigures(told),
  ];
}

/** The screen has exactly these figures now. */
async function expectFigures(
  app: RunningApp,
  currency: string,
  expected: (told: ReportIn) => readonly Figure[],
): Promise<void> {
  const told = new ReportIn(await reportOf(app), currency);
  const shown = onlyFigures(asLines(await figuresOnScreen(app.page)));
  const lines = linesAt(expected(told), shown, Date.now());
  // What has no digit is a word: it is not read as a figure either.
  expect(shown.sort()).toEqual(lines.filter((line) => /\|.*\d/.test(line)).sort());
}

async function dismissAll({ page }: RunningApp): Promise<void> {
  const dismiss = page.getByRole('button', { name: 'Dismiss' });
  for (let left = await dismiss.count(); left > 0; left -= 1) {
    await dismiss.first().click();
    await expect(dismiss).toHaveCount(left - 1);
  }
}

/** Opens what is closed, from above: what is opened may have more of it inside. */
async function openAllLines({ page }: RunningApp): Promise<void> {
  const opener = 'button:is([aria-label^="Show "], [aria-label^="Hide "])';
  const lines = page.locator(
    `main [role=row][aria-expanded], main [role=row]:has(> [role=cell] > ${opener})`,
  );
  for (let at = 0; at < (await lines.count()); at += 1) {
    const line = lines.nth(at);
    const button = line.locator(opener);
    const hasButton = (await button.count()) > 0;
    const opened = (await line.getAttribute('aria-expanded')) === null ? button : line;
    if ((await opened.getAttribute('aria-expanded')) === 'true') continue;
    await (hasButton ? button : line.locator('[role=rowheader], [role=gridcell]').first()).click();
    await expect(opened).toHaveAttribute('aria-expanded', 'true');
  }
}
