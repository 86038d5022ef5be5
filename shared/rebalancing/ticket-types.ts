import type { AssetId } from '../assets/asset';
import type { Decimal } from '../base/decimal';
import type { Instant } from '../base/failure';
import type { ConnectionId } from '../base/ids';
import type { PlanStep } from './rebalance-plan-types';

/** Net units by {@link ticketKey}, as they were when a ticket was opened, or as they are now. */
export type TicketBalances = ReadonlyMap<string, Decimal>;

export function ticketKey(connectionId: ConnectionId, asset: AssetId): string {
  return `${connectionId}/${asset}`;
}

export interface TicketSide {
  readonly asset: AssetId;
  /** Units by which the balance should change, and has changed. */
  readonly expected: Decimal;
  readonly seen: Decimal;
}

/**
 * What the balances say about a step that the user says is done: nothing yet, what was expected, or
 * something else, as when an order was filled in part or at another price; `shared` is something else where
 * another ticket moves the same coin, so that it cannot be said whose change it is.
 */
export interface TicketCheck {
  readonly state: 'waiting' | 'arrived' | 'differs' | 'shared';
  readonly spent: TicketSide;
  readonly received: TicketSide;
  /** What more than one ticket moves at the same connection. */
  readonly shared?: readonly AssetId[];
}

/** When a step was found in the balances, and by how many units they had changed. */
export interface Confirmation {
  readonly at: Instant;
  readonly spent: Decimal;
  readonly received: Decimal;
}

/** A ticket as the check sees it. */
export interface OpenTicket {
  readonly id: string;
  readonly openedAt: Instant;
  /** Of the moment it was opened. */
  readonly before: TicketBalances;
  readonly steps: readonly PlanStep[];
  /** By the user's word. */
  readonly done: ReadonlySet<string>;
  /** Done steps that were found: later changes of the balances take nothing back. */
  readonly confirmed: ReadonlyMap<string, Confirmation>;
}

export type TicketChecks = ReadonlyMap<string, ReadonlyMap<string, TicketCheck>>;
