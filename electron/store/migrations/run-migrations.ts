import { createHash } from 'node:crypto';
import { probeCapabilities } from '../sql/capabilities';
import { integer, text, type SqlEngine, type SqlSession } from '../sql/sql-engine';
import { StorageError } from '../storage-error';
import { MIGRATIONS, type Migration, type Variant } from './migrations';

/** Any fixed number: those who migrate the same database agree on it. */
const MIGRATION_LOCK = 7_301_882_945;

export interface SchemaState {
  /** Number of the last migration. */
  readonly version: number;
  /** Whether the time series are hypertables with continuous aggregates. */
  readonly timescale: boolean;
}

/**
 * Brings the schema up to date in one transaction, one migrator at a time.
 * @throws StorageError when the schema is newer than this app, or a migration is not the one that
 * was applied; nothing is changed then.
 */
export async function runMigrations(
  engine: SqlEngine,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<SchemaState> {
  return engine.transaction(async (sql) => {
    await sql.query('select pg_advisory_xact_lock($1::bigint)', [MIGRATION_LOCK]);
    const applied = await readApplied(sql);
    const newest = Math.max(0, ...applied.keys());
    const known = migrations.at(-1)?.number ?? 0;
    if (newest > known) {
      throw new StorageError(
        `This history was written by a newer version of Portolan (schema ${newest}; this one knows ${known}).`,
        { hint: 'Update Portolan to open it. Nothing has been changed.' },
      );
    }
    const { community } = await probeCapabilities(sql);
    for (const migration of migrations) {
      const before = applied.get(migration.number);
      if (before === undefined) {
        applied.set(migration.number, await apply(sql, migration, community));
      } else if (
        checksum(migration.variants[toVariant(before.variant)] ?? '') !== before.checksum
      ) {
        throw new StorageError(
          `Migration ${migration.number} (${migration.name}) is not the one this history was made with.`,
          { hint: 'Install the version of Portolan that last opened it.' },
        );
      }
    }
    return {
      version: known,
      timescale: [...applied.values()].some(({ variant }) => variant === 'timescale'),
    };
  });
}

interface Applied {
  readonly variant: string;
  readonly checksum: string;
}

async function readApplied(sql: SqlSession): Promise<Map<number, Applied>> {
  await sql.script(`
    create table if not exists schema_migration (
      number integer primary key,
      name text not null,
      variant text not null check (variant in ('any', 'timescale', 'plain')),
      checksum text not null,
      applied_at timestamptz not null default now()
    )`);
  const rows = await sql.query(
    'select number::text, variant, checksum from schema_migration order by schema_migration.number',
  );
  return new Map(
    rows.map((row) => [
      integer(row, 'number'),
      { variant: text(row, 'variant'), checksum: text(row, 'checksum') },
    ]),
  );
}

async function apply(sql: SqlSession, migration: Migration, community: boolean): Promise<Applied> {
  const wanted: Variant = community ? 'timescale' : 'plain';
  const variant: Variant = migration.variants.any === undefined ? wanted : 'any';
  const script = migration.variants[variant];
  if (script === undefined)
    throw new TypeError(`migration ${migration.number} has no variant ${variant}`);
  await sql.script(script);
  await migration.move?.(sql);
  const sum = checksum(script);
  await sql.query(
    'insert into schema_migration (number, name, variant, checksum) values ($1, $2, $3, $4)',
    [migration.number, migration.name, variant, sum],
  );
  return { variant, checksum: sum };
}

function toVariant(value: string): Variant {
  if (value === 'any' || value === 'timescale' || value === 'plain') return value;
  throw new TypeError(`unknown variant ${value}`);
}

function checksum(script: string): string {
  // Line ends differ between checkouts and mean nothing to SQL.
  return createHash('sha256').update(script.replaceAll('\r\n', '\n')).digest('hex');
}
