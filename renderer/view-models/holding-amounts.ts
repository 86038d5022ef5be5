import type { BalanceView, PriceView } from '../../shared/contract/portfolio-view';
import { Decimal } from '../../shared/base/decimal';
import { accountKey, netAmount, type AccountKey } from '../../shared/portfolio/balance';
import { isLive, type CoverageCell } from '../../shared/portfolio/coverage';
import type { Instant } from '../../shared/base/failure';
import { CLAIM_LASTS_MS } from '../../shared/pricing/price-limits';
import type { PriceReader } from '../../shared/pricing/prices-by-asset';
import { qualityMarks } from '../../shared/portfolio/quality';
import type { BalanceState } from '../stores/holdings-filter';
import type { PortfolioBook } from '../stores/portfolio-book';

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

const parsedPrices = new WeakMap<PriceView, Decimal>();

/** Dollars for one unit; absent without a price. Parsed once: views are replaced, never changed. */
export function usdOfView(price: PriceView | undefined): Decimal | undefined {
  if (price === undefined || price.kind === 'unpriced') return undefined;
  const known = parsedPrices.get(price);
  if (known !== undefined) return known;
  const value = new Decimal(price.usd);
  parsedPrices.set(price, value);
  return value;
}

/** Finds out which price an asset has among those of its balances. */
export function priceReader({ prices }: Pick<PortfolioBook, 'prices'>): PriceReader<BalanceView> {
  return {
    usd: ({ price }) => usdOfView(prices.get(price)),
    valueUsd: (balance) => amountsOf(balance).value,
    priceKey: ({ price }) => price,
  };
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

/** All that is known against a balance's figure, the weakest first; `live` where nothing is. */
export function balanceStates(
  balance: BalanceView,
  price: PriceView | undefined,
  carried: boolean,
): readonly BalanceState[] {
  const marks = qualityMarks(price, carried);
  if (balance.valueUsd === undefined) return ['unpriced', ...marks];
  return marks.length === 0 ? ['live'] : marks;
}

/** Since when what a price rests on was not told; absent while it is, and for other prices. */
export function staleSince(price: PriceView | undefined): Instant | undefined {
  return price?.kind === 'market' || price?.kind === 'peg-assumed' ? price.staleSince : undefined;
}

/** Since when the longest silent market of stale prices cannot be asked; absent without one. */
export interface StalePrices {
  /** Of accounts that answered. */
  readonly live: Instant | undefined;
  /** Of what is carried on. */
  readonly carried: Instant | undefined;
}

/** The oldest of the stale prices, of what is live and of what is carried on. */
export function oldestStalePrices(
  book: Pick<PortfolioBook, 'balances' | 'prices'>,
  coverage: readonly CoverageCell[],
  origin: 'live' | 'stored',
): StalePrices {
  const accounts = carriedAccounts(coverage);
  const oldest: { live: Instant | undefined; carried: Instant | undefined } = {
    live: undefined,
    carried: undefined,
  };
  for (const balance of book.balances.values()) {
    const since = staleSince(book.prices.get(balance.price));
    if (since === undefined) continue;
    const part = origin === 'stored' || isCarried(balance, accounts) ? 'carried' : 'live';
    oldest[part] = Math.min(since, oldest[part] ?? since);
  }
  return oldest;
}

/**
 * How many balances have no price and may yet be worth something: lost in the last thirty days, in dispute, or not
 * told yet.
 */
export function lackingPrices(
  book: Pick<PortfolioBook, 'balances' | 'prices'>,
  now: Instant,
): number {
  let lacking = 0;
  for (const balance of book.balances.values()) {
    if (balance.valueUsd !== undefined || amountsOf(balance).net.isZero()) continue;
    const price = book.prices.get(balance.price);
    if (price === undefined || isLacking(price, now)) lacking += 1;
  }
  return lacking;
}

function isLacking(price: PriceView, now: Instant): boolean {
  if (price.kind !== 'unpriced') return false;
  const { reason, claim } = price;
  if (reason === 'not-loaded' || reason === 'disputed') return true;
  return claim !== undefined && now - claim.at <= CLAIM_LASTS_MS;
}
