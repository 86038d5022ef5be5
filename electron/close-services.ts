import { closeInSteps, READERS_LIMIT_MS, type Close } from './engine/application/closing';
import type { CacheWriter } from './engine/application/cache-writer';
import type { LivePortfolio } from './engine/portfolio/live-portfolio';
import type { SnapshotWriter } from './engine/history/snapshot-writer';
import { isDoneWithin } from './timing/within';
import { systemClock } from './timing/system-clock';

/** Quitting waits this long for prices and answers of what the user entered a moment ago. */
const SETTLE_LIMIT_MS = 5_000;
const LAST_POINT_LIMIT_MS = SETTLE_LIMIT_MS + 2_000;
/** Longer than the history gives its own process, which it ends after that. */
const HISTORY_LIMIT_MS = 22_000;

export interface ClosingServices {
  readonly portfolio: LivePortfolio;
  readonly writer: SnapshotWriter;
  readonly cacheWriter: CacheWriter;
  /** Those that stop at once. */
  readonly watches: readonly { close(): void }[];
  /** Those that have requests on their way. */
  readonly readers: readonly { close: Close }[];
  /** Those that have something to bring to its place. */
  readonly stores: readonly { close: Close }[];
}

/** Records the last point, writes what the next start paints, and closes everything in its order. */
export async function closeServices(services: ClosingServices): Promise<void> {
  const { portfolio, writer, cacheWriter, watches, readers, stores } = services;
  // A database that does not answer takes no last point.
  await isDoneWithin(writer.flush(SETTLE_LIMIT_MS), systemClock, LAST_POINT_LIMIT_MS);
  if (portfolio.settled) await isDoneWithin(cacheWriter.write(), systemClock, READERS_LIMIT_MS);
  for (const watch of watches) watch.close();
  // One that does not close must not keep the others, least of all the database, from doing so.
  await closeInSteps(systemClock, [
    { limitMs: READERS_LIMIT_MS, close: closingsOf([...readers, writer]) },
    { limitMs: HISTORY_LIMIT_MS, close: closingsOf(stores) },
  ]);
}

function closingsOf(services: readonly { close: () => unknown }[]): readonly Close[] {
  return services.map((service) => async () => service.close());
}
