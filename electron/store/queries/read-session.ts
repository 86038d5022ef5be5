import type { PortfolioId } from '../../engine/ports/history';
import type { SqlSession } from '../sql/sql-engine';
import type { RecordedSpan } from './recorded-span';

/** What a query reads in: SQL, and what the store knows beside its tables. */
export interface ReadSession extends SqlSession {
  /** When a portfolio was first and last recorded, `undefined` when it never was. */
  recordedSpan(portfolio: PortfolioId): Promise<RecordedSpan | undefined>;
  /** Brings what is kept by hour and by day up to what was recorded: before buckets are read. */
  settleAggregates(): Promise<void>;
}
