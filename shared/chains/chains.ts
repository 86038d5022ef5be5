import type { VenueId } from '../base/ids';
import type { CustomChain } from './chain-records';
import { BITCOIN } from './bitcoin-chain';
import type { Chain } from './chain';
import { EVM_CHAINS, customEvmChain } from './evm-chains';
import { SOLANA } from './solana-chain';

/** Every chain that needs no setting, in the order in which they are offered. */
export const BUILT_IN_CHAINS: readonly Chain[] = [BITCOIN, ...EVM_CHAINS, SOLANA];

/** The chain of a venue, the user's own included. */
export function chainOf(venue: VenueId, custom: readonly CustomChain[]): Chain | undefined {
  const own = custom.find(({ id }) => id === venue);
  return own === undefined ? BUILT_IN_CHAINS.find(({ id }) => id === venue) : customEvmChain(own);
}
