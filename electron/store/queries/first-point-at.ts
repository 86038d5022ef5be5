import type { Instant } from '../../../shared/base/failure';
import type { PortfolioId } from '../../engine/ports/history';
import type { ReadSession } from './read-session';

/** The first recorded total of a portfolio; `undefined` where there is none. */
export async function readFirstPointAt(
  session: ReadSession,
  { portfolio }: { readonly portfolio: PortfolioId },
): Promise<Instant | undefined> {
  return (await session.recordedSpan(portfolio))?.first;
}
