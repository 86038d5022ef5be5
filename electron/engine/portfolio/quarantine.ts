import type { AssetIdentity } from '../assets/asset-identity';
import type { QuarantinedView } from '../../../shared/contract/portfolio-view';
import {
  accountKey,
  balanceKey,
  type AccountKey,
  type Balance,
  type BalanceKey,
} from '../../../shared/portfolio/balance';

/** Balances of tokens that nobody vouches for: kept apart from everything that counts. */
export class Quarantine {
  readonly #balances = new Map<BalanceKey, Balance>();

  all(): Balance[] {
    return [...this.#balances.values()];
  }

  set(balance: Balance): void {
    this.#balances.set(balanceKey(balance), balance);
  }

  delete(key: BalanceKey): boolean {
    return this.#balances.delete(key);
  }

  /** Forgets those of an account; answers whether there were any. */
  forgetAccount(account: AccountKey): boolean {
    const before = this.#balances.size;
    for (const [key, { connectionId, accountType }] of this.#balances)
      if (accountKey(connectionId, accountType) === account) this.#balances.delete(key);
    return this.#balances.size !== before;
  }

  views(identity: AssetIdentity): QuarantinedView[] {
    return this.all().map((balance) => ({
      key: balanceKey(balance),
      connectionId: balance.connectionId,
      venue: balance.venue,
      asset: balance.asset,
      ...identity.words(balance.asset),
      total: balance.total.toString(),
    }));
  }
}

/** What was sent to the page, as a balance again. */
export function balanceFromQuarantine(
  view: QuarantinedView,
  amountOf: (text: string) => Balance['total'],
): Balance {
  const { connectionId, venue, asset } = view;
  const total = amountOf(view.total);
  const zero = amountOf('0');
  return {
    connectionId,
    venue,
    accountType: 'wallet',
    asset,
    code: asset,
    available: total,
    locked: zero,
    total,
    borrowed: zero,
  };
}
