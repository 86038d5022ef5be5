import type { Chain } from './chain';

/** Solana's main network. */
export const SOLANA: Chain = {
  id: 'solana',
  name: 'Solana',
  family: 'solana',
  // The first 32 characters of the genesis hash: https://namespaces.chainagnostic.org/solana/caip2
  caip2: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp',
  nativeCode: 'SOL',
  publicEndpoints: [
    // https://solana.com/docs/references/clusters
    { url: 'https://api.mainnet-beta.solana.com', operator: 'Solana Foundation' },
    // https://www.publicnode.com
    { url: 'https://solana-rpc.publicnode.com', operator: 'Allnodes (PublicNode)' },
  ],
  explorer: 'https://explorer.solana.com/address/',
};
