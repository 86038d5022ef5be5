import { embeddedEngine, type EmbeddedOptions } from '../engines/embedded/embedded-engine';
import { Store } from '../history/store';
import type { StoreOptions } from '../history/store-options';

export interface HistoryOptions
  extends Omit<StoreOptions, 'engine'>, Omit<EmbeddedOptions, 'directory'> {}

/** Opens the history of a folder with the engine of this machine: the one place that chooses it. */
export function openHistory({ driver, boot, ...options }: HistoryOptions): Promise<Store> {
  const { directory } = options;
  const engine = embeddedEngine({
    directory,
    ...(driver === undefined ? {} : { driver }),
    ...(boot === undefined ? {} : { boot }),
  });
  return Store.open({ ...options, engine });
}
