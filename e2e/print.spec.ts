import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PortfolioReport } from '../electron/engine/portfolio/portfolio-report';
import { Decimal } from '../shared/base/decimal';
import { expectedTotal } from './harness/expected';
import { withoutKeychain } from './harness/keychain';
import { BOTH } from './harness/opened-app';
import { addUp, worth } from './harness/portfolio-sums';
import { runApp, runProgram } from './harness/program-run';
import { expect, test } from './harness/test';

test.describe('on a new machine', () => {
  test.use({ isFirstStart: true });

  test('npm start prints the demo as JSON on a machine that has just checked the app out and has no keychain', async ({
    dataFolder,
  }) => {
    test.slow();
    const flags = ['--demo', '--print=json', '--data-dir', dataFolder];
    const run = await runProgram('npm', ['--silent', 'start', '--', ...flags], {
      limitMs: 170_000,
      env: withoutKeychain,
    });
    expect(run.code, run.errors).toBe(0);
    addsUp(JSON.parse(run.output) as PortfolioReport);
  });
});

test('what a window read is printed as tables, saved as a picture, and what failed is said as JSON', async ({
  dataFolder,
  open,
  startVenues,
}) => {
  const venues = await startVenues();
  const data = `--data-dir=${dataFolder}`;
  const options = { env: { PORTOLAN_VENUE_ENDPOINTS: JSON.stringify(venues.endpoints) } };
  const total = expectedTotal(venues, BOTH);

  await test.step('--print without anything connected says what to do', async () => {
    const run = await runApp(['--print=json', data], options);
    expect(run.code).toBe(1);
    expect(run.output).toBe('');
    expect(run.errors).toContain('Nothing is connected.');
  });

  const { app } = await open(BOTH, { venues });

  await test.step('a data folder that is open in a window is not printed from a second time', async () => {
    const run = await runApp(['--print=json', data], options);
    expect(run.code).toBe(1);
    expect(run.output).toBe('');
    expect(run.errors).toContain('Portolan is running with this data folder.');
  });
  await app.quit();

  await test.step('--print shows tables: by venue, asset and account type', async () => {
    const run = await runApp(['--print', data], options);
    expect(run.code, run.errors).toBe(0);
    expect(run.output).toContain(`Total USD ${total.toFixed(2)}`);
    expect(run.output).toContain('Not in the total, for want of a price: 1 balance.');
    for (const heading of ['By venue', 'By asset', 'By account type', 'binance', 'kraken', 'earn'])
      expect(run.output).toContain(heading);
  });

  await test.step('--screenshot saves the settled window at 1440x900', async () => {
    const file = path.join(dataFolder, 'picture.png');
    const picturing = ['--screenshot', file, '--view', 'overview', '--theme', 'dark'];
    const run = await runApp([...picturing, data], options);
    expect(run.code, run.errors).toBe(0);
    const picture = await readFile(file);
    expect(picture.subarray(1, 4).toString('latin1')).toBe('PNG');
    // Width and height are the first two numbers of the header chunk (PNG specification, 11.2.2).
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1440, 900]);
    // An empty window compresses to a few thousand bytes.
    expect(picture.length).toBeGreaterThan(40_000);
  });

  await test.step('a connection that fails is named, and the exit code says so', async () => {
    venues.faults.set({ venue: 'kraken' }, { kind: 'revoked-key' });
    const failing = await runApp(['--print=json', data], options);
    expect(failing.code).toBe(2);
    expect(failing.errors).toMatch(/failed: Main \(kraken, \w+\)/);
    expect(failing.errors).not.toMatch(/failed: Main \(binance/);
    const report = JSON.parse(failing.output) as PortfolioReport;
    expect(
      report.coverage
        .filter(({ venue }) => venue === 'binance')
        .map(({ coverage }) => coverage.state),
    ).not.toContain('failed');
  });
});

test('a flag with a value that it does not take is refused with what to give instead', async () => {
  const run = await runApp(['--view', 'tax']);
  expect(run.code).toBe(64);
  expect(run.errors).toContain(
    '--view takes overview, holdings, rebalance, connections, settings, not "tax".',
  );
  expect(run.output).toBe('');
});

/** The total is the sum of what has a price, and of each of its three divisions, to the last digit. */
function addsUp(report: PortfolioReport): void {
  const { totalUsd, byVenue, byAsset, byAccountType, balances, quality } = report;
  expect(new Decimal(totalUsd).greaterThan(0)).toBe(true);
  for (const parts of [byVenue, byAsset, byAccountType])
    expect(addUp(Object.values(parts)).toFixed()).toBe(totalUsd);
  const told = balances.map((balance) => ({ ...balance, priceUsd: balance.priceUsd ?? undefined }));
  expect(worth(told).toFixed()).toBe(totalUsd);
  const unpriced = balances.filter(({ priceUsd }) => priceUsd === null);
  expect(unpriced).toHaveLength(quality.unpricedBalances);
  for (const balance of unpriced) expect(balance.valueUsd).toBeNull();
  for (const { available, locked, total } of balances)
    expect(addUp([available, locked]).toFixed()).toBe(total);
  expect(Number.isNaN(Date.parse(report.timestamp))).toBe(false);
}
