import type { Instant } from '../../shared/base/failure';
import {
  decodeTicket,
  encodeTicket,
  type DecodedTicket,
  type TicketRecord,
} from '../../shared/records/ticket-record';
import { rebalanceStore, type Ticket } from './rebalance-store';

const DAY = 24 * 60 * 60_000;
/** By then the balances have changed for so many reasons that they say nothing of a ticket. */
export const TICKET_KEPT_MS = 7 * DAY;

export interface TicketKeeperOptions {
  /** What is stored; `undefined` until it is known. */
  readonly stored: () => readonly unknown[] | undefined;
  readonly onStored: (listener: () => void) => () => void;
  /** Each answers whether it was stored. */
  readonly keep: (ticket: TicketRecord) => Promise<boolean>;
  readonly forget: (ids: readonly string[]) => Promise<boolean>;
  /** Tickets that were too old, by the names of their classes. */
  readonly onForgotten: (names: readonly string[]) => void;
  /**
   * The time; `undefined` until it is known that this computer's clock can be right: one that is a year
   * ahead must not forget every ticket.
   */
  readonly now: () => Instant | undefined;
  readonly onTimeKnown: (listener: () => void) => () => void;
}

/**
 * Brings the tickets of the last run back, once, and stores every change of those that were begun.
 * Answers the start, which may be called again and answers the stop.
 */
export function createTicketKeeper(options: TicketKeeperOptions): () => () => void {
  let isRestored = false;
  let isSorted = false;
  const stored = createStoredTickets(options);

  const restore = (): boolean => {
    const records = isRestored ? [] : options.stored();
    if (records === undefined) return false;
    const old = records.flatMap((record) => decodeTicket(record) ?? []).map(ticketOf);
    if (!isRestored) stored.begin(old);
    isRestored = true;
    const { tickets } = rebalanceStore.getState();
    const own = new Set(tickets.map(({ id }) => id));
    rebalanceStore.setState({ tickets: [...old.filter(({ id }) => !own.has(id)), ...tickets] });
    forgetOld();
    return true;
  };

  /** Done once, when both the tickets and the time are known. */
  const forgetOld = (): void => {
    const now = options.now();
    if (!isRestored || now === undefined || isSorted) return;
    isSorted = true;
    const { tickets, opened } = rebalanceStore.getState();
    const over = tickets.filter(
      ({ id, openedAt }) => id !== opened && now - openedAt > TICKET_KEPT_MS,
    );
    if (over.length === 0) return;
    rebalanceStore.setState({ tickets: tickets.filter((one) => !over.includes(one)) });
    options.onForgotten(over.map(({ suggestion }) => suggestion.name));
  };

  return () => {
    const stopStore = rebalanceStore.subscribe(({ tickets }, before) => {
      if (isRestored && tickets !== before.tickets) stored.follow(tickets);
    });
    const stopTime = options.onTimeKnown(forgetOld);
    let stopWaiting: () => void = () => undefined;
    if (!restore())
      stopWaiting = options.onStored(() => {
        if (restore()) stopWaiting();
      });
    return () => {
      stopStore();
      stopTime();
      stopWaiting();
    };
  };
}

interface StoredTickets {
  /** What was stored before this run. */
  readonly begin: (tickets: readonly Ticket[]) => void;
  /** Stores what is another than is stored, and forgets what is gone. */
  readonly follow: (tickets: readonly Ticket[]) => void;
}

function createStoredTickets({
  keep,
  forget,
}: Pick<TicketKeeperOptions, 'keep' | 'forget'>): StoredTickets {
  /** Each ticket as it is stored. */
  const kept = new Map<string, Ticket>();
  /** Each ticket as it is being stored, or `undefined` while it is being forgotten. */
  const sent = new Map<string, Ticket | undefined>();
  const latest = (id: string): Ticket | undefined => (sent.has(id) ? sent.get(id) : kept.get(id));

  /** What was not stored is sent again with the next change. */
  const send = (
    wanted: ReadonlyMap<string, Ticket | undefined>,
    answer: Promise<boolean>,
  ): void => {
    for (const [id, ticket] of wanted) sent.set(id, ticket);
    void answer.then((isStored) => {
      for (const [id, ticket] of wanted) {
        if (sent.has(id) && sent.get(id) === ticket) sent.delete(id);
        if (!isStored) continue;
        if (ticket === undefined) kept.delete(id);
        else kept.set(id, ticket);
      }
    });
  };

  return {
    begin: (tickets) => {
      for (const ticket of tickets) kept.set(ticket.id, ticket);
    },
    follow: (all) => {
      const tickets = new Map(
        all.filter(({ done }) => done.size > 0).map((ticket) => [ticket.id, ticket] as const),
      );
      const known = new Set([...kept.keys(), ...sent.keys()]);
      const gone = [...known].filter((id) => !tickets.has(id) && latest(id) !== undefined);
      const changed = [...tickets.values()].filter((ticket) => latest(ticket.id) !== ticket);
      if (gone.length > 0) send(new Map(gone.map((id) => [id, undefined])), forget(gone));
      for (const ticket of changed) send(new Map([[ticket.id, ticket]]), keep(recordOf(ticket)));
    },
  };
}

function ticketOf({ before, done, confirmed, ...rest }: DecodedTicket): Ticket {
  return {
    ...rest,
    before: new Map(before.map(({ key, units }) => [key, units])),
    done: new Set(done),
    confirmed: new Map(confirmed.map(({ step, ...found }) => [step, found])),
  };
}

function recordOf({ before, done, confirmed, steps, ...rest }: Ticket): TicketRecord {
  return encodeTicket({
    ...rest,
    steps: [...steps],
    before: [...before].map(([key, units]) => ({ key, units })),
    done: [...done],
    confirmed: [...confirmed].map(([step, found]) => ({ step, ...found })),
  });
}
