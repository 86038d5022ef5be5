import { checkpoint, bytesSinceCheckpoint } from './checkpoint';
import { runMigrations, type SchemaState } from '../../migrations/run-migrations';
import type { Frame } from '../../outbox/frame';
import { integer, text, type SqlEngine } from '../../sql/sql-engine';
import { openEngine, type EmbeddedEngine } from './engine';
import { emptyFolder, unpackEngine } from './engine-archive';
import { registerInstallation } from '../../history/identity';
import {
  deliver,
  passOver,
  readNewestPosition,
  readPosition,
  type Delivery,
  type DeliveryContext,
} from '../../delivery/deliver-entry';
import { takeUpPutBy } from '../../delivery/put-by';

/** What the store needs of an engine beyond its queries. */
export interface EngineDriver {
  /** Opens a folder, making it when missing; without one an engine that keeps nothing. */
  open(folder?: string): Promise<EmbeddedEngine>;
  /** Reads everything once. @throws when something cannot be read */
  check(engine: SqlEngine): Promise<void>;
  migrate(engine: SqlEngine): Promise<SchemaState>;
  register(engine: SqlEngine, installation: string, now: number): Promise<void>;
  position(engine: SqlEngine, journal: string): Promise<number>;
  /** The same when the journal's id was lost: it has delivered the most. */
  newestPosition(engine: SqlEngine): Promise<number>;
  deliver(context: DeliveryContext, frame: Frame): Promise<Delivery>;
  passOver(context: DeliveryContext, sequence: number): Promise<void>;
  /** Numbers of entries that had been put by and have been delivered now. */
  takeUpPutBy(context: DeliveryContext): Promise<readonly number[]>;
  checkpoint(engine: SqlEngine): Promise<void>;
  bytesSinceCheckpoint(engine: SqlEngine): Promise<number>;
}

/** The embedded TimescaleDB. */
export const embeddedDriver: EngineDriver = {
  open: openEngine,
  check: readEverything,
  migrate: (engine) => runMigrations(engine),
  register: registerInstallation,
  position: readPosition,
  newestPosition: readNewestPosition,
  deliver,
  passOver,
  takeUpPutBy: ({ engine, installation, now }) => takeUpPutBy(engine, installation, now),
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
