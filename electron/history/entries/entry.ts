import type { DecimalString } from '../../../shared/money/decimal';
import type { PointStatus } from '../../../shared/history/series';
import type { AccountType, ConnectionId, VenueId } from '../../../shared/portfolio/balance';
import type { CoverageState } from '../../../shared/portfolio/coverage';
import type { FailureCode, Instant } from '../../../shared/portfolio/failure';
import type { Connection } from '../../../shared/portfolio/venue';
import type { RecordChange } from '../../../shared/records/stored-record';
import type { PortfolioId } from '../../services/ports/history';

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
  /** Absent when it is as in the snapshot before. */
  readonly coverage?: readonly RecordedCell[];
  readonly balances: BalanceChanges;
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
  readonly gone: readonly BalanceIdentity[];
}

export interface BalanceIdentity {
  readonly connection: ConnectionId;
  readonly account_type: AccountType;
  readonly subaccount: string;
  readonly asset: string;
}

export interface BalanceRow extends BalanceIdentity {
  readonly code: string;
  readonly available: DecimalString;
  readonly locked: DecimalString;
  readonly total: DecimalString;
  readonly borrowed: DecimalString;
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
