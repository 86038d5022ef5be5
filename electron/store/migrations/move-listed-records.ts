import { LIST_KEYS, separateRecords } from '../entries/listed-records';
import { changeRecords } from '../queries/records';
import { readSettings } from '../queries/settings';
import { text, type SqlSession } from '../sql/sql-engine';

/**
 * Earlier versions kept everything that the user made as lists among the settings. Each entry becomes a
 * row, and the lists go: two copies would soon differ.
 */
export async function moveListedRecords(sql: SqlSession): Promise<void> {
  const { records } = separateRecords(await readSettings(sql));
  const [row] = await sql.query('select now()::text as now');
  await changeRecords(sql, records, row === undefined ? 'now' : text(row, 'now'));
  await sql.query(
    `delete from setting using jsonb_array_elements_text($1::text::jsonb) as listed (key)
     where setting.key = listed.key`,
    [JSON.stringify(LIST_KEYS)],
  );
}
