import type { AccountMarks } from '../ports/exchanges';
import { contains, SameAccounts, type Overlap, type Standing } from './same-accounts';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import type { Connection, VenueInfo } from '../../../shared/portfolio/venue';

export interface CountedOnceOptions {
  /** In the order in which they were connected. */
  readonly connections: () => readonly Connection[];
  readonly kindOf: (venue: VenueId) => VenueInfo['kind'] | undefined;
  /** Stores with the connection what its account is known by. */
  readonly keepAccount: (id: ConnectionId, account: string) => Promise<unknown>;
  /** Reads a connection from its beginning, or sets it aside, as {@link CountedOnce.countedIn} says. */
  readonly begin: (connection: Connection) => void;
  /** Reads a connection once more, because something else of it counts now. */
  readonly readAgain: (id: ConnectionId) => void;
  readonly onNote: (text: string) => void;
}

/** What those who read connections are told, and tell, of whose accounts they are. */
export interface AccountKnowledge {
  /** What the account of a connection is known by, as soon as that is known, and when it is more. */
  know(id: ConnectionId, marks: AccountMarks): void;
  /** The connection in which all coins of this one are counted, so that it is not read. */
  countedIn(id: ConnectionId): Connection | undefined;
  /** Whether it was not found out yet what the account of a connection is known by. */
  lacksMarks(id: ConnectionId): boolean;
  /** Whether it might be that of another one which is read, so that this is found out first. */
  mayBeTwin(id: ConnectionId): boolean;
}

/** Sees to it that no coins count twice, however many connections show them. */
export class CountedOnce implements AccountKnowledge {
  readonly #accounts = new SameAccounts();
  #standing: Standing = { setAside: new Map(), sharing: new Map() };

  constructor(private readonly options: CountedOnceOptions) {}

  /** The connection in which all coins of this one are counted; `undefined` where it counts itself. */
  countedIn(id: ConnectionId): Connection | undefined {
    return this.#standing.setAside.get(id)?.countedIn;
  }

  /** Whether a part of a connection, such as one of its addresses, is counted in another one. */
  isCountedBefore(id: ConnectionId, mark: string): boolean {
    // Asked for each address: without any overlap there is nothing to look through.
    const { setAside, sharing } = this.#standing;
    if (!sharing.has(id)) return false;
    const read = this.options.connections().filter((one) => !setAside.has(one.id));
    return this.#accounts.isCountedBefore(id, mark, read);
  }

  /** What is known of a connection that is about to be stored, if it is. */
  expect(id: ConnectionId, marks: AccountMarks | undefined): void {
    if (marks !== undefined) this.#accounts.know(id, marks);
  }

  /** The connection has another key, whose account is known by this, if it is. */
  replace(id: ConnectionId, marks: AccountMarks | undefined): void {
    this.#accounts.forget(id);
    if (marks !== undefined) this.know(id, marks);
    else this.review();
  }

  know(id: ConnectionId, marks: AccountMarks): void {
    const connection = this.#real(id);
    if (connection === undefined) return;
    if (this.#accounts.know(id, marks)) this.review();
    const [account] = marks;
    const { probe, venue } = connection;
    const isNew = probe !== undefined && probe.account === undefined && account !== undefined;
    if (isNew && this.options.kindOf(venue) === 'exchange')
      void this.options.keepAccount(id, account);
  }

  /** The connection is gone. */
  forget(id: ConnectionId): void {
    this.#accounts.forget(id);
  }

  /** `undefined` where nobody was asked yet. */
  marksOf(connection: Connection): AccountMarks | undefined {
    return this.#accounts.marksOf(connection);
  }

  lacksMarks(id: ConnectionId): boolean {
    const connection = this.#real(id);
    return connection !== undefined && this.marksOf(connection) === undefined;
  }

  mayBeTwin(id: ConnectionId): boolean {
    const venue = this.#real(id)?.venue;
    const others = this.options.connections().filter((one) => one.id !== id && one.venue === venue);
    return this.lacksMarks(id) && others.some(({ enabled, demo }) => enabled && !demo);
  }

  /**
   * Whether a venue does not tell which account this is: it answered without a name, or refuses to answer, or
   * cannot be asked. Such a failure is asked about again, and until then no better than an answer without one.
   */
  lacksAccountId(id: ConnectionId): boolean {
    const connection = this.#real(id);
    if (connection === undefined || this.options.kindOf(connection.venue) !== 'exchange')
      return false;
    return (this.marksOf(connection)?.size ?? 0) === 0;
  }

  /** A connection whose account is not the simulation's, nor the user's own word. */
  #real(id: ConnectionId): Connection | undefined {
    const found = this.options.connections().find((one) => one.id === id);
    const isReal = found?.demo === false && this.options.kindOf(found.venue) !== 'manual';
    return isReal ? found : undefined;
  }

  /** Follows what is connected, and what is known of it. */
  review(): void {
    const before = this.#standing;
    const connections = this.options.connections();
    this.#standing = this.#accounts.standing(connections);
    const { setAside, sharing } = this.#standing;
    for (const connection of connections) {
      const { id, enabled } = connection;
      const [was, is] = [before.setAside.get(id), setAside.get(id)];
      const isOther = was?.countedIn.id !== is?.countedIn.id;
      if (isOther && is !== undefined) this.options.onNote(setAsideWords(is));
      // Its row names the other one.
      const isRenamed = was?.countedIn.label !== is?.countedIn.label;
      if ((isOther || isRenamed) && enabled) this.options.begin(connection);
      const [shared, shares] = [before.sharing.get(id), sharing.get(id)];
      if (shared?.countedIn.id === shares?.countedIn.id) continue;
      if (shares !== undefined) this.options.onNote(sharingWords(shares));
      if (enabled) this.options.readAgain(id);
    }
  }
}

function setAsideWords({ connection, countedIn }: Overlap): string {
  return (
    `“${connection.label}” shows the same coins as “${countedIn.label}”. Only “${countedIn.label}” ` +
    `counts, so that nothing counts twice. Remove “${connection.label}”, or disable ` +
    `“${countedIn.label}” to count the other one.`
  );
}

function sharingWords({ connection, countedIn }: Overlap): string {
  return (
    `“${connection.label}” and “${countedIn.label}” watch some of the same addresses. ` +
    `Those count in “${countedIn.label}” only.`
  );
}

/** Why an account that is known by these marks must not be connected beside this connection. */
export function overlapRefusal(
  marks: AccountMarks,
  label: string,
  known: AccountMarks,
  isWallet: boolean,
): { readonly message: string; readonly hint: string } {
  const twice = 'Connecting it twice would count its balances twice.';
  if (!isWallet)
    return {
      message: `This key opens the account that is connected already, as "${label}".`,
      hint: `${twice} To use this key instead, replace the key of "${label}".`,
    };
  if (contains(known, marks))
    return contains(marks, known)
      ? { message: `This address is connected already, as "${label}".`, hint: twice }
      : { message: `"${label}" watches this already, and counts it.`, hint: twice };
  return contains(marks, known)
    ? {
        message: `This has the address in it that is connected as "${label}".`,
        hint: `Its coins would count twice. Remove "${label}" first: this shows them, too.`,
      }
    : {
        message: `This and "${label}" watch some of the same addresses.`,
        hint: `Their coins would count twice. Leave them out here, or remove "${label}" first.`,
      };
}
