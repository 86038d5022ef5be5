import { setMaxListeners } from 'node:events';
import type { Clock } from '../../engine/ports/clock';
import { afterAwake } from '../../timing/awake-timer';
import { VenueFailure } from './venue-failure';

/** Waits. @throws VenueFailure `cancelled` as soon as the signal says so */
export function pause(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(new VenueFailure('cancelled'));
      return;
    }
    const onAbort = (): void => {
      cancel();
      reject(new VenueFailure('cancelled'));
    };
    const cancel = clock.after(milliseconds, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/**
 * Runs with a deadline: answers `timeout` when it passes (the time in which this program could run) and `cancelled` when an outer signal says so,
 * at once, even if what runs does not stop by itself. The inner signal tells it to.
 * @throws VenueFailure
 */
export function withDeadline<T>(
  clock: Clock,
  milliseconds: number,
  outers: readonly AbortSignal[],
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const inner = new AbortController();
    // A reading may make many requests at once, and a session many readings: each listens, and stops at its end.
    setMaxListeners(0, inner.signal, ...outers);
    const finish = (): void => {
      cancelTimer();
      for (const outer of outers) outer.removeEventListener('abort', onAbort);
    };
    const stop = (failure: VenueFailure): void => {
      finish();
      reject(failure);
      inner.abort();
    };
    const onAbort = (): void => stop(new VenueFailure('cancelled'));
    const cancelTimer = afterAwake(clock, milliseconds, () => stop(new VenueFailure('timeout')));
    if (outers.some((outer) => outer.aborted)) {
      onAbort();
      return;
    }
    for (const outer of outers) outer.addEventListener('abort', onAbort, { once: true });
    run(inner.signal).then(
      (value) => {
        finish();
        resolve(value);
      },
      (error: unknown) => {
        finish();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
