import type { ReportedBalance } from '../../electron/engine/portfolio/portfolio-report';
import { venueName } from './venue-name';
import { Decimal } from '../../shared/base/decimal';
import { formatAmount, formatMoney, formatPercent, formatPrice } from '../../shared/assets/format';
import { ageOf } from './ages';
import {
  accountTypeName,
  assetsOf,
  priceOfAll,
  readingLine,
  ratioText,
  sum,
} from './expected-parts';
import type { Figure } from './figures-on-screen';
import { groupedBy, type DayEffect, type ReportIn } from './report-in';

/** What the Holdings have to say of a report, worked out from it, as `figuresOnScreen` reads it. */

/** Every line of the Holdings, all of them open. */
export function holdingsFigures(report: ReportIn, dustBelowUsd: string): Figure[] {
  const total = report.worth(report.balances) ?? new Decimal(0);
  const anyBorrowed = report.balances.some(({ borrowed }) => !new Decimal(borrowed).isZero());
  const line = (name: string, balances: readonly ReportedBalance[]): Figure[] => {
    const place = `Holdings > ${name}`;
    const cell = (column: string, text: string): Figure => ({
      place: `${place} > ${column}`,
      text,
    });
    const sumOf = (column: 'available' | 'locked' | 'total' | 'borrowed'): Figure => {
      const value = sum(balances.map((balance) => new Decimal(balance[column])));
      return cell(column, value.isZero() ? '0' : formatAmount(value));
    };
    const value = report.worth(balances);
    const effect = report.effect(balances);
    const price = priceOfAll(report, balances);
    return [
      ...carriedFigures(report, balances, place),
      sumOf('available'),
      sumOf('locked'),
      sumOf('total'),
      ...(anyBorrowed ? [sumOf('borrowed')] : []),
      ...(price === undefined ? [] : [cell('price', formatPrice(price, report.currency))]),
      ...(value === undefined
        ? []
        : [
            cell('value', formatMoney(value, report.currency)),
            cell('weight', formatPercent(value.dividedBy(total))),
          ]),
      ...(effect === undefined ? [] : [cell('change', changeText(effect, report.currency))]),
    ];
  };
  return assetsOf(report, dustBelowUsd).listed.flatMap((balances) => {
    const asset = balances[0]?.asset ?? '';
    const { code, name } = report.nameOf(asset);
    const [, onlyAt] = asset.split('@');
    const longName = onlyAt === undefined ? name : `only at ${venueName(onlyAt)}`;
    return [
      ...line(longName === code ? code : `${code} ${longName}`, balances),
      ...[...groupedBy(balances, ({ venue }) => venue)].flatMap(([venue, ofVenue]) => [
        ...(ofVenue.length === 1 ? [] : line(venueName(venue), ofVenue)),
        ...ofVenue.flatMap((one) =>
          line(
            `${accountTypeName(one.accountType)} ${[one.connection, one.subaccount ?? []].flat().join(' · ')}`,
            [one],
          ),
        ),
      ]),
    ];
  });
}

/** As a ratio; of what was owed then there is none, and the change is given in money. */
function changeText(effect: DayEffect, currency: string): string {
  const [ratio] = ratioText(effect, 2);
  return ratio ?? formatMoney(effect.change, currency, { signed: true });
}

/** What stands below the lines of the Holdings. */
export function holdingsSummary(report: ReportIn, dustBelowUsd: string): Figure[] {
  const { listed, dust } = assetsOf(report, dustBelowUsd);
  const total = report.worth(report.balances) ?? new Decimal(0);
  const unpriced = report.balances.filter(({ priceUsd }) => priceUsd === null).length;
  const worth = sum(dust.map((balances) => report.worth(balances) ?? new Decimal(0)));
  const shown = listed.length;
  return [
    { place: '', text: `${shown} ${shown === 1 ? 'asset' : 'assets'}` },
    { place: '', text: formatMoney(total, report.currency) },
    ...(unpriced === 0 ? [] : [{ place: '', text: `${unpriced} unpriced, not in it` }]),
    ...readingLine(report),
    ...(dust.length === 0
      ? []
      : [
          { place: '', text: `${dust.length} dust worth in it, not listed` },
          { place: '', text: formatMoney(worth, report.currency) },
        ]),
  ];
}

/** How many balances of a line are carried on, or since when all of them are; a balance of no amount counts not. */
function carriedFigures(
  { report }: ReportIn,
  balances: readonly ReportedBalance[],
  place: string,
): Figure[] {
  const carried = balances.filter(({ marks }) => marks.includes('carried'));
  if (carried.length === 0) return [];
  const times = carried.flatMap(({ connectionId, accountType }) =>
    report.coverage.flatMap((cell) =>
      cell.connectionId === connectionId &&
      cell.accountType === accountType &&
      cell.coverage.state === 'stale'
        ? [cell.coverage.at]
        : [],
    ),
  );
  const isAll = carried.length === balances.length;
  return [
    {
      place: `${place} > asset`,
      text: isAll ? `carried ${ageOf(Math.min(...times))}` : `${carried.length} carried`,
    },
  ];
}
