import { sum, type Decimal } from '../../shared/money/decimal';
import { netAmount, type AccountType } from '../../shared/portfolio/balance';
import type { ValuedBalance } from '../../shared/portfolio/snapshot';

/** Dollars, how many balances are missing from them for want of a price, and which accounts. */
export interface AccountsWorth {
  readonly usd: Decimal;
  readonly unpriced: number;
  /** Accounts without a good and whole answer now. */
  readonly unread: readonly AccountType[];
}

/** What balances are worth together, of what has a price. */
export function worthOf(balances: readonly ValuedBalance[]): Omit<AccountsWorth, 'unread'> {
  return {
    usd: sum(balances.flatMap(({ valueUsd }) => (valueUsd === undefined ? [] : [valueUsd]))),
    unpriced: balances.filter((one) => one.valueUsd === undefined && !netAmount(one).isZero())
      .length,
  };
}
