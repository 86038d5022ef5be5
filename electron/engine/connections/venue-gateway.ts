import { MANUAL_VENUE } from './manual-venue';
import type { ExchangeGateway, VenueGateway, VenueSession } from '../ports/exchanges';
import type { WalletGateway } from '../ports/wallets';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import { succeed } from '../../../shared/base/failure';

export interface VenueGatewayParts {
  readonly exchanges: VenueGateway;
  readonly wallets: WalletGateway;
  readonly openManual: (connectionId: ConnectionId) => VenueSession;
}

/** Exchanges, chains and manual accounts behind one door. Only exchanges have markets. */
export function createVenueGateway(parts: VenueGatewayParts): ExchangeGateway {
  const { exchanges, wallets, openManual } = parts;
  const manual: VenueGateway = {
    venues: () => [MANUAL_VENUE],
    open: (connectionId) => succeed(openManual(connectionId)),
    prepare: async () => undefined,
    close: async () => undefined,
  };
  const gateways = [exchanges, wallets, manual];
  /** Who knows the venue; the exchanges say of one that nobody knows that it is unknown. */
  const gatewayTo = (venue: VenueId): VenueGateway =>
    gateways.find((one) => one.venues().some(({ id }) => id === venue)) ?? exchanges;
  return {
    venues: () => gateways.flatMap((one) => one.venues()),
    open: (connectionId, address, credentials) =>
      gatewayTo(address.venue).open(connectionId, address, credentials),
    prepare: (address) => gatewayTo(address.venue).prepare(address),
    marketsOf: (address) => gatewayTo(address.venue).marketsOf?.(address),
    close: async () => {
      await Promise.allSettled(gateways.map((one) => one.close()));
    },
  };
}
