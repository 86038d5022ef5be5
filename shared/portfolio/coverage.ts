import type { AccountType } from './balance';
import type { ConnectionId, VenueId } from '../base/ids';
import type { Failure, Instant } from '../base/failure';
import type { Reach } from './reach';

/**
 * How the reading of one account type of one connection stands. `failed` never had a good reading;
 * `stale` carries the balances of its last good reading on.
 */
export type CoverageState =
  | { readonly state: 'pending' }
  | { readonly state: 'ok'; readonly at: Instant; readonly balances: number }
  | { readonly state: 'empty'; readonly at: Instant }
  /** Some of its parts answered; the others are named. */
  | {
      readonly state: 'partly';
      readonly at: Instant;
      readonly balances: number;
      readonly parts: readonly UnreadPartView[];
    }
  | {
      readonly state: 'stale';
      readonly at: Instant;
      /** Why it is not live; absent while its first answer of this run is awaited. */
      readonly failure?: Failure;
      /** A second reason, that stands whether the first one ends or not. */
      readonly also?: Failure;
      /** What its last good answer lacked. */
      readonly parts?: readonly UnreadPartView[];
    }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'no-permission'; readonly failure: Failure }
  | {
      readonly state: 'unsupported';
      readonly reason: string;
      /** All that is in it is counted in this other connection, which shows the same coins. */
      readonly countedIn?: ConnectionId;
    };

/** A product of an account that could not be read while others could. */
export interface UnreadPartView {
  /** How it is spoken of: `ETH staking`. */
  readonly name: string;
  readonly failure: Failure;
  /** When it was last read, since when what it held is carried on; absent if it never was. */
  readonly since?: Instant;
}

/**
 * Which balances of an account belong to a part of it: those in one of the subaccounts (`''` for the
 * account itself) and of one of the codes, where these are given.
 */
export interface PartHoldings {
  readonly subaccounts?: readonly string[];
  /** The venue's common codes. */
  readonly codes?: readonly string[];
  /** Codes of other parts of the same subaccounts. */
  readonly otherThan?: readonly string[];
  /** Subaccounts of other parts. */
  readonly otherThanSubaccounts?: readonly string[];
}

/** Whether a balance belongs to a part of its account. */
export function isHeldBy(
  { subaccounts, codes, otherThan = [], otherThanSubaccounts = [] }: PartHoldings,
  balance: { readonly subaccount?: string; readonly code: string },
): boolean {
  return (
    (subaccounts === undefined || subaccounts.includes(balance.subaccount ?? '')) &&
    (codes === undefined || codes.includes(balance.code)) &&
    !otherThan.includes(balance.code) &&
    !otherThanSubaccounts.includes(balance.subaccount ?? '')
  );
}

/** The state of an account that was read, with the number of balances that it has by now. */
export function withBalances(coverage: CoverageState, balances: number): CoverageState {
  if (coverage.state === 'partly') return { ...coverage, balances };
  if (coverage.state !== 'ok' && coverage.state !== 'empty') return coverage;
  const { at } = coverage;
  return balances === 0 ? { state: 'empty', at } : { state: 'ok', at, balances };
}

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

/** True when the cell's balances are what the venue said in its last answer, and all that there is. */
export function isWhole(coverage: CoverageState): boolean {
  return coverage.state === 'ok' || coverage.state === 'empty';
}

/** True when the cell's balances, but for those that are carried on themselves, are of its last answer. */
export function isLive(coverage: CoverageState): boolean {
  return isWhole(coverage) || coverage.state === 'partly';
}

/** An account that the user never opened at the venue: nothing is in it, and nothing is missing. */
export function isNotOpened(coverage: CoverageState): boolean {
  return coverage.state === 'no-permission' && coverage.failure.code === 'account-not-enabled';
}

/** What could not be read of an account at its last good answer. */
export function unreadParts(coverage: CoverageState): readonly UnreadPartView[] {
  return coverage.state === 'partly' || coverage.state === 'stale' ? (coverage.parts ?? []) : [];
}

/** True when nothing is missing for want of the cell: another connection shows what is in it. */
export function isCountedElsewhere(coverage: CoverageState): boolean {
  return coverage.state === 'unsupported' && coverage.countedIn !== undefined;
}
