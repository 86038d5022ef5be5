import { useMemo } from 'react';
import type { TotalsView } from '../../shared/contract/portfolio-view';
import type { CoverageCell } from '../../shared/portfolio/coverage';
import { readingProgress, type ReadingProgress } from '../../shared/portfolio/reading-progress';
import type { LivePortfolio } from '../stores/portfolio-store';
import type { QuoteDisplay } from './quote';
import { totalsInQuote } from './totals-in-quote';
import { useConnections, usePortfolio } from '../stores/use-stores';

interface Made {
  readonly quote: QuoteDisplay;
  readonly coverage: readonly CoverageCell[];
  readonly origin: 'live' | 'stored';
  readonly totals: TotalsView;
}

const made = new WeakMap<TotalsView, Made>();

/** The totals with what is held of the shown currency at its rate; made once for all who show them. */
export function totalsOf(portfolio: LivePortfolio, quote: QuoteDisplay): TotalsView {
  const { coverage, origin } = portfolio;
  const known = made.get(portfolio.totals);
  if (known?.quote === quote && known.coverage === coverage && known.origin === origin)
    return known.totals;
  const totals = totalsInQuote(portfolio, quote);
  made.set(portfolio.totals, { quote, coverage, origin, totals });
  return totals;
}

export function useTotals(quote: QuoteDisplay): TotalsView | undefined {
  return usePortfolio((state) => (state.phase === 'ready' ? totalsOf(state, quote) : undefined));
}

const NO_CELLS: readonly CoverageCell[] = [];

/** How far the accounts are read, of all or of those that a filter lets through. */
export function useReadingProgress(
  filter: { readonly venue?: string | undefined; readonly accountType?: string | undefined } = {},
): ReadingProgress {
  const coverage = usePortfolio((state) => (state.phase === 'ready' ? state.coverage : NO_CELLS));
  const connections = useConnections((state) => state.connections);
  const { venue, accountType } = filter;
  return useMemo(() => {
    const passes = (one: { readonly venue: string }): boolean =>
      venue === undefined || one.venue === venue;
    const cells = coverage.filter(passes);
    const enabled = (connections ?? []).filter((one) => one.enabled && passes(one));
    const { unlisted } = readingProgress(
      cells,
      enabled.map(({ id }) => id),
    );
    const ofType = cells.filter(
      (cell) => accountType === undefined || cell.accountType === accountType,
    );
    return { ...readingProgress(ofType), unlisted };
  }, [coverage, connections, venue, accountType]);
}
