import type { AssetId } from '../assets/asset';
import { ZERO, type Decimal } from '../base/decimal';
import type { ConnectionId } from '../base/ids';
import type { PlanStep } from './rebalance-plan-types';
import {
  ticketKey,
  type Confirmation,
  type OpenTicket,
  type TicketBalances,
  type TicketCheck,
  type TicketChecks,
} from './ticket-types';
import { attribute, changeOf, type Claim, type Settled } from './ticket-claims';

/**
 * What the balances say about every done step, by ticket and step. All tickets are looked at together: of the
 * steps that move the same coin at the same connection as many are taken for done as explain the change, and
 * the earlier ones where several would.
 * @param unread connections whose balances are not there yet: nothing is said of them
 */
export function checkTickets(
  tickets: readonly OpenTicket[],
  now: TicketBalances,
  unread: ReadonlySet<ConnectionId> = new Set(),
): TicketChecks {
  const checks = new Map<string, Map<string, TicketCheck>>();
  const pending: Claim[] = [];
  const settled: Settled[] = [];
  const say = (ticketId: string, stepId: string, check: TicketCheck): void => {
    const own = checks.get(ticketId) ?? new Map<string, TicketCheck>();
    checks.set(ticketId, own.set(stepId, check));
  };
  for (const ticket of [...tickets].sort((one, other) => one.openedAt - other.openedAt))
    for (const step of ticket.steps.filter(({ id }) => ticket.done.has(id))) {
      const found = ticket.confirmed.get(step.id);
      if (step.kind === 'move') say(ticket.id, step.id, checkOf(step, 'arrived', ZERO, ZERO));
      else if (found !== undefined) {
        say(ticket.id, step.id, checkOf(step, 'arrived', found.spent, found.received));
        if (!settled.some((one) => isSameOrder(one.step, step) && one.at === found.at))
          settled.push({ ticket, step, at: found.at, effects: effectsOf(step, found) });
      } else {
        const same = pending.find((claim) => isSameOrder(claim.step, step));
        if (same === undefined)
          pending.push({ ticket, step, owners: [ticket.id], effects: effectsOf(step) });
        else same.owners.push(ticket.id);
      }
    }
  for (const { claim, state, seen, shared } of attribute(pending, settled, now, unread))
    for (const owner of claim.owners)
      say(owner, claim.step.id, {
        ...checkOf(claim.step, state, seen[0] ?? ZERO, seen[1] ?? ZERO),
        ...(shared.length === 0 ? {} : { shared }),
      });
  return checks;
}

/** True for what is one order though two tickets show it, as a sale that pays for a purchase. */
export function isSameOrder(one: PlanStep, other: PlanStep): boolean {
  if (one.id !== other.id || one.kind !== other.kind) return false;
  const [mine, others] = [effectsOf(one), effectsOf(other)];
  return mine.every(({ key, units }, index) => {
    const side = others[index];
    return side?.key === key && side.units.equals(units);
  });
}

/**
 * The tickets without one of them. What was found of its steps stays accounted for: the others' balances are
 * put to what they would have been had it come before they were opened.
 */
export function withoutTicket<Ticket extends OpenTicket>(
  tickets: readonly Ticket[],
  id: string,
): readonly Ticket[] {
  const gone = tickets.find((one) => one.id === id);
  const left = tickets.filter((one) => one.id !== id);
  if (gone === undefined || gone.confirmed.size === 0) return left;
  return left.map((ticket) => {
    const before = new Map(ticket.before);
    for (const step of gone.steps) {
      const found = gone.confirmed.get(step.id);
      if (found === undefined || found.at <= ticket.openedAt) continue;
      if (ticket.steps.some((own) => isSameOrder(own, step))) continue;
      for (const { key, units } of effectsOf(step, found)) {
        const between = changeOf(gone.before, ticket.before, key);
        const isIn =
          gone.openedAt < ticket.openedAt && between.minus(units).abs().lessThan(between.abs());
        if (!isIn) before.set(key, (before.get(key) ?? ZERO).plus(units));
      }
    }
    return { ...ticket, before };
  });
}

function checkOf(
  step: PlanStep,
  state: TicketCheck['state'],
  spent: Decimal,
  received: Decimal,
): TicketCheck {
  const [gives, gets] = effectsOf(step);
  return {
    state,
    spent: { asset: gives.asset, expected: gives.units, seen: spent },
    received: { asset: gets.asset, expected: gets.units, seen: received },
  };
}

type Effects = readonly [spent: Claim['effects'][number], received: Claim['effects'][number]];

/** What a step should change, or what it was found to have changed. */
function effectsOf(step: PlanStep, found?: Confirmation): Effects {
  const to = step.kind === 'transfer' ? step.toConnectionId : step.connectionId;
  const [gives, gets] = assetsOf(step);
  const [spent, received] = found === undefined ? unitsOf(step) : [found.spent, found.received];
  return [
    { key: ticketKey(step.connectionId, gives), asset: gives, units: spent },
    { key: ticketKey(to, gets), asset: gets, units: received },
  ];
}

function assetsOf(step: PlanStep): readonly [AssetId, AssetId] {
  return step.kind === 'trade' ? [step.spent.asset, step.received.asset] : [step.asset, step.asset];
}

function unitsOf(step: PlanStep): readonly [Decimal, Decimal] {
  switch (step.kind) {
    case 'trade':
      return [step.spent.amount.neg(), step.received.amount];
    case 'transfer':
      return [step.amount.neg(), step.amount.minus(step.fee ?? ZERO)];
    case 'move':
      return [ZERO, ZERO];
  }
}
