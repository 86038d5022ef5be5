import type { Instant } from '../../../shared/base/failure';
import { millisecondsOf, toTimestamp } from '../sql/instant';
import { integer, type SqlRow, type SqlSession } from '../sql/sql-engine';

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
