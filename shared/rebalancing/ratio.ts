import { Decimal, decimal } from '../base/decimal';

export const HUNDRED = decimal('100');

/**
 * Quotients keep 40 digits: more than any figure shows, and few enough to be quick, which a division to all
 * the digits of sums is not.
 */
const Quotient = Decimal.clone({ precision: 40 });
const QuotientDown = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_DOWN });

/** `part / whole`, rounded to 40 digits; `whole` is not zero. */
export function ratio(part: Decimal, whole: Decimal): Decimal {
  return new Decimal(new Quotient(part).dividedBy(whole));
}

/**
 * {@link ratio}, that remembers the last one: what is left of a purchase is tried at place after place,
 * and is as many units at each of them.
 */
export class LastRatio {
  #part: Decimal | undefined;
  #whole: Decimal | undefined;
  #ratio: Decimal | undefined;

  of(part: Decimal, whole: Decimal): Decimal {
    if (this.#part === part && this.#whole === whole && this.#ratio !== undefined)
      return this.#ratio;
    [this.#part, this.#whole] = [part, whole];
    return (this.#ratio = ratio(part, whole));
  }
}

/** The same, never more than it is. */
export function ratioDown(part: Decimal, whole: Decimal): Decimal {
  return new Decimal(new QuotientDown(part).dividedBy(whole));
}

/** `part` in percent of `whole`. */
export function percentOf(part: Decimal, whole: Decimal): Decimal {
  return ratio(part.times(HUNDRED), whole);
}

/** So many percent of `whole`, exactly. */
export function percentage(percent: Decimal, whole: Decimal): Decimal {
  // A shift of the point is exact, a division need not be.
  return percent.times(whole).times(ONE_HUNDREDTH);
}

const ONE_HUNDREDTH = decimal('0.01');
