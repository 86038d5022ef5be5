import { startTimer } from '../timing/timer';

/** The database waits no longer than this for the first painting. */
const TIMEOUT_MS = 2_000;

/**
 * Resolves when the stored portfolio is on the screen: until then the processor is the page's. At once
 * where there is nothing to paint, and after a while in any case.
 */
export function paintingOf(isAwaited: boolean): { promise: Promise<void>; done: () => void } {
  let done: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    done = resolve;
    if (isAwaited) startTimer(TIMEOUT_MS, resolve);
    else resolve();
  });
  return { promise, done };
}
