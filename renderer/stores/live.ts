import { createPortfolioStore } from './portfolio-store';

/** The page's one portfolio. */
export const portfolioStore = createPortfolioStore();
