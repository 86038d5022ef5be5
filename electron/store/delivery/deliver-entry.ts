import { applyEntry } from './apply-entry';
import { parseEntry, type Entry } from '../entries/entry';
import type { Frame } from '../outbox/frame';
import { noteChanged, type Touched } from '../maintenance/aggregates';
import { engineFailure } from '../sql/engine-failure';
import { integer, type SqlEngine, type SqlSession } from '../sql/sql-engine';
import { describe } from '../storage-error';
import { putBy, type PutBy } from './put-by';

export interface Delivery {
  /** Absent when it was put by. */
  readonly entry?: Entry;
  readonly touched?: Touched;
  /** Points changed that may have been aggregated already. */
  readonly aggregatesDue: boolean;
  /** Why it is not in its tables; it is kept in `put_by_entry`. */
  readonly putBy?: PutBy;
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

/** The largest number that a database holds of any journal. */
export async function readNewestPosition(sql: SqlSession): Promise<number> {
  const [row] = await sql.query(
    'select coalesce(max(sequence), 0)::text as sequence from journal_position',
  );
  return row === undefined ? 0 : integer(row, 'sequence');
}

/** Goes on after an entry that is missing, or kept elsewhere. */
export async function passOver(context: DeliveryContext, sequence: number): Promise<void> {
  await writePosition(context.engine, context.journal, sequence);
}

/**
 * Delivers an entry exactly once: its data and the position after it are one transaction. An entry that
 * cannot be delivered is put by with the reason, so that those behind it are not held up, whatever it
 * says: an unknown kind, no entry at all, or content that the schema or the engine refuses twice.
 * @throws what says that the engine is at fault, not the entry; nothing has been changed then
 */
export async function deliver(context: DeliveryContext, frame: Frame): Promise<Delivery> {
  let entry: Entry;
  try {
    entry = parseEntry(frame.payload);
  } catch (error) {
    const state = isOfSomeKind(frame.payload) ? 'not-understood' : 'refused';
    return putAside(context, frame, { state, reason: describe(error) });
  }
  let refusal: unknown;
  for (let attempt = 1; attempt <= 2; attempt++) {
    try {
      return await apply(context, frame, entry);
    } catch (error) {
      if (engineFailure(error) !== undefined) throw error;
      refusal = error;
    }
  }
  // An engine that is gone fails here too, and then nothing has been put by.
  return putAside(context, frame, { state: 'refused', reason: describe(refusal) });
}

function apply(context: DeliveryContext, frame: Frame, entry: Entry): Promise<Delivery> {
  return once(context, frame, async (sql) => {
    const touched = await applyEntry(sql, context.installation, entry);
    const aggregatesDue = touched !== undefined && (await noteChanged(sql, touched, context.now()));
    return { entry, aggregatesDue, ...(touched === undefined ? {} : { touched }) };
  });
}

function putAside(context: DeliveryContext, frame: Frame, why: PutBy): Promise<Delivery> {
  return once(context, frame, async (sql) => {
    await putBy(sql, context.journal, frame, why, context.now());
    return { aggregatesDue: false, putBy: why };
  });
}

/** The entry is there already: a connection that was given up had committed it all the same. */
class AlreadyDelivered extends Error {}

/** Does work and moves the position past a frame, both or neither; nothing where it is there already. */
async function once(
  { engine, journal }: DeliveryContext,
  { sequence }: Frame,
  work: (sql: SqlSession) => Promise<Delivery>,
): Promise<Delivery> {
  try {
    return await engine.transaction(async (sql) => {
      const delivery = await work(sql);
      if (!(await writePosition(sql, journal, sequence))) throw new AlreadyDelivered();
      return delivery;
    });
  } catch (error) {
    if (!(error instanceof AlreadyDelivered)) throw error;
    return { aggregatesDue: true };
  }
}

/** A newer version may have written it: it says of what kind it is, only this one does not know it. */
function isOfSomeKind(payload: string): boolean {
  try {
    const parsed: unknown = JSON.parse(payload);
    return (
      typeof parsed === 'object' &&
      parsed !== null &&
      'kind' in parsed &&
      typeof parsed.kind === 'string'
    );
  } catch {
    return false;
  }
}

/**
 * A position only ever grows, and whoever else writes it at the same time is waited for.
 * @returns whether it grew
 */
async function writePosition(sql: SqlSession, journal: string, sequence: number): Promise<boolean> {
  const written = await sql.query(
    `insert into journal_position (journal, sequence) values ($1::uuid, $2::bigint)
     on conflict (journal) do update set sequence = excluded.sequence
       where journal_position.sequence < excluded.sequence
     returning sequence::text`,
    [journal, sequence],
  );
  return written.length > 0;
}
