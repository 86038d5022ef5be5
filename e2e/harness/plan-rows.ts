import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { Decimal } from '../../shared/base/decimal';
import { sum } from './expected-parts';
import type { RunningApp } from './running-app';
import { chooseFile } from './save-dialog';
import type { ReportIn } from './report-in';

/** A step of a plan as its CSV has it: text by the name of the column. */
export type PlanRow = Readonly<Record<string, string>>;

/** Exports the plan that the Rebalance screen shows. */
export async function exportedPlan(app: RunningApp, file: string): Promise<readonly PlanRow[]> {
  const { page } = app;
  const chosen = await chooseFile(app, file);
  await page.getByRole('button', { name: 'Export CSV' }).click();
  await chosen();
  const told = page.getByText(`Saved to ${file}`);
  await expect(told).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).last().click();
  await expect(told).toHaveCount(0);
  const [head = '', ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\r\n');
  const columns = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    expect(cells, 'cells of a step').toHaveLength(columns.length);
    return Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? '']));
  });
}

/** What the steps cost together, in dollars. */
export function planCosts(plan: readonly PlanRow[]) {
  const trades = plan.filter(({ kind }) => kind === 'trade');
  const fees = sum(trades.map((row) => amountIn(row, 'fee usd')));
  const slippage = sum(trades.map((row) => amountIn(row, 'slippage usd')));
  return { trades: trades.length, fees, slippage, total: fees.plus(slippage) };
}

/** How much more or less there is of each coin once all steps are carried out, by its code. */
export function planAmounts(plan: readonly PlanRow[]): ReadonlyMap<string, Decimal> {
  const amounts = new Map<string, Decimal>();
  const add = (code: string, amount: Decimal): void => {
    amounts.set(code, (amounts.get(code) ?? new Decimal(0)).plus(amount));
  };
  for (const row of plan) {
    // Between accounts of one connection nothing is lost.
    if (row['kind'] === 'move') continue;
    const sign = row['side'] === 'buy' ? 1 : -1;
    add(row['coin'] ?? '', amountIn(row, 'amount').times(sign));
    add(row['quote'] ?? '', amountIn(row, 'notional').times(-sign));
    add(row['fee coin'] ?? '', amountIn(row, 'fee').negated());
  }
  return amounts;
}

/** What a venue keeps of an order, and how far its books stand from the price to either side. */
const FEE_RATES: Readonly<Record<string, string>> = { Binance: '0.001', Kraken: '0.004' };
const HALF_SPREAD = '0.0001';

/**
 * Every figure of an order follows from its amount: the notional from its price, the fee from the venue's rate,
 * dollars from the prices of the report, slippage from the spread of the simulated books. More is never spent
 * than what sales bring and is held.
 */
export function expectSoundPlan(plan: readonly PlanRow[], report: ReportIn): void {
  const usd = (code: string | undefined): Decimal => {
    const inDollars = report.in('USD');
    const [largest] = report.balances
      .filter(({ asset }) => report.nameOf(asset).code === code)
      .sort((one, other) =>
        (inDollars.worth([other]) ?? new Decimal(0)).comparedTo(inDollars.worth([one]) ?? 0),
      );
    return new Decimal(largest?.priceUsd ?? Number.NaN);
  };
  const trades = plan.filter(({ kind }) => kind === 'trade');
  expect(trades.length, 'orders').toBeGreaterThan(0);
  for (const row of trades) {
    const [amount, notional] = [amountIn(row, 'amount'), amountIn(row, 'notional')];
    const feeOf = row['fee coin'] === row['coin'] ? amount : notional;
    const rate = FEE_RATES[row['venue'] ?? ''] ?? Number.NaN;
    const valueUsd = amount.times(usd(row['coin']));
    const slippage = amountIn(row, 'slippage usd').dividedBy(valueUsd);
    const figures = {
      notional: amount.times(amountIn(row, 'estimated price')).toFixed(),
      fee: feeOf.times(rate).toFixed(),
      'fee usd': amountIn(row, 'fee').times(usd(row['fee coin'])).toFixed(),
      'value usd': valueUsd.toFixed(),
    };
    expect(row).toMatchObject(figures);
    expect(slippage.toDecimalPlaces(6).toFixed(), 'slippage').toBe(HALF_SPREAD);
  }
  for (const [code, change] of planAmounts(plan)) {
    const held = report.balances.filter(({ asset }) => report.nameOf(asset).code === code);
    const left = sum(held.map(({ available }) => new Decimal(available))).plus(change);
    expect(left.isNegative(), `more ${code} is spent than there is`).toBe(false);
  }
}

function amountIn(row: PlanRow, column: string): Decimal {
  return new Decimal(row[column] ?? Number.NaN);
}
