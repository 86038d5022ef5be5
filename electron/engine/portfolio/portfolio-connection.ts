import type { ConnectionId, VenueId } from '../../../shared/base/ids';

/** A connection as the portfolio needs it. */
export interface PortfolioConnection {
  readonly id: ConnectionId;
  readonly venue: VenueId;
}
