import { onTestFinished } from 'vitest';
import type { Instant } from '../../../shared/portfolio/failure';
import { EmbeddedStore } from '../embedded/embedded-store';

export interface OpenedStore {
  readonly store: EmbeddedStore;
  readonly log: string[];
}

/** Opens a history within the test's own process; it is closed when the test has finished. */
export async function openStore(
  directory: string,
  options: { readonly now?: () => Instant } = {},
): Promise<OpenedStore> {
  const log: string[] = [];
  const store = await EmbeddedStore.open({
    directory,
    lockPatienceMs: 0,
    now: options.now ?? Date.now,
    log: (message) => log.push(message),
    onWaiting: () => undefined,
    onFatal: (error) => log.push(`fatal: ${String(error)}`),
  });
  onTestFinished(() => store.close());
  return { store, log };
}
