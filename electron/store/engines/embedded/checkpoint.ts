import { integer, text, type SqlEngine } from '../../sql/sql-engine';
import { StorageError } from '../../storage-error';

/** Bytes of write-ahead log since the last checkpoint began. */
export async function bytesSinceCheckpoint(engine: SqlEngine): Promise<number> {
  const [row] = await engine.query(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::bigint::text as bytes
     from pg_control_checkpoint()`,
  );
  return row === undefined ? 0 : integer(row, 'bytes');
}

/**
 * Writes all changed pages to the engine's files, so that its write-ahead log can be cut. The embedded
 * engine has no background process that would ever do so.
 * @throws StorageError when the checkpoint did not come about
 */
export async function checkpoint(engine: SqlEngine): Promise<void> {
  const before = await logPosition(engine);
  await engine.script('checkpoint');
  const [row] = await engine.query(
    `select (checkpoint_lsn >= $1::text::pg_lsn)::text as done from pg_control_checkpoint()`,
    [before],
  );
  if (row?.['done'] !== 'true')
    throw new StorageError('The database did not write its changes to its files.');
}

async function logPosition(engine: SqlEngine): Promise<string> {
  const [row] = await engine.query('select pg_current_wal_insert_lsn()::text as position');
  if (row === undefined) throw new TypeError('no log position');
  return text(row, 'position');
}
