import { portfolioReport, type PortfolioReport } from '../electron/services/portfolio-report';
import { AccountsTree } from './harness/accounts-tree';
import { connect } from './harness/connect';
import {
  accountsFigures,
  allocationFigures,
  confidenceFigures,
  holdingsFigures,
  holdingsSummary,
  moverFigures,
  totalFigures,
} from './harness/expected-figures';
import { asLines, figuresOnScreen, type Figure } from './harness/figures-on-screen';
import { Holdings } from './harness/holdings';
import { runApp } from './harness/program-run';
import { ReportIn } from './harness/report-in';
import type { RunningApp } from './harness/running-app';
import { expect, test } from './harness/test';

const CURRENCIES = ['USD', 'EUR', 'BTC'] as const;
const DUST_BELOW_USD = '1';

/** Names of ranges and columns, and what is no figure of a portfolio. */
const NAMES = [
  /^Growth/,
  /^Total \| 24 h price effect$/,
  /^Total \| \w+ change/,
  /^Total > \w+ change/,
  /^Largest movers \| Largest movers, 24 h$/,
  /^Holdings > Asset \| 24 h$/,
  /Unpriced: \d+ assets?, in no total$/,
  /^ \| This Electron/,
  // How old what is carried on is.
  /\| (\d+ )?carried( \d+ \w+)?$/,
  // How much of a connection is carried on: the same as its accounts that are.
  /> State \| [−$€₿]/,
  // A venue says how it stands where that of its connections is not in sight.
  /^Accounts > (Binance|Kraken) > State/,
  // How the accounts of a connection stand, where not all are read.
  /> State \| .*(accounts? (failed|carried|partly|without)|old$|carried on)/,
];

test('every figure on the screens follows from what is printed of the same moment', async ({
  dataFolder,
  launch,
  startVenues,
}) => {
  test.slow();
  const venues = await startVenues();
  const { endpoints } = venues;
  const first = await launch({ endpoints });
  for (const venue of ['binance', 'kraken'] as const) await connect(first, venues, venue, 0);
  await first.settled();
  await first.quit();
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
  for (const currency of CURRENCIES)
    await test.step(`in ${currency}, all read`, () => compare(app, currency));

  await test.step('with an account carried on and two that were never read', async () => {
    venues.faults.set(
      { venue: 'binance', path: '/sapi/v1/margin/account' },
      { kind: 'status', status: 503 },
    );
    venues.faults.set({ venue: 'binance', path: '/dapi/v1/account' }, { kind: 'html' });
    await connect(app, venues, 'binance', 2);
    await app.refresh();
    await expect
      .poll(async () => (await reportOf(app)).accounts)
      .toMatchObject({ awaited: 0, carriedOn: 2, notRead: 2 });
    for (const currency of CURRENCIES) await compare(app, currency);
  });

  await test.step('while accounts are awaited', async () => {
    const kraken = (await app.call('listConnections')).find(({ venue }) => venue === 'kraken');
    const id = kraken?.id ?? '';
    venues.faults.set({ venue: 'kraken' }, { kind: 'delay', ms: 600_000 });
    await app.page.getByRole('button', { name: 'Overview' }).click();
    // They are awaited until they fail: for as long as it takes to look, each time anew.
    await expect(async () => {
      for (const enabled of [false, true]) await app.call('setConnectionEnabled', { id, enabled });
      await expectFigures(app, 'BTC', (told) => {
        expect(told.report.accounts.awaited).toBeGreaterThan(0);
        return overviewFigures(told);
      });
    }).toPass({ timeout: 45_000 });
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

/** Opens screen after screen in a currency and compares all figures with those that follow from a report. */
async function compare(app: RunningApp, currency: string): Promise<void> {
  const { page } = app;
  await app.call('updateSettings', { quoteCurrency: currency });
  // Prices of a day ago move while all else stands still: the screen and the report have to be of one moment.
  const says = (expected: (told: ReportIn) => readonly Figure[]) =>
    expect(() => expectFigures(app, currency, expected)).toPass({ timeout: 45_000 });

  await page.getByRole('button', { name: 'Overview' }).click();
  await says(overviewFigures);

  await new Holdings(page).open();
  await openAllLines(app);
  await says((told) => [
    ...holdingsFigures(told, DUST_BELOW_USD),
    ...holdingsSummary(told, DUST_BELOW_USD),
  ]);

  await new AccountsTree(page).open();
  await openAllLines(app);
  await says(accountsFigures);
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
  const shown = asLines(await figuresOnScreen(app.page))
    .map((line) =>
      line
        .replace(' read-only key', '')
        .replace(/ > State > [^|]*/, ' > State ')
        .replace(/ carried(?= [>|])/, '')
        .replace(/(can be trusted) > \|/, '$1 |'),
    )
    .filter((line) => !NAMES.some((name) => name.test(line)));
  expect(shown.sort()).toEqual(asLines(expected(told)).sort());
}

/** Opens what is closed, from above: what is opened may have more of it inside. */
async function openAllLines({ page }: RunningApp): Promise<void> {
  const lines = page.locator('main [role=row][aria-expanded]');
  for (let at = 0; at < (await lines.count()); at += 1) {
    const line = lines.nth(at);
    if ((await line.getAttribute('aria-expanded')) === 'true') continue;
    await line.locator('[role=rowheader], [role=gridcell]').first().click();
    await expect(line).toHaveAttribute('aria-expanded', 'true');
  }
}
