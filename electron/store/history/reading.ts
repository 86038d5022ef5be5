import type { Instant } from '../../../shared/base/failure';
import type { Delivery } from '../delivery/deliver-entry';
import { refreshChanged } from '../maintenance/aggregates';
import type { SchemaState } from '../migrations/run-migrations';
import type { ReadSession } from '../queries/read-session';
import type { SqlEngine } from '../sql/sql-engine';
import { RecordedSpans } from './recorded-spans';

/** What is kept up with what is delivered, so that the engine which answers is asked as little as possible. */
export class Reading {
  readonly #spans = new RecordedSpans();
  /** True until looked at: an earlier run may have been killed before it refreshed. */
  #aggregatesDue = true;

  /** An entry was delivered. */
  follow({ entry, touched, aggregatesDue }: Delivery): void {
    if (aggregatesDue) this.#aggregatesDue = true;
    if (entry?.kind === 'portfolio-removed') this.#spans.forget(entry.portfolio);
    else if (touched !== undefined && entry !== undefined && 'portfolio' in entry)
      this.#spans.widen(entry.portfolio, touched);
  }

  /** What a query reads in. To be used in the engine's turn. */
  session(sql: SqlEngine, { timescale }: SchemaState, now: () => Instant): ReadSession {
    return {
      query: (text, parameters) => sql.query(text, parameters),
      script: (text) => sql.script(text),
      recordedSpan: (portfolio) => this.#spans.of(sql, portfolio),
      settleAggregates: async () => {
        if (!this.#aggregatesDue || !timescale) return;
        await refreshChanged(sql, now());
        this.#aggregatesDue = false;
      },
    };
  }
}
