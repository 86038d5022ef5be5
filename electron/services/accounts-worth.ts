import type { AccountType } from '../../shared/portfolio/balance';
import type { Decimal } from '../../shared/money/decimal';

/** Dollars, how many balances are missing from them for want of a price, and which accounts. */
export interface AccountsWorth {
  readonly usd: Decimal;
  readonly unpriced: number;
  /** Accounts without a good and whole answer now. */
  readonly unread: readonly AccountType[];
}
