import { randomUUID } from 'node:crypto';
import { exists, writeDurably } from '../files/durable-files';
import { readJsonObject } from '../files/json-file';
import type { Journal } from '../journal/journal';
import type { SqlSession } from '../sql/sql-engine';
import { toTimestamp } from '../sql/instant';
import type { StorePaths } from './store-paths';

export interface StoreIdentity {
  /** Marks every row that this installation writes. */
  readonly installation: string;
  /** The journal goes back to an empty history. */
  readonly journalIsWhole: boolean;
}

/** Reads who this installation is, or decides it when nothing of a history is there yet. */
export async function storeIdentity(paths: StorePaths, journal: Journal): Promise<StoreIdentity> {
  const known = await readJsonObject(paths.identity);
  const installation = known?.['installation'];
  if (typeof installation === 'string') {
    const journalIsWhole = known?.['firstJournal'] === journal.id && journal.first === 1;
    return { installation, journalIsWhole };
  }
  const isNew = !(await exists(paths.engine)) && !(await exists(paths.backups));
  const made = randomUUID();
  await writeDurably(
    paths.identity,
    JSON.stringify({ installation: made, ...(isNew ? { firstJournal: journal.id } : {}) }),
  );
  return { installation: made, journalIsWhole: isNew && journal.first === 1 };
}

/** Makes the installation known to a database. */
export async function registerInstallation(
  sql: SqlSession,
  installation: string,
  now: number,
): Promise<void> {
  await sql.query(
    `insert into installation (id, created_at) values ($1::uuid, $2::timestamptz)
     on conflict (id) do nothing`,
    [installation, toTimestamp(now)],
  );
}
