import { onTestFinished } from 'vitest';
import type { HistoryQuery, HistorySeries } from '../../../shared/history/series';
import type { HistoryFinding } from '../../engine/ports/history';
import type { Store } from '../history/store';
import { openHistory, type HistoryOptions } from '../process/open-history';
import { readPortfolioTotals } from '../queries/totals';

export interface OpenedStore {
  readonly store: Store;
  readonly log: string[];
  readonly findings: HistoryFinding[];
}

/** Opens a history within the test's own process; it is closed when the test has finished. */
export async function openStore(
  directory: string,
  options: Partial<HistoryOptions> = {},
): Promise<OpenedStore> {
  const log: string[] = [];
  const findings: HistoryFinding[] = [];
  const store = await openHistory({
    directory,
    lockPatienceMs: 0,
    now: Date.now,
    onFinding: (finding) => findings.push(finding),
    log: (message) => log.push(message),
    onWaiting: () => undefined,
    onFatal: (error) => log.push(`fatal: ${String(error)}`),
    ...options,
  });
  onTestFinished(() => store.close());
  return { store, log, findings };
}

/** Totals of the user's own portfolio. */
export function readTotals(
  store: Pick<Store, 'read'>,
  query: HistoryQuery,
): Promise<HistorySeries> {
  return store.read((session) => readPortfolioTotals(session, { portfolio: 'main', ...query }));
}
