import type { AssetIdentity } from '../assets/asset-identity';
import type { ReceiptGroup } from './receipts';
import {
  accountKey,
  balanceKey,
  type AccountKey,
  type Balance,
  type BalanceKey,
} from '../../../shared/portfolio/balance';
import type { ConnectionId } from '../../../shared/base/ids';
import type { Valuation } from '../../../shared/portfolio/valuation';

/**
 * Which of two counts: balances that are carried on from an older answer, or receipts of a newer one that
 * stand for them. What receipts stand in for is kept here, in no total, until its own account answers.
 */
export class ReplacedByReceipts {
  readonly #balances = new Map<BalanceKey, Balance>();
  /** When the last good answer of an account was asked for, in elapsed time. */
  readonly #answerOf = new Map<AccountKey, number>();
  /** The same of a balance that was not in its account's last good answer, and is carried on. */
  readonly #carriedFrom = new Map<BalanceKey, number>();

  constructor(private readonly valuation: Valuation) {}

  /** An account answers, to a question of then; what it holds that did not answer stays stood in for. */
  answered(account: AccountKey, askedAt: number, isUnread: (balance: Balance) => boolean): void {
    const before = this.#answerOf.get(account) ?? -Infinity;
    for (const held of this.valuation.balancesOf(account)) {
      const key = balanceKey(held);
      if (!isUnread(held)) this.#carriedFrom.delete(key);
      else if (held.carried !== true) this.#carriedFrom.set(key, before);
    }
    for (const [key, balance] of this.#balances) {
      if (!isOf(account, balance)) continue;
      if (!isUnread(balance)) this.#balances.delete(key);
      else if (!this.#carriedFrom.has(key)) this.#carriedFrom.set(key, before);
    }
    this.#answerOf.set(account, askedAt);
  }

  /** Whether the receipts say something newer than the balance that they stand for, if that is carried on. */
  isOlder(group: ReceiptGroup): boolean {
    const held = this.valuation.get(group.target);
    if (held?.carried !== true && !this.valuation.isCarried(group.targetAccount)) return false;
    const answeredAt = this.answeredAt(group);
    return group.receipts.some(({ askedAt }) => askedAt > answeredAt);
  }

  /** When the balance that receipts stand for was asked for last and answered, in elapsed time. */
  answeredAt({ target, targetAccount }: Omit<ReceiptGroup, 'receipts'>): number {
    return this.#carriedFrom.get(target) ?? this.#answerOf.get(targetAccount) ?? -Infinity;
  }

  keep(balance: Balance): void {
    this.#balances.set(balanceKey(balance), balance);
  }

  /** Gives back, once, what none of these targets of receipts is, of a connection or of all. */
  takeBack(targets: ReadonlySet<BalanceKey>, id?: ConnectionId): Balance[] {
    const back = [...this.#balances].filter(
      ([key, { connectionId }]) => !targets.has(key) && (id === undefined || id === connectionId),
    );
    for (const [key] of back) this.#balances.delete(key);
    return back.map(([, balance]) => balance);
  }

  forgetAccount(account: AccountKey): void {
    this.#answerOf.delete(account);
    for (const key of this.#carriedFrom.keys())
      if (key.startsWith(`${account}/`)) this.#carriedFrom.delete(key);
    for (const [key, balance] of this.#balances)
      if (isOf(account, balance)) this.#balances.delete(key);
  }

  /** A balance is called otherwise. */
  rename(before: BalanceKey, after: BalanceKey): void {
    const from = this.#carriedFrom.get(before);
    this.#carriedFrom.delete(before);
    if (from !== undefined) this.#carriedFrom.set(after, from);
  }

  /** Names again what is kept here, after identities changed. */
  identifyAll(identity: AssetIdentity): void {
    const balances = [...this.#balances];
    this.#balances.clear();
    for (const [before, balance] of balances) {
      const renamed = { ...balance, asset: identity.assetOf(balance.venue, balance.code).id };
      this.keep(renamed);
      this.rename(before, balanceKey(renamed));
    }
  }
}

function isOf(account: AccountKey, { connectionId, accountType }: Balance): boolean {
  return accountKey(connectionId, accountType) === account;
}
