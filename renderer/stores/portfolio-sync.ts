import type { PortfolioPatch, PortfolioState } from '../../shared/contract/portfolio-view';
import type { Result } from '../../shared/base/failure';
import type { PortfolioStore } from './portfolio-store';

/** Runs a task before the next frame is drawn, or soon when none is; answers its cancellation. */
export type FrameScheduler = (task: () => void) => () => void;

export interface PortfolioSyncOptions {
  readonly store: PortfolioStore;
  readonly fetchState: () => Promise<Result<PortfolioState>>;
  readonly onPatch: (listener: (patch: PortfolioPatch) => void) => () => void;
  readonly schedule: FrameScheduler;
}

export interface PortfolioSync {
  /** Asks for the full state again; resolves when it has been taken or refused. */
  readonly resync: () => Promise<void>;
  readonly stop: () => void;
}

/**
 * Keeps the store in step with main: the full state first, then patches, gathered into one change per
 * frame. Patches that arrive while a full state is under way wait for it. A gap asks for the full
 * state again; so does the next patch after a request that failed.
 */
export function startPortfolioSync(options: PortfolioSyncOptions): PortfolioSync {
  const { store, fetchState, onPatch, schedule } = options;
  let queue: PortfolioPatch[] = [];
  let fetching: Promise<void> | undefined;
  let cancelFlush: (() => void) | undefined;
  let stopped = false;

  const flush = (): void => {
    cancelFlush = undefined;
    if (stopped || fetching !== undefined || queue.length === 0) return;
    const patches = queue;
    queue = [];
    if (store.applyAll(patches) === 'gap') {
      queue = [...patches, ...queue];
      void resync();
    }
  };

  const fetchOnce = async (): Promise<void> => {
    const result = await fetchState();
    if (stopped) return;
    if (!result.ok) {
      queue = [];
      store.fail(result.failure);
      return;
    }
    store.load(result.value);
    queue = queue.filter((patch) => patch.sequence > result.value.sequence);
  };

  const resync = (): Promise<void> => {
    fetching ??= fetchOnce().finally(() => {
      fetching = undefined;
      if (!stopped && queue.length > 0) cancelFlush ??= schedule(flush);
    });
    return fetching;
  };

  const unsubscribe = onPatch((patch) => {
    queue.push(patch);
    if (fetching === undefined) cancelFlush ??= schedule(flush);
  });
  void resync();

  return {
    resync,
    stop: () => {
      stopped = true;
      cancelFlush?.();
      unsubscribe();
    },
  };
}
