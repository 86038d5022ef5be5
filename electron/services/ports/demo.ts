import type { DecimalString } from '../../../shared/money/decimal';
import type { Instant, Result } from '../../../shared/portfolio/failure';
import type { Credentials } from '../../../shared/portfolio/venue';
import type { VenueId } from '../../../shared/portfolio/balance';
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
