import type { PortfolioReport, ReportedBalance } from '../../electron/services/portfolio-report';
import { Decimal } from '../../shared/money/decimal';
import {
  formatAmount,
  formatCompactMoney,
  formatMoney,
  formatPercent,
  formatPrice,
  formatRoughMoney,
} from '../../shared/money/format';
import { ACCOUNT_TYPE_NAMES, venueName } from '../../renderer/views/names';
import type { Figure } from './figures-on-screen';
import { groupedBy, ReportIn, type DayEffect } from './report-in';

type Cell = PortfolioReport['coverage'][number];

/** What every screen has to say of a report, worked out from it, as `figuresOnScreen` reads it. */

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

/** How far the total can be trusted: ages are left to the tests of that line. */
export function confidenceFigures(report: ReportIn): Figure[] {
  const place = 'Total > How far the total can be trusted';
  const { accounts, read, awaited, notRead, partly, carriedOn, unlisted } = report.report.accounts;
  const isAwaited = awaited > 0 || unlisted > 0;
  const toCome = unlisted === 0 ? '' : `, ${unlisted} connection to come`;
  const { balances } = report;
  const total = report.worth(balances) ?? new Decimal(0);
  const isLive = ({ marks }: ReportedBalance): boolean => marks.length === 0;
  const live = report.worth(balances.filter(isLive)) ?? new Decimal(0);
  const carried = balances.filter(({ marks }) => marks.includes('carried'));
  const unpriced = balances.filter(({ priceUsd }) => priceUsd === null).length;
  const isShare = !isAwaited && notRead === 0 && (carried.length > 0 || carriedOn + partly === 0);
  const count = (number: number, what: string): Figure[] =>
    number === 0
      ? []
      : [{ place, text: `${number} ${number === 1 ? 'account' : 'accounts'} ${what}` }];
  return [
    ...(isAwaited ? [{ place, text: `${read} of ${accounts} accounts read${toCome}` }] : []),
    isShare
      ? { place, text: `${formatPercent(live.dividedBy(total), { roundDown: true })} live` }
      : { place: `${place} > live`, text: formatRoughMoney(live, report.currency) },
    ...(carried.length === 0
      ? []
      : [
          {
            place,
            text: formatRoughMoney(report.worth(carried) ?? new Decimal(0), report.currency),
          },
        ]),
    ...(unpriced === 0 ? [] : [{ place, text: `${unpriced} unpriced` }]),
    ...count(notRead, 'not read'),
    ...count(partly, 'partly read'),
  ];
}

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
    const dearest = [...balances].sort((one, other) =>
      (report.worth([other]) ?? new Decimal(0)).comparedTo(report.worth([one]) ?? 0),
    )[0];
    const price = dearest === undefined ? undefined : report.price(dearest);
    return [
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
      ...(effect === undefined ? [] : ratioText(effect, 2).map((text) => cell('change', text))),
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
    ...notReadFigures(report, ''),
    ...(dust.length === 0
      ? []
      : [
          { place: '', text: `${dust.length} dust worth in it, not listed` },
          { place: '', text: formatMoney(worth, report.currency) },
        ]),
  ];
}

/** Every line of the tree of accounts, all of them open, in any order; what is old is left to other tests. */
export function accountsFigures(report: ReportIn): Figure[] {
  const { coverage, balances: all } = report.report;
  return [
    ...[...groupedBy(coverage, ({ venue }) => venue)].flatMap(([venue, ofVenue]) => [
      // Its state stands with its connections, all of which are open.
      ...worthLine(
        report,
        venueName(venue),
        all.filter((one) => one.venue === venue),
      ).filter(({ place }) => !place.endsWith('State')),
      ...[...groupedBy(ofVenue, ({ connectionId }) => connectionId)].flatMap(([id, cells]) =>
        connectionFigures(report, id, cells),
      ),
    ]),
    ...worthLine(report, 'Total', all),
    ...notReadFigures(report, 'Accounts > Total > State'),
  ];
}

function notReadFigures(report: ReportIn, place: string): Figure[] {
  const { notRead } = report.report.accounts;
  if (notRead === 0) return [];
  return [{ place, text: `${notRead} ${notRead === 1 ? 'account' : 'accounts'} not read` }];
}

function connectionFigures(report: ReportIn, id: string, cells: readonly Cell[]): Figure[] {
  const own = report.report.balances.filter(({ connectionId }) => connectionId === id);
  const label = cells[0]?.connection ?? id;
  const place = `Accounts > ${label} > Venue’s own total`;
  const isRead = cells.every(({ coverage: { state } }) => state === 'ok' || state === 'empty');
  return [
    ...worthLine(report, label, own),
    ...(isRead
      ? [{ place: `Accounts > ${label} > State`, text: `${cells.length} accounts read` }]
      : []),
    ...cells.flatMap((cell) => {
      const balances = own.filter(({ accountType }) => accountType === cell.accountType);
      return accountFigures(report, cell, balances);
    }),
    ...report.report.crossChecks
      .filter(({ connectionId }) => connectionId === id)
      .flatMap(({ outcome }) =>
        outcome.kind !== 'compared'
          ? []
          : [
              { place, text: report.money(outcome.theirsUsd) },
              { place, text: report.money(outcome.oursUsd) },
              ...(outcome.difference === undefined || new Decimal(outcome.difference).isZero()
                ? []
                : [
                    {
                      place,
                      text: formatPercent(new Decimal(outcome.difference), {
                        decimals: 2,
                        signed: true,
                      }),
                    },
                  ]),
            ],
      ),
  ];
}

function accountFigures(
  report: ReportIn,
  { accountType, coverage }: Cell,
  balances: readonly ReportedBalance[],
): Figure[] {
  const name = accountTypeName(accountType);
  const { state } = coverage;
  const isKnown = state === 'ok' || state === 'empty' || state === 'partly' || state === 'stale';
  const count = state === 'ok' ? coverage.balances : 0;
  return [
    ...(isKnown ? worthLine(report, name, balances) : []),
    ...(count === 0
      ? []
      : [
          {
            place: `Accounts > ${name} > State`,
            text: `${count} ${count === 1 ? 'balance' : 'balances'}`,
          },
        ]),
  ];
}

/** What a line of the tree is worth, its share, and how much of it has no price. */
function worthLine(report: ReportIn, name: string, balances: readonly ReportedBalance[]): Figure[] {
  const place = `Accounts > ${name}`;
  const total = report.worth(report.balances) ?? new Decimal(0);
  const value = report.worth(balances) ?? new Decimal(0);
  const unpriced = balances.filter(({ priceUsd }) => priceUsd === null).length;
  return [
    { place: `${place} > Value`, text: formatMoney(value, report.currency) },
    { place: `${place} > Share`, text: formatPercent(value.dividedBy(total)) },
    ...(unpriced === 0 ? [] : [{ place: `${place} > State`, text: `${unpriced} unpriced` }]),
  ];
}

/** Balances by asset, of those listed and of dust, which is told by its dollars. */
function assetsOf(report: ReportIn, dustBelowUsd: string) {
  const inDollars = new ReportIn(report.report, 'USD');
  const assets = [...groupedBy(report.balances, ({ asset }) => asset).values()];
  const isDust = (balances: readonly ReportedBalance[]): boolean =>
    inDollars.worth(balances)?.abs().lessThan(dustBelowUsd) === true;
  return {
    listed: assets.filter((balances) => !isDust(balances)),
    dust: assets.filter(isDust),
  };
}

function ratioText({ change, before }: DayEffect, decimals: number): string[] {
  return before.greaterThan(0)
    ? [formatPercent(change.dividedBy(before), { decimals, signed: true })]
    : [];
}

function accountTypeName(accountType: string): string {
  return (
    Object.entries(ACCOUNT_TYPE_NAMES).find(([key]) => key === accountType)?.[1] ?? accountType
  );
}

function sum(values: readonly Decimal[]): Decimal {
  return values.reduce((total, value) => total.plus(value), new Decimal(0));
}
