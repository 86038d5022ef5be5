import type { Instant } from './failure';

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const MINUTE = 60_000;

/**
 * `14:05`, the time of day until which something waits, in the user's time zone: the first whole minute at
 * which the wait is over.
 */
export function untilText(at: Instant): string {
  return time.format(Math.ceil(at / MINUTE) * MINUTE);
}
