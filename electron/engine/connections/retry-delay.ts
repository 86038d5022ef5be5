import { backoff } from '../../../shared/base/backoff';
import type { Failure, Instant } from '../../../shared/base/failure';
import { LONGEST_SERVER_WAIT_MS } from '../../timing/server-wait';

const PAUSES = { firstMs: 2_000, longestMs: 5 * 60_000 };

/**
 * Milliseconds to wait before trying again after `failures` failures in a row, or `undefined` when trying
 * again by itself makes no sense. Exponential with full-half jitter: many accounts that failed together
 * do not return together.
 * @param random 0 to 1
 */
export function retryDelay(
  { retry }: Failure,
  failures: number,
  now: Instant,
  random: number,
): number | undefined {
  switch (retry.kind) {
    case 'never':
    case 'user-action':
      return undefined;
    case 'after':
      // Never longer than an hour, also where the clock was set back meanwhile.
      return (
        Math.min(LONGEST_SERVER_WAIT_MS, Math.max(0, retry.at - now)) + Math.round(random * 250)
      );
    case 'backoff':
      return backoff(failures, PAUSES, random);
  }
}

/** The shortest such wait of what failed at once; `undefined` when none of it is tried again by itself. */
export function soonestRetry(
  failures: readonly Failure[],
  inARow: number,
  now: Instant,
  random: number,
): number | undefined {
  const delays = failures
    .map((failure) => retryDelay(failure, inARow, now, random))
    .filter((delay) => delay !== undefined);
  return delays.length === 0 ? undefined : Math.min(...delays);
}
