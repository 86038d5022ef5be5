import type { AssetId } from '../assets/asset';
import type { DecimalString } from '../base/decimal';
import type { ConnectionId, VenueId } from '../base/ids';
import type { Failure, Instant } from '../base/failure';
import type { SpotMarket, TakerFee } from '../pricing/spot-market';
import type { AssetView } from './portfolio-view';

/** The rules of a market, as text. */
export interface MarketRulesView {
  readonly lotStep: DecimalString;
  readonly minAmount?: DecimalString;
  readonly maxAmount?: DecimalString;
  readonly minNotional?: DecimalString;
  readonly priceStep?: DecimalString;
  readonly priceDigits?: number;
}

export interface MarketView extends Omit<SpotMarket, 'rules'> {
  readonly rules: MarketRulesView;
  readonly baseAsset: AssetId;
  readonly quoteAsset: AssetId;
  readonly bid?: DecimalString;
  readonly ask?: DecimalString;
}

export interface ConnectionFeeView {
  readonly connectionId: ConnectionId;
  readonly rate: DecimalString;
  readonly source: TakerFee['source'];
}

export interface TransferRouteView {
  readonly from: ConnectionId;
  readonly to: ConnectionId;
  readonly asset: AssetId;
  readonly network: string;
  readonly fee?: DecimalString;
  readonly minAmount?: DecimalString;
  readonly minutes?: number;
}

/** On what terms the connected venues let these assets be traded and moved, as far as they say. */
export interface RebalanceTermsView {
  readonly at: Instant;
  readonly markets: readonly MarketView[];
  readonly fees: readonly ConnectionFeeView[];
  readonly routes: readonly TransferRouteView[];
  /** Dollars for one unit of what was asked for and is not held. */
  readonly prices: Readonly<Record<AssetId, DecimalString>>;
  /** What was asked for and is not held. */
  readonly assets: readonly AssetView[];
  /** What could not be read: nothing is planned on it. */
  readonly failures: readonly TermsFailure[];
}

export interface TermsFailure {
  readonly venue: VenueId;
  readonly what: 'markets' | 'fee' | 'withdrawals' | 'order-book';
  readonly failure: Failure;
}

/** Price and amount of each resting order, the best first. */
export interface OrderBookView {
  readonly venue: VenueId;
  readonly symbol: string;
  readonly at: Instant;
  readonly bids: readonly (readonly [price: DecimalString, amount: DecimalString])[];
  readonly asks: readonly (readonly [price: DecimalString, amount: DecimalString])[];
}

export interface OrderBooksView {
  readonly books: readonly OrderBookView[];
  readonly failures: readonly TermsFailure[];
}
