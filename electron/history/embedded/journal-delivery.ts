import { applyEntry, type Touched } from '../entries/apply-entry';
import { parseEntry, type Entry } from '../entries/entry';
import type { Frame } from '../journal/frame';
import { noteChanged } from '../maintenance/aggregates';
import { integer, sqlState, type SqlEngine, type SqlSession } from '../sql/sql-engine';
import { describe } from '../storage-error';

export interface Delivery {
  readonly entry: Entry;
  readonly touched?: Touched;
  /** Points changed that may have been aggregated already. */
  readonly aggregatesDue: boolean;
  /** Why the schema would not take it; it is kept in `rejected_entry`. */
  readonly rejected?: string;
}

export interface DeliveryContext {
  readonly engine: SqlEngine;
  readonly journal: string;
  readonly installation: string;
  readonly now: () => number;
}

/** Number of the last entry of a journal that a database holds; 0 for none. */
export async function readPosition(sql: SqlSession, journal: string): Promise<number> {
  const [row] = await sql.query(
    'select sequence::text from journal_position where journal = $1::uuid',
    [journal],
  );
  return row === undefined ? 0 : integer(row, 'sequence');
}

/**
 * Delivers an entry exactly once: its data and the position after it are one transaction. An entry that
 * the schema refuses is put by with the reason, so that those behind it are not held up.
 */
export async function deliver(context: DeliveryContext, frame: Frame): Promise<Delivery> {
  const entry = parseEntry(frame.payload);
  try {
    return await context.engine.transaction(async (sql) => {
      const touched = await applyEntry(sql, context.installation, entry);
      const aggregatesDue =
        touched !== undefined && (await noteChanged(sql, touched, context.now()));
      await writePosition(sql, context.journal, frame.sequence);
      return { entry, aggregatesDue, ...(touched === undefined ? {} : { touched }) };
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const rejected = describe(error);
    await context.engine.transaction(async (sql) => {
      await sql.query(
        `insert into rejected_entry (journal, sequence, entry, reason)
         values ($1::uuid, $2::bigint, $3::text::jsonb, $4)
         on conflict (journal, sequence) do nothing`,
        [context.journal, frame.sequence, frame.payload, rejected],
      );
      await writePosition(sql, context.journal, frame.sequence);
    });
    return { entry, aggregatesDue: false, rejected };
  }
}

async function writePosition(sql: SqlSession, journal: string, sequence: number): Promise<void> {
  await sql.query(
    `insert into journal_position (journal, sequence) values ($1::uuid, $2::bigint)
     on conflict (journal) do update set sequence = excluded.sequence`,
    [journal, sequence],
  );
}

/** SQLSTATE classes 22 (data) and 23 (constraints): the same entry is refused again each time. */
function isRefusal(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && (state.startsWith('22') || state.startsWith('23'));
}
