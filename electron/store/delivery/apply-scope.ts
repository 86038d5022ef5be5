import { readScope } from '../queries/scope';
import { toTimestamp } from '../sql/instant';
import type { SqlSession } from '../sql/sql-engine';
import type { SnapshotEntry } from '../entries/entry';
import { followScope, mayBeKnown, type Scope, type ScopeStep } from '../entries/scope';
import { storedRates } from '../entries/stored-rates';
import { recordedGaps } from '../entries/worth';

/**
 * Compares a snapshot with the point before it, whoever recorded that, and writes what joined and left. To be called
 * before its own point is written: where that is there already the entry was delivered before, and nothing changes.
 */
export async function applyScope(
  sql: SqlSession,
  installation: string,
  entry: SnapshotEntry,
): Promise<void> {
  const before = await readScope(sql, entry.portfolio);
  if (mayBeKnown(before, entry) && (await isPoint(sql, installation, entry))) return;
  const { scope, steps } = followScope(before, entry);
  if (steps.length > 0)
    await sql.query(
      `insert into scope_change (portfolio, installation, at, connection, account_type, venue, kind, usd,
         gaps, total_usd, rates)
       select $1, $2::uuid, $3::timestamptz, given.connection, given.account_type, given.venue, given.kind,
         given.usd, given.gaps, $4::numeric, $5::text::jsonb
       from jsonb_to_recordset($6::text::jsonb)
         as given (connection text, account_type text, venue text, kind text, usd numeric,
           gaps jsonb)
       on conflict (portfolio, at, kind, connection, account_type) do update
         set usd = excluded.usd, gaps = excluded.gaps`,
      [
        entry.portfolio,
        installation,
        toTimestamp(entry.at),
        entry.totalUsd,
        storedRates(entry) ?? null,
        JSON.stringify(steps.map(stepRow)),
      ],
    );
  if (scope === undefined)
    await sql.query('delete from scope_current where portfolio = $1', [entry.portfolio]);
  else
    await sql.query(
      `insert into scope_current (portfolio, at, scope)
       values ($1, $2::timestamptz, $3::text::jsonb)
       on conflict (portfolio) do update set at = excluded.at, scope = excluded.scope`,
      [entry.portfolio, toTimestamp(scope.at), JSON.stringify(withoutTime(scope))],
    );
}

async function isPoint(
  sql: SqlSession,
  installation: string,
  { portfolio, at }: SnapshotEntry,
): Promise<boolean> {
  const found = await sql.query(
    `select total_usd::text from portfolio_point
     where portfolio = $1 and installation = $2::uuid and at = $3::timestamptz`,
    [portfolio, installation, toTimestamp(at)],
  );
  return found.length > 0;
}

function stepRow({ worth, ...step }: ScopeStep) {
  return { ...step, usd: worth.usd.toFixed(), gaps: recordedGaps(worth) };
}

function withoutTime({ at: _at, ...stored }: Scope): Omit<Scope, 'at'> {
  return stored;
}
