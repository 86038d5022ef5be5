import type { BalanceView, CrossCheckView, TotalsView } from '../../shared/contract/portfolio-view';
import { Decimal, ZERO } from '../../shared/base/decimal';
import {
  ACCOUNT_TYPES,
  accountKey,
  type AccountKey,
  type AccountType,
} from '../../shared/portfolio/balance';
import type { ConnectionId, VenueId } from '../../shared/base/ids';
import { capStates, type CapState } from '../../shared/portfolio/counterparty-cap';
import { isLive, type CoverageCell } from '../../shared/portfolio/coverage';
import {
  addProgress,
  readingProgress,
  type ReadingProgress,
} from '../../shared/portfolio/reading-progress';
import type { Connection } from '../../shared/portfolio/venue';
import type { VenueCap } from '../../shared/records/record-bodies';
import { amountsOf } from './holding-amounts';
import { balanceGap, type QuoteDisplay } from './quote';

/** What is known of the worth of an account, or of many. */
export interface AccountSums {
  /** Net value in dollars of what has a price; absent when nothing is known of it. */
  readonly value: Decimal | undefined;
  /** The part of the value that an account's last good answer is carried on for. */
  readonly carried: Decimal;
  readonly unpriced: number;
  readonly balances: number;
  readonly progress: ReadingProgress;
}

export interface AccountNode {
  readonly id: AccountKey;
  readonly accountType: AccountType;
  readonly cell: CoverageCell | undefined;
  readonly sums: AccountSums;
  readonly share: Decimal | undefined;
}

export interface ConnectionNode {
  readonly id: ConnectionId;
  readonly venue: VenueId;
  /** Absent for balances whose connection is just being removed. */
  readonly connection: Connection | undefined;
  readonly cells: readonly CoverageCell[];
  readonly crossChecks: readonly CrossCheckView[];
  readonly sums: AccountSums;
  readonly share: Decimal | undefined;
  readonly accounts: readonly AccountNode[];
}

export interface VenueNode {
  readonly venue: VenueId;
  readonly sums: AccountSums;
  readonly share: Decimal | undefined;
  readonly cap: CapState | undefined;
  readonly connections: readonly ConnectionNode[];
}

export interface AccountsInput {
  readonly connections: readonly Connection[];
  readonly balances: Iterable<BalanceView>;
  readonly coverage: readonly CoverageCell[];
  readonly crossChecks: readonly CrossCheckView[];
  readonly totals: Pick<TotalsView, 'totalUsd' | 'byVenue'>;
  readonly caps: readonly VenueCap[];
  /** A portfolio of the last run: every balance is carried on. */
  readonly origin: 'live' | 'stored';
  /** Values of the shown currency itself are at its rate. Caps go by dollars at the venues' prices, as in main. */
  readonly quote: QuoteDisplay;
}

/**
 * Venues, their connections, and the account types of each, with exact sums of the balances in them.
 * The most valuable comes first; of what no value is known comes last, by name. Account types keep the
 * order that they have everywhere.
 */
export function accountsTree(input: AccountsInput): readonly VenueNode[] {
  const gathered = gather(input.balances, input.quote);
  const total = new Decimal(input.totals.totalUsd);
  const shown = [...gathered.values()].reduce((sum, { gap }) => sum.plus(gap), total);
  const shareOf = ({ value }: AccountSums) =>
    value === undefined || !shown.greaterThan(0) ? undefined : value.dividedBy(shown);
  const nodes = branches(input, gathered).map((branch): ConnectionNode => {
    const accounts = accountTypesOf(branch, gathered).map((accountType): AccountNode => {
      const id = accountKey(branch.id, accountType);
      const cell = branch.cells.find((one) => one.accountType === accountType);
      const sums = accountSums(gathered.get(id), cell, input.origin);
      return { id, accountType, cell, sums, share: shareOf(sums) };
    });
    const isRead = branch.connection?.enabled === true;
    const sums = {
      ...addUp(accounts.map((account) => account.sums)),
      progress: readingProgress(isRead ? branch.cells : [], isRead ? [branch.id] : []),
    };
    return { ...branch, accounts, sums, share: shareOf(sums) };
  });
  const byVenue = new Map(
    Object.entries(input.totals.byVenue).map(([venue, usd]) => [venue, new Decimal(usd)]),
  );
  const caps = capStates(byVenue, total, input.caps, new Set());
  return [...new Set(nodes.map(({ venue }) => venue))]
    .map((venue): VenueNode => {
      const connections = nodes
        .filter((node) => node.venue === venue)
        .sort(byValue((node) => node.connection?.label ?? node.id));
      const sums = addUp(connections.map((node) => node.sums));
      const cap = caps.find((state) => state.venue === venue);
      return { venue, sums, share: shareOf(sums), cap, connections };
    })
    .sort(byValue((node) => node.venue));
}

type Branch = Omit<ConnectionNode, 'accounts' | 'sums' | 'share'>;

interface Gathered {
  readonly connectionId: ConnectionId;
  readonly venue: VenueId;
  readonly accountType: AccountType;
  value: Decimal;
  /** The part of the value of balances that are carried on while others are live. */
  carried: Decimal;
  /** What of the value is the difference of the rate and the venue's price, of the shown currency itself. */
  gap: Decimal;
  priced: number;
  unpriced: number;
}

function gather(
  balances: Iterable<BalanceView>,
  quote: QuoteDisplay,
): ReadonlyMap<AccountKey, Gathered> {
  const accounts = new Map<AccountKey, Gathered>();
  for (const balance of balances) {
    const { connectionId, venue, accountType } = balance;
    const key = accountKey(connectionId, accountType);
    let account = accounts.get(key);
    if (account === undefined) {
      account = {
        connectionId,
        venue,
        accountType,
        value: ZERO,
        carried: ZERO,
        gap: ZERO,
        priced: 0,
        unpriced: 0,
      };
      accounts.set(key, account);
    }
    const { value, net } = amountsOf(balance);
    if (value !== undefined) {
      const gap = balanceGap(balance, quote);
      account.value = account.value.plus(value).plus(gap);
      account.gap = account.gap.plus(gap);
      account.priced += 1;
      if (balance.carried === true) account.carried = account.carried.plus(value).plus(gap);
    } else if (!net.isZero()) account.unpriced += 1;
  }
  return accounts;
}

function branches(
  { connections, coverage, crossChecks }: AccountsInput,
  gathered: ReadonlyMap<AccountKey, Gathered>,
): Branch[] {
  const known = new Set(connections.map(({ id }) => id));
  const leaving = new Map<ConnectionId, VenueId>();
  for (const { connectionId, venue } of gathered.values())
    if (!known.has(connectionId)) leaving.set(connectionId, venue);
  const branch = (
    id: ConnectionId,
    venue: VenueId,
    connection: Connection | undefined,
  ): Branch => ({
    id,
    venue,
    connection,
    cells: coverage.filter(({ connectionId }) => connectionId === id),
    crossChecks: crossChecks.filter(({ connectionId }) => connectionId === id),
  });
  return [
    ...connections.map((connection) => branch(connection.id, connection.venue, connection)),
    ...[...leaving].map(([id, venue]) => branch(id, venue, undefined)),
  ];
}

function accountTypesOf(
  { id, cells, connection }: Branch,
  gathered: ReadonlyMap<AccountKey, Gathered>,
): readonly AccountType[] {
  if (connection?.enabled === false) return [];
  return ACCOUNT_TYPES.filter(
    (accountType) =>
      cells.some((cell) => cell.accountType === accountType) ||
      gathered.has(accountKey(id, accountType)),
  );
}

function accountSums(
  account: Gathered | undefined,
  cell: CoverageCell | undefined,
  origin: AccountsInput['origin'],
): AccountSums {
  const state = cell?.coverage.state;
  const priced = account?.priced ?? 0;
  const unpriced = account?.unpriced ?? 0;
  const read = cell !== undefined && (isLive(cell.coverage) || state === 'stale');
  const value = priced > 0 || (read && unpriced === 0) ? (account?.value ?? ZERO) : undefined;
  const isCarried = origin === 'stored' || (cell !== undefined && !isLive(cell.coverage));
  return {
    value,
    carried: value === undefined ? ZERO : isCarried ? value : (account?.carried ?? ZERO),
    unpriced,
    balances: priced + unpriced,
    progress: readingProgress(cell === undefined ? [] : [cell]),
  };
}

/** What is known of several accounts together. */
export function addUp(parts: readonly AccountSums[]): AccountSums {
  const known = parts.flatMap(({ value }) => value ?? []);
  const count = (of: (sums: AccountSums) => number) =>
    parts.reduce((total, sums) => total + of(sums), 0);
  return {
    value: known.length === 0 ? undefined : known.reduce((one, other) => one.plus(other), ZERO),
    carried: parts.reduce((total, { carried }) => total.plus(carried), ZERO),
    unpriced: count(({ unpriced }) => unpriced),
    balances: count(({ balances }) => balances),
    progress: addProgress(parts.map(({ progress }) => progress)),
  };
}

function byValue<Node extends { readonly sums: AccountSums }>(nameOf: (node: Node) => string) {
  return (one: Node, other: Node): number => {
    const [mine, theirs] = [one.sums.value, other.sums.value];
    if (mine !== undefined && theirs !== undefined && !mine.equals(theirs))
      return theirs.comparedTo(mine);
    if ((mine === undefined) !== (theirs === undefined)) return mine === undefined ? 1 : -1;
    return nameOf(one).localeCompare(nameOf(other), 'en');
  };
}
