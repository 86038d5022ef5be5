import type { Decimal } from '../../../shared/money/decimal';

/**
 * Remembers the cash of each coin as a stream pushed it last, for venues that do not say why a balance
 * changed: orders that hold coins and prices that move leave the cash as it is, coins that move do not.
 */
export class CashBalances {
  readonly #byCoin = new Map<string, Decimal>();

  /** Takes a pushed amount. @returns whether it is another than before, or the first */
  change(coin: string, cash: Decimal): boolean {
    const before = this.#byCoin.get(coin);
    this.#byCoin.set(coin, cash);
    return before === undefined || !before.equals(cash);
  }
}
