import type { Failure } from '../../shared/base/failure';
import { sentences } from '../../shared/base/sentences';
import { untilText } from '../../shared/base/until-text';

/** A failure with its advice: its own, or when to try again. */
export function sentence(failure: Failure): string {
  return sentences(failure.message, failure.hint ?? whenToTry(failure));
}

function whenToTry({ retry }: Failure): string | undefined {
  if (retry.kind === 'after') return `Try again at ${untilText(retry.at)}.`;
  return retry.kind === 'backoff' ? 'Try again in a moment.' : undefined;
}
