import { useMemo } from 'react';
import type { Connection } from '../../../shared/portfolio/venue';
import { accountsTree, type VenueNode } from '../../view-models/accounts-tree';
import { useCalmQuoted, type QuoteDisplay } from '../../components/use-money';
import { usePortfolio, useRecords } from '../../stores/use-stores';
import { totalsOf } from '../../view-models/use-totals';

export interface Accounts {
  readonly venues: readonly VenueNode[];
  /** With what is held of the shown currency at its rate. */
  readonly totalUsd: string;
  /** At whose rates the values are. */
  readonly quote: QuoteDisplay;
}

/** Adding up so many balances exactly takes long enough to be felt every second. */
const MANY_BALANCES = 5000;
const OFTEN_MS = 1000;
const RARELY_MS = 5000;

/** The tree as the portfolio has it, looked at once a second or less; `undefined` while there is none. */
export function useAccounts(connections: readonly Connection[]): Accounts | undefined {
  const isLarge = usePortfolio(
    (state) => state.phase === 'ready' && state.book.balances.size > MANY_BALANCES,
  );
  const { portfolio, quote } = useCalmQuoted(isLarge ? RARELY_MS : OFTEN_MS);
  const caps = useRecords(({ records }) => records['venue-cap']);
  return useMemo(() => {
    if (portfolio === undefined) return undefined;
    const { book, coverage, crossChecks, totals, origin } = portfolio;
    const tree = { coverage, crossChecks, totals, origin, connections, caps, quote };
    return {
      venues: accountsTree({ ...tree, balances: book.balances.values() }),
      totalUsd: totalsOf(portfolio, quote).totalUsd,
      quote,
    };
  }, [portfolio, connections, caps, quote]);
}
