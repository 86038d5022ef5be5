import type { AssetId } from '../assets/asset';
import type { Decimal } from '../base/decimal';
import type { AccountType, Balance } from './balance';
import type { VenueId } from '../base/ids';
import type { CoverageCell } from './coverage';
import type { Instant } from '../base/failure';
import type { Price } from '../pricing/price';
import type { TotalQuality } from './quality';

/** A balance with its price; `valueUsd` is net amount times price, absent when unpriced. */
export interface ValuedBalance extends Balance {
  readonly price: Price;
  readonly valueUsd?: Decimal;
  /** It belongs to a part of its account that could not be read again, while others could. */
  readonly carried?: true;
}

/** All sums are of net values in US dollars; what has no price is in none of them. */
export interface Totals {
  readonly totalUsd: Decimal;
  readonly byVenue: ReadonlyMap<VenueId, Decimal>;
  readonly byAsset: ReadonlyMap<AssetId, Decimal>;
  readonly byAccountType: ReadonlyMap<AccountType, Decimal>;
  readonly quality: TotalQuality;
}

/** All balances valued at one instant. */
export interface Snapshot extends Totals {
  readonly at: Instant;
  readonly balances: readonly ValuedBalance[];
  readonly coverage: readonly CoverageCell[];
}
