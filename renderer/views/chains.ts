import type { CustomChain } from '../../shared/settings/settings';
import type { Chain } from '../../shared/wallets/chain';

/** The chains that Portolan knows by itself. */
export const BUILT_IN_CHAINS: readonly Chain[] = [
  {
    id: 'bitcoin',
    name: 'Bitcoin',
    family: 'bitcoin',
    caip2: 'bip122:000000000019d6689c085ae165831e93',
    nativeCode: 'BTC',
    publicEndpoints: [
      { url: 'https://blockstream.info/api', operator: 'Blockstream' },
      { url: 'https://mempool.space/api', operator: 'mempool.space' },
    ],
    explorer: 'https://mempool.space/address/',
  },
  {
    id: 'ethereum',
    name: 'Ethereum',
    family: 'evm',
    caip2: 'eip155:1',
    nativeCode: 'ETH',
    publicEndpoints: [{ url: 'https://ethereum-rpc.publicnode.com', operator: 'Allnodes' }],
    explorer: 'https://etherscan.io/address/',
  },
  {
    id: 'base',
    name: 'Base',
    family: 'evm',
    caip2: 'eip155:8453',
    nativeCode: 'ETH',
    publicEndpoints: [{ url: 'https://mainnet.base.org', operator: 'Coinbase' }],
    explorer: 'https://basescan.org/address/',
  },
  {
    id: 'solana',
    name: 'Solana',
    family: 'solana',
    caip2: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp',
    nativeCode: 'SOL',
    publicEndpoints: [
      { url: 'https://api.mainnet-beta.solana.com', operator: 'Solana Foundation' },
    ],
    explorer: 'https://solscan.io/account/',
  },
];

/** An EVM chain of the user's own as a chain like the others, without public servers. */
export function customChain({ id, name, chainId, nativeCode }: CustomChain): Chain {
  return {
    id,
    name,
    family: 'evm',
    caip2: `eip155:${chainId}`,
    nativeCode,
    publicEndpoints: [],
  };
}

/** All chains that can be watched. */
export function chainsWith(custom: readonly CustomChain[]): readonly Chain[] {
  return [...BUILT_IN_CHAINS, ...custom.map(customChain)];
}
