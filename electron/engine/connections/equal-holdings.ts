import type { LivePortfolio } from '../portfolio/live-portfolio';
import type { ConnectionId } from '../../../shared/base/ids';
import { isLive } from '../../../shared/portfolio/coverage';
import type { Connection } from '../../../shared/portfolio/venue';

/** Once may be chance; so many readings of both in a row are not, for most who hold anything. */
const READINGS_UNTIL_ASKED = 3;

export interface EqualHoldingsOptions {
  readonly portfolio: Pick<LivePortfolio, 'snapshot'>;
  readonly connections: () => readonly Connection[];
  /** Whether the venue does not tell which account this is. */
  readonly lacksAccountId: (id: ConnectionId) => boolean;
  readonly onQuestion: (text: string) => void;
}

interface Pair {
  /** Readings of each in which both held the same, in a row. */
  readonly equal: Map<ConnectionId, number>;
  asked: boolean;
}

/**
 * Two keys may be of one account where the venue does not tell, one of them at least, which account it opens.
 * Such connections that hold exactly the same over several readings raise a question, once a run, and nothing
 * else: two accounts may hold the same.
 */
export class EqualHoldings {
  readonly #pairs = new Map<string, Pair>();

  constructor(private readonly options: EqualHoldingsOptions) {}

  /** A connection was read. */
  read(id: ConnectionId): void {
    const { connections, lacksAccountId: lacksAccountId } = this.options;
    const list = connections();
    const own = list.find((one) => one.id === id);
    if (own === undefined || own.demo) return;
    for (const other of list) {
      const mayBeTwin =
        other.id !== id && other.venue === own.venue && other.enabled && !other.demo;
      // One key may be refused what another one of the same account is told.
      if (mayBeTwin && (lacksAccountId(id) || lacksAccountId(other.id)))
        this.#compare(own, other, list);
    }
  }

  #compare(read: Connection, other: Connection, list: readonly Connection[]): void {
    const key = [read.id, other.id].sort().join(' ');
    const pair = this.#pairs.get(key) ?? { equal: new Map<ConnectionId, number>(), asked: false };
    this.#pairs.set(key, pair);
    if (pair.asked) return;
    if (!this.#holdTheSame(read.id, other.id)) {
      pair.equal.clear();
      return;
    }
    pair.equal.set(read.id, (pair.equal.get(read.id) ?? 0) + 1);
    const fewest = Math.min(pair.equal.get(read.id) ?? 0, pair.equal.get(other.id) ?? 0);
    if (fewest < READINGS_UNTIL_ASKED) return;
    pair.asked = true;
    const [first = read, second = other] = list.filter(
      ({ id }) => id === read.id || id === other.id,
    );
    this.options.onQuestion(question(first, second));
  }

  /** Of the accounts that both were read of: one key may see fewer than another. */
  #holdTheSame(one: ConnectionId, other: ConnectionId): boolean {
    const { balances, coverage } = this.options.portfolio.snapshot();
    const readOf = (id: ConnectionId): ReadonlySet<string> =>
      new Set(
        coverage
          .filter((cell) => cell.connectionId === id && isLive(cell.coverage))
          .map(({ accountType }) => accountType),
      );
    const [mine, theirs] = [readOf(one), readOf(other)];
    const holdingsOf = (id: ConnectionId): readonly string[] =>
      balances
        .filter((balance) => balance.connectionId === id)
        .filter(({ accountType }) => mine.has(accountType) && theirs.has(accountType))
        .map(({ accountType, subaccount = '', asset, total, borrowed }) =>
          [accountType, subaccount, asset, total.toString(), borrowed.toString()].join(' '),
        )
        .sort();
    const held = holdingsOf(one);
    return held.length > 0 && JSON.stringify(held) === JSON.stringify(holdingsOf(other));
  }
}

function question(first: Connection, second: Connection): string {
  return (
    `“${first.label}” and “${second.label}” hold exactly the same. Are they two keys of one account? ` +
    `Then both count, and “${second.label}” should be removed.`
  );
}
