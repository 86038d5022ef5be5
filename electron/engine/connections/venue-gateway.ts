import { MANUAL_VENUE } from './manual-venue';
import type { ExchangeGateway, VenueSession } from '../ports/exchanges';
import type { WalletGateway } from '../ports/wallets';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import { fail, succeed } from '../../../shared/base/failure';

export interface VenueGatewayParts {
  readonly exchanges: ExchangeGateway;
  readonly wallets: WalletGateway;
  readonly openManual: (connectionId: ConnectionId) => VenueSession;
}

/** Exchanges, chains and manual accounts behind one door. Only exchanges have markets. */
export function createVenueGateway(parts: VenueGatewayParts): ExchangeGateway {
  const { exchanges, wallets, openManual } = parts;
  const isChain = (venue: VenueId): boolean => wallets.venues().some(({ id }) => id === venue);
  const hasMarkets = (venue: VenueId): boolean => venue !== MANUAL_VENUE.id && !isChain(venue);
  return {
    venues: () => [...exchanges.venues(), ...wallets.venues(), MANUAL_VENUE],
    open: (connectionId, address, credentials) => {
      if (address.venue === MANUAL_VENUE.id) return succeed(openManual(connectionId));
      return (isChain(address.venue) ? wallets : exchanges).open(
        connectionId,
        address,
        credentials,
      );
    },
    prepare: (address) => (isChain(address.venue) ? wallets : exchanges).prepare(address),
    tickers: async (address, codes, signal) =>
      hasMarkets(address.venue) ? exchanges.tickers(address, codes, signal) : succeed([]),
    markets: async (address, codes, signal) =>
      hasMarkets(address.venue) ? exchanges.markets(address, codes, signal) : succeed([]),
    orderBook: async (address, market, signal) =>
      hasMarkets(address.venue)
        ? exchanges.orderBook(address, market, signal)
        : fail('unsupported', 'Only exchanges have order books.'),
    tradePage: (market) => exchanges.tradePage(market),
    watchTickers: (address, codes, listener) =>
      hasMarkets(address.venue)
        ? exchanges.watchTickers(address, codes, listener)
        : async () => undefined,
    close: async () => {
      await Promise.allSettled([exchanges.close(), wallets.close()]);
    },
  };
}
