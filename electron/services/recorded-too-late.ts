import type { ClockWatch } from './clock-watch';
import type { NoticeBoard } from './notice-board';
import type { Clock } from './ports/clock';
import type { HistoryStore, PortfolioId } from './ports/history';
import type { Instant } from '../../shared/portfolio/failure';

/** The last instant that has a date of four digits, which is what every database takes. */
const LATEST: Instant = Date.UTC(9999, 11, 31);
const TOLERANCE_MS = 5 * 60_000;

/**
 * When the last point was recorded whose time is still to come: a wrong clock recorded it. `undefined`
 * where there is none, or the history cannot tell.
 */
export async function recordedTooLate(
  history: Pick<HistoryStore, 'totals'>,
  portfolio: PortfolioId,
  now: Instant,
): Promise<Instant | undefined> {
  const query = { from: now + TOLERANCE_MS, to: LATEST, maxPoints: 2 };
  const later = await history.totals(portfolio, query);
  return later.ok ? later.value.points.at(-1)?.at : undefined;
}

/** What is said of such points. */
export function tooLateWords(at: Instant): string {
  const day = new Date(at).toLocaleDateString('en-GB', { dateStyle: 'long' });
  return `Points were recorded while a clock was wrong, the last one for ${day}. They are kept, and charts leave them out until then.`;
}

export interface LatePointsOptions {
  readonly history: Pick<HistoryStore, 'totals' | 'onStatus'>;
  readonly portfolioId: () => PortfolioId;
  readonly clock: Pick<Clock, 'now'>;
  readonly clockWatch: Pick<ClockWatch, 'knowLastPoint'>;
  readonly notices: Pick<NoticeBoard, 'raise'>;
}

/** Looks for such points when the database has opened, tells the watch of the clock, and says it once. */
export function lookForLatePoints(options: LatePointsOptions): void {
  const { history, portfolioId, clock, clockWatch, notices } = options;
  let said = false;
  history.onStatus(({ state }) => {
    if (state !== 'ready' || said) return;
    said = true;
    void recordedTooLate(history, portfolioId(), clock.now()).then((at) => {
      clockWatch.knowLastPoint(at);
      if (at !== undefined) notices.raise('warning', tooLateWords(at));
    });
  });
}
