import type { Decimal } from '../base/decimal';
import type { VenueId } from '../base/ids';
import type { Instant } from '../base/failure';

/** What an order at a spot market must obey, as the venue states it. Absent where it states nothing. */
export interface MarketRules {
  /** Amounts of the base are whole multiples of it. */
  readonly lotStep: Decimal;
  /** Least and largest amount of one order, in units of the base. */
  readonly minAmount?: Decimal;
  readonly maxAmount?: Decimal;
  /** Least price times amount of one order, in units of the quote. */
  readonly minNotional?: Decimal;
  /** Prices are whole multiples of it. */
  readonly priceStep?: Decimal;
  /** Most significant digits of a price, where the venue counts those instead. */
  readonly priceDigits?: number;
}

/** A spot market that is open for orders, by the venue's common codes. */
export interface SpotMarket {
  readonly venue: VenueId;
  /** `BTC/USDT`. */
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly rules: MarketRules;
  /**
   * What a taker's fee is taken from: always the quote, or what the order brings (the base when buying),
   * which is what then arrives less.
   */
  readonly feeFrom: 'quote' | 'received';
}

export interface BookLevel {
  readonly price: Decimal;
  /** In units of the base; above zero. */
  readonly amount: Decimal;
}

/** Resting orders, the best first. A venue gives only so many: there may be more behind the last. */
export interface OrderBook {
  readonly at: Instant;
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

/** The share of a trade that a venue keeps from whoever takes a resting order: `0.001` is 0.1 %. */
export interface TakerFee {
  readonly rate: Decimal;
  /** This account's own, as the venue says, or the venue's published rate for a new account. */
  readonly source: 'account' | 'published';
}

/** One way by which a venue lets an asset out. */
export interface WithdrawalTerms {
  /** The venue's common code of the asset. */
  readonly code: string;
  /** As the venue names it: `BTC`, `TRC20`. */
  readonly network: string;
  /** What the venue keeps, in units of the asset; absent where it does not say beforehand. */
  readonly fee?: Decimal;
  readonly minAmount?: Decimal;
  /** The venue's own estimate until it arrives. */
  readonly minutes?: number;
}
