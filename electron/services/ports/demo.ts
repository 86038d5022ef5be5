import type { DecimalString } from '../../../shared/money/decimal';
import type { Instant, Result } from '../../../shared/portfolio/failure';
import type { Credentials } from '../../../shared/portfolio/venue';
import type { VenueId } from '../../../shared/portfolio/balance';

/** What the running simulated venues tell of themselves. */
export interface DemoVenues {
  /** Loopback base URL by venue. */
  readonly endpoints: Readonly<Record<VenueId, string>>;
  readonly credentials: Readonly<Record<VenueId, readonly Credentials[]>>;
  /** Dollar prices by code, oldest first, that led up to today's. */
  readonly priceHistory: readonly {
    readonly at: Instant;
    readonly prices: Readonly<Record<string, DecimalString>>;
  }[];
}

/** Runs the simulated venues. */
export interface DemoRunner {
  start(): Promise<Result<DemoVenues>>;
  stop(): Promise<void>;
}
