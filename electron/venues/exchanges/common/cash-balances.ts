import type { Decimal } from '../../../../shared/base/decimal';

/**
 * Remembers the cash of each coin as a stream pushed it last, for venues that do not say why a balance
 * changed: orders that hold coins and prices that move leave the cash as it is, coins that move do not.
 */
export class CashBalances {
  readonly #byCoin = new Map<string, Decimal>();

  /** Nothing was pushed yet. */
  get isEmpty(): boolean {
    return this.#byCoin.size === 0;
  }

  /**
   * Takes a pushed amount, `undefined` where the push has none.
   * @returns whether it may be another than before
   */
  change(coin: string, cash: Decimal | undefined): boolean {
    const before = this.#byCoin.get(coin);
    if (cash === undefined) this.#byCoin.delete(coin);
    else this.#byCoin.set(coin, cash);
    return cash === undefined || before?.equals(cash) !== true;
  }
}
