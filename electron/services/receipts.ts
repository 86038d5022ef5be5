import { isNothing, mergeByKey } from './account-balances';
import type { AssetIdentity } from './asset-identity';
import type { PortfolioConnection } from './portfolio-connection';
import type { ReceiptBalance } from './ports/exchanges';
import {
  accountKey,
  balanceKey,
  type AccountKey,
  type AccountType,
  type Balance,
  type BalanceKey,
  type ConnectionId,
} from '../../shared/portfolio/balance';

/** A balance that counts only while what it stands for is not counted. */
export interface HeldReceipt {
  readonly balance: Balance;
  readonly standsFor: ReceiptBalance['standsFor'];
}

/** Balances that stand for those of other accounts, by the account that showed them last. */
export class Receipts {
  readonly #byAccount = new Map<AccountKey, readonly HeldReceipt[]>();

  /** Takes an account's receipts in place of its former ones; answers their keys. */
  take(
    connection: PortfolioConnection,
    accountType: AccountType,
    receipts: readonly ReceiptBalance[],
    identity: AssetIdentity,
  ): ReadonlySet<BalanceKey> {
    const key = accountKey(connection.id, accountType);
    const taken = receipts.flatMap(({ balance, standsFor }) =>
      mergeByKey(connection, accountType, [balance], identity)
        .filter((named) => !isNothing(named))
        .map((named) => ({ balance: named, standsFor })),
    );
    if (taken.length === 0) this.#byAccount.delete(key);
    else this.#byAccount.set(key, taken);
    return new Set(taken.map(({ balance }) => balanceKey(balance)));
  }

  has(key: BalanceKey): boolean {
    return [...this.#byAccount.values()].some((receipts) =>
      receipts.some(({ balance }) => balanceKey(balance) === key),
    );
  }

  of(id: ConnectionId): HeldReceipt[] {
    return this.#all().filter(({ balance }) => balance.connectionId === id);
  }

  /** Those that stand for what is in an account. */
  standingFor(key: AccountKey): HeldReceipt[] {
    return this.#all().filter(
      ({ balance, standsFor }) => accountKey(balance.connectionId, standsFor.accountType) === key,
    );
  }

  #all(): HeldReceipt[] {
    return [...this.#byAccount.values()].flat();
  }

  forgetAccount(key: AccountKey): void {
    this.#byAccount.delete(key);
  }
}
