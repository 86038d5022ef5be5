import type { AssetId } from '../assets/asset';
import { compare } from '../base/compare';
import type { Decimal } from '../base/decimal';
import type { CashBudget, CashRules } from './cash-budget';
import type { LastRatio } from './ratio';
import type { Shortfalls } from './shortfalls';
import type { Conversion, Place, TradingFloor } from './trading-floor';

/** What trades are placed from, and what is left to place. */
export interface Placing {
  readonly floor: TradingFloor;
  readonly rules: CashRules;
  readonly budget: CashBudget;
  /** Everything that counts as money, by id. */
  readonly cash: readonly AssetId[];
  readonly shortfalls: Shortfalls;
  /** Dollars that are still to be sold and bought, by asset. */
  readonly sells: Map<AssetId, Decimal>;
  readonly buys: Map<AssetId, Decimal>;
  /** Exchanges of money that were made: none is taken back to where it came from. */
  readonly exchanged: Set<string>;
  /** Units that so many dollars come to at a price. */
  readonly unitsWorth: LastRatio;
  /** Exchanges at a place that bring some money for other money. */
  readonly exchangesTo: (place: Place, money: AssetId) => readonly Conversion[];
  /** Sales are rounded up to whole lots, since at least so much is needed. */
  readonly up: boolean;
}

/** Dollars by asset, the largest first. */
export function largestFirst(
  needs: ReadonlyMap<AssetId, Decimal>,
): readonly (readonly [AssetId, Decimal])[] {
  return [...needs].sort(
    ([one, usd], [other, otherUsd]) => compare(otherUsd, usd) || (one < other ? -1 : 1),
  );
}
