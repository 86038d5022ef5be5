import type { ChainFamily } from '../../../shared/chains/chain';
import type { OpenChainReader } from './chain-reader';

/**
 * What reads each family's chains, loaded with the first wallet of that family: their libraries are
 * large, and most users have wallets of one or two of them.
 */
export const FAMILIES: Readonly<Record<ChainFamily, () => Promise<OpenChainReader>>> = {
  bitcoin: async () => (await import('./bitcoin/bitcoin-reader')).openBitcoinReader,
  evm: async () => (await import('./evm/evm-reader')).openEvmReader,
  solana: async () => (await import('./solana/solana-reader')).openSolanaReader,
};
