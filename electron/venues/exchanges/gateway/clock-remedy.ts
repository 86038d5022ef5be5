import { durationWords } from '../../../../shared/base/duration-words';
import { nonceHint } from '../../reading/causes';
import { VenueFailure } from '../../reading/venue-failure';
import type { Clock } from '../../../engine/ports/clock';
import type { VenueClock } from '../../protocol/ccxt/key-state';

/** A smaller difference is the way of the answer, or the whole seconds that some venues tell. */
const WORTH_A_WORD_MS = 2000;
const SET_IT = 'Let the system set its clock by network time.';

/** What may be put right by the venue's own clock, or by the next number. */
export function isAboutTime(error: unknown): error is VenueFailure {
  return error instanceof VenueFailure && (error.code === 'clock-skew' || error.code === 'nonce');
}

/**
 * Tells a wrong clock, and by how much, from a request that came too late and from a key that another program
 * counts on, too. By now the request was made twice, the second time by the venue's own clock where it tells it.
 */
export function withClockRemedy(
  failed: VenueFailure,
  venue: string,
  { knownSkewMs }: Pick<VenueClock, 'knownSkewMs'>,
  clock: Pick<Clock, 'trouble'>,
): VenueFailure {
  if (failed.code !== 'clock-skew' && failed.code !== 'nonce') return failed;
  const wrong = clockWords(venue, knownSkewMs) ?? clock.trouble?.();
  const hint =
    failed.code === 'nonce'
      ? nonceRemedy(venue, knownSkewMs, wrong)
      : timeRemedy(venue, knownSkewMs, wrong);
  return new VenueFailure(failed.code, failed.detail, { ...failed.extra, hint });
}

function clockWords(venue: string, skewMs: number | undefined): string | undefined {
  if (skewMs === undefined || Math.abs(skewMs) < WORTH_A_WORD_MS) return undefined;
  const side = skewMs < 0 ? 'ahead of' : 'behind';
  return `This computer’s clock is ${lengthOf(Math.abs(skewMs))} ${side} that of ${venue}.`;
}

function lengthOf(milliseconds: number): string {
  return milliseconds < 120_000
    ? `${Math.round(milliseconds / 1000)} seconds`
    : durationWords(milliseconds);
}

/** Where the venue does not tell its time, the number may be the time of a clock that is wrong. */
function nonceRemedy(venue: string, skewMs: number | undefined, wrong: string | undefined): string {
  if (wrong === undefined && skewMs !== undefined) return nonceHint(venue);
  const cause = wrong ?? `This computer’s clock may be wrong: ${venue} does not tell its own.`;
  return `${cause} ${SET_IT} If it stays: ${nonceHint(venue)}`;
}

function timeRemedy(venue: string, skewMs: number | undefined, wrong: string | undefined): string {
  if (wrong !== undefined) return `${wrong} ${SET_IT}`;
  return skewMs === undefined
    ? `This computer’s clock may be wrong: ${venue} does not tell its own. ${SET_IT}`
    : `This computer’s clock agrees with that of ${venue}, so the request was too long on its way: the connection may be slow. What is connected is read again by itself.`;
}
