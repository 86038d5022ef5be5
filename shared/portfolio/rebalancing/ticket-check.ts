import type { AssetId } from '../../money/asset';
import { Decimal, ZERO } from '../../money/decimal';
import type { ConnectionId } from '../balance';
import type { PlanStep } from './rebalance-plan-types';

/** Net units by {@link ticketKey}, as they were when a ticket was opened, or as they are now. */
export type TicketBalances = ReadonlyMap<string, Decimal>;

export function ticketKey(connectionId: ConnectionId, asset: AssetId): string {
  return `${connectionId}/${asset}`;
}

interface TicketSide {
  readonly asset: AssetId;
  /** Units by which the balance should change, and has changed. */
  readonly expected: Decimal;
  readonly seen: Decimal;
}

/**
 * What the balances say about a step that the user says is done: nothing yet, what was expected, or
 * something else, as when an order was filled in part or at another price.
 */
export interface TicketCheck {
  readonly state: 'waiting' | 'arrived' | 'differs';
  readonly spent: TicketSide;
  readonly received: TicketSide;
}

/** Prices move and fees differ: an amount this near to the expected one, as a share of it, is that one. */
const TOLERANCE = new Decimal('0.02');

/**
 * Compares how balances changed with what a step should change. Moves within one connection cannot be
 * seen in its sums; they count as arrived.
 */
export function checkTicket(
  step: PlanStep,
  before: TicketBalances,
  now: TicketBalances,
): TicketCheck {
  const { spent, received } = expectedChanges(step);
  const side = ({ connectionId, asset, units }: ExpectedChange): TicketSide => {
    const key = ticketKey(connectionId, asset);
    const seen = (now.get(key) ?? ZERO).minus(before.get(key) ?? ZERO);
    return { asset, expected: units, seen };
  };
  const sides = { spent: side(spent), received: side(received) };
  if (step.kind === 'move') return { state: 'arrived', ...sides };
  const both = [sides.spent, sides.received];
  if (both.every(isMet)) return { state: 'arrived', ...sides };
  // One side alone may still be on its way.
  const isPending = both.some(({ seen }) => seen.isZero());
  return { state: isPending ? 'waiting' : 'differs', ...sides };
}

interface ExpectedChange {
  readonly connectionId: ConnectionId;
  readonly asset: AssetId;
  readonly units: Decimal;
}

function expectedChanges(step: PlanStep): {
  readonly spent: ExpectedChange;
  readonly received: ExpectedChange;
} {
  const { connectionId } = step;
  if (step.kind === 'trade')
    return {
      spent: { connectionId, asset: step.spent.asset, units: step.spent.amount.neg() },
      received: { connectionId, asset: step.received.asset, units: step.received.amount },
    };
  const { asset, amount } = step;
  if (step.kind === 'move')
    return {
      spent: { connectionId, asset, units: ZERO },
      received: { connectionId, asset, units: ZERO },
    };
  return {
    spent: { connectionId, asset, units: amount.neg() },
    received: {
      connectionId: step.toConnectionId,
      asset,
      units: amount.minus(step.fee ?? ZERO),
    },
  };
}

function isMet({ expected, seen }: TicketSide): boolean {
  return seen.minus(expected).abs().lessThanOrEqualTo(expected.abs().times(TOLERANCE));
}
