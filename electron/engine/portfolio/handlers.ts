import type { HandlersOf } from '../../../shared/contract/contract';
import type { portfolioCalls } from '../../../shared/contract/portfolio';
import { succeed } from '../../../shared/base/failure';
import type { LivePortfolio } from './live-portfolio';

/** What the page asks of the live portfolio; the patches after it are events. */
export function portfolioHandlers(
  portfolio: Pick<LivePortfolio, 'state'>,
): HandlersOf<typeof portfolioCalls> {
  return { getPortfolio: () => succeed(portfolio.state()) };
}
