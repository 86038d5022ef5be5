import type { ReadingEffect } from '../portfolio/held-balances';
import type { AccountReading } from '../ports/exchanges';
import type { Decimal } from '../../../shared/base/decimal';
import type { Failure } from '../../../shared/base/failure';

/** What coins of an account became more or less, by code: what is owned less what is owed. */
export type NetChanges = ReadonlyMap<string, Decimal>;

/** What came of one reading of one account. */
export type Answer =
  /** It holds something else than was known before. */
  | { readonly kind: 'changed'; readonly changes: NetChanges; readonly cause: ChangeCause }
  | { readonly kind: 'same' }
  /** A part of it did not answer, which is asked again by itself; what the others hold is compared. */
  | { readonly kind: 'partly'; readonly changes: NetChanges; readonly cause: ChangeCause }
  /** It is asked again by itself. */
  | { readonly kind: 'failed-for-now' }
  /** It will not answer: nothing of it is known, or what was known is carried on for good. */
  | { readonly kind: 'will-not-answer' };

/**
 * `unknown`: nobody tells of what happens in the account, so that coins may have come from another one.
 * `watched`: a stream, up since the reading before, tells of moves and reported none; one may be on its way.
 * `market`: open positions change what it is worth with every price.
 */
export type ChangeCause = 'unknown' | 'watched' | 'market';

/**
 * What a reading says of coins that may have moved between accounts.
 * @param retryAfterMs when it is asked again by itself, if it is
 * @param isWatched whether a stream reported everything since the reading before
 */
export function answerOf(
  reading: AccountReading,
  retryAfterMs: number | undefined,
  { changes, differences }: ReadingEffect,
  isWatched: boolean,
): Answer {
  if (reading.outcome !== 'read')
    return { kind: retryAfterMs === undefined ? 'will-not-answer' : 'failed-for-now' };
  const kind = reading.unread !== undefined && retryAfterMs !== undefined ? 'partly' : 'changed';
  if (changes.size === 0 && kind === 'changed') return { kind: 'same' };
  // A stream that said something else is not one that tells of everything.
  if (isWatched && differences.length === 0) return { kind, changes, cause: 'watched' };
  const hasPositions = reading.positions?.ok === true && reading.positions.value.length > 0;
  return { kind, changes, cause: hasPositions ? 'market' : 'unknown' };
}

/** Why a reading, or a part of it, has no answer; nothing for a whole one. */
export function failuresOf(reading: AccountReading): readonly Failure[] {
  if (reading.outcome === 'failed') return [reading.failure];
  if (reading.outcome !== 'read') return [];
  return (reading.unread ?? []).map(({ failure }) => failure);
}
