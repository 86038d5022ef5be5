import { sum, type Decimal } from '../../../shared/base/decimal';
import {
  accountKey,
  type AccountKey,
  netAmount,
  type AccountType,
} from '../../../shared/portfolio/balance';
import type { ConnectionId } from '../../../shared/base/ids';
import { isWhole, type CoverageCell } from '../../../shared/portfolio/coverage';
import type { Valuation } from '../../../shared/portfolio/valuation';

/** Dollars, how many balances without a price are missing from them, and which accounts. */
export interface AccountsWorth {
  readonly usd: Decimal;
  readonly unpriced: number;
  /** Accounts without a good and whole answer now. */
  readonly unread: readonly AccountType[];
}

/** What some accounts of a connection are worth together, of what has a price. */
export function worthOf(
  valuation: Pick<Valuation, 'balancesOf'>,
  cells: { readonly get: (key: AccountKey) => CoverageCell | undefined },
  id: ConnectionId,
  accountTypes: readonly AccountType[],
): AccountsWorth {
  const balances = accountTypes.flatMap((accountType) =>
    valuation.balancesOf(accountKey(id, accountType)),
  );
  return {
    usd: sum(balances.flatMap(({ valueUsd }) => (valueUsd === undefined ? [] : [valueUsd]))),
    unpriced: balances.filter((one) => one.valueUsd === undefined && !netAmount(one).isZero())
      .length,
    unread: accountTypes.filter((accountType) => {
      const cell = cells.get(accountKey(id, accountType));
      return cell === undefined || !isWhole(cell.coverage);
    }),
  };
}
