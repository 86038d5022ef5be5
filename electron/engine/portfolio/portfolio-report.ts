import { priceNotes } from './price-notes';
import { qualityLines } from './quality-lines';
import { decimal } from '../../../shared/base/decimal';
import type { Notice } from '../../../shared/contract/notice';
import type { StatusView } from '../../../shared/contract/status-view';
import type {
  BalanceView,
  CrossCheckView,
  PortfolioState,
  PositionView,
  PriceView,
  QuoteRates,
} from '../../../shared/contract/portfolio-view';
import { accountKey } from '../../../shared/portfolio/balance';
import { isLive, unreadParts, type CoverageCell } from '../../../shared/portfolio/coverage';
import type { VenueId } from '../../../shared/base/ids';
import type { Failure } from '../../../shared/base/failure';
import { qualityMarks, type QualityMark } from '../../../shared/portfolio/quality';
import { readingProgress, type ReadingProgress } from '../../../shared/portfolio/reading-progress';
import type { Connection } from '../../../shared/portfolio/venue';
import { failureText, sentences } from '../../../shared/base/sentences';

/** One balance of {@link PortfolioReport}: amounts as text, `null` where there is no price. */
export interface ReportedBalance {
  readonly connection: string;
  readonly connectionId: string;
  readonly venue: string;
  readonly accountType: string;
  readonly subaccount: string | null;
  readonly asset: string;
  /** What its venue calls it. */
  readonly code: string;
  readonly available: string;
  readonly locked: string;
  readonly total: string;
  readonly borrowed: string;
  readonly priceUsd: string | null;
  readonly valueUsd: string | null;
  readonly price: PriceView;
  /** All that is known against its value, the weakest first; none of what is live at its market. */
  readonly marks: readonly QualityMark[];
}

/** An open position of {@link PortfolioReport}, with the price that its exposure is worked out with. */
export interface ReportedPosition extends Omit<PositionView, 'key' | 'price'> {
  readonly connection: string;
  /** Of one unit of its coin at its venue; `null` where there is none. */
  readonly priceUsd: string | null;
  readonly price: PriceView;
}

/** What `--print=json` writes: enough to work out every figure that the screens show of the same moment. */
export interface PortfolioReport {
  /** By this computer's clock. */
  readonly timestamp: string;
  /** What a window would say of the portfolio as a whole, as that the clock is wrong: whole sentences. */
  readonly warnings: readonly string[];
  /** Every account has an outcome, and every price that can be had is there. */
  readonly settled: boolean;
  readonly accounts: ReadingProgress;
  readonly totalUsd: string;
  readonly byVenue: Readonly<Record<string, string>>;
  readonly byAsset: Readonly<Record<string, string>>;
  readonly byAccountType: Readonly<Record<string, string>>;
  readonly quality: PortfolioState['totals']['quality'];
  /** Prices that are not simply what their market says, each with what counts meanwhile: whole sentences. */
  readonly priceNotes: readonly string[];
  /** Dollars for one unit of other currencies, now and 24 hours before. */
  readonly quoteRates: QuoteRates;
  readonly balances: readonly ReportedBalance[];
  /** What the assets are, and what they are a wrapped or staked variant of. */
  readonly assets: PortfolioState['assets'];
  readonly positions: readonly ReportedPosition[];
  /** What venues say themselves that accounts are worth. */
  readonly crossChecks: readonly CrossCheckView[];
  readonly coverage: readonly (CoverageCell & { readonly connection: string })[];
}

export function portfolioReport(
  state: PortfolioState,
  connections: readonly Connection[],
  warnings: readonly string[] = [],
): PortfolioReport {
  const labels = new Map(connections.map(({ id, label }) => [id, label]));
  const labelOf = (id: string): string => labels.get(id) ?? id;
  const live = new Set(
    state.coverage
      .filter(({ coverage }) => state.origin === 'live' && isLive(coverage))
      .map(({ connectionId, accountType }) => accountKey(connectionId, accountType)),
  );
  const isCarried = ({ connectionId, accountType, carried }: BalanceView): boolean =>
    carried === true || !live.has(accountKey(connectionId, accountType));
  const enabled = connections.filter((one) => one.enabled).map(({ id }) => id);
  return {
    timestamp: new Date(state.at).toISOString(),
    warnings,
    settled: state.settled,
    accounts: readingProgress(state.coverage, enabled),
    totalUsd: state.totals.totalUsd,
    byVenue: state.totals.byVenue,
    byAsset: state.totals.byAsset,
    byAccountType: state.totals.byAccountType,
    quality: state.totals.quality,
    priceNotes: priceNotes(state),
    quoteRates: state.quoteRates,
    balances: Object.values(state.balances).map((balance) =>
      reportedBalance(
        balance,
        labelOf(balance.connectionId),
        isCarried(balance),
        state.prices[balance.price],
      ),
    ),
    assets: state.assets,
    positions: state.positions.map((position) =>
      reportedPosition(position, labelOf(position.connectionId), state.prices[position.price]),
    ),
    crossChecks: state.crossChecks,
    coverage: state.coverage.map((cell) => ({ ...cell, connection: labelOf(cell.connectionId) })),
  };
}

const NOT_LOADED: PriceView = { kind: 'unpriced', reason: 'not-loaded' };

function usdOf(price: PriceView): string | null {
  return price.kind === 'unpriced' ? null : price.usd;
}

function reportedPosition(
  { key: _key, price: _price, ...position }: PositionView,
  connection: string,
  price: PriceView = NOT_LOADED,
): ReportedPosition {
  return { ...position, connection, priceUsd: usdOf(price), price };
}

function reportedBalance(
  balance: BalanceView,
  connection: string,
  carried: boolean,
  price: PriceView = NOT_LOADED,
): ReportedBalance {
  const { connectionId, venue, accountType, asset, code } = balance;
  const { available, locked, total, borrowed } = balance;
  return {
    connection,
    connectionId,
    venue,
    accountType,
    subaccount: balance.subaccount ?? null,
    asset,
    code,
    available,
    locked,
    total,
    borrowed,
    priceUsd: usdOf(price),
    valueUsd: balance.valueUsd ?? null,
    price,
    marks: qualityMarks(price, carried),
  };
}

/** The clock, and with it that nothing is recorded, comes first; then what this run gave notice of. */
export function reportWarnings(
  { clock }: Pick<StatusView, 'clock'>,
  notices: readonly Notice[],
): readonly string[] {
  const warnings = notices.filter(({ level }) => level !== 'info').map(({ text }) => text);
  return [
    ...(clock === undefined ? [] : [sentences(clock.reason, clock.hint)]),
    ...new Set(warnings),
  ];
}

/** The accounts and markets without a good answer in this run, in words; none when all is well. */
export function whatFailed(
  report: PortfolioReport,
  prices: Readonly<Record<VenueId, Failure>>,
): string[] {
  const accounts = report.coverage.flatMap(({ connection, venue, accountType, coverage }) => {
    const account = `${connection} (${venue}, ${accountType})`;
    if (coverage.state === 'pending') return [`${account}: no answer in time`];
    const parts = unreadParts(coverage).map(
      ({ name, failure }) => `${account}, ${name}: ${failureText(failure)}`,
    );
    if (coverage.state !== 'failed' && coverage.state !== 'stale') return parts;
    const also = coverage.state === 'stale' ? coverage.also : undefined;
    return [
      `${account}: ${coverage.failure === undefined ? 'no answer in time' : failureText(coverage.failure)}`,
      ...(also === undefined ? [] : [`${account}: ${failureText(also)}`]),
      ...parts,
    ];
  });
  const markets = Object.entries(prices).map(
    ([venue, failure]) => `prices of ${venue}: ${failureText(failure)}`,
  );
  return [...accounts, ...markets];
}

/** The report as plain tables, largest first; `cents` rounds dollars for people. */
export function reportTable(report: PortfolioReport, cents: (usd: string) => string): string {
  const section = (title: string, sums: Readonly<Record<string, string>>): string[] => {
    const rows = Object.entries(sums)
      .sort(([, one], [, other]) => decimal(other).comparedTo(decimal(one)))
      .map(([name, usd]) => [name, cents(usd)] as const);
    const nameWidth = Math.max(12, ...rows.map(([name]) => name.length));
    const usdWidth = Math.max(14, ...rows.map(([, usd]) => usd.length));
    return [
      title,
      ...rows.map(([name, usd]) => `  ${name.padEnd(nameWidth)}  ${usd.padStart(usdWidth)}`),
      '',
    ];
  };
  const { warnings } = report;
  const unpriced = report.quality.unpricedBalances;
  return [
    `Portfolio of ${report.timestamp}`,
    '',
    ...section('By venue', report.byVenue),
    ...section('By asset', report.byAsset),
    ...section('By account type', report.byAccountType),
    `Total USD ${cents(report.totalUsd)}`,
    ...qualityLines(report, cents),
    ...(unpriced === 0
      ? []
      : [
          `Not in the total, for want of a price: ${unpriced} ${unpriced === 1 ? 'balance' : 'balances'}.`,
        ]),
    ...(report.priceNotes.length === 0
      ? []
      : ['', 'Prices', ...report.priceNotes.map((note) => `  ${note}`)]),
    ...(warnings.length === 0 ? [] : ['', ...warnings.map((text) => `Warning: ${text}`)]),
    '',
  ].join('\n');
}
