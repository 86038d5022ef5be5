import type { AssetIdentity } from '../assets/asset-identity';
import type { Clock } from '../ports/clock';
import type { ExchangeGateway, VenueAddress } from '../ports/exchanges';
import type { Log } from '../ports/log';
import type { Contradiction } from './price-contradictions';
import type { ProtocolRates } from './protocol-rates';
import type { QuoteCurrency } from '../../../shared/assets/format';
import type { VenueId } from '../../../shared/base/ids';
import type { QuoteRates } from '../../../shared/contract/portfolio-view';
import type { Price, PriceKey } from '../../../shared/pricing/price';

/** What has to be priced, and who gets its prices. */
export interface PricedPortfolio {
  /** Calls on each change of what is held. */
  onChange(listener: () => void): () => void;
  /** Something is held whose price nobody asked for yet. */
  readonly awaitsPrices: boolean;
  /** Codes of what is held, by venue. */
  heldCodes(): ReadonlyMap<VenueId, ReadonlySet<string>>;
  /** The price that counts now. */
  price(key: PriceKey): Price | undefined;
  readonly quoteRates: QuoteRates;
  /** Rates of exchange that protocols told with the balances. */
  readonly protocolRates: Pick<ProtocolRates, 'latest'>;
  setPrices(prices: ReadonlyMap<PriceKey, Price>, rates: QuoteRates, pending: boolean): void;
}

export interface PriceFeedOptions {
  readonly gateway: Pick<ExchangeGateway, 'marketsOf'>;
  readonly portfolio: PricedPortfolio;
  readonly identity: AssetIdentity;
  readonly clock: Clock;
  readonly log: Log;
  readonly onStatus: () => void;
  /** A price jumped and is held back. */
  readonly onJump: (venue: VenueId, code: string) => void;
  /** A venue's own market contradicts the others: they overrule it, or nobody can say which is right. */
  readonly onContradiction?: (venue: VenueId, code: string, outcome: Contradiction) => void;
  /**
   * Venues asked for dollar markets beside those where something is held, so that stablecoins have
   * real prices also for those who are only on venues without dollars.
   */
  readonly references: () => readonly VenueAddress[];
  /** What values are shown in, whose rate is told beside those of the usual ones. */
  readonly quoteCurrency?: () => QuoteCurrency;
}
