import { isDoneWithin } from '../../timing/within';
import type { Clock } from '../ports/clock';

/** One thing that closes. */
export type Close = () => Promise<unknown>;

/** What reads and serves is given so long to close; what it has is in the database or at the venues. */
export const READERS_LIMIT_MS = 3_000;

/**
 * Closes all, step by step: those of a step together, each only as long as its step is given. One that
 * hangs or fails keeps nothing else from closing.
 */
export async function closeInSteps(
  clock: Pick<Clock, 'after'>,
  steps: readonly { readonly limitMs: number; readonly close: readonly Close[] }[],
): Promise<void> {
  for (const { limitMs, close } of steps)
    await Promise.all(close.map((one) => isDoneWithin(startClosing(one), clock, limitMs)));
}

/** Also one that throws at once has only failed. */
async function startClosing(close: Close): Promise<void> {
  await close();
}
