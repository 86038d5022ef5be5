import type { Instant } from '../../../shared/base/failure';

/** An instant as a `timestamptz` parameter, exact to the millisecond. */
export function toTimestamp(at: Instant): string {
  return new Date(at).toISOString();
}

/** SQL for a `timestamptz` expression as milliseconds since the epoch, in text. */
export function millisecondsOf(expression: string): string {
  return `round(extract(epoch from ${expression}) * 1000)::bigint::text`;
}
