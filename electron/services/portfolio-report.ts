import { priceNotes } from './price-notes';
import { decimal } from '../../shared/money/decimal';
import type { Notice } from '../../shared/ipc/contract';
import type { StatusView } from '../../shared/ipc/status-view';
import type { BalanceView, PriceView, PortfolioState } from '../../shared/ipc/portfolio-view';
import { unreadParts, type CoverageCell } from '../../shared/portfolio/coverage';
import type { VenueId } from '../../shared/portfolio/balance';
import type { Failure } from '../../shared/portfolio/failure';
import type { Connection } from '../../shared/portfolio/venue';

/** One balance of {@link PortfolioReport}: amounts as text, `null` where there is no price. */
export interface ReportedBalance {
  readonly connection: string;
  readonly connectionId: string;
  readonly venue: string;
  readonly accountType: string;
  readonly subaccount: string | null;
  readonly asset: string;
  readonly available: string;
  readonly locked: string;
  readonly total: string;
  readonly borrowed: string;
  readonly priceUsd: string | null;
  readonly valueUsd: string | null;
  readonly price: PriceView;
}

/** What `--print=json` writes. */
export interface PortfolioReport {
  /** By this computer's clock. */
  readonly timestamp: string;
  /** What a window would say of the portfolio as a whole, as that the clock is wrong: whole sentences. */
  readonly warnings: readonly string[];
  readonly totalUsd: string;
  readonly byVenue: Readonly<Record<string, string>>;
  readonly byAsset: Readonly<Record<string, string>>;
  readonly byAccountType: Readonly<Record<string, string>>;
  readonly quality: PortfolioState['totals']['quality'];
  /** Prices that are not simply what their market says, each with what counts meanwhile: whole sentences. */
  readonly priceNotes: readonly string[];
  readonly balances: readonly ReportedBalance[];
  readonly coverage: readonly (CoverageCell & { readonly connection: string })[];
}

export function portfolioReport(
  state: PortfolioState,
  connections: readonly Connection[],
  warnings: readonly string[] = [],
): PortfolioReport {
  const labels = new Map(connections.map(({ id, label }) => [id, label]));
  const labelOf = (id: string): string => labels.get(id) ?? id;
  return {
    timestamp: new Date(state.at).toISOString(),
    warnings,
    totalUsd: state.totals.totalUsd,
    byVenue: state.totals.byVenue,
    byAsset: state.totals.byAsset,
    byAccountType: state.totals.byAccountType,
    quality: state.totals.quality,
    priceNotes: priceNotes(state),
    balances: Object.values(state.balances).map((balance) =>
      reportedBalance(balance, labelOf(balance.connectionId), state.prices[balance.price]),
    ),
    coverage: state.coverage.map((cell) => ({ ...cell, connection: labelOf(cell.connectionId) })),
  };
}

function reportedBalance(
  balance: BalanceView,
  connection: string,
  price: PriceView = { kind: 'unpriced', reason: 'not-loaded' },
): ReportedBalance {
  const { connectionId, venue, accountType, asset, available, locked, total, borrowed } = balance;
  return {
    connection,
    connectionId,
    venue,
    accountType,
    subaccount: balance.subaccount ?? null,
    asset,
    available,
    locked,
    total,
    borrowed,
    priceUsd: price.kind === 'unpriced' ? null : price.usd,
    valueUsd: balance.valueUsd ?? null,
    price,
  };
}

/** The clock, and with it that nothing is recorded, comes first; then what was told of in this run. */
export function reportWarnings(
  { clock }: Pick<StatusView, 'clock'>,
  notices: readonly Notice[],
): readonly string[] {
  const told = notices.filter(({ level }) => level !== 'info').map(({ text }) => text);
  return [...(clock === undefined ? [] : [`${clock.reason} ${clock.hint}`]), ...new Set(told)];
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
      ({ name, failure }) => `${account}, ${name}: ${failure.message}`,
    );
    if (coverage.state !== 'failed' && coverage.state !== 'stale') return parts;
    return [`${account}: ${coverage.failure?.message ?? 'no answer in time'}`, ...parts];
  });
  const markets = Object.entries(prices).map(
    ([venue, failure]) => `prices of ${venue}: ${failure.message}`,
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
