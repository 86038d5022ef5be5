import type { AssetIdentity } from '../assets/asset-identity';
import type { VenueBalance } from '../ports/exchanges';
import { ZERO, type Decimal } from '../../../shared/base/decimal';
import {
  balanceKey,
  netAmount,
  type AccountType,
  type Balance,
  type BalanceKey,
} from '../../../shared/portfolio/balance';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import { isLive, type CoverageState } from '../../../shared/portfolio/coverage';
import type { Failure, Instant } from '../../../shared/base/failure';

/** A cell that never had a good answer: one that is not permitted is not the user's to retry. */
export function failedState(failure: Failure): CoverageState {
  return failure.code === 'permission' || failure.code === 'account-not-enabled'
    ? { state: 'no-permission', failure }
    : { state: 'failed', failure };
}

/** When the balances behind a stored cell were good, or that there were none. */
export function lastGoodOf(coverage: CoverageState, storedAt: Instant): Instant | undefined {
  if (isLive(coverage)) return storedAt;
  return coverage.state === 'stale' ? coverage.at : undefined;
}

/** Names the assets, and adds up rows of one asset in one account instead of letting the last one win. */
export function mergeByKey(
  { id: connectionId, venue }: { readonly id: ConnectionId; readonly venue: VenueId },
  accountType: AccountType,
  rows: readonly VenueBalance[],
  identity: AssetIdentity,
): Balance[] {
  const merged = new Map<BalanceKey, Balance>();
  for (const { token, protocolRate: _rate, ...row } of rows) {
    const asset = identity.assetOf(venue, row.code).id;
    identity.learn(row.code, token);
    const balance: Balance = { ...row, connectionId, venue, accountType, asset };
    const key = balanceKey(balance);
    const other = merged.get(key);
    merged.set(key, other === undefined ? balance : addUp(other, balance));
  }
  return [...merged.values()];
}

/** Two balances of one asset in one account as one. */
export function addUp(one: Balance, other: Balance): Balance {
  return {
    ...other,
    available: one.available.plus(other.available),
    locked: one.locked.plus(other.locked),
    total: one.total.plus(other.total),
    borrowed: one.borrowed.plus(other.borrowed),
  };
}

/** Adds up what an account has more or less of, debts deducted, by the venue's common code. */
export class NetChanges {
  readonly #byCode = new Map<string, Decimal>();

  /** One balance as it was and as it is; `undefined` where there was or is none. */
  note(before: Balance | undefined, after: Balance | undefined): void {
    if (before !== undefined) this.#add(before.code, netAmount(before).negated());
    if (after !== undefined) this.#add(after.code, netAmount(after));
  }

  all(): ReadonlyMap<string, Decimal> {
    return new Map([...this.#byCode].filter(([, amount]) => !amount.isZero()));
  }

  #add(code: string, amount: Decimal): void {
    this.#byCode.set(code, (this.#byCode.get(code) ?? ZERO).plus(amount));
  }
}

/** A row that says that nothing is held and nothing owed. */
export function isNothing({ available, locked, total, borrowed }: Balance): boolean {
  return available.isZero() && locked.isZero() && total.isZero() && borrowed.isZero();
}

/** Whether two balances hold the same to the last digit. */
export function sameAmounts(one: Balance, other: Balance): boolean {
  return (
    one.available.equals(other.available) &&
    one.locked.equals(other.locked) &&
    one.total.equals(other.total) &&
    one.borrowed.equals(other.borrowed)
  );
}
