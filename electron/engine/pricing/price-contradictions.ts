import type { Price, PriceKey } from '../../../shared/pricing/price';
import { CONTRADICTION_LASTS_MS } from '../../../shared/pricing/price-limits';

export type Contradiction = 'overruled' | 'disputed';

type MarketPrice = Extract<Price, { kind: 'market' }>;

/**
 * Venues are asked one after the other, so that a market which moves fast is apart from the others until they
 * have been asked again. A price that agreed with them before stands that long; one that never did does not.
 */
export class PriceContradictions {
  /** Prices that no venue contradicted when all had been asked. */
  readonly #agreed = new Set<PriceKey>();
  /** Since when one is contradicted, in elapsed time. */
  readonly #since = new Map<PriceKey, number>();
  readonly #reported = new Map<PriceKey, Contradiction>();

  /** The price before, while what the book says now may only be that the venues are not asked at once. */
  standing(
    key: PriceKey,
    before: Price | undefined,
    after: Price,
    elapsed: number,
  ): MarketPrice | undefined {
    if (contradictionOf(after) === undefined) {
      this.#since.delete(key);
      return undefined;
    }
    const since = this.#since.get(key) ?? elapsed;
    this.#since.set(key, since);
    const stands =
      before?.kind === 'market' &&
      before.setAside === undefined &&
      this.#agreed.has(key) &&
      elapsed - since < CONTRADICTION_LASTS_MS;
    return stands ? before : undefined;
  }

  /**
   * Notes the price that counts.
   * @param allAsked every venue was asked for all that is held
   * @returns what is to be said about it, once
   */
  note(key: PriceKey, price: Price, allAsked: boolean): Contradiction | undefined {
    const contradiction = contradictionOf(price);
    if (contradiction === undefined) {
      if (allAsked && !this.#since.has(key)) this.#agreed.add(key);
      if (!this.#since.has(key)) this.#reported.delete(key);
      return undefined;
    }
    this.#agreed.delete(key);
    if (!allAsked || this.#reported.get(key) === contradiction) return undefined;
    this.#reported.set(key, contradiction);
    return contradiction;
  }
}

function contradictionOf(price: Price): Contradiction | undefined {
  if (price.kind === 'unpriced') return price.reason === 'disputed' ? 'disputed' : undefined;
  return price.kind !== 'manual' && price.setAside !== undefined ? 'overruled' : undefined;
}
