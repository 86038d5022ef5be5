import type { Instant } from '../../../shared/base/failure';
import type { PortfolioId } from '../../engine/ports/history';
import { query } from './query';
import type { ReadSession } from './read-session';

/** The first recorded total of a portfolio; `undefined` where there is none. */
async function readFirstPointAt(
  session: ReadSession,
  { portfolio }: { readonly portfolio: PortfolioId },
): Promise<Instant | undefined> {
  return (await session.recordedSpan(portfolio))?.first;
}

export const firstPointAt = query('find its first point', readFirstPointAt);
