import type { HistoryStore, PortfolioId } from './ports/history';
import type { HistorySeries } from '../../shared/history/series';
import type { HistoryRange } from '../../shared/ipc/contract';
import { succeed, type Instant, type Result } from '../../shared/portfolio/failure';

const DAY_MS = 86_400_000;
const DAYS: Readonly<Partial<Record<HistoryRange, number>>> = {
  '1D': 1,
  '1W': 7,
  '1M': 30,
  '3M': 91,
  '1Y': 365,
};

/** When a range of the growth chart begins; `ALL` begins with the first recorded point. */
export function rangeStart(range: HistoryRange, now: Instant, first: Instant | undefined): Instant {
  const days = DAYS[range];
  if (days !== undefined) return now - days * DAY_MS;
  if (range === 'YTD') return new Date(new Date(now).getFullYear(), 0, 1).getTime();
  return first ?? now - DAY_MS;
}

/** The series behind the growth chart. */
export async function growth(
  history: HistoryStore,
  portfolio: PortfolioId,
  query: { readonly range: HistoryRange; readonly maxPoints: number },
  now: Instant,
): Promise<Result<HistorySeries>> {
  const first = query.range === 'ALL' ? await history.firstPointAt(portfolio) : succeed(undefined);
  if (!first.ok) return first;
  const from = rangeStart(query.range, now, first.value);
  return history.totals(portfolio, { from, to: now, maxPoints: query.maxPoints });
}
