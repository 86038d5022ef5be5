import type { Asset, AssetId } from '../assets/asset';
import type { Decimal } from '../base/decimal';
import type { AccountType } from '../portfolio/balance';
import type { ConnectionId, VenueId } from '../base/ids';
import type { OrderBook, SpotMarket, TakerFee } from '../pricing/spot-market';
import type { TargetSet } from './targets';

/** One balance, as much as rebalancing must know of it. */
export interface RebalanceHolding {
  readonly connectionId: ConnectionId;
  readonly venue: VenueId;
  readonly accountType: AccountType;
  readonly subaccount?: string;
  readonly asset: AssetId;
  /** Units that an order could sell now. */
  readonly available: Decimal;
  /** Units owned less units owed: what is weighed. */
  readonly net: Decimal;
  /** The account's last reading failed: its balances are carried on, and no trade is built on them. */
  readonly stale?: boolean;
}

export type RebalanceAsset = Pick<Asset, 'id' | 'code' | 'kind'>;

/** A market with its coins as assets, and what is known of its prices. */
export interface TradableMarket extends SpotMarket {
  readonly baseAsset: AssetId;
  readonly quoteAsset: AssetId;
  readonly bid?: Decimal;
  readonly ask?: Decimal;
  readonly book?: OrderBook;
}

/** A way of an asset from one connection to another. */
export interface TransferRoute {
  readonly from: ConnectionId;
  readonly to: ConnectionId;
  readonly asset: AssetId;
  readonly network: string;
  /** Units that the network or the venue keeps; absent when nobody says beforehand. */
  readonly fee?: Decimal;
  readonly minAmount?: Decimal;
  readonly minutes?: number;
}

export type RebalanceMode =
  /** Classes outside their band go back to their target. */
  | { readonly kind: 'full' }
  /** They go back to the nearer edge of their band. */
  | { readonly kind: 'band-edge' }
  /**
   * Buys with new money and sells nothing. `arrived`: the balances show it already; else it is expected
   * at `connectionId`.
   */
  | {
      readonly kind: 'invest';
      readonly asset: AssetId;
      readonly amount: Decimal;
      readonly connectionId: ConnectionId;
      readonly arrived: boolean;
    }
  /** Sells, without buying, until so many dollars can be taken out. */
  | { readonly kind: 'raise'; readonly usd: Decimal };

/** Everything that board and plan are made of. Nothing else is asked for. */
export interface RebalanceInput {
  readonly holdings: readonly RebalanceHolding[];
  readonly assets: ReadonlyMap<AssetId, RebalanceAsset>;
  /** Dollars for one unit; an asset that is missing has no price and is neither weighed nor traded. */
  readonly prices: ReadonlyMap<AssetId, Decimal>;
  readonly targets: TargetSet;
  readonly mode: RebalanceMode;
  readonly markets: readonly TradableMarket[];
  /** By connection; a connection without one is not traded at. */
  readonly fees: ReadonlyMap<ConnectionId, TakerFee>;
  readonly routes: readonly TransferRoute[];
}
