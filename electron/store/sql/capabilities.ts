import type { SqlSession } from './sql-engine';

/** What the connected server can do for time series. */
export interface Capabilities {
  /** Version of the TimescaleDB extension that is created in this database. */
  readonly timescale?: string;
  /** The community module is loaded: compression and continuous aggregates work. */
  readonly community: boolean;
}

/** Asks the server; on plain PostgreSQL both answers are no. */
export async function probeCapabilities(sql: SqlSession): Promise<Capabilities> {
  const [extension] = await sql.query(
    `select extversion::text as version from pg_extension where extname = 'timescaledb'`,
  );
  if (typeof extension?.['version'] !== 'string') return { community: false };
  const [module] = await sql.query(`select _timescaledb_functions.tsl_loaded()::text as loaded`);
  return { timescale: extension['version'], community: module?.['loaded'] === 'true' };
}
