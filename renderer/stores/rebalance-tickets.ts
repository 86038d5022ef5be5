import type { PlanStep } from '../../shared/portfolio/rebalancing/rebalance-plan-types';
import {
  checkTicket,
  ticketKey,
  type TicketBalances,
  type TicketCheck,
} from '../../shared/portfolio/rebalancing/ticket-check';
import type { Decimal } from '../../shared/money/decimal';
import type { Ticket } from './rebalance-store';

/**
 * What the balances say about a step. Steps of one ticket share coins (what is sold pays for what is bought),
 * so the step is compared with the balances as the other done steps should have left them.
 */
export function checkStep(
  { before, steps, done }: Pick<Ticket, 'before' | 'steps' | 'done'>,
  step: PlanStep,
  now: TicketBalances,
): TicketCheck {
  const others = steps.filter(({ id }) => id !== step.id && done.has(id));
  return checkTicket(step, withSteps(before, others), now);
}

/** Steps that are done by the user's word, found in the balances, and not yet confirmed. */
export function arrivedSteps(ticket: Ticket, now: TicketBalances): readonly string[] {
  return ticket.steps
    .filter(({ id }) => ticket.done.has(id) && !ticket.confirmed.has(id))
    .filter((step) => checkStep(ticket, step, now).state === 'arrived')
    .map(({ id }) => id);
}

function withSteps(balances: TicketBalances, steps: readonly PlanStep[]): TicketBalances {
  if (steps.length === 0) return balances;
  const changed = new Map(balances);
  const add = (key: string, units: Decimal): void => {
    changed.set(key, units.plus(changed.get(key) ?? 0));
  };
  for (const step of steps) {
    const { spent, received } = checkTicket(step, NOTHING, NOTHING);
    const to = step.kind === 'transfer' ? step.toConnectionId : step.connectionId;
    add(ticketKey(step.connectionId, spent.asset), spent.expected);
    add(ticketKey(to, received.asset), received.expected);
  }
  return changed;
}

const NOTHING: TicketBalances = new Map();
