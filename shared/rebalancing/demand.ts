import type { AssetId } from '../assets/asset';
import { smaller } from '../base/compare';
import { ZERO, type Decimal } from '../base/decimal';
import { ExactSum } from '../base/exact-sum';
import { largestFirst, type Placing } from './placing';
import type { Place } from './trading-floor';

/** Where purchases will lack money, in dollars, so that coins are sold there rather than elsewhere. */
export class Demand {
  readonly #open: Map<AssetId, Decimal>;
  /** What can be bought at each place, the largest need first, and its sum. */
  readonly #buyable = new Map<Place, AssetId[]>();
  readonly #sums = new Map<Place, ExactSum>();
  readonly #placesOf = new Map<AssetId, Place[]>();

  constructor({ floor, budget, buys, cash }: Placing) {
    this.#open = new Map(buys);
    const sorted = largestFirst(buys);
    for (const place of floor.places) {
      const there = sorted.filter(([asset]) => floor.marketsOf(place, asset).length > 0);
      this.#buyable.set(
        place,
        there.map(([asset]) => asset),
      );
      for (const [asset, usd] of there) {
        this.#sumOf(place).add(usd);
        const places = this.#placesOf.get(asset);
        if (places === undefined) this.#placesOf.set(asset, [place]);
        else places.push(place);
      }
    }
    for (const place of floor.places)
      for (const asset of cash) {
        const usd = budget.spendable(place.connectionId, asset).times(floor.price(asset));
        if (usd.greaterThan(0)) this.met(place, usd);
      }
  }

  at(place: Place): Decimal {
    return this.#sums.get(place)?.value ?? ZERO;
  }

  /** @param usd zero or more */
  met(place: Place, usd: Decimal): void {
    let left = usd;
    for (const asset of this.#buyable.get(place) ?? []) {
      if (left.isZero()) return;
      const open = this.#open.get(asset) ?? ZERO;
      if (open.isZero()) continue;
      const some = smaller(left, open);
      this.#open.set(asset, open.minus(some));
      for (const one of this.#placesOf.get(asset) ?? []) this.#sumOf(one).subtract(some);
      left = left.minus(some);
    }
  }

  #sumOf(place: Place): ExactSum {
    let sum = this.#sums.get(place);
    if (sum === undefined) this.#sums.set(place, (sum = new ExactSum()));
    return sum;
  }
}
