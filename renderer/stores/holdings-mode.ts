import { createStore } from 'zustand/vanilla';

/** What the Holdings screen shows: balances, net delta per coin, or tokens that nobody vouches for. */
export const HOLDINGS_MODES = ['balances', 'exposure', 'quarantine'] as const;
export type HoldingsMode = (typeof HOLDINGS_MODES)[number];

export const holdingsModeStore = createStore<{ readonly mode: HoldingsMode }>(() => ({
  mode: 'balances',
}));

export function showHoldingsAs(mode: HoldingsMode): void {
  holdingsModeStore.setState({ mode });
}
