import { createStore } from 'zustand/vanilla';
import type {
  CrossCheckView,
  PortfolioPatch,
  PortfolioState,
  PositionView,
  QuarantinedView,
  QuoteRates,
  TotalsView,
} from '../../shared/contract/portfolio-view';
import type { CoverageCell } from '../../shared/portfolio/coverage';
import type { Failure, Instant } from '../../shared/base/failure';
import { PortfolioBook } from './portfolio-book';

/** What is small enough to be replaced whole; the rows are in the book. */
export interface LivePortfolio {
  readonly phase: 'ready';
  readonly sequence: number;
  readonly at: Instant;
  readonly origin: 'live' | 'stored';
  readonly settled: boolean;
  readonly totals: TotalsView;
  readonly quoteRates: QuoteRates;
  readonly coverage: readonly CoverageCell[];
  readonly positions: readonly PositionView[];
  readonly quarantine: readonly QuarantinedView[];
  readonly crossChecks: readonly CrossCheckView[];
  readonly book: PortfolioBook;
}

export type PortfolioStoreState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly failure: Failure }
  | LivePortfolio;

export type PatchOutcome = 'applied' | 'old' | 'gap';

export type PortfolioStore = ReturnType<typeof createPortfolioStore>;

/**
 * The live portfolio as main last told it. `load` takes the full state; `applyAll` takes the patches
 * that follow, in one notification however many there are, and stops at the first gap in their
 * sequence, after which only a new full state helps.
 */
export function createPortfolioStore() {
  const store = createStore<PortfolioStoreState>(() => ({ phase: 'loading' }));
  const book = new PortfolioBook();

  const load = (state: PortfolioState): void => {
    book.load(state);
    store.setState(loaded(state, book), true);
  };

  const applyAll = (patches: readonly PortfolioPatch[]): PatchOutcome => {
    const before = store.getState();
    if (before.phase !== 'ready') return 'gap';
    let current: LivePortfolio = before;
    let outcome: PatchOutcome = 'old';
    for (const patch of patches) {
      if (patch.sequence <= current.sequence) continue;
      if (patch.sequence !== current.sequence + 1) {
        outcome = 'gap';
        break;
      }
      book.apply(patch);
      current = patched(current, patch);
      outcome = 'applied';
    }
    if (current !== before) store.setState(current, true);
    return outcome;
  };

  const fail = (failure: Failure): void => {
    if (store.getState().phase !== 'ready') store.setState({ phase: 'failed', failure }, true);
  };

  return { ...store, load, applyAll, fail };
}

function loaded(state: PortfolioState, book: PortfolioBook): LivePortfolio {
  return {
    phase: 'ready',
    sequence: state.sequence,
    at: state.at,
    origin: state.origin,
    settled: state.settled,
    totals: state.totals,
    quoteRates: state.quoteRates,
    coverage: state.coverage,
    positions: state.positions,
    quarantine: state.quarantine,
    crossChecks: state.crossChecks,
    book,
  };
}

/** What is told with every patch, and what changed of all else. */
function patched(current: LivePortfolio, patch: PortfolioPatch): LivePortfolio {
  return {
    ...current,
    sequence: patch.sequence,
    at: patch.at,
    origin: patch.origin,
    settled: patch.settled,
    totals: patch.totals ?? current.totals,
    quoteRates: patch.quoteRates ?? current.quoteRates,
    coverage: patch.coverage ?? current.coverage,
    positions: patch.positions ?? current.positions,
    quarantine: patch.quarantine ?? current.quarantine,
    crossChecks: patch.crossChecks ?? current.crossChecks,
  };
}
