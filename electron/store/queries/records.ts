import type { StoredRecord } from '../../../shared/records/stored-record';
import { integer, text, type SqlSession } from '../sql/sql-engine';
import { query } from './query';

/** Every row as it is, whoever wrote it, in the order in which they were made. */
export async function readRecords(sql: SqlSession): Promise<readonly StoredRecord[]> {
  const rows = await sql.query('select domain, id, body::text from record order by number');
  return rows.map((row) => ({
    domain: text(row, 'domain'),
    id: text(row, 'id'),
    body: JSON.parse(text(row, 'body')) as unknown,
  }));
}

export const records = query('read what you entered', readRecords);

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

/**
 * Puts rows into the order in which they are named; each stays as it is otherwise, and nothing of it goes to
 * the rows' history. Rows that are not named stay where they are.
 */
export async function orderRecords(
  sql: SqlSession,
  order: readonly Pick<StoredRecord, 'domain' | 'id'>[],
): Promise<void> {
  const named = JSON.stringify(order.map(({ domain, id }, place) => ({ place, domain, id })));
  const rows = await sql.query(
    `select given.place::text as place, domain, id, record.body::text as body, record.saved_at::text as saved_at
     from record join ${GIVEN} using (domain, id) order by record.number`,
    [named],
  );
  const places = rows.map((row) => integer(row, 'place'));
  if (places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0))) return;
  await sql.query(
    `delete from record using ${GIVEN}
     where record.domain = given.domain and record.id = given.id`,
    [named],
  );
  // Bodies go back as the text that they were: numbers keep their digits.
  await sql.query(
    `insert into record (domain, id, body, saved_at)
     select moved.domain, moved.id, moved.body::jsonb, moved.saved_at
     from jsonb_to_recordset($1::text::jsonb)
       as moved (place integer, domain text, id text, body text, saved_at timestamptz)
     order by moved.place`,
    [JSON.stringify(rows)],
  );
}

const GIVEN = `jsonb_to_recordset($1::text::jsonb)
  as given (place integer, domain text, id text, body jsonb, gone boolean)`;
