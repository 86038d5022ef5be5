import type { Instant } from '../../../shared/base/failure';
import { toTimestamp } from '../sql/instant';
import { text, type SqlEngine } from '../sql/sql-engine';

/** Chunks that ended longer ago than this are compressed, as the policies in the migrations say. */
const COMPRESS_AFTER_MS = 7 * 86_400_000;

/** Uncompressed chunks that are due, oldest first, as `schema.name` quoted for SQL. */
export async function dueChunks(engine: SqlEngine, now: Instant): Promise<readonly string[]> {
  const rows = await engine.query(
    `select format('%I.%I', chunk_schema, chunk_name) as chunk
     from timescaledb_information.chunks
     where hypertable_name in ('portfolio_point', 'coverage_point', 'breakdown_point', 'balance_point', 'rate_point')
       and not is_compressed and range_end <= $1::timestamptz
     order by range_end, chunk_name`,
    [toTimestamp(now - COMPRESS_AFTER_MS)],
  );
  return rows.map((row) => text(row, 'chunk'));
}

/** Compresses one chunk; one that is compressed already is left as it is. */
export async function compressChunk(engine: SqlEngine, chunk: string): Promise<void> {
  await engine.query('select compress_chunk($1::regclass, if_not_compressed => true)', [chunk]);
}
