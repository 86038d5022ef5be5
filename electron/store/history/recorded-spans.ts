import type { PortfolioId } from '../../engine/ports/history';
import type { Touched } from '../maintenance/aggregates';
import { readSpan, type RecordedSpan } from '../queries/recorded-span';
import type { SqlSession } from '../sql/sql-engine';

/** From when to when each portfolio has points; read once, and kept up with what is delivered. */
export class RecordedSpans {
  readonly #spans = new Map<PortfolioId, RecordedSpan | undefined>();

  /** `undefined` for a portfolio without points. To be called in the engine's turn. */
  async of(sql: SqlSession, portfolio: PortfolioId): Promise<RecordedSpan | undefined> {
    if (!this.#spans.has(portfolio)) this.#spans.set(portfolio, await readSpan(sql, portfolio));
    return this.#spans.get(portfolio);
  }

  widen(portfolio: PortfolioId, { from, to }: Touched): void {
    if (!this.#spans.has(portfolio)) return;
    const known = this.#spans.get(portfolio) ?? { first: from, last: to };
    this.#spans.set(portfolio, {
      first: Math.min(known.first, from),
      last: Math.max(known.last, to),
    });
  }

  forget(portfolio: PortfolioId): void {
    this.#spans.delete(portfolio);
  }
}
