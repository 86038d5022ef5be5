import type { BalanceView, PriceView } from '../../shared/ipc/portfolio-view';
import { Decimal } from '../../shared/money/decimal';
import { accountKey, netAmount, type AccountKey } from '../../shared/portfolio/balance';
import { isLive, type CoverageCell } from '../../shared/portfolio/coverage';
import type { Instant } from '../../shared/portfolio/failure';
import type { BalanceState } from './holdings-filter';
import type { PortfolioBook } from './portfolio-book';

/** The amounts of a balance, parsed. `value` is absent when it has no price. */
export interface HoldingAmounts {
  readonly available: Decimal;
  readonly locked: Decimal;
  readonly total: Decimal;
  readonly borrowed: Decimal;
  readonly net: Decimal;
  readonly value: Decimal | undefined;
}

const parsed = new WeakMap<BalanceView, HoldingAmounts>();

/** Parses a balance once: views are replaced, never changed. */
export function amountsOf(balance: BalanceView): HoldingAmounts {
  const known = parsed.get(balance);
  if (known !== undefined) return known;
  const total = new Decimal(balance.total);
  const borrowed = new Decimal(balance.borrowed);
  const amounts: HoldingAmounts = {
    available: new Decimal(balance.available),
    locked: new Decimal(balance.locked),
    total,
    borrowed,
    net: netAmount({ total, borrowed }),
    value: balance.valueUsd === undefined ? undefined : new Decimal(balance.valueUsd),
  };
  parsed.set(balance, amounts);
  return amounts;
}

/**
 * What the move of its price in 24 h made of a balance as it is now: net amount times the difference
 * of the prices, and its value at the old price. Exact; says nothing of amounts that came or went.
 * Absent where either price is unknown.
 */
export function priceEffect(
  balance: BalanceView,
  price: PriceView | undefined,
): { readonly change: Decimal; readonly before: Decimal } | undefined {
  if (price?.kind !== 'market' || price.usd24hAgo === undefined) return undefined;
  const { net, value } = amountsOf(balance);
  if (value === undefined) return undefined;
  const before = net.times(price.usd24hAgo);
  return { change: net.times(price.usd).minus(before), before };
}

/** A balance that is not what the venue said in its last answer, by its account or by itself. */
export function isCarried(balance: BalanceView, accounts: CarriedAccounts): boolean {
  return (
    balance.carried === true || accounts.has(accountKey(balance.connectionId, balance.accountType))
  );
}

/** Accounts that did not answer, with the time of their last good answer where there was one. */
export type CarriedAccounts = ReadonlyMap<AccountKey, Instant | undefined>;

const carriedByList = new WeakMap<readonly CoverageCell[], CarriedAccounts>();
let latest: { readonly signature: string; readonly accounts: CarriedAccounts } | undefined;

/**
 * Accounts whose balances are not what the venue said in its last answer. The same map for lists that
 * agree in this: most news of coverage is only that an account answered again.
 */
export function carriedAccounts(cells: readonly CoverageCell[]): CarriedAccounts {
  const known = carriedByList.get(cells);
  if (known !== undefined) return known;
  const entries = cells
    .filter(({ coverage }) => !isLive(coverage))
    .map(({ connectionId, accountType, coverage }) => ({
      key: accountKey(connectionId, accountType),
      since: coverage.state === 'stale' ? coverage.at : undefined,
    }));
  const signature = JSON.stringify(entries);
  if (latest?.signature !== signature)
    latest = { signature, accounts: new Map(entries.map(({ key, since }) => [key, since])) };
  carriedByList.set(cells, latest.accounts);
  return latest.accounts;
}

/** The weakest thing known of a balance's figure. */
export function balanceState(
  balance: BalanceView,
  price: PriceView | undefined,
  carried: boolean,
): BalanceState {
  if (balance.valueUsd === undefined) return 'unpriced';
  if (carried) return 'carried';
  if (price?.kind === 'manual') return 'manual';
  if (staleSince(price) !== undefined) return 'stale-price';
  return price?.kind === 'peg-assumed' ? 'peg-assumed' : 'live';
}

/** Since when what a price rests on was not told; absent while it is, and for other prices. */
export function staleSince(price: PriceView | undefined): Instant | undefined {
  return price?.kind === 'market' || price?.kind === 'peg-assumed' ? price.staleSince : undefined;
}

/**
 * Since when the longest silent market among the stale prices cannot be asked; absent without one. Looks
 * only at accounts that answered: the others' balances are carried on, whatever their prices.
 */
export function oldestStalePrice(
  book: Pick<PortfolioBook, 'balances' | 'prices'>,
  coverage: readonly CoverageCell[],
): Instant | undefined {
  const carried = carriedAccounts(coverage);
  let oldest: Instant | undefined;
  for (const balance of book.balances.values()) {
    const since = staleSince(book.prices.get(balance.price));
    if (since === undefined || (oldest !== undefined && since >= oldest)) continue;
    if (!isCarried(balance, carried)) oldest = since;
  }
  return oldest;
}
