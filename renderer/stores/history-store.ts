import { createStore } from 'zustand/vanilla';
import type { HistorySeries } from '../../shared/history/series';
import type { HistoryRange } from '../../shared/contract/history';
import type { QuoteCurrency } from '../../shared/assets/format';
import type { Failure } from '../../shared/base/failure';

/** Ranges of the growth chart, as written on their buttons. */
export const HISTORY_RANGES: readonly { readonly range: HistoryRange; readonly label: string }[] = [
  { range: '1D', label: '1D' },
  { range: '1W', label: '1W' },
  { range: '1M', label: '1M' },
  { range: '3M', label: '3M' },
  { range: 'YTD', label: 'YTD' },
  { range: '1Y', label: '1Y' },
  { range: 'ALL', label: 'All' },
];

export interface HistoryState {
  readonly range: HistoryRange;
  /** What totals are shown in; all series are in it. */
  readonly currency: QuoteCurrency;
  /** The last answer for each range that was looked at. */
  readonly series: Readonly<Partial<Record<HistoryRange, HistorySeries>>>;
  /** Why the chosen range could not be read. */
  readonly failure: Failure | undefined;
}

export const historyStore = createStore<HistoryState>(() => ({
  range: '1W',
  currency: 'USD',
  series: {},
  failure: undefined,
}));
