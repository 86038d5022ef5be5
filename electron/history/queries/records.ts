import type { StoredRecord } from '../../../shared/records/stored-record';
import { text, type SqlSession } from '../sql/sql-engine';

/** Every row as it is, whoever wrote it, in the order in which they were made. */
export async function readRecords(sql: SqlSession): Promise<readonly StoredRecord[]> {
  const rows = await sql.query('select domain, id, body::text from record order by number');
  return rows.map((row) => ({
    domain: text(row, 'domain'),
    id: text(row, 'id'),
    body: JSON.parse(text(row, 'body')) as unknown,
  }));
}

/** The ids of all rows of a domain. */
export async function readRecordIds(sql: SqlSession, domain: string): Promise<readonly string[]> {
  const rows = await sql.query('select id from record where domain = $1', [domain]);
  return rows.map((row) => text(row, 'id'));
}

/**
 * Stores rows, and takes away those whose body is null. Each former value goes to the rows' history.
 * Storing the same once more changes nothing. Of two changes of one row the last one counts.
 * @param at an instant as SQL takes it
 */
export async function changeRecords(
  sql: SqlSession,
  changes: readonly StoredRecord[],
  at: string,
): Promise<void> {
  const byRow = new Map(changes.map((one) => [JSON.stringify([one.domain, one.id]), one]));
  const given = JSON.stringify(
    [...byRow.values()].map(({ domain, id, body }, place) =>
      body === null ? { place, domain, id, gone: true } : { place, domain, id, body, gone: false },
    ),
  );
  await sql.query(
    `insert into record_history (domain, id, body, saved_at, replaced_at)
     select record.domain, record.id, record.body, record.saved_at, $2::timestamptz
     from record join ${GIVEN} using (domain, id)
     where given.gone or given.body <> record.body
     order by record.number`,
    [given, at],
  );
  await sql.query(
    `delete from record using ${GIVEN}
     where given.gone and record.domain = given.domain and record.id = given.id`,
    [given],
  );
  await sql.query(
    `insert into record (domain, id, body, saved_at)
     select given.domain, given.id, given.body, $2::timestamptz
     from ${GIVEN} where not given.gone order by given.place
     on conflict (domain, id) do update set body = excluded.body, saved_at = excluded.saved_at
       where record.body <> excluded.body`,
    [given, at],
  );
}

const GIVEN = `jsonb_to_recordset($1::text::jsonb)
  as given (place integer, domain text, id text, body jsonb, gone boolean)`;
