import type { HistoryPoint, HistoryQuery, HistorySeries } from '../../../shared/history/series';
import type { Instant } from '../../../shared/portfolio/failure';
import { statusOfRank } from '../entries/point-status';
import { millisecondsOf, toTimestamp } from '../sql/instant';
import { integer, text, type SqlRow, type SqlSession } from '../sql/sql-engine';
import { bucketSource, bucketStart, bucketWidth, type BucketSource } from './bucket-width';

/** Up to this span it is worth looking whether every recorded point fits. */
const EVERY_POINT_SPAN_MS = 7 * 86_400_000;
const DAY_MS = 86_400_000;

/** First and last recorded instants of a portfolio. */
export interface RecordedSpan {
  readonly first: Instant;
  readonly last: Instant;
}

/**
 * When a portfolio was first and last recorded; `undefined` when it never was. Looked for around the first
 * and the last day that is aggregated: with years of chunks to choose from, planning alone takes a second
 * in a database that was just opened. What is found there is right whatever the aggregates hold, since
 * one search is open to the past, the other to the future.
 */
export async function readSpan(
  sql: SqlSession,
  portfolio: string,
): Promise<RecordedSpan | undefined> {
  const [days] = await sql.query(
    `select ${millisecondsOf('min(bucket)')} as first_ms, ${millisecondsOf('max(bucket)')} as last_ms
     from portfolio_day where portfolio = $1`,
    [portfolio],
  );
  if (days === undefined || days['first_ms'] === null) return readWholeSpan(sql, portfolio);
  const [row] = await sql.query(
    spanStatement('and at < $2::timestamptz', 'and at >= $3::timestamptz'),
    [
      portfolio,
      toTimestamp(integer(days, 'first_ms') + DAY_MS),
      toTimestamp(integer(days, 'last_ms')),
    ],
  );
  return spanOf(row) ?? readWholeSpan(sql, portfolio);
}

/** Aggregates may lag behind: then the ends are looked for everywhere. */
async function readWholeSpan(
  sql: SqlSession,
  portfolio: string,
): Promise<RecordedSpan | undefined> {
  const [row] = await sql.query(spanStatement('', ''), [portfolio]);
  return spanOf(row);
}

/** Two ordered scans: each stops at the first row of the outermost chunk. */
function spanStatement(early: string, late: string): string {
  return `select
    (select ${millisecondsOf('at')} from portfolio_point where portfolio = $1 ${early}
      order by at limit 1) as first_ms,
    (select ${millisecondsOf('at')} from portfolio_point where portfolio = $1 ${late}
      order by at desc limit 1) as last_ms`;
}

function spanOf(row: SqlRow | undefined): RecordedSpan | undefined {
  if (row === undefined || row['first_ms'] === null || row['last_ms'] === null) return undefined;
  return { first: integer(row, 'first_ms'), last: integer(row, 'last_ms') };
}

/**
 * The totals between two instants, both included: every recorded point where they are at most
 * `maxPoints`, else buckets with their lowest, highest and last total and the worst of their states.
 * The first and last buckets count as a whole, so that a bucket says the same whatever range it is
 * seen in. `span` is what {@link readSpan} found: buckets
 * are as narrow as what was recorded allows, however long the range that was asked for.
 */
export async function readTotals(
  sql: SqlSession,
  portfolio: string,
  { from, to, maxPoints }: HistoryQuery,
  span: RecordedSpan | undefined,
): Promise<HistorySeries> {
  const start = Math.max(from, span?.first ?? from);
  const end = Math.min(to, span?.last ?? to);
  if (span === undefined || start > end) return { from, to, bucketMs: 0, points: [] };
  if (end - start <= EVERY_POINT_SPAN_MS) {
    const rows = await sql.query(EVERY_POINT, [
      portfolio,
      toTimestamp(start),
      toTimestamp(end),
      maxPoints + 1,
    ]);
    if (rows.length <= maxPoints) return { from, to, bucketMs: 0, points: rows.map(toPoint) };
  }
  const bucketMs = bucketWidth(start, end, maxPoints);
  const rows = await sql.query(bucketStatement(bucketSource(bucketMs)), [
    portfolio,
    toTimestamp(bucketStart(start, bucketMs)),
    toTimestamp(bucketStart(end, bucketMs) + bucketMs),
    bucketMs / 1000,
  ]);
  return { from, to, bucketMs, points: rows.map(toPoint) };
}

const EVERY_POINT = `
  select ${millisecondsOf('at')} as at_ms, total_usd::text as close_usd, total_usd::text as low_usd,
    total_usd::text as high_usd, status::text
  from portfolio_point
  where portfolio = $1 and at >= $2::timestamptz and at <= $3::timestamptz
  order by at, installation
  limit $4::integer`;

const COLUMNS: Readonly<
  Record<BucketSource, Readonly<Record<'at' | 'low' | 'high' | 'close' | 'closed', string>>>
> = {
  portfolio_point: {
    at: 'at',
    low: 'total_usd',
    high: 'total_usd',
    close: 'total_usd',
    closed: 'at',
  },
  portfolio_hour: {
    at: 'bucket',
    low: 'low_usd',
    high: 'high_usd',
    close: 'close_usd',
    closed: 'closed_at',
  },
  portfolio_day: {
    at: 'bucket',
    low: 'low_usd',
    high: 'high_usd',
    close: 'close_usd',
    closed: 'closed_at',
  },
};

/**
 * The statement behind the buckets: parameters are portfolio, start of the first bucket, end of the last
 * one, and the width in seconds. It is plain PostgreSQL, so it runs on views and continuous aggregates alike.
 */
export function bucketStatement(source: BucketSource): string {
  const { at, low, high, close, closed } = COLUMNS[source];
  return `
    select ${millisecondsOf(`max(${closed})`)} as at_ms,
      min(${low})::text as low_usd, max(${high})::text as high_usd,
      (array_agg(${close} order by ${closed} desc))[1]::text as close_usd,
      max(status)::text as status
    from ${source}
    where portfolio = $1 and ${at} >= $2::timestamptz and ${at} < $3::timestamptz
    group by date_bin($4::integer * interval '1 second', ${at}, timestamptz 'epoch')
    order by 1`;
}

function toPoint(row: SqlRow): HistoryPoint {
  return {
    at: integer(row, 'at_ms'),
    totalUsd: text(row, 'close_usd'),
    lowUsd: text(row, 'low_usd'),
    highUsd: text(row, 'high_usd'),
    status: statusOfRank(integer(row, 'status')),
  };
}
