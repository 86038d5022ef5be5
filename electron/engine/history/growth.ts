import type { HistoryReads, PortfolioId } from '../ports/history';
import type { HistorySeries } from '../../../shared/history/series';
import type { QuoteCurrency } from '../../../shared/assets/format';
import type { HistoryRange } from '../../../shared/contract/history';
import { succeed, type Instant, type Result } from '../../../shared/base/failure';

const DAY_MS = 86_400_000;
const DAYS: Readonly<Partial<Record<HistoryRange, number>>> = {
  '1D': 1,
  '1W': 7,
  '1M': 30,
  '3M': 91,
  '1Y': 365,
};

/** No portfolio is older than bitcoin: a point before that was recorded with a wrong clock. */
const EARLIEST: Instant = Date.UTC(2009, 0, 3);

/** When a range of the growth chart begins; `ALL` begins with the first recorded point. */
export function rangeStart(range: HistoryRange, now: Instant, first: Instant | undefined): Instant {
  const days = DAYS[range];
  if (days !== undefined) return now - days * DAY_MS;
  if (range === 'YTD') return new Date(new Date(now).getFullYear(), 0, 1).getTime();
  // A first point that is still to come, or impossibly early, was recorded with a wrong clock.
  return first === undefined || first > now ? now - DAY_MS : Math.max(first, EARLIEST);
}

/** The series behind the growth chart. */
export async function growth(
  reads: HistoryReads,
  portfolio: PortfolioId,
  query: {
    readonly range: HistoryRange;
    readonly maxPoints: number;
    readonly currency?: QuoteCurrency | undefined;
  },
  now: Instant,
): Promise<Result<HistorySeries>> {
  const first =
    query.range === 'ALL' ? await reads.firstPointAt({ portfolio }) : succeed(undefined);
  if (!first.ok) return first;
  const from = rangeStart(query.range, now, first.value);
  const { maxPoints, currency = 'USD' } = query;
  return reads.totals({ portfolio, from, to: now, maxPoints, currency });
}
