import type { LivePortfolio } from './live-portfolio';
import type { Clock } from '../ports/clock';

/**
 * Waits until every account has an outcome and every price was asked for.
 * @param limitMs the longest wait, in milliseconds
 * @returns whether that is so
 */
export function untilSettled(
  portfolio: Pick<LivePortfolio, 'settled' | 'onChange'>,
  clock: Pick<Clock, 'after'>,
  limitMs: number,
): Promise<boolean> {
  if (portfolio.settled) return Promise.resolve(true);
  return new Promise((resolve) => {
    const finish = (settled: boolean): void => {
      cancel();
      unsubscribe();
      resolve(settled);
    };
    const cancel = clock.after(limitMs, () => finish(false));
    const unsubscribe = portfolio.onChange(() => {
      if (portfolio.settled) finish(true);
    });
  });
}
