import type { ReadingEffect } from './held-balances';
import type { Answer } from './moves-between-accounts';
import type { AccountReading } from './ports/exchanges';

/**
 * What a reading says of coins that may have moved between accounts.
 * @param retryAfterMs when it is asked again by itself, if it is
 * @param isWatched whether a stream told of everything since the reading before
 */
export function answerOf(
  reading: AccountReading,
  retryAfterMs: number | undefined,
  { changes, differences }: ReadingEffect,
  isWatched: boolean,
): Answer {
  if (reading.outcome !== 'read')
    return { kind: retryAfterMs === undefined ? 'will-not-answer' : 'failed-for-now' };
  // What a part holds that did not answer is as old as before.
  if (reading.unread !== undefined && retryAfterMs !== undefined) return { kind: 'failed-for-now' };
  if (changes.size === 0) return { kind: 'same' };
  // A stream that said something else is not one that tells of everything.
  if (isWatched && differences.length === 0) return { kind: 'changed', changes, cause: 'watched' };
  const hasPositions = reading.positions?.ok === true && reading.positions.value.length > 0;
  return { kind: 'changed', changes, cause: hasPositions ? 'market' : 'unknown' };
}
