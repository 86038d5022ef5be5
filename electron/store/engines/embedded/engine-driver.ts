import { checkpoint, bytesSinceCheckpoint } from './checkpoint';
import { runMigrations, type SchemaState } from '../../migrations/run-migrations';
import { integer, text, type SqlEngine } from '../../sql/sql-engine';
import { openEngine, type EmbeddedEngine } from './engine';
import { emptyFolder, unpackEngine } from './engine-archive';
import type { EntryTables } from '../../delivery/engine';
import { sqlTables } from '../../delivery/sql-tables';

/** What is needed of an engine in a folder beyond its queries. */
export interface EngineDriver extends EntryTables {
  /** Opens a folder, making it when missing; without one an engine that keeps nothing. */
  open(folder?: string): Promise<EmbeddedEngine>;
  /** Reads everything once. @throws when something cannot be read */
  check(engine: SqlEngine): Promise<void>;
  migrate(engine: SqlEngine): Promise<SchemaState>;
  checkpoint(engine: SqlEngine): Promise<void>;
  bytesSinceCheckpoint(engine: SqlEngine): Promise<number>;
}

/** The embedded TimescaleDB. */
export const embeddedDriver: EngineDriver = {
  ...sqlTables,
  open: openEngine,
  check: readEverything,
  migrate: (engine) => runMigrations(engine),
  checkpoint,
  bytesSinceCheckpoint,
};

/**
 * The same; a new folder begins as the engine of this archive, if it is there and opens. Else the engine
 * makes what it needs, which takes seconds.
 */
export function embeddedDriverFrom(archive: string): EngineDriver {
  return {
    ...embeddedDriver,
    open: async (folder) => {
      if (folder === undefined || !(await unpackEngine(archive, folder))) return openEngine(folder);
      try {
        return await openEngine(folder);
      } catch {
        await emptyFolder(folder);
        return openEngine(folder);
      }
    },
  };
}

/**
 * Chunks are read through their hypertable, which also unpacks what is compressed: those that hold the
 * compressed rows refuse to be read by themselves.
 */
async function readEverything(engine: SqlEngine): Promise<void> {
  const tables = await engine.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('information_schema')
       and not (schemaname = '_timescaledb_internal'
         and tablename ~ '^(_hyper_\\d+_\\d+_chunk|compress_hyper_.*|_compressed_hypertable_.*)$')`,
  );
  for (const row of tables) {
    const name = text(row, 'name');
    const [rows] = await engine.query(
      `select count(*)::text as count, sum(length(whole::text))::text as length from ${name} whole`,
    );
    if (rows !== undefined) integer(rows, 'count');
  }
}
