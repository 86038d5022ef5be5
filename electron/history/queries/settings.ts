import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../../shared/settings/settings';
import { text, type SqlSession } from '../sql/sql-engine';

/** Stored values by key, as they are. */
export async function readSettings(sql: SqlSession): Promise<Readonly<Record<string, unknown>>> {
  const rows = await sql.query('select key, value::text from setting order by key');
  return Object.fromEntries(
    rows.map((row): [string, unknown] => [text(row, 'key'), JSON.parse(text(row, 'value'))]),
  );
}

/** Stores each setting under its key. */
export async function saveSettings(sql: SqlSession, settings: Settings): Promise<void> {
  const rows = Object.entries(settings).map(([key, value]) => ({ key, value }));
  await sql.query(
    `insert into setting (key, value)
     select given.key, given.value
     from jsonb_to_recordset($1::text::jsonb) as given (key text, value jsonb)
     on conflict (key) do update set value = excluded.value`,
    [JSON.stringify(rows)],
  );
}

/** The stored settings this version understands; others, such as a newer version's, are left out. */
export function understoodSettings(stored: Readonly<Record<string, unknown>>): Partial<Settings> {
  const understood: Partial<Settings> = {};
  for (const key of settingsSchema.keyof().options) {
    if (!(key in stored)) continue;
    const parsed = settingsSchema.safeParse({ ...DEFAULT_SETTINGS, [key]: stored[key] });
    if (parsed.success) copySetting(understood, key, parsed.data);
  }
  return understood;
}

function copySetting<K extends keyof Settings>(
  target: Partial<Settings>,
  key: K,
  source: Settings,
): void {
  target[key] = source[key];
}
