import type { ConnectionId, VenueId } from '../../../shared/portfolio/balance';

/** A connection as the portfolio needs it. */
export interface PortfolioConnection {
  readonly id: ConnectionId;
  readonly venue: VenueId;
}
