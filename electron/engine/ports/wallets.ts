import type { Result } from '../../../shared/base/failure';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import type { Chain } from '../../../shared/chains/chain';
import type { WalletSearch } from '../../../shared/chains/wallet-search';
import type { VenueGateway } from './exchanges';

/** What the user set about chains, as it stands when it is asked for. */
export interface WalletSettings {
  /** Servers to ask instead of the public ones, in this order. */
  readonly endpoints: Readonly<Record<VenueId, readonly string[]>>;
  /** EVM chains beside those that are built in. */
  readonly customChains: readonly Chain[];
  /** Contracts of tokens to look for beside the listed ones, by chain. */
  readonly addedTokens: Readonly<Record<VenueId, readonly string[]>>;
  /** How far single wallets are looked through, where that is not as usual. */
  readonly search: Readonly<Record<ConnectionId, Pick<WalletSearch, 'gapLimit' | 'tokenDays'>>>;
}

export interface ResolvedName {
  readonly name: string;
  readonly address: string;
  /** The chain family whose addresses it names. */
  readonly family: Chain['family'];
}

/**
 * Watches addresses and extended public keys. A watched wallet is a session like that of an exchange:
 * one account of type `wallet`, credentials `{ address }`, and it can do nothing but read.
 */
export interface WalletGateway extends Omit<VenueGateway, 'marketsOf'> {
  /** Resolves an ENS (`.eth`) or SNS (`.sol`) name. */
  resolveName(name: string, signal: AbortSignal): Promise<Result<ResolvedName>>;
}
