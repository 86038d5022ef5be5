import { fail, succeed, type Result } from '../../shared/base/failure';
import type { CallContext } from '../../shared/channel/table';

/** So long no message is heard: a cancellation is heeded, and another job goes on, after it. */
const PIECE_MS = 20;

/** Work in steps: each yields which share of the whole is done, 0 to 1. */
export type Steps<T> = Generator<number, T, undefined>;

/** Does work piece by piece, tells how far it is after each, and stops between two when it is cancelled. */
export async function inPieces<T>(
  steps: Steps<T>,
  { isCancelled, report }: CallContext<number>,
): Promise<Result<T, 'cancelled'>> {
  for (;;) {
    const until = performance.now() + PIECE_MS;
    let step = steps.next();
    while (step.done !== true && performance.now() < until) step = steps.next();
    if (step.done === true) return succeed(step.value);
    report(step.value);
    await new Promise((resolve) => setImmediate(resolve));
    if (isCancelled()) return fail('cancelled', 'It was cancelled.');
  }
}
