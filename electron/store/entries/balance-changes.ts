import { namedKey } from '../../../shared/history/counted-basis';
import {
  balanceKey,
  netAmount,
  type Balance,
  type BalanceKey,
} from '../../../shared/portfolio/balance';
import type { Instant } from '../../../shared/base/failure';
import type { ValuedBalance } from '../../../shared/portfolio/snapshot';
import { valueOf } from '../../../shared/portfolio/valuation';
import type { BalanceChanges, BalanceIdentity, BalanceRow, GoneBalance, Repriced } from './entry';

/** The balances of a snapshot, for the next one to be compared with. */
export interface FormerBalances {
  readonly at: Instant;
  readonly balances: ReadonlyMap<BalanceKey, ValuedBalance>;
}

export function formerBalances(snapshot: {
  readonly at: Instant;
  readonly balances: readonly ValuedBalance[];
}): FormerBalances {
  const { at, balances } = snapshot;
  return { at, balances: new Map(balances.map((balance) => [balanceKey(balance), balance])) };
}

/**
 * What is another than before, with what it was worth then where that is needed to tell why the total is another.
 * @param full tells all that there is now, whether it is another or not
 */
export function balanceChanges(
  full: boolean,
  former: FormerBalances | undefined,
  { balances: now }: FormerBalances,
): BalanceChanges {
  const before = former?.balances ?? new Map<BalanceKey, ValuedBalance>();
  const left = [...before].flatMap(([key, balance]) => (now.has(key) ? [] : [balance]));
  // What a code is may be another since then: the balance is called the same by its venue.
  const leftByName = new Map(left.map((balance) => [namedKey(balance), balance]));
  const changed: BalanceRow[] = [];
  for (const [key, balance] of now) {
    const same = before.get(key);
    if (!full && same !== undefined && isSame(same, balance)) continue;
    const renamed = leftByName.size === 0 ? undefined : leftByName.get(namedKey(balance));
    changed.push(toRow(balance, same ?? renamed));
  }
  return { full, changed, gone: left.map(toGone) };
}

function isSame(one: ValuedBalance, other: ValuedBalance): boolean {
  return (
    one === other ||
    (one.code === other.code &&
      (one.valueUsd === undefined) === (other.valueUsd === undefined) &&
      !isRepriced(one, other) &&
      one.available.equals(other.available) &&
      one.locked.equals(other.locked) &&
      one.total.equals(other.total) &&
      one.borrowed.equals(other.borrowed))
  );
}

/** Whether the price is another by the user's word on it, or on what the code is. */
function isRepriced(before: ValuedBalance, now: ValuedBalance): boolean {
  return before.asset !== now.asset || priceByHand(before) !== priceByHand(now);
}

function priceByHand({ price }: ValuedBalance): string | undefined {
  return price.kind === 'manual' ? price.usd.toFixed() : undefined;
}

function toIdentity(balance: Balance): BalanceIdentity {
  return {
    connection: balance.connectionId,
    account_type: balance.accountType,
    subaccount: balance.subaccount ?? '',
    asset: balance.asset,
  };
}

function toGone(balance: ValuedBalance): GoneBalance {
  return { ...toIdentity(balance), code: balance.code, ...lastWorth(balance) };
}

function lastWorth(balance: ValuedBalance): Pick<GoneBalance, 'last_usd' | 'last_amount'> {
  const { valueUsd } = balance;
  return valueUsd === undefined
    ? {}
    : { last_usd: valueUsd.toFixed(), last_amount: netAmount(balance).toFixed() };
}

function toRow(balance: ValuedBalance, before: ValuedBalance | undefined): BalanceRow {
  const { valueUsd } = balance;
  const repriced = before && repricedOf(before, balance);
  return {
    ...toIdentity(balance),
    code: balance.code,
    available: balance.available.toFixed(),
    locked: balance.locked.toFixed(),
    total: balance.total.toFixed(),
    borrowed: balance.borrowed.toFixed(),
    ...(valueUsd === undefined ? before && lastWorth(before) : { usd: valueUsd.toFixed() }),
    ...(repriced === undefined ? {} : { repriced }),
  };
}

function repricedOf(before: ValuedBalance, now: ValuedBalance): Repriced | undefined {
  if (before.valueUsd === undefined || !isRepriced(before, now)) return undefined;
  const valueNow = valueOf(before, now.price);
  return (
    valueNow && {
      asset: before.asset,
      amount: netAmount(before).toFixed(),
      from_usd: before.valueUsd.toFixed(),
      to_usd: valueNow.toFixed(),
    }
  );
}
