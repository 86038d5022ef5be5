import type {
  HistoryQuery,
  HistoryStep,
  RecordedScope,
  StepKind,
} from '../../../shared/history/series';
import type { AccountType } from '../../../shared/portfolio/balance';
import type { Scope } from '../entries/scope';
import { millisecondsOf, toTimestamp } from '../sql/instant';
import { integer, optionalField, text, type SqlRow, type SqlSession } from '../sql/sql-engine';

/** What made steps of the recorded total between two instants, both included, oldest first. */
export async function readSteps(
  sql: SqlSession,
  portfolio: string,
  { from, to, currency = 'USD' }: HistoryQuery,
): Promise<readonly HistoryStep[]> {
  const rows = await sql.query(
    `select ${millisecondsOf('at')} as at_ms, kind, connection, account_type, venue, usd::text as usd,
       total_usd::text as total_usd, rates ->> $4::text as rate,
       rates -> 'gaps' ->> $4::text as total_gap, gaps ->> $4::text as gap
     from scope_change
     where portfolio = $1 and at >= $2::timestamptz and at <= $3::timestamptz
     order by at, kind, connection, account_type`,
    [portfolio, toTimestamp(from), toTimestamp(to), currency],
  );
  return rows.map(toStep);
}

function toStep(row: SqlRow): HistoryStep {
  return {
    at: integer(row, 'at_ms'),
    // The table takes no other kinds, and account types are the app's own.
    kind: text(row, 'kind') as StepKind,
    connectionId: text(row, 'connection'),
    venue: text(row, 'venue'),
    accountType: text(row, 'account_type') as AccountType,
    usd: text(row, 'usd'),
    totalUsd: text(row, 'total_usd'),
    ...optionalField('usdPerUnit', row['rate']),
    ...optionalField('totalGapUsd', row['total_gap']),
    ...optionalField('gapUsd', row['gap']),
  };
}

/** What the page gets of the last point. */
export function recordedScope({ basis, accounts }: Scope): RecordedScope {
  return {
    basis,
    missing: accounts
      .filter(({ standing }) => standing === 'missing')
      .map(({ connection, venue, account_type }) => ({
        connectionId: connection,
        venue,
        accountType: account_type,
      })),
  };
}
