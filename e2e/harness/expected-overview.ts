import type { ReportedBalance } from '../../electron/engine/portfolio/portfolio-report';
import { venueName } from './venue-name';
import { Decimal } from '../../shared/base/decimal';
import {
  formatCompactMoney,
  formatMoney,
  formatPercent,
  formatRoughMoney,
} from '../../shared/assets/format';
import { unreadParts } from '../../shared/portfolio/coverage';
import { ageOf } from './ages';
import { accountTypeName, ratioText, readingFigures, sum } from './expected-parts';
import type { Figure } from './figures-on-screen';
import { groupedBy, type ReportIn } from './report-in';

/** What the Overview has to say of a report, worked out from it, as `figuresOnScreen` reads it. */

const MOST_SLICES = 8;
const MOST_MOVERS = 7;

/** The three rings with their legends. */
export function allocationFigures(report: ReportIn): Figure[] {
  const by = (title: string, keyOf: (one: ReportedBalance) => string): Figure[] => {
    const place = `Allocation by ${title}`;
    const parts = [...groupedBy(report.balances, keyOf)]
      .flatMap(([name, balances]) => {
        const value = report.worth(balances);
        return value === undefined ? [] : [{ name, value }];
      })
      .sort((one, other) => other.value.comparedTo(one.value));
    const positive = parts.filter(({ value }) => value.greaterThan(0));
    const shown = sum(positive.map(({ value }) => value));
    const rest = positive.slice(MOST_SLICES);
    return [
      { place, text: formatCompactMoney(sum(parts.map(({ value }) => value)), report.currency) },
      ...positive.slice(0, MOST_SLICES).map(({ name, value }) => ({
        place: `${place} > ${name}`,
        text: formatPercent(value.dividedBy(shown)),
      })),
      ...(rest.length === 0
        ? []
        : [
            { place: `${place}`, text: `${rest.length} others` },
            {
              place,
              text: formatPercent(sum(rest.map(({ value }) => value)).dividedBy(shown)),
            },
          ]),
      ...parts
        .filter(({ value }) => value.lessThan(0))
        .map(({ name, value }) => ({
          place: `${place} > ${name}`,
          text: formatMoney(value, report.currency),
        })),
    ];
  };
  return [
    ...by('asset', ({ asset }) => report.nameOf(asset).code),
    ...by('venue', ({ venue }) => venueName(venue)),
    ...by('account type', ({ accountType }) => accountTypeName(accountType)),
  ];
}

/** The assets that moved most in a day of prices. */
export function moverFigures(report: ReportIn): Figure[] {
  if (!report.knowsRateBefore)
    return [
      {
        place: 'Largest movers',
        text: `The rate of ${report.currency} 24 hours ago is not known.`,
      },
    ];
  return [...groupedBy(report.balances, ({ asset }) => asset)]
    .flatMap(([asset, balances]) => {
      const effect = report.effect(balances);
      return effect === undefined || effect.change.isZero() ? [] : [{ asset, effect }];
    })
    .sort((one, other) => other.effect.change.abs().comparedTo(one.effect.change.abs()))
    .slice(0, MOST_MOVERS)
    .flatMap(({ asset, effect }) => {
      const place = `Largest movers > ${report.nameOf(asset).code}`;
      return [
        { place, text: formatMoney(effect.change, report.currency, { signed: true }) },
        ...ratioText(effect, 1).map((text) => ({ place, text })),
      ];
    });
}

/** The total, and what a day of prices made of it. */
export function totalFigures(report: ReportIn): Figure[] {
  const place = 'Total';
  const total = report.worth(report.balances) ?? new Decimal(0);
  const effect = report.effect(report.balances);
  const inEffect = `${place} > 24 h price effect`;
  return [
    { place, text: formatMoney(total, report.currency) },
    ...(effect === undefined
      ? []
      : [
          {
            place: inEffect,
            text: formatMoney(effect.change, report.currency, { signed: true }),
          },
          ...ratioText(effect, 2).map((text) => ({ place: inEffect, text })),
        ]),
  ];
}

/** How far the total can be trusted, part by part, with what of a part bears a second mark. */
export function confidenceFigures(report: ReportIn): Figure[] {
  const place = 'Total > How far the total can be trusted';
  const { awaited, notRead, partly, carriedOn, unlisted } = report.report.accounts;
  const isAwaited = awaited > 0 || unlisted > 0;
  const { balances } = report;
  const total = report.worth(balances) ?? new Decimal(0);
  const money = (of: readonly ReportedBalance[]): string =>
    formatRoughMoney(report.worth(of) ?? new Decimal(0), report.currency);
  const live = balances.filter(({ marks }) => marks.length === 0);
  const share = report.worth(live)?.dividedBy(total) ?? new Decimal(0);
  const carried = balances.filter(({ marks }) => marks[0] === 'carried');
  const byUser = balances.filter(({ marks }) => marks[0] === 'manual');
  const alsoByUser = carried.filter(({ marks }) => marks.includes('manual'));
  const unpriced = balances.filter(({ priceUsd }) => priceUsd === null).length;
  // Where all that is there is live and an account is not, it may hold more by now.
  const isWhole = carriedOn + partly === 0 || live.length < balances.length - unpriced;
  const isShare = !isAwaited && notRead === 0 && isWhole;
  return [
    isShare
      ? { place, text: `${formatPercent(share, { roundDown: true })} live` }
      : { place: `${place} > live`, text: money(live) },
    ...(carried.length === 0
      ? []
      : [
          { place, text: money(carried) },
          { place, text: `carried ${ageOf(carriedSince(report))}` },
        ]),
    ...(alsoByUser.length === 0
      ? []
      : [{ place: `${place} > of it priced by you`, text: money(alsoByUser) }]),
    ...(byUser.length === 0 ? [] : [{ place: `${place} > priced by you`, text: money(byUser) }]),
    ...(unpriced === 0 ? [] : [{ place, text: `${unpriced} unpriced` }]),
    ...readingFigures(report, place),
  ];
}

/** The oldest answer that is carried on. */
function carriedSince({ report }: ReportIn): number {
  const times = report.coverage.flatMap(({ coverage }) => [
    ...(coverage.state === 'stale' ? [coverage.at] : []),
    ...unreadParts(coverage).flatMap(({ since }) => since ?? []),
  ]);
  return Math.min(...times);
}
