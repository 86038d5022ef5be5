import type { Instant } from '../../../shared/base/failure';
import type { SqlEngine } from '../sql/sql-engine';
import { refreshAll } from './aggregates';
import { compressChunk, dueChunks } from './compression';

const REFRESH_EVERY_MS = 3_600_000;

/** What a server's background workers do for the time series, done by the app where there are none. */
export class SeriesJobs {
  readonly #engine: SqlEngine;
  readonly #now: () => Instant;
  #refreshedAt = -Infinity;

  constructor(engine: SqlEngine, now: () => Instant) {
    this.#engine = engine;
    this.#now = now;
  }

  /** What is due now, in pieces short enough to take turns with queries. */
  async due(): Promise<readonly (() => Promise<void>)[]> {
    const chunks = await dueChunks(this.#engine, this.#now());
    const jobs = chunks.map((chunk) => () => compressChunk(this.#engine, chunk));
    const isOld = this.#now() - this.#refreshedAt >= REFRESH_EVERY_MS;
    return isOld ? [...jobs, () => this.#refresh()] : jobs;
  }

  async #refresh(): Promise<void> {
    await refreshAll(this.#engine, this.#now());
    this.#refreshedAt = this.#now();
  }
}
