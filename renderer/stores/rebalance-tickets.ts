import { ZERO, type Decimal } from '../../shared/base/decimal';
import type { ConnectionId } from '../../shared/base/ids';
import type { CoverageCell } from '../../shared/portfolio/coverage';
import type { Instant } from '../../shared/base/failure';
import type { RebalanceHolding } from '../../shared/rebalancing/rebalance-input';
import type { PlanStep, Suggestion } from '../../shared/rebalancing/rebalance-plan-types';
import { isSameOrder, withoutTicket } from '../../shared/rebalancing/ticket-check';
import {
  ticketKey,
  type Confirmation,
  type TicketBalances,
  type TicketChecks,
} from '../../shared/rebalancing/ticket-types';
import { rebalanceStore, type Ticket } from './rebalance-store';

/** True for a ticket whose every step was found in the balances. */
export function isFilled({ steps, confirmed }: Pick<Ticket, 'steps' | 'confirmed'>): boolean {
  return steps.length > 0 && steps.every(({ id }) => confirmed.has(id));
}

/**
 * Opens the ticket of a suggestion. One that was begun is shown as it was then: the plan may have moved on
 * because of what was done of it. One that is filled is over.
 */
export function openTicket(
  suggestion: Suggestion,
  steps: readonly PlanStep[],
  holdings: readonly RebalanceHolding[],
  now: Instant = Date.now(),
): void {
  const { tickets } = rebalanceStore.getState();
  const begun = tickets.find(
    (one) => one.id === suggestion.classId && one.done.size > 0 && !isFilled(one),
  );
  const own = steps.filter(({ id }) => suggestion.steps.includes(id));
  const ticket: Ticket = begun ?? {
    id: suggestion.classId,
    openedAt: now,
    suggestion: headOf(suggestion),
    steps: own,
    before: balancesOf(own, unitsOf(holdings)),
    done: new Set(
      own.filter((step) => tickets.some((one) => isWaitingFor(one, step))).map(({ id }) => id),
    ),
    confirmed: new Map(),
  };
  const others = withoutTicket(tickets, ticket.id);
  rebalanceStore.setState({
    opened: ticket.id,
    tickets: [...others.filter(({ done }) => done.size > 0), ticket],
  });
}

/** True where the same order was ticked in another ticket and is not in the balances yet. */
function isWaitingFor({ steps, done, confirmed }: Ticket, step: PlanStep): boolean {
  return steps.some((one) => done.has(one.id) && !confirmed.has(one.id) && isSameOrder(one, step));
}

export function showTicket(opened: string | undefined): void {
  // A ticket of which nothing was done is forgotten when it is closed: the plan suggests it anew.
  rebalanceStore.setState(({ tickets }) => ({
    opened,
    tickets: tickets.filter(({ id, done }) => id === opened || done.size > 0),
  }));
}

/** Ticks a step, or takes that back, in every ticket that shows the same order. */
export function tickStep(ticketId: string, stepId: string, isDone: boolean): void {
  rebalanceStore.setState(({ tickets }) => {
    const step = tickets.find(({ id }) => id === ticketId)?.steps.find(({ id }) => id === stepId);
    if (step === undefined) return {};
    return {
      tickets: tickets.map((ticket) => {
        const own = ticket.steps.find((one) => isSameOrder(one, step));
        const isMeant =
          ticket.id === ticketId || (own !== undefined && !ticket.confirmed.has(own.id));
        if (own === undefined || !isMeant) return ticket;
        const done = new Set(ticket.done);
        if (isDone) done.add(own.id);
        else done.delete(own.id);
        const confirmed = new Map([...ticket.confirmed].filter(([id]) => done.has(id)));
        return { ...ticket, done, confirmed };
      }),
    };
  });
}

/** Keeps what was found, so that later changes of the balances take nothing back. */
export function confirmFound(checks: TicketChecks, now: Instant): void {
  const { tickets } = rebalanceStore.getState();
  const next = tickets.map((ticket) => {
    const found = [...(checks.get(ticket.id) ?? [])].filter(
      ([id, { state }]) => state === 'arrived' && ticket.done.has(id) && !ticket.confirmed.has(id),
    );
    if (found.length === 0) return ticket;
    const confirmed = new Map<string, Confirmation>(ticket.confirmed);
    for (const [id, { spent, received }] of found)
      confirmed.set(id, { at: now, spent: spent.seen, received: received.seen });
    return { ...ticket, confirmed };
  });
  if (next.some((ticket, index) => ticket !== tickets[index]))
    rebalanceStore.setState({ tickets: next });
}

export function dismissTicket(ticketId: string): void {
  rebalanceStore.setState(({ tickets, opened }) => ({
    tickets: withoutTicket(tickets, ticketId),
    opened: opened === ticketId ? undefined : opened,
  }));
}

/** Net units by connection and asset. */
export function unitsOf(holdings: readonly RebalanceHolding[]): TicketBalances {
  const units = new Map<string, Decimal>();
  for (const { connectionId, asset, net } of holdings) {
    const key = ticketKey(connectionId, asset);
    const before = units.get(key);
    units.set(key, before === undefined ? net : before.plus(net));
  }
  return units;
}

/** Connections that steps are at and that nothing is known of, or not all yet. */
export function unreadConnections(
  tickets: readonly Pick<Ticket, 'steps'>[],
  coverage: readonly CoverageCell[],
): ReadonlySet<ConnectionId> {
  const pending = new Set<ConnectionId>();
  const known = new Set<ConnectionId>();
  for (const { connectionId, coverage: cell } of coverage) {
    known.add(connectionId);
    if (cell.state === 'pending') pending.add(connectionId);
  }
  const used = tickets.flatMap(({ steps }) => steps).flatMap(connectionsOf);
  return new Set(used.filter((id) => !known.has(id) || pending.has(id)));
}

function connectionsOf(step: PlanStep): readonly ConnectionId[] {
  return step.kind === 'transfer' ? [step.connectionId, step.toConnectionId] : [step.connectionId];
}

/** Of all that is held only what the steps move, so that a ticket is small enough to be kept. */
function balancesOf(steps: readonly PlanStep[], held: TicketBalances): TicketBalances {
  const keys = steps.flatMap((step) => {
    const assets = step.kind === 'trade' ? [step.spent.asset, step.received.asset] : [step.asset];
    return connectionsOf(step).flatMap((id) => assets.map((asset) => ticketKey(id, asset)));
  });
  return new Map(keys.map((key) => [key, held.get(key) ?? ZERO]));
}

function headOf(suggestion: Suggestion): Ticket['suggestion'] {
  const { classId, name, action, wantedUsd, plannedUsd, before, after, target } = suggestion;
  return { classId, name, action, wantedUsd, plannedUsd, before, after, target };
}
