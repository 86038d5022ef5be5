import type { ReportedBalance } from '../../electron/engine/portfolio/portfolio-report';
import { ACCOUNT_TYPE_NAMES } from '../../renderer/screens/account-type-names';
import { Decimal } from '../../shared/base/decimal';
import { formatPercent } from '../../shared/assets/format';
import type { Figure } from './figures-on-screen';
import { groupedBy, ReportIn, type DayEffect } from './report-in';

/** What the expectations of several screens are made of. */

/** How far all accounts are read, where that is not whole. */
export function readingFigures({ report }: ReportIn, place: string): Figure[] {
  const { accounts, read, awaited, notRead, partly, unlisted } = report.accounts;
  const toCome = unlisted === 0 ? '' : `, ${counted(unlisted, 'connection')} to come`;
  const isAwaited = awaited > 0 || unlisted > 0;
  return [
    ...(isAwaited
      ? [{ place, text: `${read} of ${counted(accounts, 'account')} read${toCome}` }]
      : []),
    ...(notRead === 0 ? [] : [{ place, text: `${counted(notRead, 'account')} not read` }]),
    ...(partly === 0 ? [] : [{ place, text: `${counted(partly, 'account')} partly read` }]),
  ];
}

/** The same in one line, as it stands below a table. */
export function readingLine(report: ReportIn): Figure[] {
  const texts = readingFigures(report, '').map(({ text }) => text);
  return texts.length === 0 ? [] : [{ place: '', text: texts.join(', ') }];
}

/** `3 accounts`. */
export function counted(number: number, what: string): string {
  return `${number} ${number === 1 ? what : `${what}s`}`;
}

export function sharePercent(value: Decimal, total: Decimal): string {
  return formatPercent(value.dividedBy(total));
}

/** Balances by asset, of those listed and of dust, which is told by its dollars. */
export function assetsOf(report: ReportIn, dustBelowUsd: string) {
  const inDollars = new ReportIn(report.report, 'USD');
  const assets = [...groupedBy(report.balances, ({ asset }) => asset).values()];
  const isDust = (balances: readonly ReportedBalance[]): boolean =>
    inDollars.worth(balances)?.abs().lessThan(dustBelowUsd) === true;
  return {
    listed: assets.filter((balances) => !isDust(balances)),
    dust: assets.filter(isDust),
  };
}

/** The price of an asset in the currency of a report: that of its largest balance, owned or owed, in dollars. */
export function priceOfAll(
  report: ReportIn,
  balances: readonly ReportedBalance[],
): Decimal | undefined {
  const inDollars = report.in('USD');
  const size = (one: ReportedBalance): Decimal => inDollars.worth([one])?.abs() ?? new Decimal(-1);
  const [largest] = [...balances].sort((one, other) => size(other).comparedTo(size(one)));
  return largest === undefined ? undefined : report.price(largest);
}

export function ratioText({ change, before }: DayEffect, decimals: number): string[] {
  return before.greaterThan(0)
    ? [formatPercent(change.dividedBy(before), { decimals, signed: true })]
    : [];
}

export function accountTypeName(accountType: string): string {
  return (
    Object.entries(ACCOUNT_TYPE_NAMES).find(([key]) => key === accountType)?.[1] ?? accountType
  );
}

export function sum(values: readonly Decimal[]): Decimal {
  return values.reduce((total, value) => total.plus(value), new Decimal(0));
}
