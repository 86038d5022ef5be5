import { ZERO, type Decimal } from '../../../shared/money/decimal';
import {
  balanceKey,
  netAmount,
  type Balance,
  type BalanceKey,
} from '../../../shared/portfolio/balance';
import { unreadParts, type CoverageCell } from '../../../shared/portfolio/coverage';
import type { Instant } from '../../../shared/portfolio/failure';
import type { Snapshot, ValuedBalance } from '../../../shared/portfolio/snapshot';
import type { PortfolioId, RecordedSnapshot } from '../../services/ports/history';
import { accountWorths, basisOf, uncountedKeys } from './account-worths';
import type {
  BalanceChanges,
  BalanceIdentity,
  BalanceRow,
  BreakdownRow,
  GoneBalance,
  RecordedCell,
  SnapshotEntry,
} from './entry';

const HOUR_MS = 3_600_000;

interface Sent {
  readonly balances: ReadonlyMap<BalanceKey, ValuedBalance>;
  readonly coverage: string;
  readonly uncounted: string;
  readonly hour: Instant;
}

/**
 * Turns snapshots into entries that hold only what changed since the one before, so that the cost of a
 * write is that of its changes. The first entry of a portfolio, and the first after
 * {@link SnapshotEntries.forget}, holds everything.
 */
export class SnapshotEntries {
  readonly #sent = new Map<PortfolioId, Sent>();

  next(recorded: RecordedSnapshot): SnapshotEntry {
    const { portfolio, snapshot, status, rates } = recorded;
    const before = this.#sent.get(portfolio);
    const balances = new Map(snapshot.balances.map((balance) => [balanceKey(balance), balance]));
    const cells = snapshot.coverage.map(toRecordedCell);
    const coverage = JSON.stringify(cells);
    const uncounted = uncountedKeys(recorded);
    const uncountedText = JSON.stringify(uncounted);
    const hour = Math.floor(snapshot.at / HOUR_MS) * HOUR_MS;
    this.#sent.set(portfolio, { balances, coverage, uncounted: uncountedText, hour });
    const { quality } = snapshot;
    return {
      kind: 'snapshot-recorded',
      portfolio,
      at: snapshot.at,
      status,
      totalUsd: snapshot.totalUsd.toFixed(),
      liveUsd: quality.liveUsd.toFixed(),
      stalePriceUsd: quality.stalePriceUsd.toFixed(),
      carriedUsd: quality.carriedUsd.toFixed(),
      pegAssumedUsd: quality.pegAssumedUsd.toFixed(),
      manualUsd: quality.manualUsd.toFixed(),
      unpricedBalances: quality.unpricedBalances,
      rates,
      accounts: accountWorths(snapshot),
      basis: basisOf(recorded),
      ...(before?.uncounted === uncountedText ? {} : { uncounted }),
      ...(before?.coverage === coverage ? {} : { coverage: cells }),
      balances: changesSince(before?.balances, balances),
      ...(before?.hour === hour ? {} : { breakdown: breakdownOf(snapshot) }),
    };
  }

  /** What was sent may not have arrived: the next entry holds everything. */
  forget(portfolio: PortfolioId): void {
    this.#sent.delete(portfolio);
  }
}

function changesSince(
  before: ReadonlyMap<BalanceKey, ValuedBalance> | undefined,
  now: ReadonlyMap<BalanceKey, ValuedBalance>,
): BalanceChanges {
  if (before === undefined)
    return { full: true, changed: [...now.values()].map((balance) => toRow(balance)), gone: [] };
  const changed: BalanceRow[] = [];
  for (const [key, balance] of now) {
    const known = before.get(key);
    if (known === undefined || !isSame(known, balance)) changed.push(toRow(balance, known));
  }
  const gone: GoneBalance[] = [];
  for (const [key, balance] of before)
    if (!now.has(key))
      gone.push({ ...toIdentity(balance), code: balance.code, ...lastWorth(balance) });
  return { full: false, changed, gone };
}

function isSame(one: ValuedBalance, other: ValuedBalance): boolean {
  return (
    one === other ||
    (one.code === other.code &&
      (one.valueUsd === undefined) === (other.valueUsd === undefined) &&
      one.available.equals(other.available) &&
      one.locked.equals(other.locked) &&
      one.total.equals(other.total) &&
      one.borrowed.equals(other.borrowed))
  );
}

function toIdentity(balance: Balance): BalanceIdentity {
  return {
    connection: balance.connectionId,
    account_type: balance.accountType,
    subaccount: balance.subaccount ?? '',
    asset: balance.asset,
  };
}

function lastWorth({ valueUsd }: ValuedBalance): { last_usd?: string } {
  return valueUsd === undefined ? {} : { last_usd: valueUsd.toFixed() };
}

function toRow(balance: ValuedBalance, before?: ValuedBalance): BalanceRow {
  return {
    ...toIdentity(balance),
    code: balance.code,
    available: balance.available.toFixed(),
    locked: balance.locked.toFixed(),
    total: balance.total.toFixed(),
    borrowed: balance.borrowed.toFixed(),
    ...(balance.valueUsd === undefined
      ? before === undefined
        ? {}
        : lastWorth(before)
      : { usd: balance.valueUsd.toFixed() }),
  };
}

function toRecordedCell({
  connectionId,
  venue,
  accountType,
  coverage,
}: CoverageCell): RecordedCell {
  const { state } = coverage;
  const parts = unreadParts(coverage).map(({ name, failure, since }) => ({
    name,
    failure: failure.code,
    ...(since === undefined ? {} : { at: since }),
  }));
  return {
    connection: connectionId,
    venue,
    account_type: accountType,
    state,
    ...('balances' in coverage ? { balances: coverage.balances } : {}),
    ...(parts.length === 0 ? {} : { parts }),
    ...(state === 'stale' ? { at: coverage.at } : {}),
    ...('failure' in coverage ? { failure: coverage.failure.code } : {}),
  };
}

function breakdownOf(snapshot: Snapshot): readonly BreakdownRow[] {
  const rows: BreakdownRow[] = [];
  const amounts = new Map<string, Decimal>();
  for (const balance of snapshot.balances)
    amounts.set(balance.asset, (amounts.get(balance.asset) ?? ZERO).plus(netAmount(balance)));
  for (const [member, amount] of amounts) {
    const value = snapshot.byAsset.get(member);
    rows.push({
      dimension: 'asset',
      member,
      amount: amount.toFixed(),
      ...(value === undefined ? {} : { value_usd: value.toFixed() }),
    });
  }
  for (const [member, value] of snapshot.byVenue)
    rows.push({ dimension: 'venue', member, value_usd: value.toFixed() });
  for (const [member, value] of snapshot.byAccountType)
    rows.push({ dimension: 'account-type', member, value_usd: value.toFixed() });
  return rows;
}
