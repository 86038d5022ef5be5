import { useEffect, useMemo } from 'react';
import type { RebalanceHolding } from '../../../shared/rebalancing/rebalance-input';
import { checkTickets } from '../../../shared/rebalancing/ticket-check';
import type { TicketChecks } from '../../../shared/rebalancing/ticket-types';
import type { CoverageCell } from '../../../shared/portfolio/coverage';
import { rebalanceStore } from '../../stores/rebalance-store';
import { confirmFound, unitsOf, unreadConnections } from '../../stores/rebalance-tickets';
import { useStore } from 'zustand/react';

const NO_CHECKS: TicketChecks = new Map();

/** What the balances say of all that is ticked; what is found in them is kept. */
export function useTicketChecks(
  holdings: readonly RebalanceHolding[] | undefined,
  coverage: readonly CoverageCell[] | undefined,
): TicketChecks {
  const tickets = useStore(rebalanceStore, (state) => state.tickets);
  const checks = useMemo(() => {
    if (holdings === undefined || coverage === undefined) return NO_CHECKS;
    if (tickets.every(({ done }) => done.size === 0)) return NO_CHECKS;
    return checkTickets(tickets, unitsOf(holdings), unreadConnections(tickets, coverage));
  }, [tickets, holdings, coverage]);
  useEffect(() => confirmFound(checks, Date.now()), [checks]);
  return checks;
}
