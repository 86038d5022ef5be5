import { plainText } from '../../../shared/assets/format';
import type { TicketCheck } from '../../../shared/rebalancing/ticket-types';
import type { Ticket } from '../../stores/rebalance-store';
import { isFilled } from '../../stores/rebalance-tickets';

/** What the balances say about a step that is ticked. */
export function checkWords(check: TicketCheck, codeOf: (asset: string) => string): string {
  const { state, spent, received, shared = [] } = check;
  const side = ({ asset, expected, seen }: TicketCheck['spent']) =>
    `${codeOf(asset)} ${plainText(seen)} instead of ${plainText(expected)}`;
  switch (state) {
    case 'arrived':
      return 'Confirmed: the balances changed as expected.';
    case 'waiting':
      return 'Waiting for the balances to change.';
    case 'differs':
      return `The balances changed otherwise: ${side(spent)}, ${side(received)}.`;
    case 'shared': {
      const coins = shared.map(codeOf).join(' and ');
      return `The balances changed, but more than one ticket moves ${coins} here, so this step cannot be told apart.`;
    }
  }
}

/** `1 of 2 done`, with what the balances say of it. */
export function progressWords(ticket: Pick<Ticket, 'steps' | 'done' | 'confirmed'>): string {
  const done = `${ticket.done.size} of ${ticket.steps.length} done`;
  if (isFilled(ticket)) return `${done}, confirmed`;
  return ticket.confirmed.size === 0 ? done : `${done}, ${ticket.confirmed.size} confirmed`;
}
