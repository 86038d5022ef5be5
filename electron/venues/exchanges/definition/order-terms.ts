import type { Decimal } from '../../../../shared/base/decimal';
import type { SpotMarket, WithdrawalTerms } from '../../../../shared/pricing/spot-market';
import type { ListedMarket } from './ticker-source';
import type { VenueCalls } from './calls';
import type { RawBook } from './order-book';

/**
 * What the user would meet when placing an order at a venue. All of it is read; the order itself is
 * placed by the user, at the venue.
 */
export interface OrderTerms {
  /** What a taker's fee is taken from, where a market does not say it itself. */
  readonly feeFrom: SpotMarket['feeFrom'];
  /** The best resting orders of a market, in one light public request. @throws VenueFailure */
  readonly orderBook?: (venue: VenueCalls, market: ListedMarket) => Promise<RawBook>;
  /** The share that this key's account pays as a taker. Left out where no key may ask. @throws VenueFailure */
  readonly takerFee?: (venue: VenueCalls) => Promise<Decimal>;
  /** What the venue's fee page tells a new account: a share such as `0.001`, or how to find it. */
  readonly publishedTakerFee: string | ((venue: VenueCalls) => Promise<Decimal>);
  /** By which networks these codes may leave. Left out where the venue does not say. @throws VenueFailure */
  readonly withdrawalTerms?: (
    venue: VenueCalls,
    codes: ReadonlySet<string>,
  ) => Promise<readonly WithdrawalTerms[]>;
  /** The page where people trade the pair, if it is sure. */
  readonly tradePage?: (base: string, quote: string) => string | undefined;
}
