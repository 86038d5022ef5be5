import type { StoredRecord } from '../../../shared/records/stored-record';
import { integer, text, type SqlSession } from '../sql/sql-engine';
import { millisecondsOf, toTimestamp } from '../sql/instant';
import { saveConnection } from '../queries/connections';
import { changeRecords, orderRecords, readRecordIds } from '../queries/records';
import { saveSettings } from '../queries/settings';
import { applySnapshot } from './apply-snapshot';
import type { Entry, TotalsEntry } from '../entries/entry';
import { separateRecords } from '../entries/listed-records';
import type { Touched } from '../maintenance/aggregates';
import { statusRank } from '../entries/point-status';

/**
 * Delivers one entry within the caller's transaction. Delivering an entry again changes nothing: each
 * row is found by its key. Returns the points that were touched, for the aggregates over them.
 */
export async function applyEntry(
  sql: SqlSession,
  installation: string,
  entry: Entry,
): Promise<Touched | undefined> {
  switch (entry.kind) {
    case 'connection-saved':
      await saveConnection(sql, entry.connection);
      return undefined;
    case 'connection-removed':
      await sql.query('delete from connection where id = $1', [entry.id]);
      return undefined;
    case 'settings-saved':
      await saveListedSettings(sql, entry.settings);
      return undefined;
    case 'setting-changed':
      await saveSettings(sql, { [entry.key]: entry.value });
      return undefined;
    case 'records-changed':
      await changeRecords(sql, entry.changes, toTimestamp(entry.at));
      if (entry.settings !== undefined) await saveSettings(sql, entry.settings);
      return undefined;
    case 'snapshot-recorded':
      await applySnapshot(sql, installation, entry);
      return { from: entry.at, to: entry.at };
    case 'totals-recorded':
      return applyTotals(sql, installation, entry);
    case 'portfolio-removed':
      return removePortfolio(sql, entry.portfolio);
  }
}

/** An earlier version wrote all of each list: rows that it did not name were not there. */
async function saveListedSettings(
  sql: SqlSession,
  stored: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { settings, domains, records } = separateRecords(stored);
  const named = new Set(records.map(({ domain, id }) => JSON.stringify([domain, id])));
  const gone: StoredRecord[] = [];
  for (const domain of domains)
    for (const id of await readRecordIds(sql, domain))
      if (!named.has(JSON.stringify([domain, id]))) gone.push({ domain, id, body: null });
  await saveSettings(sql, settings);
  const [row] = await sql.query('select now()::text as now');
  if (row !== undefined) await changeRecords(sql, [...gone, ...records], text(row, 'now'));
  await orderRecords(sql, records);
}

async function applyTotals(
  sql: SqlSession,
  installation: string,
  { portfolio, points }: TotalsEntry,
): Promise<Touched | undefined> {
  // One row per instant: a statement may not touch the same row twice, and the last one given counts.
  const byInstant = new Map(points.map((point) => [point.at, point]));
  if (byInstant.size === 0) return undefined;
  let from = Infinity;
  let to = -Infinity;
  for (const at of byInstant.keys()) {
    from = Math.min(from, at);
    to = Math.max(to, at);
  }
  const rows = [...byInstant.values()].map(({ at, totalUsd, status, rates }) => ({
    at: toTimestamp(at),
    total_usd: totalUsd,
    status: statusRank(status),
    ...(rates === undefined ? {} : { rates }),
  }));
  await sql.query(
    `insert into portfolio_point (portfolio, installation, at, total_usd, status)
     select $1, $2::uuid, given.at, given.total_usd, given.status
     from jsonb_to_recordset($3::text::jsonb) as given (at timestamptz, total_usd numeric, status smallint)
     on conflict (portfolio, installation, at) do update
       set total_usd = excluded.total_usd, status = excluded.status
       -- What was seen is never replaced by what was computed afterwards.
       where excluded.status <> 2 or portfolio_point.status = 2`,
    [portfolio, installation, JSON.stringify(rows)],
  );
  // Where what was seen stays, so do its rates.
  if (rows.some(({ rates }) => rates !== undefined))
    await sql.query(
      `insert into rate_point (portfolio, installation, at, rates)
       select $1, $2::uuid, given.at, given.rates
       from jsonb_to_recordset($3::text::jsonb)
         as given (at timestamptz, total_usd numeric, status smallint, rates jsonb)
       join portfolio_point point on point.portfolio = $1 and point.installation = $2::uuid
         and point.at = given.at and point.status = given.status and point.total_usd = given.total_usd
       where given.rates is not null
         and point.at between $4::timestamptz and $5::timestamptz
       on conflict (portfolio, installation, at) do update set rates = excluded.rates`,
      [portfolio, installation, JSON.stringify(rows), toTimestamp(from), toTimestamp(to)],
    );
  return { from, to };
}

async function removePortfolio(sql: SqlSession, portfolio: string): Promise<Touched | undefined> {
  const [span] = await sql.query(
    `select ${millisecondsOf('least(points.first, parts.first)')} as first_at,
       ${millisecondsOf('greatest(points.last, parts.last)')} as last_at
     from (select min(at) as first, max(at) as last from portfolio_point where portfolio = $1) points,
       (select min(at) as first, max(at) as last from breakdown_point where portfolio = $1) parts`,
    [portfolio],
  );
  for (const table of POINT_TABLES)
    await sql.query(`delete from ${table} where portfolio = $1`, [portfolio]);
  if (span === undefined || span['first_at'] === null) return undefined;
  return { from: integer(span, 'first_at'), to: integer(span, 'last_at') };
}

const POINT_TABLES = [
  'portfolio_point',
  'coverage_point',
  'breakdown_point',
  'balance_point',
  'balance_current',
  'rate_point',
  'scope_current',
  'scope_change',
] as const;
