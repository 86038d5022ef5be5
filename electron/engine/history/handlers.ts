import type { HandlersOf } from '../../../shared/contract/contract';
import type { historyCalls } from '../../../shared/contract/history';
import type { Instant } from '../../../shared/base/failure';
import type { HistoryReads, PortfolioId } from '../ports/history';
import { growth } from './growth';

export interface HistoryHandlerNeeds {
  readonly history: { readonly reads: HistoryReads };
  readonly portfolioId: () => PortfolioId;
  readonly now: () => Instant;
}

/** What the page asks of the recorded past. */
export function historyHandlers({
  history,
  portfolioId,
  now,
}: HistoryHandlerNeeds): HandlersOf<typeof historyCalls> {
  return { getHistory: (query) => growth(history.reads, portfolioId(), query, now()) };
}
