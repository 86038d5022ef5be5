import type { AssetId } from '../assets/asset';
import type { Decimal } from '../base/decimal';
import type { AccountType, Balance } from './balance';
import type { VenueId } from '../base/ids';
import type { CoverageCell } from './coverage';
import type { Instant } from '../base/failure';
import type { Price } from '../pricing/price';
import type { QualityMark } from './quality';

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

/** How far the total can be trusted: its parts by the weakest thing known of them, which add up to it. */
export interface TotalQuality {
  /** From accounts that answered, priced by a market that answered. */
  readonly liveUsd: Decimal;
  /** Live, but at the last price of a market that can no longer be asked. */
  readonly stalePriceUsd: Decimal;
  /** From accounts whose last good answer is carried on. */
  readonly carriedUsd: Decimal;
  /** Live, but priced by an assumed peg. */
  readonly pegAssumedUsd: Decimal;
  /** Live, but priced by the user. */
  readonly manualUsd: Decimal;
  /** Balances that are not zero and have no price. */
  readonly unpricedBalances: number;
  /** How many balances that are not zero each part has: its sum may be zero where debts balance it. */
  readonly balances: Readonly<
    Record<'live' | 'stalePrice' | 'carried' | 'pegAssumed' | 'manual', number>
  >;
  /** What bears a second mark beside that of its part, so that none hides another. */
  readonly overlaps: readonly QualityOverlap[];
}

/** Of what is in the part `of`, that which is marked `also`; it may be in several of these. */
export interface QualityOverlap {
  readonly of: QualityMark;
  readonly also: QualityMark;
  readonly usd: Decimal;
  readonly balances: number;
}

/** All balances valued at one instant. */
export interface Snapshot extends Totals {
  readonly at: Instant;
  readonly balances: readonly ValuedBalance[];
  readonly coverage: readonly CoverageCell[];
}
