import type { AccountMarks } from '../ports/exchanges';
import type { ConnectionId } from '../../../shared/base/ids';
import type { Connection } from '../../../shared/portfolio/venue';

/** Two connections that show some of the same coins. */
export interface Overlap {
  readonly connection: Connection;
  /** The one in which the coins that both show are counted. */
  readonly countedIn: Connection;
}

export interface Standing {
  /** By id, connections all of whose coins another one shows: they are not read. */
  readonly setAside: ReadonlyMap<ConnectionId, Overlap>;
  /** By id, connections that another one counts in part only. */
  readonly sharing: ReadonlyMap<ConnectionId, Overlap>;
}

/**
 * What each connection's account is known by, and which of several that show the same coins counts. Real
 * connections only: simulated accounts are told apart by their keys.
 */
export class SameAccounts {
  readonly #marks = new Map<ConnectionId, AccountMarks>();

  /** Takes over what is known by now; answers whether it is anything new. */
  know(id: ConnectionId, marks: AccountMarks): boolean {
    const before = this.#marks.get(id);
    this.#marks.set(id, marks);
    return before === undefined || !contains(before, marks) || !contains(marks, before);
  }

  /** The connection is gone, or has another key. */
  forget(id: ConnectionId): void {
    this.#marks.delete(id);
  }

  /** `undefined` where nobody was asked yet. */
  marksOf({ id, probe }: Connection): AccountMarks | undefined {
    const known = this.#marks.get(id);
    if (known !== undefined || probe?.account === undefined) return known;
    return new Set([probe.account]);
  }

  /**
   * One that shows all that another one shows counts in its place, whichever came first; of two that show
   * the same, the one that was connected first. Where each has coins of its own both are read, and what
   * both show counts in the first.
   * @param connections in the order in which they were connected
   */
  standing(connections: readonly Connection[]): Standing {
    const known = connections
      .filter(({ enabled, demo }) => enabled && !demo)
      .map((connection) => ({ connection, marks: this.marksOf(connection) ?? NONE }))
      .filter(({ marks }) => marks.size > 0);
    const setAside = new Map<ConnectionId, Overlap>();
    const counting = [...known]
      .sort((one, other) => other.marks.size - one.marks.size)
      .filter(({ connection, marks }, index, all) => {
        const whole = all
          .slice(0, index)
          .find((other) => !setAside.has(other.connection.id) && contains(other.marks, marks));
        if (whole === undefined) return true;
        setAside.set(connection.id, { connection, countedIn: whole.connection });
        return false;
      });
    const sharing = new Map<ConnectionId, Overlap>();
    const owners = new Map<string, Connection>();
    for (const { connection, marks } of known) {
      if (!counting.some((one) => one.connection === connection)) continue;
      for (const mark of marks) {
        const owner = owners.get(mark);
        if (owner === undefined) owners.set(mark, connection);
        else sharing.set(connection.id, { connection, countedIn: owner });
      }
    }
    return { setAside, sharing };
  }

  /** Whether what a mark stands for is counted in a connection that comes before this one. */
  isCountedBefore(id: ConnectionId, mark: string, connections: readonly Connection[]): boolean {
    const own = connections.findIndex((one) => one.id === id);
    return connections
      .slice(0, Math.max(0, own))
      .some((one) => one.enabled && !one.demo && this.marksOf(one)?.has(mark) === true);
  }
}

const NONE: AccountMarks = new Set();

/** Whether all marks of one are among those of another. */
export function contains(whole: AccountMarks, part: AccountMarks): boolean {
  if (part.size > whole.size) return false;
  for (const mark of part) if (!whole.has(mark)) return false;
  return true;
}

export function overlaps(one: AccountMarks, other: AccountMarks): boolean {
  const [fewer, more] = one.size < other.size ? [one, other] : [other, one];
  for (const mark of fewer) if (more.has(mark)) return true;
  return false;
}
