import type { DecimalString } from '../../../shared/base/decimal';
import type { Instant, Result } from '../../../shared/base/failure';
import type { Credentials } from '../../../shared/portfolio/venue';
import type { VenueId } from '../../../shared/base/ids';
import type { ManualHolding } from '../../../shared/records/record-bodies';

/** What the running simulated venues tell of themselves. */
export interface DemoVenues {
  /** Loopback base URL by venue, chains among them. */
  readonly endpoints: Readonly<Record<VenueId, string>>;
  readonly credentials: Readonly<Record<VenueId, readonly Credentials[]>>;
  /** Wallets to watch, by what is public of them. */
  readonly wallets: readonly {
    readonly venue: VenueId;
    readonly label: string;
    readonly address: string;
  }[];
  /** What the demo's owner has entered. */
  readonly manualAccounts: readonly {
    readonly label: string;
    readonly holdings: readonly ManualHolding[];
  }[];
  /** Asks for what led up to today's prices, oldest first; it takes a moment to be made. */
  readonly priceHistory: () => Promise<Result<readonly PastDollarPrices[]>>;
}

/** Dollar prices by code at one past instant. */
export interface PastDollarPrices {
  readonly at: Instant;
  readonly prices: Readonly<Record<string, DecimalString>>;
}

/** Runs the simulated venues. */
export interface DemoRunner {
  start(): Promise<Result<DemoVenues>>;
  stop(): Promise<void>;
}
