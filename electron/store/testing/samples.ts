import type { PointStatus } from '../../../shared/history/series';
import { decimal, sum, ZERO, type Decimal } from '../../../shared/base/decimal';
import type { Balance } from '../../../shared/portfolio/balance';
import type { CoverageCell } from '../../../shared/portfolio/coverage';
import type { Instant } from '../../../shared/base/failure';
import type { Snapshot, ValuedBalance } from '../../../shared/portfolio/snapshot';
import type { Connection } from '../../../shared/portfolio/venue';
import type { RecordedRates, SnapshotEntry, TotalsEntry } from '../entries/entry';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Sunday midnight, UTC: the start of a bucket of every width up to a week's days. */
export const START: Instant = Date.UTC(2025, 5, 1);

export function sampleConnection(id: string, more: Partial<Connection> = {}): Connection {
  return {
    id,
    venue: 'kraken',
    label: `Key ${id}`,
    enabled: true,
    demo: false,
    createdAt: START,
    secretStorage: 'keychain',
    ...more,
  };
}

export function sampleBalance(asset: string, total: string, more: Partial<Balance> = {}): Balance {
  return {
    connectionId: 'one',
    venue: 'kraken',
    accountType: 'spot',
    asset,
    code: asset,
    available: decimal(total),
    locked: ZERO,
    total: decimal(total),
    borrowed: ZERO,
    ...more,
  };
}

/** A snapshot in which every asset is worth one dollar, but those named in `unpriced` have no price. */
export function sampleSnapshot(
  at: Instant,
  balances: readonly Balance[],
  more: { readonly coverage?: readonly CoverageCell[]; readonly unpriced?: string } = {},
): Snapshot {
  const priced = (balance: Balance): boolean => balance.asset !== more.unpriced;
  const valued = balances.map((balance): ValuedBalance => {
    if (!priced(balance)) return { ...balance, price: { kind: 'unpriced', reason: 'no-market' } };
    return {
      ...balance,
      price: { kind: 'manual', usd: decimal('1'), at },
      valueUsd: balance.total,
    };
  });
  const total = sum(balances.filter(priced).map((balance) => balance.total));
  return {
    at,
    balances: valued,
    coverage: more.coverage ?? [],
    totalUsd: total,
    byVenue: sums(balances.filter(priced), (balance) => balance.venue),
    byAsset: sums(balances.filter(priced), (balance) => balance.asset),
    byAccountType: sums(balances.filter(priced), (balance) => balance.accountType),
    quality: {
      liveUsd: total,
      stalePriceUsd: ZERO,
      carriedUsd: ZERO,
      pegAssumedUsd: ZERO,
      manualUsd: ZERO,
      unpricedBalances: balances.length - balances.filter(priced).length,
      balances: {
        ...{ live: balances.filter(priced).length, stalePrice: 0, carried: 0, pegAssumed: 0 },
        manual: 0,
      },
      overlaps: [],
    },
  };
}

/** A total as an entry, without balances behind it. */
export function totalEntry(
  at: Instant,
  totalUsd: string,
  status: PointStatus = 'complete',
  portfolio: 'main' | 'demo' = 'main',
  rates?: RecordedRates,
): TotalsEntry {
  const point = { at, totalUsd, status, ...(rates === undefined ? {} : { rates }) };
  return { kind: 'totals-recorded', portfolio, points: [point] };
}

/** A snapshot without balances as an entry. */
export function snapshotEntry(at: Instant, totalUsd: string): SnapshotEntry {
  return {
    kind: 'snapshot-recorded',
    portfolio: 'main',
    at,
    status: 'complete',
    totalUsd,
    liveUsd: totalUsd,
    stalePriceUsd: '0',
    carriedUsd: '0',
    pegAssumedUsd: '0',
    manualUsd: '0',
    unpricedBalances: 0,
    balances: { full: false, changed: [], gone: [] },
  };
}

function sums<K>(balances: readonly Balance[], key: (balance: Balance) => K): Map<K, Decimal> {
  const result = new Map<K, Decimal>();
  for (const balance of balances)
    result.set(key(balance), (result.get(key(balance)) ?? ZERO).plus(balance.total));
  return result;
}
