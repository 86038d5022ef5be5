import type { Scope } from '../entries/scope';
import { millisecondsOf } from '../sql/instant';
import { integer, text, type SqlSession } from '../sql/sql-engine';

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
