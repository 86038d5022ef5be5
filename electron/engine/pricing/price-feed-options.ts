import type { AssetIdentity } from '../assets/asset-identity';
import type { LivePortfolio } from '../portfolio/live-portfolio';
import type { Clock } from '../ports/clock';
import type { ExchangeGateway, VenueAddress } from '../ports/exchanges';
import type { Log } from '../ports/log';
import type { Contradiction } from './price-contradictions';
import type { QuoteCurrency } from '../../../shared/assets/format';
import type { VenueId } from '../../../shared/base/ids';

export interface PriceFeedOptions {
  readonly gateway: ExchangeGateway;
  readonly portfolio: LivePortfolio;
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
