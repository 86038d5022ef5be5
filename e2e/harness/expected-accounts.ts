import type {
  PortfolioReport,
  ReportedBalance,
} from '../../electron/engine/portfolio/portfolio-report';
import { venueName } from './venue-name';
import { Decimal } from '../../shared/base/decimal';
import { formatMoney, formatPercent } from '../../shared/assets/format';
import { isNotOpened, unreadParts } from '../../shared/portfolio/coverage';
import { ageOf } from './ages';
import { accountTypeName, counted, readingFigures, sharePercent } from './expected-parts';
import type { Figure } from './figures-on-screen';
import { groupedBy, type ReportIn } from './report-in';

type Cell = PortfolioReport['coverage'][number];

/** Caps in percent of the total, by venue. */
export type Caps = Readonly<Record<string, string>>;

/**
 * What the tree of accounts, all of its lines open, and the coverage matrix have to say of a report, worked out
 * from it, as `figuresOnScreen` reads it.
 */
export function accountsFigures(report: ReportIn, caps: Caps): Figure[] {
  const { coverage, balances: all } = report.report;
  return [
    ...[...groupedBy(coverage, ({ venue }) => venue)].flatMap(([venue, cells]) => {
      const connections = groupedBy(cells, ({ connectionId }) => connectionId);
      const name = venueName(venue);
      const own = all.filter((one) => one.venue === venue);
      // Of one connection it is said in that one's line.
      const state = connections.size === 1 ? [] : stateFigures(report, name, cells, own);
      return [
        ...(cells.some(isKnown) ? worthFigures(report, name, own) : []),
        ...state,
        ...capFigures(report, venue, caps, `Accounts > ${name} > cap`),
        ...[...connections].flatMap(([id, ofOne]) => connectionFigures(report, id, ofOne)),
      ];
    }),
    ...worthFigures(report, 'Total', all),
    ...readingFigures(report, 'Accounts > Total > state'),
    ...amountsOfState(report, 'Total', all),
  ];
}

/** The coverage matrix: how each connection stands, and in its cells how many balances, or how old they are. */
export function coverageFigures({ report }: ReportIn): Figure[] {
  const { coverage } = report;
  return [...groupedBy(coverage, ({ connectionId }) => connectionId).values()].flatMap((cells) => {
    const { connection = '', venue = '' } = cells[0] ?? {};
    const place = `Coverage by connection and account type > ${connection} ${venueName(venue)}`;
    return [
      { place, text: healthText(cells) },
      ...cells.flatMap(({ accountType, coverage: cell }): Figure[] => {
        const partly = unreadParts(cell).length === 0 ? '' : ', partly';
        const inCell = (text: string): Figure[] => [
          { place: `${place} > ${accountTypeName(accountType)}`, text },
        ];
        if (cell.state === 'ok') return inCell(String(cell.balances));
        if (cell.state === 'partly') return inCell(`${cell.balances}, partly`);
        return cell.state === 'stale' ? inCell(`${ageOf(cell.at)}${partly}`) : [];
      }),
    ];
  });
}

/** A venue beside its cap, both in dollars, as the caps are. */
export function capFigures(report: ReportIn, venue: string, caps: Caps, place: string): Figure[] {
  const cap = caps[venue];
  if (cap === undefined) return [];
  const isOver = venueShare(report, venue).times(100).greaterThan(cap);
  return [{ place, text: `${isOver ? 'over' : 'of'} ${cap}\u202f%` }];
}

/** What is at a venue, of all. */
export function venueShare(report: ReportIn, venue: string): Decimal {
  const inDollars = report.in('USD');
  const here = inDollars.worth(inDollars.balances.filter((one) => one.venue === venue));
  return (here ?? new Decimal(0)).dividedBy(inDollars.worth(inDollars.balances) ?? Number.NaN);
}

function connectionFigures(report: ReportIn, id: string, cells: readonly Cell[]): Figure[] {
  const own = report.report.balances.filter(({ connectionId }) => connectionId === id);
  const label = cells[0]?.connection ?? id;
  return [
    ...(cells.some(isKnown) ? worthFigures(report, label, own) : []),
    ...stateFigures(report, label, cells, own),
    ...cells.flatMap((cell) => {
      const balances = own.filter(({ accountType }) => accountType === cell.accountType);
      return accountFigures(report, cell, balances);
    }),
    ...ownTotalFigures(report, id, `Accounts > ${label} > own-total`),
  ];
}

function ownTotalFigures(report: ReportIn, id: string, place: string): Figure[] {
  return report.report.crossChecks
    .filter(({ connectionId }) => connectionId === id)
    .flatMap(({ outcome }): Figure[] => {
      if (outcome.kind !== 'compared') return [];
      const difference = new Decimal(outcome.difference ?? 0);
      const percent = formatPercent(difference, { decimals: 2, signed: true });
      return [
        { place, text: report.money(outcome.theirsUsd) },
        { place, text: report.money(outcome.oursUsd) },
        ...(difference.isZero() ? [] : [{ place, text: percent }]),
      ];
    });
}

function accountFigures(
  report: ReportIn,
  cell: Cell,
  balances: readonly ReportedBalance[],
): Figure[] {
  const { accountType, coverage, positions } = cell;
  const name = accountTypeName(accountType);
  const place = `Accounts > ${name} > state`;
  const { state } = coverage;
  const partly = unreadParts(coverage).length === 0 ? '' : ', partly read';
  return [
    ...(isKnown(cell) ? worthFigures(report, name, balances) : []),
    ...(isKnown(cell) ? unpricedFigures(name, balances) : []),
    ...(state === 'ok' || state === 'partly'
      ? [{ place, text: `${counted(coverage.balances, 'balance')}${partly}` }]
      : []),
    ...(state === 'stale'
      ? [{ place, text: `carried on, ${ageOf(coverage.at)} old${partly}` }]
      : []),
    ...(positions?.state === 'ok' && positions.open > 0
      ? [{ place, text: counted(positions.open, 'position') }]
      : []),
  ];
}

/** It was read at least once: of what is awaited or failed nothing is said to be worth anything, nor zero. */
function isKnown({ coverage: { state } }: Cell): boolean {
  return state === 'ok' || state === 'empty' || state === 'partly' || state === 'stale';
}

/** What a line of the tree is worth, and its share. */
function worthFigures(
  report: ReportIn,
  name: string,
  balances: readonly ReportedBalance[],
): Figure[] {
  const value = report.worth(balances) ?? new Decimal(0);
  const total = report.worth(report.balances) ?? new Decimal(0);
  return [
    { place: `Accounts > ${name} > value`, text: formatMoney(value, report.currency) },
    { place: `Accounts > ${name} > share`, text: sharePercent(value, total) },
  ];
}

/** How the accounts of a line stand, and how much of it is carried on or has no price. */
function stateFigures(
  report: ReportIn,
  name: string,
  cells: readonly Cell[],
  balances: readonly ReportedBalance[],
): Figure[] {
  return [
    { place: `Accounts > ${name} > state`, text: healthText(cells) },
    ...amountsOfState(report, name, balances),
  ];
}

function amountsOfState(
  report: ReportIn,
  name: string,
  balances: readonly ReportedBalance[],
): Figure[] {
  const carried = report.worth(balances.filter(({ marks }) => marks.includes('carried')));
  const isAll = carried?.equals(report.worth(balances) ?? Number.NaN) ?? true;
  const text = formatMoney(carried ?? new Decimal(0), report.currency);
  return [
    ...(isAll ? [] : [{ place: `Accounts > ${name} > state`, text }]),
    ...unpricedFigures(name, balances),
  ];
}

function unpricedFigures(name: string, balances: readonly ReportedBalance[]): Figure[] {
  const unpriced = balances.filter(({ priceUsd }) => priceUsd === null).length;
  return unpriced === 0
    ? []
    : [{ place: `Accounts > ${name} > state`, text: `${unpriced} unpriced` }];
}

/** How several accounts stand together: all that is known against them, or how many are read. */
function healthText(cells: readonly Cell[]): string {
  const counting = cells
    .map(({ coverage }) => coverage)
    .filter((coverage) => coverage.state !== 'unsupported' && !isNotOpened(coverage));
  const count = (state: string): number => counting.filter((one) => one.state === state).length;
  const troubles = [
    [count('failed'), 'failed'],
    [count('stale'), 'carried on'],
    [counting.filter((one) => unreadParts(one).length > 0).length, 'partly read'],
    [count('no-permission'), 'without permission'],
    [cells.filter(({ positions }) => positions?.state === 'failed').length, POSITIONS],
  ] as const;
  const told = troubles.filter(([number]) => number > 0);
  const [first, ...others] = told.map(([number, words], index) =>
    index === 0 ? `${counted(number, 'account')} ${words}` : `${number} ${words}`,
  );
  const pending = count('pending');
  const all = counted(counting.length, 'account');
  if (first === undefined)
    return pending === 0 ? `${all} read` : `${counting.length - pending} of ${all} read`;
  return [first, ...others, ...(pending === 0 ? [] : [`${pending} being read`])].join(', ');
}

const POSITIONS = 'with positions not read';
