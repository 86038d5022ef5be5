import type { Failure } from '../../shared/base/failure';
import { untilText } from '../../shared/base/until-text';

/** A failure with its advice: its own, or when to try again. */
export function sentence(failure: Failure): string {
  const advice = failure.hint ?? whenToTry(failure);
  return advice === undefined ? failure.message : `${failure.message} ${advice}`;
}

function whenToTry({ retry }: Failure): string | undefined {
  if (retry.kind === 'after') return `Try again at ${untilText(retry.at)}.`;
  return retry.kind === 'backoff' ? 'Try again in a moment.' : undefined;
}
