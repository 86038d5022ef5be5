import { ask, nothing } from './call';
import type { PortfolioState } from './portfolio-view';

export const portfolioCalls = {
  /** The full state. Patches with higher sequences follow as events. */
  getPortfolio: ask(nothing).returns<PortfolioState>(),
} as const;
