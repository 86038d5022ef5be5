import { text, type SqlSession } from '../sql/sql-engine';
import { query } from './query';

/** Stored values by key, as they are. */
export async function readSettings(sql: SqlSession): Promise<Readonly<Record<string, unknown>>> {
  const rows = await sql.query('select key, value::text from setting order by key');
  return Object.fromEntries(
    rows.map((row): [string, unknown] => [text(row, 'key'), JSON.parse(text(row, 'value'))]),
  );
}

export const settings = query('read the settings', readSettings);

/** Stores each value under its key, and leaves all other keys as they are. */
export async function saveSettings(
  sql: SqlSession,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const rows = Object.entries(values).map(([key, value]) => ({ key, value }));
  await sql.query(
    `insert into setting (key, value)
     select given.key, given.value
     from jsonb_to_recordset($1::text::jsonb) as given (key text, value jsonb)
     on conflict (key) do update set value = excluded.value`,
    [JSON.stringify(rows)],
  );
}
