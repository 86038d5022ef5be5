import type { ClockWatch } from './clock-watch';
import type { NoticeBoard } from '../alerts/notice-board';
import type { Clock } from '../ports/clock';
import type { DatabaseState, HistoryReads, PortfolioId } from '../ports/history';
import { succeed, type Instant, type Result } from '../../../shared/base/failure';

/** The last instant that has a date of four digits, which is what every database takes. */
const LATEST: Instant = Date.UTC(9999, 11, 31);
const TOLERANCE_MS = 5 * 60_000;
const WEEK_MS = 7 * 86_400_000;

/** The time of the last point there is, looked for where it is found at once; `undefined` where there is none. */
export async function lastPointAt(
  reads: Pick<HistoryReads, 'totals'>,
  portfolio: PortfolioId,
  now: Instant,
): Promise<Result<Instant | undefined>> {
  for (const from of [now + TOLERANCE_MS, now - WEEK_MS, 0]) {
    const found = await reads.totals({ portfolio, from, to: LATEST, maxPoints: 2 });
    if (!found.ok) return found;
    const last = found.value.points.at(-1);
    if (last !== undefined) return succeed(last.at);
  }
  return succeed(undefined);
}

/** What is said of such points. */
export function tooLateWords(at: Instant): string {
  const day = new Date(at).toLocaleDateString('en-GB', { dateStyle: 'long' });
  return `Points were recorded while a clock was wrong, the last one for ${day}. They are kept, and charts leave them out until then.`;
}

export interface LatePointsOptions {
  readonly history: Pick<DatabaseState, 'onStatus'> & {
    readonly reads: Pick<HistoryReads, 'totals'>;
  };
  readonly portfolioId: () => PortfolioId;
  readonly clock: Pick<Clock, 'now'>;
  readonly clockWatch: Pick<ClockWatch, 'knowLastPoint'>;
  readonly notices: Pick<NoticeBoard, 'raise'>;
}

/**
 * Looks for the last point when the database has opened, tells the watch of the clock, and says it once
 * where its time is still to come: a wrong clock recorded it. A look that failed is repeated.
 */
export function lookForLatePoints(options: LatePointsOptions): void {
  const { history, portfolioId, clock, clockWatch, notices } = options;
  let isDone = false;
  history.onStatus(({ state }) => {
    if (state !== 'ready' || isDone) return;
    isDone = true;
    void lastPointAt(history.reads, portfolioId(), clock.now()).then((last) => {
      isDone = last.ok;
      if (!last.ok) return;
      clockWatch.knowLastPoint(last.value);
      if (last.value !== undefined && last.value > clock.now() + TOLERANCE_MS)
        notices.raise('warning', tooLateWords(last.value));
    });
  });
}
