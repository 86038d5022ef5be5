import { toTimestamp } from '../sql/instant';
import type { SqlSession } from '../sql/sql-engine';
import { deliver, passOver, readNewestPosition, readPosition } from './deliver-entry';
import type { EntryTables } from './engine';
import { takeUpPutBy } from './put-by';

/** The tables of the migrations, on whatever server they are. */
export const sqlTables: EntryTables = {
  register: registerInstallation,
  position: readPosition,
  newestPosition: readNewestPosition,
  deliver,
  passOver,
  takeUpPutBy: ({ engine, installation, now }) => takeUpPutBy(engine, installation, now),
};

/** Makes the installation known to a database. */
async function registerInstallation(
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
