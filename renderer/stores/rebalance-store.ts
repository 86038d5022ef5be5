import { createStore } from 'zustand/vanilla';
import type { Decimal } from '../../shared/money/decimal';
import type {
  ClassId,
  PlanStep,
  Suggestion,
} from '../../shared/portfolio/rebalancing/rebalance-plan-types';
import { ticketKey, type TicketBalances } from '../../shared/portfolio/rebalancing/ticket-check';
import type { RebalanceHolding } from '../../shared/portfolio/rebalancing/rebalance-input';
import type { BooksState, TermsState } from './rebalance-feeds';
import { FIRST_MODE, type ModeChoice } from './rebalance-mode';

/** A suggestion as it was when it was opened, with what the user has done of it. */
export interface Ticket {
  readonly id: string;
  readonly suggestion: Suggestion;
  readonly steps: readonly PlanStep[];
  /** Units of all that was held when it was opened. */
  readonly before: TicketBalances;
  readonly done: ReadonlySet<string>;
  /** Done steps that were found in the balances: later changes of these take nothing back. */
  readonly confirmed: ReadonlySet<string>;
}

export interface RebalanceState {
  readonly mode: ModeChoice;
  /** Percentages that are tried out, by class. */
  readonly whatIf: ReadonlyMap<ClassId, string>;
  readonly tickets: readonly Ticket[];
  /** The ticket that is shown. */
  readonly opened: string | undefined;
  readonly terms: TermsState;
  readonly books: BooksState;
}

export const rebalanceStore = createStore<RebalanceState>(() => ({
  mode: FIRST_MODE,
  whatIf: new Map(),
  tickets: [],
  opened: undefined,
  terms: { terms: undefined, loading: false, failure: undefined },
  books: { books: new Map(), failures: [], waiting: 0 },
}));

export function setMode(change: Partial<ModeChoice>): void {
  rebalanceStore.setState(({ mode }) => ({ mode: { ...mode, ...change } }));
}

export function tryTarget(id: ClassId, percent: string): void {
  rebalanceStore.setState(({ whatIf }) => ({ whatIf: new Map(whatIf).set(id, percent) }));
}

/** Takes one of them back. */
export function untryTarget(id: ClassId): void {
  rebalanceStore.setState(({ whatIf }) => {
    const left = new Map(whatIf);
    left.delete(id);
    return { whatIf: left };
  });
}

export function resetWhatIf(): void {
  rebalanceStore.setState({ whatIf: new Map() });
}

/**
 * Opens the ticket of a suggestion. One that was begun is shown as it was then: the plan may have moved on
 * because of what was done of it.
 */
export function openTicket(
  suggestion: Suggestion,
  steps: readonly PlanStep[],
  holdings: readonly RebalanceHolding[],
): void {
  const { tickets } = rebalanceStore.getState();
  const begun = tickets.find((one) => one.id === suggestion.classId && one.done.size > 0);
  const ticket: Ticket = begun ?? {
    id: suggestion.classId,
    suggestion,
    steps: steps.filter(({ id }) => suggestion.steps.includes(id)),
    before: unitsOf(holdings),
    done: new Set(),
    confirmed: new Set(),
  };
  rebalanceStore.setState({
    opened: ticket.id,
    tickets: [...tickets.filter(({ id, done }) => id !== ticket.id && done.size > 0), ticket],
  });
}

export function showTicket(opened: string | undefined): void {
  // A ticket of which nothing was done is forgotten when it is closed: the plan suggests it anew.
  rebalanceStore.setState(({ tickets }) => ({
    opened,
    tickets: tickets.filter(({ id, done }) => id === opened || done.size > 0),
  }));
}

export function tickStep(ticketId: string, stepId: string, isDone: boolean): void {
  rebalanceStore.setState(({ tickets }) => ({
    tickets: tickets.map((ticket) => {
      if (ticket.id !== ticketId) return ticket;
      const done = new Set(ticket.done);
      if (isDone) done.add(stepId);
      else done.delete(stepId);
      const confirmed = new Set([...ticket.confirmed].filter((id) => done.has(id)));
      return { ...ticket, done, confirmed };
    }),
  }));
}

/** The balances show these steps. */
export function confirmSteps(ticketId: string, stepIds: readonly string[]): void {
  rebalanceStore.setState(({ tickets }) => ({
    tickets: tickets.map((ticket) =>
      ticket.id === ticketId
        ? { ...ticket, confirmed: new Set([...ticket.confirmed, ...stepIds]) }
        : ticket,
    ),
  }));
}

export function dismissTicket(ticketId: string): void {
  rebalanceStore.setState(({ tickets, opened }) => ({
    tickets: tickets.filter(({ id }) => id !== ticketId),
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
