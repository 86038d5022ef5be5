import type { VenueId } from '../../../shared/base/ids';
import { NO_RECORDS } from '../../../shared/records/record-domains';
import type { ConnectionService } from '../connections/connection-service';
import type { Collector } from '../connections/collector';
import { MANUAL_VENUE } from '../connections/manual-venue';
import type { VenueAddresses } from '../connections/venue-addresses';
import type { LivePortfolio } from '../portfolio/live-portfolio';
import type { PriceFeed } from '../pricing/price-feed';
import type { RecordsService } from '../records/records-service';
import type { UserRecords } from '../records/user-records';
import type { SettingsService } from '../settings/settings-service';
import { DriftWatch, driftWords, type DriftWatchOptions } from './drift-watch';
import { RebalanceTerms, type RebalanceTermsOptions } from './rebalance-terms';

export interface RebalancingNeeds
  extends
    Pick<DriftWatchOptions, 'identity' | 'clock'>,
    Pick<RebalanceTermsOptions, 'gateway'>,
    Pick<VenueAddresses, 'addressOf'> {
  readonly portfolio: LivePortfolio;
  readonly connections: ConnectionService;
  readonly collector: Collector;
  readonly prices: PriceFeed;
  readonly settings: SettingsService;
  readonly records: RecordsService;
  readonly userRecords: UserRecords;
  readonly isChain: (venue: VenueId) => boolean;
  /** Tells the user that something has left its band. */
  readonly tell: (text: string) => void;
}

export interface RebalancingParts {
  readonly terms: RebalanceTerms;
  readonly driftWatch: DriftWatch;
}

export function rebalancingParts(needs: RebalancingNeeds): RebalancingParts {
  const { portfolio, connections, collector, prices, settings, records, userRecords } = needs;
  const { gateway, identity, clock, addressOf, isChain, tell } = needs;
  const terms = new RebalanceTerms({
    ...{ gateway, identity, clock },
    sessions: () => collector.sessions(),
    // Simulated and real venues are never connected together.
    addressOf: ({ venue }) => addressOf({ venue, demo: connections.hasDemo }),
    hasMarkets: (venue) => venue !== MANUAL_VENUE.id && !isChain(venue),
    held: () => portfolio.snapshot().balances,
    priceOf: (venue, code) => prices.priceOf(venue, code),
    tickerOf: (venue, base, quote) => prices.tickerOf(venue, base, quote),
  });
  const driftWatch = new DriftWatch({
    ...{ portfolio, identity, clock },
    settings: () => settings.current,
    // What the last run left is for painting only.
    records: () => (records.known ? records.current : NO_RECORDS),
    remember: (log) => void userRecords.rememberDrift(log),
    onDrift: (rows) => tell(driftWords(rows)),
  });
  return { terms, driftWatch };
}
