import type { AssetIdentity } from '../assets/asset-identity';
import type { VenueBalance } from '../ports/exchanges';
import { ZERO, type Decimal } from '../../../shared/base/decimal';
import {
  balanceKey,
  netAmount,
  partsOf,
  type AccountType,
  type Balance,
  type BalanceKey,
  type CodePart,
} from '../../../shared/portfolio/balance';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import { isLive, type CoverageState } from '../../../shared/portfolio/coverage';
import type { MaybeCarried } from '../../../shared/portfolio/valuation';
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

/** Two balances of one asset in one account as one, which goes on knowing what there is under each code. */
export function addUp(one: Balance, other: Balance): Balance {
  const parts = new Map<string, CodePart>();
  for (const part of [...partsOf(one), ...partsOf(other)]) {
    const { code } = part;
    const known = parts.get(code);
    parts.set(code, { code, ...(known === undefined ? amountsOf(part) : sumOf(known, part)) });
  }
  const { parts: _former, ...rest } = other;
  return {
    ...rest,
    ...sumOf(one, other),
    ...(parts.size === 1 ? {} : { parts: [...parts.values()] }),
  };
}

type Amounts = Omit<CodePart, 'code'>;

function amountsOf({ available, locked, total, borrowed }: Amounts): Amounts {
  return { available, locked, total, borrowed };
}

function sumOf(one: Amounts, other: Amounts): Amounts {
  return {
    available: one.available.plus(other.available),
    locked: one.locked.plus(other.locked),
    total: one.total.plus(other.total),
    borrowed: one.borrowed.plus(other.borrowed),
  };
}

/** A balance as one for each of its venue's codes, which may be of different assets by now. */
export function byCode(balance: MaybeCarried): readonly MaybeCarried[] {
  const { parts, ...rest } = balance;
  return parts === undefined ? [balance] : parts.map((part) => ({ ...rest, ...part }));
}

/** Puts what a venue says of some codes into a balance that may have others, too. */
export function withCodes(held: Balance | undefined, update: Balance): Balance {
  // Without parts it is not known to be of several codes: it may only be called otherwise by now.
  if (held?.parts === undefined) return update;
  const codes = new Set(partsOf(update).map(({ code }) => code));
  const others = byCode(held).filter(({ code }) => !codes.has(code));
  const whole = others.reduce<Balance>((sum, other) => addUp(other, sum), update);
  return { ...whole, code: held.code };
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
export function isNothing({ available, locked, total, borrowed }: Amounts): boolean {
  return available.isZero() && locked.isZero() && total.isZero() && borrowed.isZero();
}

/** Whether two balances hold the same to the last digit, under each code. */
export function isSameBalance(one: Balance, other: Balance): boolean {
  const [before, after] = [partsOf(one), partsOf(other)];
  return (
    one.code === other.code &&
    sameAmounts(one, other) &&
    before.length === after.length &&
    before.every((part) => after.some((same) => same.code === part.code && sameAmounts(part, same)))
  );
}

/** Whether two balances hold the same to the last digit, whatever it is called. */
export function sameAmounts(one: Amounts, other: Amounts): boolean {
  return (
    one.available.equals(other.available) &&
    one.locked.equals(other.locked) &&
    one.total.equals(other.total) &&
    one.borrowed.equals(other.borrowed)
  );
}
