import { readConnections } from './connections';
import { readFirstPointAt } from './first-point-at';
import { readRecords } from './records';
import { readSettings } from './settings';
import type { ReadSession } from './read-session';
import { readPortfolioTotals } from './totals';

/**
 * Every read of the database: what it does, to complete "The history could not ...", and the query. The
 * process that answers, the client in main and their types follow from this list.
 */
export const queries = {
  connections: query('list the connections', readConnections),
  settings: query('read the settings', readSettings),
  records: query('read what you entered', readRecords),
  totals: query('read the totals', readPortfolioTotals),
  firstPointAt: query('find its first point', readFirstPointAt),
} as const;

export interface Query<Input, Output> {
  readonly doing: string;
  readonly run: (session: ReadSession, input: Input) => Promise<Output>;
}

function query<Output, Input = void>(
  doing: string,
  run: (session: ReadSession, input: Input) => Promise<Output>,
): Query<Input, Output> {
  return { doing, run };
}
