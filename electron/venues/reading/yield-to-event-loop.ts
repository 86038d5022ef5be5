/** So long may one turn of the event loop work on what came all at once. */
const SLICE_MS = 8;

let turnStartedAt: number | undefined;

/**
 * Waits for a turn of the event loop that has time left: hundreds of readings that start together, or
 * whose answers arrive together, are signed and parsed in slices, and the window and the streams are
 * served in between.
 */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(goOn, resolve));
}

/** What waits for this promise runs before the next of these is called, so its time is counted. */
function goOn(resolve: () => void): void {
  const now = performance.now();
  if (turnStartedAt === undefined) {
    turnStartedAt = now;
    // Called in the next turn before any that are put off to it.
    setImmediate(() => (turnStartedAt = undefined));
  }
  if (now - turnStartedAt < SLICE_MS) resolve();
  else setImmediate(goOn, resolve);
}
