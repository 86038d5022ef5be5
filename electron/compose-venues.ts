import { join } from 'node:path';
import { walletSettings } from './engine/assets/chain-settings';
import { createVenueGateway } from './engine/connections/venue-gateway';
import { manualSessions } from './engine/connections/manual-venue';
import type { ConnectionId, VenueId } from '../shared/base/ids';
import type { Clock } from './engine/ports/clock';
import type { ExchangeGateway } from './engine/ports/exchanges';
import type { WalletGateway } from './engine/ports/wallets';
import type { RecordsParts } from './engine/records/parts';
import { writeDurably } from './store/files/durable-files';
import type { Surroundings } from './surroundings';
import { createWalletGateway } from './venues/chains/wallet-gateway';
import { createWalletMemoryFile, WALLET_MEMORY_FILE } from './venues/chains/wallet-memory-file';
import { createExchangeGateway } from './venues/exchanges/gateway/exchange-gateway';

export interface VenueNeeds extends Pick<Surroundings, 'info' | 'log' | 'endpoints'> {
  readonly clock: Clock;
  readonly user: RecordsParts;
  /** Whether what is known of a wallet is still wanted. */
  readonly isKept: (id: ConnectionId) => boolean;
  /** Whether an address counts in another connection. */
  readonly isCountedBefore: (id: ConnectionId, mark: string) => boolean;
}

export interface VenueParts {
  readonly wallets: WalletGateway;
  /** Exchanges, chains and manual accounts. */
  readonly gateway: ExchangeGateway;
  readonly isChain: (venue: VenueId) => boolean;
  readonly venueNameOf: (venue: VenueId) => string;
  /** Resolves when what wallets remember is on the disk. */
  readonly written: () => Promise<void>;
}

/** Everything that asks strangers' servers. */
export function composeVenues(needs: VenueNeeds): VenueParts {
  const { info, log, clock, endpoints, user } = needs;
  const memory = createWalletMemoryFile({
    path: join(info.dataDirectory, WALLET_MEMORY_FILE),
    writeDurably,
    log,
    isKept: needs.isKept,
  });
  const wallets = createWalletGateway({
    log,
    clock,
    settings: () => walletSettings(user.records.current),
    memoryOf: memory.of,
    isCountedBefore: needs.isCountedBefore,
    localEndpoints: endpoints,
  });
  const gateway = createVenueGateway({
    exchanges: createExchangeGateway({ log, clock, random: Math.random }),
    wallets,
    openManual: manualSessions({ clock, ...user }),
  });
  return {
    wallets,
    gateway,
    isChain: (venue) => wallets.venues().some(({ id }) => id === venue),
    venueNameOf: (venue) => gateway.venues().find(({ id }) => id === venue)?.name ?? venue,
    written: () => memory.written(),
  };
}
