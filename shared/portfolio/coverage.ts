import type { AccountType, ConnectionId, VenueId } from './balance';
import type { Failure, Instant } from './failure';
import type { Reach } from './reach';

/**
 * How the reading of one account type of one connection stands. `failed` never had a good reading;
 * `stale` carries the balances of its last good reading on.
 */
export type CoverageState =
  | { readonly state: 'pending' }
  | { readonly state: 'ok'; readonly at: Instant; readonly balances: number }
  | { readonly state: 'empty'; readonly at: Instant }
  | { readonly state: 'stale'; readonly at: Instant; readonly failure?: Failure }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'no-permission'; readonly failure: Failure }
  | {
      readonly state: 'unsupported';
      readonly reason: string;
      /** All that is in it is counted in this other connection, which shows the same coins. */
      readonly countedIn?: ConnectionId;
    };

/** One cell of the coverage matrix. */
export interface CoverageCell {
  readonly connectionId: ConnectionId;
  readonly venue: VenueId;
  readonly accountType: AccountType;
  /** What is called, in the venue's own words: `GET /api/v3/account`. */
  readonly source: string;
  readonly coverage: CoverageState;
  /** For accounts with derivatives: how many positions are open, or why that is not known. */
  readonly positions?: PositionsCoverage;
  /** How far a wallet was looked through at its last good reading. */
  readonly reach?: Reach;
}

export type PositionsCoverage =
  | { readonly state: 'ok'; readonly at: Instant; readonly open: number }
  /** Those of the last good reading are carried on, if there was one. */
  | { readonly state: 'failed'; readonly failure: Failure; readonly lastAt?: Instant };

/** True when the cell's balances are what the venue said in its last answer. */
export function isLive(coverage: CoverageState): boolean {
  return coverage.state === 'ok' || coverage.state === 'empty';
}

/** True when nothing is missing for want of the cell: another connection shows what is in it. */
export function isCountedElsewhere(coverage: CoverageState): boolean {
  return coverage.state === 'unsupported' && coverage.countedIn !== undefined;
}
