import { applyEntry } from './apply-entry';
import { parseEntry } from '../entries/entry';
import type { Frame } from '../outbox/frame';
import { noteChanged } from '../maintenance/aggregates';
import { toTimestamp } from '../sql/instant';
import { engineFailure } from '../sql/engine-failure';
import { integer, text, type SqlEngine, type SqlSession } from '../sql/sql-engine';
import { storableText } from '../sql/storable-text';
import { describe } from '../storage-error';

/**
 * Why an entry is not in the tables it was meant for: the schema refused it, or this version of the app
 * does not know what it says. Those not understood are delivered by a version that does.
 */
export type PutByState = 'refused' | 'not-understood';

export interface PutBy {
  readonly state: PutByState;
  readonly reason: string;
}

/** Keeps an entry as it is, within the caller's transaction. Nothing in its content can be refused. */
export async function putBy(
  sql: SqlSession,
  journal: string,
  frame: Frame,
  { state, reason }: PutBy,
  now: number,
): Promise<void> {
  await sql.query(
    `insert into put_by_entry (journal, sequence, payload, reason, state, put_by_at)
     values ($1::uuid, $2::bigint, decode($3, 'hex'), $4, $5, $6::timestamptz)
     on conflict (journal, sequence) do nothing`,
    [
      journal,
      frame.sequence,
      Buffer.from(frame.payload, 'utf8').toString('hex'),
      storableText(reason),
      state,
      toTimestamp(now),
    ],
  );
}

/**
 * Delivers what an older version put by because it did not know it, in the order in which it was written.
 * What is still not known stays; what is refused now stays as refused.
 * @returns the numbers of those that were delivered
 */
export async function takeUpPutBy(
  engine: SqlEngine,
  installation: string,
  now: () => number,
): Promise<readonly number[]> {
  const rows = await engine.query(
    `select journal::text, sequence::text, encode(payload, 'hex') as payload from put_by_entry
     where state = 'not-understood' order by journal, put_by_entry.sequence`,
  );
  const delivered: number[] = [];
  for (const row of rows) {
    const key = [text(row, 'journal'), integer(row, 'sequence')] as const;
    const payload = Buffer.from(text(row, 'payload'), 'hex').toString('utf8');
    const entry = understood(payload);
    if (entry === undefined) continue;
    try {
      await engine.transaction(async (sql) => {
        const span = await applyEntry(sql, installation, entry);
        if (span !== undefined) await noteChanged(sql, span, now());
        await sql.query('delete from put_by_entry where journal = $1::uuid and sequence = $2', key);
      });
      delivered.push(key[1]);
    } catch (error) {
      if (engineFailure(error) !== undefined) throw error;
      await engine.query(
        `update put_by_entry set state = 'refused', reason = $3
         where journal = $1::uuid and sequence = $2`,
        [...key, storableText(describe(error))],
      );
    }
  }
  return delivered;
}

function understood(payload: string): ReturnType<typeof parseEntry> | undefined {
  try {
    return parseEntry(payload);
  } catch {
    return undefined;
  }
}
