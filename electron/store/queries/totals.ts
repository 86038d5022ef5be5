import type { HistoryPoint, HistoryQuery, HistorySeries } from '../../../shared/history/series';
import type { PortfolioTotalsQuery } from '../../engine/ports/history';
import { statusOfRank } from '../entries/point-status';
import { millisecondsOf, toTimestamp } from '../sql/instant';
import { integer, optionalField, text, type SqlRow, type SqlSession } from '../sql/sql-engine';
import { bucketSource, bucketStart, bucketWidth, type BucketSource } from './bucket-width';
import { query } from './query';
import type { ReadSession } from './read-session';
import type { RecordedSpan } from './recorded-span';
import { readScope } from './scope';
import { readSteps, recordedScope } from './steps';

/** Up to this span it is worth looking whether every recorded point fits. */
const EVERY_POINT_SPAN_MS = 7 * 86_400_000;

/** {@link readTotals} of a portfolio as it stands, aggregates and all. */
export async function readPortfolioTotals(
  session: ReadSession,
  { portfolio, ...query }: PortfolioTotalsQuery,
): Promise<HistorySeries> {
  await session.settleAggregates();
  return readTotals(session, portfolio, query, await session.recordedSpan(portfolio));
}

export const totals = query('read the totals', readPortfolioTotals);

/**
 * The totals between two instants, both included: every recorded point where they are at most
 * `maxPoints`, else buckets with their lowest, highest and last total and the worst of their states.
 * The first and last buckets count as a whole, so that a bucket says the same whatever range it is
 * seen in. `span` is what {@link readSpan} found: buckets
 * are as narrow as what was recorded allows, however long the range that was asked for.
 * In another currency than the dollar each point, or each bucket's last one, comes with the rate that was
 * recorded with it, and without one where none was: no total is converted at another time's rate.
 */
export async function readTotals(
  sql: SqlSession,
  portfolio: string,
  query: HistoryQuery,
  span: RecordedSpan | undefined,
): Promise<HistorySeries> {
  const { from, to, currency = 'USD' } = query;
  const read = await readPoints(sql, portfolio, query, span);
  const scope = await readScope(sql, portfolio);
  return {
    from,
    to,
    currency,
    ...read,
    steps: span === undefined ? [] : await readSteps(sql, portfolio, query),
    ...(span === undefined ? {} : { recordedSince: span.first }),
    ...(scope === undefined ? {} : { scope: recordedScope(scope) }),
  };
}

async function readPoints(
  sql: SqlSession,
  portfolio: string,
  { from, to, maxPoints, currency = 'USD' }: HistoryQuery,
  span: RecordedSpan | undefined,
): Promise<Pick<HistorySeries, 'bucketMs' | 'points'>> {
  const start = Math.max(from, span?.first ?? from);
  const end = Math.min(to, span?.last ?? to);
  if (span === undefined || start > end) return { bucketMs: 0, points: [] };
  const rated = currency === 'USD' ? [] : [currency];
  if (end - start <= EVERY_POINT_SPAN_MS) {
    const rows = await sql.query(rated.length === 0 ? EVERY_POINT : EVERY_RATED_POINT, [
      portfolio,
      toTimestamp(start),
      toTimestamp(end),
      maxPoints + 1,
      ...rated,
    ]);
    if (rows.length <= maxPoints) return { bucketMs: 0, points: rows.map(toPoint) };
  }
  const bucketMs = bucketWidth(start, end, maxPoints);
  const source = bucketSource(bucketMs);
  const rows = await sql.query(
    rated.length === 0 ? bucketStatement(source) : ratedBucketStatement(source),
    [
      portfolio,
      toTimestamp(bucketStart(start, bucketMs)),
      toTimestamp(bucketStart(end, bucketMs) + bucketMs),
      bucketMs / 1000,
      ...rated,
    ],
  );
  return { bucketMs, points: rows.map(toPoint) };
}

const POINT_COLUMNS = `${millisecondsOf('at')} as at_ms, total_usd::text as close_usd,
  total_usd::text as low_usd, total_usd::text as high_usd, status::text`;

const EVERY_POINT = `
  select ${POINT_COLUMNS}
  from portfolio_point
  where portfolio = $1 and at >= $2::timestamptz and at <= $3::timestamptz
  order by at, installation
  limit $4::integer`;

/**
 * The rate of a currency in a point's `rates`, and what is to be added to the total before it is divided by it: zero
 * where gaps are recorded and it has none, nothing where they were not recorded.
 */
const OF_CURRENCY = `rates ->> $5::text as rate,
  coalesce(rates -> 'gaps' ->> $5::text, case when rates -> 'gaps' is not null then '0' end) as gap`;

const EVERY_RATED_POINT = `
  select ${POINT_COLUMNS}, ${OF_CURRENCY}
  from portfolio_point
  left join (
    select installation, at, rates from rate_point
    where portfolio = $1 and at >= $2::timestamptz and at <= $3::timestamptz) rated
    using (installation, at)
  where portfolio = $1 and at >= $2::timestamptz and at <= $3::timestamptz
  order by at, installation
  limit $4::integer`;

type ColumnsOf<Name extends string> = Readonly<Record<Name, string>>;

const AGGREGATED = {
  at: 'bucket',
  low: 'low_usd',
  high: 'high_usd',
  close: 'close_usd',
  closed: 'closed_at',
} as const;

const COLUMNS: Readonly<
  Record<BucketSource, ColumnsOf<'at' | 'low' | 'high' | 'close' | 'closed'>>
> = {
  portfolio_point: {
    at: 'at',
    low: 'total_usd',
    high: 'total_usd',
    close: 'total_usd',
    closed: 'at',
  },
  portfolio_hour: AGGREGATED,
  portfolio_day: AGGREGATED,
};

/** Where the rates of a source's points are. */
const RATES: Readonly<Record<BucketSource, ColumnsOf<'source' | 'at' | 'closed'>>> = {
  portfolio_point: { source: 'rate_point', at: 'at', closed: 'at' },
  portfolio_hour: { source: 'rate_hour', at: 'bucket', closed: 'closed_at' },
  portfolio_day: { source: 'rate_day', at: 'bucket', closed: 'closed_at' },
};

function binOf(at: string): string {
  return `date_bin($4::integer * interval '1 second', ${at}, timestamptz 'epoch')`;
}

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
    group by ${binOf(at)}
    order by 1`;
}

/** {@link bucketStatement} with the rate of a currency, the fifth parameter, at each bucket's last point. */
export function ratedBucketStatement(source: BucketSource): string {
  const rates = RATES[source];
  return `
    select total.*, ${OF_CURRENCY}
    from (${bucketStatement(source)}) total
    left join (
      select ${millisecondsOf(`max(${rates.closed})`)} as at_ms,
        (array_agg(rates order by ${rates.closed} desc))[1] as rates
      from ${rates.source}
      where portfolio = $1 and ${rates.at} >= $2::timestamptz and ${rates.at} < $3::timestamptz
      group by ${binOf(rates.at)}) rated using (at_ms)
    order by total.at_ms::bigint`;
}

function toPoint(row: SqlRow): HistoryPoint {
  return {
    at: integer(row, 'at_ms'),
    totalUsd: text(row, 'close_usd'),
    ...optionalField('usdPerUnit', row['rate']),
    ...optionalField('gapUsd', row['gap']),
    lowUsd: text(row, 'low_usd'),
    highUsd: text(row, 'high_usd'),
    status: statusOfRank(integer(row, 'status')),
  };
}
