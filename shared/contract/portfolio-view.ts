import type { AssetId, AssetKind } from '../assets/asset';
import type { DecimalString } from '../base/decimal';
import type { AccountType, BalanceKey, ReceiptOf } from '../portfolio/balance';
import type { ConnectionId, VenueId } from '../base/ids';
import type { CoverageCell } from '../portfolio/coverage';
import type { Instant } from '../base/failure';
import type { PositionKind } from '../portfolio/position';
import type { QuoteCurrency } from '../assets/format';
import type { PriceHop, PriceKey, UnpricedReason } from '../pricing/price';
import type { QualityOverlap, TotalQuality } from '../portfolio/quality';

/** A row of the live portfolio as sent to the renderer and printed: amounts as text. */
export interface CodePartView {
  readonly code: string;
  readonly available: DecimalString;
  readonly locked: DecimalString;
  readonly total: DecimalString;
  readonly borrowed: DecimalString;
}

export interface BalanceView {
  readonly key: BalanceKey;
  readonly connectionId: ConnectionId;
  readonly venue: VenueId;
  readonly accountType: AccountType;
  readonly subaccount?: string;
  readonly asset: AssetId;
  readonly code: string;
  readonly available: DecimalString;
  readonly locked: DecimalString;
  readonly total: DecimalString;
  readonly borrowed: DecimalString;
  /** Where the venue has it under several codes: what there is under each. */
  readonly parts?: readonly CodePartView[];
  /** Key of its price in {@link PortfolioState.prices}. */
  readonly price: PriceKey;
  /** Net value; absent when unpriced. */
  readonly valueUsd?: DecimalString;
  /** Carried on from an older answer, while other balances of its account are of the last one. */
  readonly carried?: true;
  /** It is a receipt of what lies there, and counts in its place. */
  readonly standsFor?: ReceiptOf;
  /** The account that shows receipts of it. */
  readonly receiptsIn?: AccountType;
}

/** An open derivative position; see {@link Position}. */
export interface PositionView {
  readonly key: string;
  readonly connectionId: ConnectionId;
  readonly venue: VenueId;
  readonly accountType: AccountType;
  readonly subaccount?: string;
  readonly market: string;
  readonly kind: PositionKind;
  readonly asset: AssetId;
  readonly code: string;
  readonly delta?: DecimalString;
  /** Key of its coin's price in {@link PortfolioState.prices}. */
  readonly price: PriceKey;
}

/** A token that is on no list and that the user has not decided about: in no total, in no history. */
export interface QuarantinedView {
  readonly key: BalanceKey;
  readonly connectionId: ConnectionId;
  readonly venue: VenueId;
  /** CAIP-19 id. */
  readonly asset: AssetId;
  /** What the contract says of itself. */
  readonly symbol: string;
  readonly name: string;
  readonly total: DecimalString;
}

/** What a venue says that some accounts are worth, beside what Portolan makes of them. */
export interface CrossCheckView {
  readonly connectionId: ConnectionId;
  readonly source: string;
  readonly covers: readonly AccountType[];
  readonly at: Instant;
  readonly outcome:
    | {
        readonly kind: 'compared';
        readonly theirsUsd: DecimalString;
        readonly oursUsd: DecimalString;
        /** Ours less theirs, as a share of theirs; absent when theirs is zero. */
        readonly difference?: DecimalString;
        /** The difference is more than the tolerance allows. */
        readonly differs: boolean;
        /** Balances without a price, which are not in ours; absent without any. */
        readonly oursUnpriced?: number;
      }
    /** The venue's total, or an account that it covers, could not be read or valued. */
    | { readonly kind: 'not-compared'; readonly reason: string };
}

export interface PriceHopView {
  readonly venue: VenueId;
  readonly market: string;
  readonly from: string;
  readonly to: string;
  readonly rate: DecimalString;
  readonly basis: PriceHop['basis'];
  readonly at: Instant;
}

/** What a market jumped to and does not count yet; when it will by itself, if it stays there. */
export interface PriceJumpView {
  readonly usd: DecimalString;
  readonly since: Instant;
  readonly countsAt?: Instant;
}

/** A market that contradicts the others: what it says, and how many other venues overrule it. */
export interface SetAsideView {
  readonly usd: DecimalString;
  readonly venues: number;
}

export type PriceView =
  | {
      readonly kind: 'market';
      readonly usd: DecimalString;
      readonly path: readonly PriceHopView[];
      readonly at: Instant;
      readonly usd24hAgo?: DecimalString;
      readonly staleSince?: Instant;
      readonly jump?: PriceJumpView;
      readonly setAside?: SetAsideView;
    }
  | {
      readonly kind: 'peg-assumed';
      readonly usd: DecimalString;
      readonly peg: string;
      readonly path: readonly PriceHopView[];
      readonly at: Instant;
      readonly staleSince?: Instant;
      readonly setAside?: SetAsideView;
    }
  | { readonly kind: 'manual'; readonly usd: DecimalString; readonly at: Instant }
  | {
      readonly kind: 'unpriced';
      readonly reason: UnpricedReason;
      readonly claim?: { readonly usd: DecimalString; readonly at: Instant };
    };

export interface AssetView {
  readonly id: AssetId;
  readonly code: string;
  readonly name: string;
  readonly kind: AssetKind;
  /** The asset that it is a wrapped or staked variant of. */
  readonly standsFor?: AssetId;
}

export interface QualityOverlapView extends Omit<QualityOverlap, 'usd'> {
  readonly usd: DecimalString;
}

export interface TotalsView {
  readonly totalUsd: DecimalString;
  readonly byVenue: Readonly<Record<VenueId, DecimalString>>;
  readonly byAsset: Readonly<Record<AssetId, DecimalString>>;
  readonly byAccountType: Readonly<Partial<Record<AccountType, DecimalString>>>;
  readonly quality: {
    readonly liveUsd: DecimalString;
    readonly stalePriceUsd: DecimalString;
    readonly carriedUsd: DecimalString;
    readonly pegAssumedUsd: DecimalString;
    readonly manualUsd: DecimalString;
    readonly unpricedBalances: number;
    readonly balances: TotalQuality['balances'];
    readonly overlaps: readonly QualityOverlapView[];
  };
}

/** Dollars for one unit of a quote currency, now and 24 h before by the same markets, where they tell. */
export interface QuoteRateView {
  readonly usd: DecimalString;
  readonly usd24hAgo?: DecimalString;
  /** No market has made it since then: it is carried on. */
  readonly staleSince?: Instant;
}

/** The rates of quote currencies other than the dollar; absent while none is known. */
export type QuoteRates = Readonly<Partial<Record<QuoteCurrency, QuoteRateView>>>;

/**
 * The whole live portfolio. `origin` is `stored` when it was painted from the last run and no venue has
 * answered yet: every balance then is as old as `at`.
 */
export interface PortfolioState {
  /** Grows by one with each patch; a gap means that the full state must be asked for again. */
  readonly sequence: number;
  readonly at: Instant;
  readonly origin: 'live' | 'stored';
  /** Every account has an outcome and every price that can be had is there. */
  readonly settled: boolean;
  readonly balances: Readonly<Record<BalanceKey, BalanceView>>;
  readonly prices: Readonly<Record<PriceKey, PriceView>>;
  readonly assets: Readonly<Record<AssetId, AssetView>>;
  readonly coverage: readonly CoverageCell[];
  readonly positions: readonly PositionView[];
  readonly quarantine: readonly QuarantinedView[];
  readonly crossChecks: readonly CrossCheckView[];
  readonly totals: TotalsView;
  readonly quoteRates: QuoteRates;
}

/** What changed since `sequence - 1`. Lists hold whole new values; absent parts did not change. */
export interface PortfolioPatch {
  readonly sequence: number;
  readonly at: Instant;
  readonly origin: 'live' | 'stored';
  readonly settled: boolean;
  readonly balances?: readonly BalanceView[];
  readonly removedBalances?: readonly BalanceKey[];
  readonly prices?: Readonly<Record<PriceKey, PriceView>>;
  readonly removedPrices?: readonly PriceKey[];
  readonly assets?: readonly AssetView[];
  readonly coverage?: readonly CoverageCell[];
  readonly positions?: readonly PositionView[];
  readonly quarantine?: readonly QuarantinedView[];
  readonly crossChecks?: readonly CrossCheckView[];
  readonly totals?: TotalsView;
  readonly quoteRates?: QuoteRates;
}
