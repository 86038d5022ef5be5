import { ZERO, type Decimal } from '../base/decimal';
import { ExactSum } from '../base/exact-sum';
import { netAmount, type AccountType, type Balance } from './balance';
import { qualityKey, qualityOf, type QualityKey } from './quality';
import type { Totals, ValuedBalance } from './snapshot';
import type { TotalQuality } from './quality';

/** Sums by key that can be taken from as well as added to; a key without members is absent. */
class Sums<Key> {
  readonly #entries = new Map<Key, { readonly sum: ExactSum; members: number }>();

  add(key: Key, value: Decimal): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) this.#entries.set(key, { sum: new ExactSum(value), members: 1 });
    else {
      entry.sum.add(value);
      entry.members += 1;
    }
  }

  subtract(key: Key, value: Decimal): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) throw new Error('subtracted from a sum that has no members');
    entry.members -= 1;
    if (entry.members === 0) this.#entries.delete(key);
    else entry.sum.subtract(value);
  }

  get(key: Key): Decimal {
    return this.#entries.get(key)?.sum.value ?? ZERO;
  }

  toMap(): Map<Key, Decimal> {
    const sums = new Map<Key, Decimal>();
    for (const [key, { sum }] of this.#entries) sums.set(key, sum.value);
    return sums;
  }
}

/** What decides which totals a value counts towards, beside its quality. */
type Place = Pick<Balance, 'venue' | 'asset' | 'accountType'>;

/** Totals that follow single contributions; exact, so they equal a full recomputation at any time. */
export class RunningTotals {
  readonly #total = new Sums<'total'>();
  readonly #byVenue = new Sums<string>();
  readonly #byAsset = new Sums<string>();
  readonly #byAccountType = new Sums<AccountType>();
  readonly #byQuality = new Sums<QualityKey>();
  /** Balances that are not zero, by quality. */
  readonly #balances = new Map<QualityKey, number>();
  #unpriced: number;

  constructor(unpriced = 0) {
    this.#unpriced = unpriced;
  }

  add(valued: ValuedBalance, carried: boolean): void {
    const isZero = netAmount(valued).isZero();
    if (valued.valueUsd !== undefined)
      this.addValue(valued, valued.valueUsd, qualityKey(valued.price, carried), isZero ? 0 : 1);
    else if (!isZero) this.#unpriced += 1;
  }

  /**
   * @param value of everything that is held at that place of that quality, or of a part of it
   * @param balances how many that are not zero make it
   */
  addValue(
    { venue, asset, accountType }: Place,
    value: Decimal,
    quality: QualityKey,
    balances: number,
  ): void {
    this.#total.add('total', value);
    this.#byVenue.add(venue, value);
    this.#byAsset.add(asset, value);
    this.#byAccountType.add(accountType, value);
    this.#byQuality.add(quality, value);
    this.#count(quality, balances);
  }

  subtract(valued: ValuedBalance, carried: boolean): void {
    const { venue, asset, accountType, valueUsd: value } = valued;
    const isZero = netAmount(valued).isZero();
    if (value === undefined) {
      if (!isZero) this.#unpriced -= 1;
      return;
    }
    const quality = qualityKey(valued.price, carried);
    this.#total.subtract('total', value);
    this.#byVenue.subtract(venue, value);
    this.#byAsset.subtract(asset, value);
    this.#byAccountType.subtract(accountType, value);
    this.#byQuality.subtract(quality, value);
    this.#count(quality, isZero ? 0 : -1);
  }

  #count(quality: QualityKey, balances: number): void {
    if (balances !== 0) this.#balances.set(quality, (this.#balances.get(quality) ?? 0) + balances);
  }

  quality(): TotalQuality {
    return {
      ...qualityOf({
        usd: (key) => this.#byQuality.get(key),
        balances: (key) => this.#balances.get(key) ?? 0,
        zero: ZERO,
      }),
      unpricedBalances: this.#unpriced,
    };
  }

  totals(): Totals {
    return {
      totalUsd: this.#total.get('total'),
      byVenue: this.#byVenue.toMap(),
      byAsset: this.#byAsset.toMap(),
      byAccountType: this.#byAccountType.toMap(),
      quality: this.quality(),
    };
  }
}
