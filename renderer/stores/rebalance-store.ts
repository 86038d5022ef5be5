import { createStore } from 'zustand/vanilla';
import type { ClassId, Suggestion } from '../../shared/rebalancing/rebalance-plan-types';
import type { OpenTicket } from '../../shared/rebalancing/ticket-types';
import type { BooksState, TermsState } from './rebalance-feeds';
import { FIRST_MODE, type ModeChoice } from './rebalance-mode';

/** What a ticket says of the suggestion that it was opened for. */
export type TicketHead = Pick<
  Suggestion,
  'classId' | 'name' | 'action' | 'wantedUsd' | 'plannedUsd' | 'before' | 'after' | 'target'
>;

/** A suggestion as it was when it was opened, with what the user has done of it. */
export interface Ticket extends OpenTicket {
  readonly suggestion: TicketHead;
}

export interface RebalanceState {
  readonly mode: ModeChoice;
  /** Percentages that are tried out, by class. */
  readonly whatIf: ReadonlyMap<ClassId, string>;
  /** The other targets shrink and grow with the one that is moved. */
  readonly othersMakeRoom: boolean;
  /** Classes that do not make room. */
  readonly locked: ReadonlySet<ClassId>;
  readonly tickets: readonly Ticket[];
  /** The ticket that is shown. */
  readonly opened: string | undefined;
  readonly terms: TermsState;
  readonly books: BooksState;
}

export const rebalanceStore = createStore<RebalanceState>(() => ({
  mode: FIRST_MODE,
  whatIf: new Map(),
  othersMakeRoom: true,
  locked: new Set(),
  tickets: [],
  opened: undefined,
  terms: { terms: undefined, loading: false, failure: undefined },
  books: { books: new Map(), failures: [], waiting: 0 },
}));

export function setMode(change: Partial<ModeChoice>): void {
  rebalanceStore.setState(({ mode }) => ({ mode: { ...mode, ...change } }));
}
