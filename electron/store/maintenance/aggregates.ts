import type { Instant } from '../../../shared/base/failure';
import { millisecondsOf, toTimestamp } from '../sql/instant';
import { integer, type SqlEngine, type SqlSession } from '../sql/sql-engine';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A span of recorded points that an entry wrote to or removed, both ends included. */
export interface Touched {
  readonly from: Instant;
  readonly to: Instant;
}

/** Each after those it is made of. */
const AGGREGATES = [
  { view: 'portfolio_hour', bucketMs: HOUR_MS },
  { view: 'portfolio_day', bucketMs: DAY_MS },
  { view: 'breakdown_day', bucketMs: DAY_MS },
  { view: 'rate_hour', bucketMs: HOUR_MS },
  { view: 'rate_day', bucketMs: DAY_MS },
] as const;

/**
 * Remembers, in the transaction of a write, that points changed which may have been aggregated already:
 * queries would otherwise go on showing what was there before.
 * @returns whether there was anything to remember
 */
export async function noteChanged(
  sql: SqlSession,
  touched: Touched,
  now: Instant,
): Promise<boolean> {
  // The current hour is never aggregated, so the usual write needs nothing.
  if (touched.from >= floorTo(now, HOUR_MS)) return false;
  await sql.query(
    'insert into aggregate_due (from_at, to_at) values ($1::timestamptz, $2::timestamptz)',
    [toTimestamp(touched.from), toTimestamp(touched.to)],
  );
  return true;
}

/** Brings the aggregates up to date where {@link noteChanged} said so. */
export async function refreshChanged(engine: SqlEngine, now: Instant): Promise<void> {
  const [due] = await engine.query(
    `select max(id)::text as last_id, ${millisecondsOf('min(from_at)')} as from_ms,
       ${millisecondsOf('max(to_at)')} as to_ms
     from aggregate_due`,
  );
  if (due === undefined || due['last_id'] === null) return;
  for (const { view, bucketMs } of AGGREGATES) {
    const from = floorTo(integer(due, 'from_ms'), DAY_MS);
    const to = Math.min(floorTo(integer(due, 'to_ms'), DAY_MS) + DAY_MS, floorTo(now, bucketMs));
    if (to - from >= bucketMs) await refresh(engine, view, from, to);
  }
  await engine.query('delete from aggregate_due where id <= $1::bigint', [integer(due, 'last_id')]);
}

/** Aggregates everything up to the current bucket; what is done already costs next to nothing. */
export async function refreshAll(engine: SqlEngine, now: Instant): Promise<void> {
  for (const { view, bucketMs } of AGGREGATES)
    await refresh(engine, view, undefined, floorTo(now, bucketMs));
}

async function refresh(
  engine: SqlEngine,
  view: (typeof AGGREGATES)[number]['view'],
  from: Instant | undefined,
  to: Instant,
): Promise<void> {
  await engine.query(
    `call refresh_continuous_aggregate('${view}', $1::timestamptz, $2::timestamptz)`,
    [from === undefined ? null : toTimestamp(from), toTimestamp(to)],
  );
}

function floorTo(at: Instant, width: number): Instant {
  return Math.floor(at / width) * width;
}
