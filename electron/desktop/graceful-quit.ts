import type { App } from 'electron';
import { waitFor } from '../timing/timer';
import { EXIT_CODES } from './exit-codes';

/** Quitting does not wait longer than this for what hangs; longer than the parts' own limits together. */
const QUIT_LIMIT_MS = 45_000;
/** What a process that was ended by a signal is expected to answer: 128 and the signal's number. */
const ENDED_BY = { SIGINT: EXIT_CODES.interrupted, SIGTERM: EXIT_CODES.terminated } as const;

/** Closes what runs; resolves when that is done, went wrong, or takes too long. */
export async function closeInTime(close: () => Promise<void>): Promise<void> {
  await Promise.race([close().catch(() => undefined), waitFor(QUIT_LIMIT_MS)]);
}

/**
 * Quitting waits until what is in flight has been written, but not for ever.
 * @param isUnattended no window was opened: a signal then cuts off what was asked for, and is no success
 */
export function quitGracefully(
  app: App,
  close: () => Promise<void>,
  isUnattended: () => boolean,
): void {
  let exitCode: number = EXIT_CODES.done;
  let closing = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    void closeInTime(close).then(() => app.exit(exitCode));
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (isUnattended()) exitCode = ENDED_BY[signal];
      app.quit();
    });
}
