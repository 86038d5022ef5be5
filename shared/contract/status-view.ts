import type { VenueId } from '../base/ids';
import type { Failure, Instant } from '../base/failure';
import type { StreamStatus } from '../portfolio/venue';

/** What the status strip shows. */
export interface StatusView {
  readonly refresh: {
    readonly running: boolean;
    readonly lastAt?: Instant;
    readonly nextAt?: Instant;
  };
  readonly streams: readonly StreamStatus[];
  readonly rateLimits: readonly RateLimitUse[];
  readonly prices: {
    readonly lastAt?: Instant;
    readonly failures: Readonly<Record<VenueId, Failure>>;
  };
  readonly database: DatabaseStatus;
  readonly keychain: KeychainStatus;
  /** Keys of removed connections that are still in the keychain and go when it lets them. */
  readonly keysToDelete: number;
  readonly connections: ConnectionListStatus;
  /** This computer's clock cannot be right, so nothing is recorded; absent while it can. */
  readonly clock?: ClockTrouble;
}

/** Both are whole sentences. */
export interface ClockTrouble {
  readonly reason: string;
  readonly hint: string;
}

/** Whether what is connected is known from the database; until then it is what was cached. */
export type ConnectionListStatus =
  | { readonly state: 'opening' }
  | { readonly state: 'known' }
  /** It refuses changes, and is asked for again when the database is there. */
  | { readonly state: 'unknown'; readonly failure: Failure };

/** Share of the budget of a venue's busiest key that is used, 0 to 1. */
export interface RateLimitUse {
  readonly venue: VenueId;
  readonly used: number;
  /** No call goes out before this instant. */
  readonly pausedUntil?: Instant;
}

export type DatabaseStatus =
  | { readonly state: 'opening' }
  | {
      readonly state: 'ready';
      readonly engine: string;
      /** Acknowledged writes that are on their way to the engine. */
      readonly waiting: number;
      /** Something is not taken at present, as by a full disk. What was recorded can be read. */
      readonly refusing?: DatabaseTrouble;
    }
  | { readonly state: 'failed'; readonly failure: Failure };

export interface DatabaseTrouble {
  readonly failure: Failure;
  readonly since: Instant;
  /** Writes that were not acknowledged meanwhile. */
  readonly refused: number;
}

export type KeychainStatus =
  | { readonly state: 'available' }
  | {
      /** It is there but locked; there is none; it said no; it did not answer in time. */
      readonly state: 'locked' | 'no-service' | 'refused' | 'no-answer';
      /** Both are whole sentences. */
      readonly reason: string;
      readonly hint: string;
    };

export interface AppInfo {
  readonly version: string;
  readonly platform: string;
  readonly dataDirectory: string;
  readonly electron: {
    readonly version: string;
    /** An Electron whose line no longer gets security fixes. */
    readonly old: boolean;
  };
  /** Screen to open at the start, asked for on the command line. */
  readonly initialView?: string;
  readonly demo: boolean;
}
