import { Check, CircleDashed } from 'lucide-react';
import { Button } from '../../components/button';
import { dismissTicket, isFilled, showTicket } from '../../stores/rebalance-tickets';
import { suggestionWords, type Words } from './rebalance-words';
import styles from './suggestion-list.module.css';
import { progressWords } from './ticket-words';
import { useRebalance } from './use-rebalancing';

/** Tickets that were begun, in this run or an earlier one, whatever has become of the plan. */
export function TicketList({ words }: { readonly words: Words }) {
  const tickets = useRebalance((state) => state.tickets).filter(({ done }) => done.size > 0);
  if (tickets.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="tickets">
      <h2 id="tickets" className={styles.heading}>
        In progress
      </h2>
      <ul className={styles.list} aria-label="Tickets in progress">
        {tickets.map((ticket) => (
          <li key={ticket.id} className={styles.progress}>
            <button type="button" className={styles.open} onClick={() => showTicket(ticket.id)}>
              {isFilled(ticket) ? (
                <Check className={styles.filled} aria-hidden="true" />
              ) : (
                <CircleDashed className={styles.begun} aria-hidden="true" />
              )}
              <span data-amount>
                {suggestionWords(ticket.suggestion, words)}: {progressWords(ticket)}
              </span>
            </button>
            <Button look="quiet" onClick={() => dismissTicket(ticket.id)}>
              {isFilled(ticket) ? 'Close' : 'Dismiss'}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
