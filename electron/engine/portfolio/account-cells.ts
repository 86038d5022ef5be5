import { failedState, lastGoodOf } from './account-balances';
import type { PortfolioConnection } from './portfolio-connection';
import type { ReadableAccount, UnreadPart } from '../ports/exchanges';
import { accountKey, type AccountKey, type AccountType } from '../../../shared/portfolio/balance';
import type { ConnectionId } from '../../../shared/base/ids';
import {
  unreadParts,
  withBalances,
  type CoverageCell,
  type CoverageState,
  type PositionsCoverage,
  type UnreadPartView,
} from '../../../shared/portfolio/coverage';
import type { Failure, Instant } from '../../../shared/base/failure';
import type { Reach } from '../../../shared/portfolio/reach';

/** A connection as people call it. */
export interface Named {
  readonly id: ConnectionId;
  readonly label: string;
}

/** How the reading of every account stands, and which of them have no outcome in this run yet. */
export class AccountCells {
  readonly #cells = new Map<AccountKey, CoverageCell>();
  readonly #awaitedAccounts = new Set<AccountKey>();
  /** Connections whose accounts are not known yet. */
  readonly #awaitedConnections = new Set<ConnectionId>();
  /** Connections of whose accounts it is not known whether they belong together. */
  readonly #inDoubt = new Set<ConnectionId>();
  readonly #lastGood = new Map<AccountKey, Instant>();
  /** What the last good reading of an account lacked. */
  readonly #unread = new Map<AccountKey, readonly UnreadPartView[]>();

  get size(): number {
    return this.#cells.size;
  }

  /** Everything has an outcome, and what was read of each connection belongs together. */
  get complete(): boolean {
    return (
      this.#awaitedAccounts.size === 0 &&
      this.#awaitedConnections.size === 0 &&
      this.#inDoubt.size === 0
    );
  }

  setInDoubt(id: ConnectionId, inDoubt: boolean): void {
    if (inDoubt) this.#inDoubt.add(id);
    else this.#inDoubt.delete(id);
  }

  all(): CoverageCell[] {
    return [...this.#cells.values()];
  }

  /** As they are told: events and receipts make an account hold more or less than its last answer said. */
  views(held: { sizeOf(account: AccountKey): number }): CoverageCell[] {
    return this.all().map((cell) => {
      const { connectionId, accountType, coverage } = cell;
      const balances = held.sizeOf(accountKey(connectionId, accountType));
      return { ...cell, coverage: withBalances(coverage, balances) };
    });
  }

  of(id: ConnectionId): CoverageCell[] {
    return this.all().filter(({ connectionId }) => connectionId === id);
  }

  get(key: AccountKey): CoverageCell | undefined {
    return this.#cells.get(key);
  }

  wasRead(key: AccountKey): boolean {
    return this.#lastGood.has(key);
  }

  /** Takes over a cell of an earlier run; answers whether there was a good reading of it. */
  restore(cell: CoverageCell, storedAt: Instant): boolean {
    const at = lastGoodOf(cell.coverage, storedAt);
    if (at === undefined) return false;
    const key = accountKey(cell.connectionId, cell.accountType);
    this.#lastGood.set(key, at);
    this.#unread.set(key, unreadParts(cell.coverage));
    this.#cells.set(key, { ...cell, coverage: this.#carriedOn(key, at) });
    return true;
  }

  expect(id: ConnectionId): void {
    this.#awaitedConnections.add(id);
  }

  /** What is known of a connection is old: each of its accounts needs another outcome. */
  expectAgain(id: ConnectionId): void {
    for (const cell of this.of(id)) this.#awaitedAccounts.add(accountKey(id, cell.accountType));
  }

  expectNoMore(id: ConnectionId): void {
    this.#awaitedConnections.delete(id);
  }

  /** Awaits an outcome of each account. @returns the keys of those that the connection no longer has */
  list(connection: PortfolioConnection, accounts: readonly ReadableAccount[]): AccountKey[] {
    const kept = new Set(accounts.map(({ accountType }) => accountKey(connection.id, accountType)));
    const gone = this.of(connection.id)
      .map(({ accountType }) => accountKey(connection.id, accountType))
      .filter((key) => !kept.has(key));
    for (const { accountType, source } of accounts) {
      const key = accountKey(connection.id, accountType);
      const known = this.#cells.get(key);
      this.#cells.set(key, {
        ...known,
        connectionId: connection.id,
        venue: connection.venue,
        accountType,
        source,
        coverage: known?.coverage ?? { state: 'pending' },
      });
      // What was known may have moved: to an account that is new, or from one that is gone.
      this.#awaitedAccounts.add(key);
    }
    this.expectNoMore(connection.id);
    return gone;
  }

  setState(cell: CoverageCell, coverage: CoverageState): void {
    const key = accountKey(cell.connectionId, cell.accountType);
    this.#awaitedAccounts.delete(key);
    this.#cells.set(key, { ...(this.#cells.get(key) ?? cell), coverage });
  }

  /** @param unread parts that did not answer; what they held is carried on since they last did */
  read(
    cell: CoverageCell,
    at: Instant,
    balances: number,
    unread: readonly Pick<UnreadPart, 'name' | 'failure'>[] = [],
  ): void {
    const key = accountKey(cell.connectionId, cell.accountType);
    const before = this.#lastGood.get(key);
    this.#lastGood.set(key, at);
    const parts = unread.map(({ name, failure }): UnreadPartView => {
      const known = this.#unread.get(key)?.find((part) => part.name === name);
      const since = known === undefined ? before : known.since;
      return { name, failure, ...(since === undefined ? {} : { since }) };
    });
    this.#unread.set(key, parts);
    if (parts.length > 0) this.setState(cell, { state: 'partly', at, balances, parts });
    else
      this.setState(cell, balances === 0 ? { state: 'empty', at } : { state: 'ok', at, balances });
  }

  setReach(key: AccountKey, reach: Reach | undefined): void {
    const cell = this.#cells.get(key);
    if (cell === undefined) return;
    const { reach: _before, ...rest } = cell;
    this.#cells.set(key, reach === undefined ? rest : { ...rest, reach });
  }

  setPositions(key: AccountKey, positions: PositionsCoverage): void {
    const cell = this.#cells.get(key);
    if (cell !== undefined) this.#cells.set(key, { ...cell, positions });
  }

  /** Those of the last good reading are carried on, with its time. */
  failPositions(key: AccountKey, failure: Failure): void {
    const before = this.#cells.get(key)?.positions;
    const lastAt = before?.state === 'ok' ? before.at : before?.lastAt;
    const known = lastAt === undefined ? {} : { lastAt };
    this.setPositions(key, { state: 'failed', failure, ...known });
  }

  /** Answers whether balances of a good reading are carried on. */
  fail(cell: CoverageCell, failure: Failure): boolean {
    const key = accountKey(cell.connectionId, cell.accountType);
    const at = this.#lastGood.get(key);
    if (at === undefined) this.setState(cell, failedState(failure));
    else this.setState(cell, { ...this.#carriedOn(key, at), failure });
    return at !== undefined;
  }

  /** Gives what is carried on anyway, since it failed, a second reason: the first does not hide it. */
  carryOnAlsoFor(cell: CoverageCell, also: Failure): void {
    const { coverage } = cell;
    if (coverage.state !== 'stale' || coverage.failure === undefined) return;
    if (coverage.failure.message !== also.message) this.setState(cell, { ...coverage, also });
  }

  /** What its last good answer lacked is lacking still. */
  #carriedOn(key: AccountKey, at: Instant): Extract<CoverageState, { state: 'stale' }> {
    const parts = this.#unread.get(key) ?? [];
    return { state: 'stale', at, ...(parts.length === 0 ? {} : { parts }) };
  }

  /** One cell that says that nothing is known of a connection. */
  failWhole(connection: PortfolioConnection, accountType: AccountType, failure: Failure): void {
    this.#cells.set(accountKey(connection.id, accountType), {
      connectionId: connection.id,
      venue: connection.venue,
      accountType,
      source: 'sign-in',
      coverage: failedState(failure),
    });
  }

  /** One cell that says in which connection what this one shows is counted. */
  setAside(
    { id: connectionId, venue }: PortfolioConnection,
    accountType: AccountType,
    countedIn: Named,
  ): void {
    const reason = `It shows the same coins as “${countedIn.label}”, where they count.`;
    this.setState(
      { connectionId, venue, accountType, source: 'nothing', coverage: { state: 'pending' } },
      { state: 'unsupported', reason, countedIn: countedIn.id },
    );
    this.expectNoMore(connectionId);
  }

  forget(key: AccountKey): void {
    this.#cells.delete(key);
    this.#awaitedAccounts.delete(key);
    this.#lastGood.delete(key);
    this.#unread.delete(key);
  }
}
