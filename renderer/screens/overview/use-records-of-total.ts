import { useMemo } from 'react';
import type { Connection } from '../../../shared/portfolio/venue';
import { totalBasis, whatTotalMayLack } from '../../../shared/records/total-basis';
import { useCalmPortfolio, useConnections, useRecords, useStatus } from '../../stores/use-stores';
import type { ConfidenceInput } from './confidence';

const NONE: readonly Connection[] = [];

/** How far the total lacks what the user made. Not known is said once the database could not be opened. */
export function useRecordsOfTotal(): ConfidenceInput['records'] {
  const kept = useRecords((state) => state.kept);
  const connections = useConnections((state) => state.connections) ?? NONE;
  const isUnknown = useRecords(({ state }) => state === 'unknown');
  const failed = useStatus(({ status }) => status?.database.state === 'failed');
  const portfolio = useCalmPortfolio((state) => (state.phase === 'ready' ? state : undefined));
  const mayChange = useMemo(
    () =>
      kept.length === 0 || portfolio === undefined
        ? 0
        : whatTotalMayLack(
            kept,
            totalBasis({
              connections,
              balances: portfolio.book.balances.values(),
              prices: portfolio.book.prices.values(),
              quarantine: portfolio.quarantine,
            }),
          ).length,
    [kept, connections, portfolio],
  );
  return isUnknown && failed ? 'unknown' : { mayChange };
}
