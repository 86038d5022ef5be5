import type { Instant } from '../../shared/base/failure';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in one unit: `now`, `12 s`, `3 min`, `5 h`, `2 d`. The future counts as now. */
export function ageText(at: Instant, now: Instant): string {
  const age = Math.max(0, now - at);
  if (age < 2 * SECOND) return 'now';
  if (age < MINUTE) return `${Math.floor(age / SECOND)} s`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min`;
  if (age < 2 * DAY) return `${Math.floor(age / HOUR)} h`;
  return `${Math.floor(age / DAY)} d`;
}

/** {@link ageText} as part of a sentence. */
export function agoText(at: Instant, now: Instant): string {
  const age = ageText(at, now);
  return age === 'now' ? 'just now' : `${age} ago`;
}

/** Time left until an instant: `0:42`, `12:05`. */
export function countdownText(until: Instant, now: Instant): string {
  const left = Math.max(0, Math.ceil((until - now) / SECOND));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}

const dateTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** `4 Mar 2024, 09:30:12`, in the user's time zone. */
export const dateTimeText = (at: Instant): string => dateTime.format(at);

const dayTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const dayYear = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** `28 Nov, 19:41`, or `28 Nov 2024` where that is another year. */
export function dayTimeText(at: Instant, now: Instant = Date.now()): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? dayTime : dayYear).format(at);
}
