import type { DecimalString } from '../../../shared/base/decimal';
import type { AccountStanding } from '../../../shared/history/counted-basis';
import type { PointStatus } from '../../../shared/history/series';
import type { AccountType } from '../../../shared/portfolio/balance';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import type { CoverageState } from '../../../shared/portfolio/coverage';
import type { FailureCode, Instant } from '../../../shared/base/failure';
import type { Connection } from '../../../shared/portfolio/venue';
import type { RecordChange } from '../../../shared/records/stored-record';
import type { PortfolioId } from '../../engine/ports/history';

/**
 * A write as it stands in the journal and is delivered to the engine. Entries on disk outlive the
 * version that wrote them: fields are added, never renamed or given another meaning.
 */
export type Entry =
  | { readonly kind: 'connection-saved'; readonly connection: Connection }
  | { readonly kind: 'connection-removed'; readonly id: ConnectionId }
  /** Written by versions before records: all settings, with everything that the user made as lists. */
  | { readonly kind: 'settings-saved'; readonly settings: Readonly<Record<string, unknown>> }
  | { readonly kind: 'setting-changed'; readonly key: string; readonly value: unknown }
  | RecordsEntry
  | SnapshotEntry
  | TotalsEntry
  | { readonly kind: 'portfolio-removed'; readonly portfolio: PortfolioId };

/** Rows that the user made, and preferences that go with them, changed together. */
export interface RecordsEntry {
  readonly kind: 'records-changed';
  readonly at: Instant;
  readonly changes: readonly RecordChange[];
  /** Stored values by key; all others stay as they are. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** One snapshot, with only what changed since the one before it. */
export interface SnapshotEntry {
  readonly kind: 'snapshot-recorded';
  readonly portfolio: PortfolioId;
  readonly at: Instant;
  readonly status: PointStatus;
  readonly totalUsd: DecimalString;
  readonly liveUsd: DecimalString;
  readonly stalePriceUsd: DecimalString;
  readonly carriedUsd: DecimalString;
  readonly pegAssumedUsd: DecimalString;
  readonly manualUsd: DecimalString;
  readonly unpricedBalances: number;
  /** Dollars for one unit of each currency whose rate is known. Absent in entries of versions that did not tell. */
  readonly rates?: RecordedRates;
  /**
   * Dollars that the total is more by in each of those currencies, since what is held of a currency itself counts
   * by its amount (`quoteGap`); without those that are zero. Absent in entries of versions that did not tell.
   */
  readonly gaps?: RecordedGaps;
  /** What each account is worth in it. Absent in entries of versions that did not tell. */
  readonly accounts?: readonly AccountWorth[];
  /** See `countedBasis`; there with the accounts. */
  readonly basis?: string;
  /**
   * Keys (`namedKey`) of what is held and in no total, since it has no price or the user's word on a token is missing.
   * Absent when they are as in the snapshot before.
   */
  readonly uncounted?: readonly string[];
  /** Absent when it is as in the snapshot before. */
  readonly coverage?: readonly RecordedCell[];
  readonly balances: BalanceChanges;
  /**
   * When the snapshot was taken that `last_usd` and `repriced` compare with; absent where there was none, and in
   * entries of versions that did not tell.
   */
  readonly comparedWith?: Instant;
  /** Absent within the same hour. */
  readonly breakdown?: readonly BreakdownRow[];
}

/**
 * A coverage cell as it is kept: without what is new at each reading (the time of a good answer is the
 * point's own), so that it is written when something changed.
 */
export interface RecordedCell {
  readonly connection: ConnectionId;
  readonly venue: VenueId;
  readonly account_type: AccountType;
  readonly state: CoverageState['state'];
  readonly balances?: number;
  /** Of a stale cell: when it was last read. */
  readonly at?: Instant;
  readonly failure?: FailureCode;
  /** Of a cell that was partly read: what could not be, and when it last was. */
  readonly parts?: readonly {
    readonly name: string;
    readonly failure: FailureCode;
    readonly at?: Instant;
  }[];
}

export interface BalanceChanges {
  /** True when `changed` is everything there is, so that what is not in it is gone. */
  readonly full: boolean;
  readonly changed: readonly BalanceRow[];
  /** Balances that are gone since the snapshot before. */
  readonly gone: readonly GoneBalance[];
}

/** Dollars for one unit by code: `{ EUR: '1.0852' }`. */
export type RecordedRates = Readonly<Record<string, DecimalString>>;

/** Dollars by code, each to be added to a sum before it is divided by the rate of that code. */
export type RecordedGaps = Readonly<Record<string, DecimalString>>;

/** An account with what its balances are worth together, as far as they have a price. */
export interface AccountWorth {
  readonly connection: ConnectionId;
  readonly venue: VenueId;
  readonly account_type: AccountType;
  readonly standing: AccountStanding;
  readonly usd: DecimalString;
  /** What to add to that in other currencies. */
  readonly gaps?: RecordedGaps;
  /** By `namedKey`, of an account that is kept by hand or only partly read. */
  readonly held?: Readonly<Record<string, HeldWorth>>;
  /** Parts that had never been read, of one that is partly read. Absent in entries of versions that did not tell. */
  readonly lacks?: readonly string[];
}

/** A balance's net amount, and what it is worth unless it has no price. */
export interface HeldWorth {
  readonly amount: DecimalString;
  readonly usd?: DecimalString;
  /** Absent in entries of versions that did not tell. */
  readonly asset?: string;
}

export interface BalanceIdentity {
  readonly connection: ConnectionId;
  readonly account_type: AccountType;
  readonly subaccount: string;
  readonly asset: string;
}

/** What was worth how much in the snapshot before. */
export interface LastWorth {
  readonly last_usd?: DecimalString;
  /** Net. */
  readonly last_amount?: DecimalString;
  /** What it was, where that is another asset than it is now. */
  readonly last_asset?: string;
}

export interface GoneBalance extends BalanceIdentity, LastWorth {
  /** Absent in entries of versions that did not tell, as are the code and worth of other rows. */
  readonly code?: string;
  /** Where it was of several codes: each, instead of its own worth. */
  readonly parts?: readonly PartRow[];
}

/** What a balance has under one of several codes, or had in the snapshot before. */
export interface PartRow extends LastWorth {
  readonly code: string;
  /** Net; zero where it is there no more. */
  readonly amount: DecimalString;
  readonly usd?: DecimalString;
  readonly repriced?: Repriced;
}

/** What it was worth before (`LastWorth`) is told where it has no price any more. */
export interface BalanceRow extends BalanceIdentity, LastWorth {
  readonly code: string;
  readonly available: DecimalString;
  readonly locked: DecimalString;
  readonly total: DecimalString;
  readonly borrowed: DecimalString;
  /** Where it is of several codes, or was: each, instead of what is said of it as a whole. */
  readonly parts?: readonly PartRow[];
  /** What it is worth; absent where it has no price. */
  readonly usd?: DecimalString;
  /** Where its price is another by the user's word on it, or on what the code is. */
  readonly repriced?: Repriced;
}

/** A balance in the snapshot before, and what that amount is worth at the price of now. */
export interface Repriced {
  readonly asset: string;
  readonly amount: DecimalString;
  readonly from_usd: DecimalString;
  readonly to_usd: DecimalString;
}

export interface BreakdownRow {
  readonly dimension: 'asset' | 'venue' | 'account-type';
  readonly member: string;
  /** Absent when nothing of it has a price. */
  readonly value_usd?: DecimalString;
  /** Net amount in units of the asset. */
  readonly amount?: DecimalString;
}

export interface TotalsEntry {
  readonly kind: 'totals-recorded';
  readonly portfolio: PortfolioId;
  readonly points: readonly TotalRow[];
}

export interface TotalRow {
  readonly at: Instant;
  readonly totalUsd: DecimalString;
  readonly status: PointStatus;
  readonly rates?: RecordedRates;
}

const KINDS: ReadonlySet<unknown> = new Set<Entry['kind']>([
  'connection-saved',
  'connection-removed',
  'settings-saved',
  'setting-changed',
  'records-changed',
  'snapshot-recorded',
  'totals-recorded',
  'portfolio-removed',
]);

/** Reads an entry back from the journal, where only this app writes and checksums guard. */
export function parseEntry(payload: string): Entry {
  const parsed: unknown = JSON.parse(payload);
  if (isEntry(parsed)) return parsed;
  throw new TypeError('not an entry of the journal');
}

/** Tells an entry by its kind. Its fields are the sender's, who is of the same build or an older one. */
function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'kind' in value && KINDS.has(value.kind);
}
