import type { HistoryRange } from '../../shared/contract/history';
import type { QuoteCurrency } from '../../shared/assets/format';
import { historyStore } from '../stores/history-store';
import { bridge } from './client';
import { holdPainting } from './paint-report';

/** Enough for a chart as wide as a large screen. */
const MOST_POINTS = 600;

let latest = 0;
let wanted = false;

/**
 * Shows a range: what is known of it at once, and what main knows of it as soon as it answers. What was read in
 * another currency is forgotten: it would stand beside a total in this one.
 */
export function showHistory(range: HistoryRange, currency?: QuoteCurrency): void {
  historyStore.setState((state) =>
    currency === undefined || currency === state.currency
      ? { range, failure: undefined }
      : { range, currency, series: {}, failure: undefined },
  );
  wanted = true;
  void fetchHistory();
}

/** Reads the chosen range again, if a chart has asked for one. */
export function refetchHistory(): void {
  if (wanted) void fetchHistory();
}

async function fetchHistory(): Promise<void> {
  const { range, currency } = historyStore.getState();
  const request = (latest += 1);
  const release = holdPainting();
  try {
    const result = await bridge().call.getHistory({ range, maxPoints: MOST_POINTS, currency });
    if (request !== latest) return;
    historyStore.setState(({ series }) =>
      result.ok
        ? { series: { ...series, [range]: result.value }, failure: undefined }
        : { series, failure: result.failure },
    );
  } finally {
    release();
  }
}
