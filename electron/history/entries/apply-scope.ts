import { millisecondsOf, toTimestamp } from '../sql/instant';
import { integer, text, type SqlSession } from '../sql/sql-engine';
import type { SnapshotEntry } from './entry';
import { followScope, type Scope } from './scope';

/** Compares a snapshot with the point before it, whoever recorded that, and writes what joined and left. */
export async function applyScope(
  sql: SqlSession,
  installation: string,
  entry: SnapshotEntry,
): Promise<void> {
  const before = await readScope(sql, entry.portfolio);
  const { scope, steps } = followScope(before, entry);
  if (scope === before) return;
  if (steps.length > 0)
    await sql.query(
      `insert into scope_change (portfolio, installation, at, connection, account_type, venue, kind, usd,
         total_usd, rates)
       select $1, $2::uuid, $3::timestamptz, given.connection, given.account_type, given.venue, given.kind,
         given.usd, $4::numeric, $5::text::jsonb
       from jsonb_to_recordset($6::text::jsonb)
         as given (connection text, account_type text, venue text, kind text, usd numeric)
       on conflict (portfolio, at, kind, connection, account_type) do update set usd = excluded.usd`,
      [
        entry.portfolio,
        installation,
        toTimestamp(entry.at),
        entry.totalUsd,
        entry.rates === undefined ? null : JSON.stringify(entry.rates),
        JSON.stringify(steps.map((step) => ({ ...step, usd: step.usd.toFixed() }))),
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

/** The scope of the last point of a portfolio; `undefined` where none is known. */
export async function readScope(sql: SqlSession, portfolio: string): Promise<Scope | undefined> {
  const [row] = await sql.query(
    `select ${millisecondsOf('at')} as at_ms, scope::text from scope_current where portfolio = $1`,
    [portfolio],
  );
  if (row === undefined) return undefined;
  // Only this app writes it, in the transaction of a point.
  const stored = JSON.parse(text(row, 'scope')) as Omit<Scope, 'at'>;
  return { ...stored, at: integer(row, 'at_ms') };
}

function withoutTime({ at: _at, ...stored }: Scope): Omit<Scope, 'at'> {
  return stored;
}
