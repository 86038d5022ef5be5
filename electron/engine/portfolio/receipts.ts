import { isNothing, mergeByKey } from './account-balances';
import type { AssetIdentity } from '../assets/asset-identity';
import type { PortfolioConnection } from './portfolio-connection';
import type { ReceiptBalance } from '../ports/exchanges';
import { ZERO } from '../../../shared/base/decimal';
import {
  accountKey,
  balanceKey,
  type AccountKey,
  type AccountType,
  type Balance,
  type BalanceKey,
  type ReceiptOf,
} from '../../../shared/portfolio/balance';
import type { ConnectionId } from '../../../shared/base/ids';

/** A balance that counts only while what it stands for is not counted. */
export interface HeldReceipt {
  /** Nothing is left of one that was shown before and is no more: what it stood for is gone, too. */
  readonly balance: Balance;
  readonly standsFor: ReceiptOf;
  /** When it was asked for, in elapsed time; before all that was asked for if it is of an earlier run. */
  readonly askedAt: number;
}

/** All that stand for one balance. */
export interface ReceiptGroup {
  /** The balance that they stand for. */
  readonly target: BalanceKey;
  readonly targetAccount: AccountKey;
  readonly receipts: readonly HeldReceipt[];
}

/** Balances that stand for those of other accounts, by the account that showed them last. */
export class Receipts {
  readonly #byAccount = new Map<AccountKey, readonly HeldReceipt[]>();

  /**
   * Takes an account's receipts instead of its former ones.
   * @param stays whether a former one is of a part of the account that did not answer
   */
  take(
    connection: PortfolioConnection,
    accountType: AccountType,
    receipts: readonly ReceiptBalance[],
    identity: AssetIdentity,
    askedAt: number,
    stays: (balance: Balance) => boolean,
  ): void {
    const taken = receipts.flatMap(({ balance, standsFor }) =>
      mergeByKey(connection, accountType, [balance], identity)
        .filter((named) => !isNothing(named))
        .map((named): HeldReceipt => ({ balance: { ...named, standsFor }, standsFor, askedAt })),
    );
    const key = accountKey(connection.id, accountType);
    const keys = new Set(taken.map(({ balance }) => balanceKey(balance)));
    const former = (this.#byAccount.get(key) ?? [])
      .filter(({ balance }) => !keys.has(balanceKey(balance)))
      .map((one) =>
        isKnownGone(one) || stays(one.balance)
          ? one
          : { ...one, balance: emptied(one.balance), askedAt },
      );
    this.#set(key, [...taken, ...former]);
  }

  /** Takes over a balance of an earlier run that was a receipt, or had one; others are none of its business. */
  restore(balance: Balance): void {
    const { accountType, subaccount = '', standsFor, receiptsIn } = balance;
    if (standsFor !== undefined) this.#restore({ balance, standsFor, askedAt: -Infinity });
    // How much its receipts were of is not known, only that they are looked for in the next answer.
    else if (receiptsIn !== undefined)
      this.#restore({
        balance: emptied({ ...balance, accountType: receiptsIn }),
        standsFor: { accountType, subaccount },
        askedAt: -Infinity,
      });
  }

  #restore(receipt: HeldReceipt): void {
    const { balance } = receipt;
    const key = accountKey(balance.connectionId, balance.accountType);
    const known = this.#byAccount.get(key) ?? [];
    const isKnown = isNothing(balance)
      ? known.some((one) => targetOf(one) === targetOf(receipt))
      : this.keysOf(key).has(balanceKey(balance));
    if (!isKnown) this.#set(key, [...known, receipt]);
  }

  /** Balances of an account that are receipts now. */
  keysOf(account: AccountKey): ReadonlySet<BalanceKey> {
    return new Set(
      (this.#byAccount.get(account) ?? [])
        .filter(({ balance }) => !isNothing(balance))
        .map(({ balance }) => balanceKey(balance)),
    );
  }

  /** Those of a connection, or all, by what they stand for. */
  groups(id?: ConnectionId): ReceiptGroup[] {
    const byTarget = new Map<BalanceKey, ReceiptGroup & { receipts: HeldReceipt[] }>();
    for (const receipt of [...this.#byAccount.values()].flat()) {
      const { balance, standsFor } = receipt;
      if (id !== undefined && balance.connectionId !== id) continue;
      const target = targetOf(receipt);
      const targetAccount = accountKey(balance.connectionId, standsFor.accountType);
      const group = byTarget.get(target) ?? { target, targetAccount, receipts: [] };
      byTarget.set(target, group);
      group.receipts.push(receipt);
    }
    return [...byTarget.values()];
  }

  /**
   * Forgets of a group what is shown no more, unless that was found out later than at this time.
   * @returns the others
   */
  withoutEmptied({ receipts }: ReceiptGroup, until: number): readonly HeldReceipt[] {
    const gone = new Set(receipts.filter((one) => isKnownGone(one) && one.askedAt < until));
    if (gone.size === 0) return receipts;
    for (const [key, known] of this.#byAccount)
      this.#set(
        key,
        known.filter((one) => !gone.has(one)),
      );
    return receipts.filter((one) => !gone.has(one));
  }

  forgetAccount(key: AccountKey): void {
    this.#byAccount.delete(key);
  }

  /** Names all again after identities changed. */
  identifyAll(identity: AssetIdentity): void {
    for (const [key, receipts] of this.#byAccount)
      this.#set(
        key,
        receipts.map((one) => {
          const { venue, code } = one.balance;
          return { ...one, balance: { ...one.balance, asset: identity.assetOf(venue, code).id } };
        }),
      );
  }

  #set(key: AccountKey, receipts: readonly HeldReceipt[]): void {
    if (receipts.length === 0) this.#byAccount.delete(key);
    else this.#byAccount.set(key, receipts);
  }
}

/** It was shown before, and was no more in a later answer of this run. */
function isKnownGone({ balance, askedAt }: HeldReceipt): boolean {
  return isNothing(balance) && askedAt > -Infinity;
}

function targetOf({ balance, standsFor }: HeldReceipt): BalanceKey {
  const { accountType, subaccount } = standsFor;
  const { subaccount: _own, ...rest } = balance;
  return balanceKey({ ...rest, accountType, ...(subaccount === '' ? {} : { subaccount }) });
}

function emptied(balance: Balance): Balance {
  return { ...balance, available: ZERO, locked: ZERO, total: ZERO, borrowed: ZERO };
}
