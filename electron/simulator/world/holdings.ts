import type { Decimal } from '../../../shared/base/decimal';
import { decimal, ZERO } from '../../../shared/base/decimal';
import type { Holding } from './world-event';
import type { Account, HoldingText, KeyDefinition } from './world-definition';

const NOTHING: Holding = {
  available: ZERO,
  locked: ZERO,
  borrowed: ZERO,
  interest: ZERO,
  unrealized: ZERO,
};

/** What one key can see: accounts, and in each the coins it holds or owes. */
export class Holdings {
  private readonly accounts = new Map<Account, Map<string, Holding>>();

  constructor(definition: KeyDefinition) {
    for (const { account, code, ...amounts } of definition.holdings)
      this.replace(account, code, amounts);
  }

  list(): Account[] {
    return [...this.accounts.keys()];
  }

  of(account: Account): ReadonlyMap<string, Holding> {
    return this.accounts.get(account) ?? new Map<string, Holding>();
  }

  get(account: Account, code: string): Holding {
    return this.of(account).get(code) ?? NOTHING;
  }

  /** Changes the amounts that are given and keeps the others; a holding of nothing disappears. */
  replace(account: Account, code: string, amounts: HoldingText): void {
    const changed: Partial<Record<keyof Holding, Decimal>> = {};
    for (const field of Object.keys(NOTHING) as (keyof Holding)[]) {
      const text = amounts[field];
      if (text !== undefined) changed[field] = decimal(text);
    }
    this.put(account, code, { ...this.get(account, code), ...changed });
  }

  /**
   * Adds to what is available; a negative amount takes away.
   * @throws RangeError if less would be left than nothing
   */
  add(account: Account, code: string, amount: Decimal): void {
    const before = this.get(account, code);
    const available = before.available.plus(amount);
    if (available.isNegative() && !available.isZero())
      throw new RangeError(`only ${before.available.toFixed()} ${code} available in ${account}`);
    this.put(account, code, { ...before, available });
  }

  private put(account: Account, code: string, holding: Holding): void {
    let coins = this.accounts.get(account);
    if (!coins) this.accounts.set(account, (coins = new Map<string, Holding>()));
    if (Object.values(holding).every((amount: Decimal) => amount.isZero())) coins.delete(code);
    else coins.set(code, holding);
  }
}
