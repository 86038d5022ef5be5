import type { CustomChain } from './chain-records';
import type { Chain, PublicEndpoint } from './chain';

const publicNode = (name: string): PublicEndpoint => ({
  url: `https://${name}.publicnode.com`,
  operator: 'Allnodes (PublicNode)',
});

const dRpc = (name: string): PublicEndpoint => ({
  url: `https://${name}.drpc.org`,
  operator: 'dRPC',
});

/**
 * EVM chains that need no setting. Ids: https://chainlist.org; servers that need no key: those of each
 * chain's own documentation, https://publicnode.com and https://drpc.org/public-endpoints.
 */
export const EVM_CHAINS: readonly Chain[] = [
  {
    id: 'ethereum',
    name: 'Ethereum',
    family: 'evm',
    caip2: 'eip155:1',
    nativeCode: 'ETH',
    publicEndpoints: [publicNode('ethereum-rpc'), dRpc('eth')],
    explorer: 'https://etherscan.io/address/',
  },
  {
    id: 'arbitrum',
    name: 'Arbitrum',
    family: 'evm',
    caip2: 'eip155:42161',
    nativeCode: 'ETH',
    publicEndpoints: [
      { url: 'https://arb1.arbitrum.io/rpc', operator: 'Offchain Labs' },
      publicNode('arbitrum-one-rpc'),
    ],
    explorer: 'https://arbiscan.io/address/',
  },
  {
    id: 'optimism',
    name: 'Optimism',
    family: 'evm',
    caip2: 'eip155:10',
    nativeCode: 'ETH',
    publicEndpoints: [
      { url: 'https://mainnet.optimism.io', operator: 'OP Labs' },
      publicNode('optimism-rpc'),
    ],
    explorer: 'https://optimistic.etherscan.io/address/',
  },
  {
    id: 'base',
    name: 'Base',
    family: 'evm',
    caip2: 'eip155:8453',
    nativeCode: 'ETH',
    publicEndpoints: [
      { url: 'https://mainnet.base.org', operator: 'Coinbase' },
      publicNode('base-rpc'),
    ],
    explorer: 'https://basescan.org/address/',
  },
  {
    id: 'polygon',
    name: 'Polygon',
    family: 'evm',
    caip2: 'eip155:137',
    // https://polygon.technology/blog/matic-to-pol-token-migration-is-live: POL since September 2024.
    nativeCode: 'POL',
    publicEndpoints: [publicNode('polygon-bor-rpc'), dRpc('polygon')],
    explorer: 'https://polygonscan.com/address/',
  },
  {
    id: 'bsc',
    name: 'BNB Chain',
    family: 'evm',
    caip2: 'eip155:56',
    nativeCode: 'BNB',
    publicEndpoints: [
      // The chain's own servers give no logs, which is how unlisted tokens are found:
      // https://docs.bnbchain.org/bnb-smart-chain/developers/json_rpc/json-rpc-endpoint/
      publicNode('bsc-rpc'),
      { url: 'https://bsc-dataseed.bnbchain.org', operator: 'BNB Chain' },
    ],
    explorer: 'https://bscscan.com/address/',
  },
  {
    id: 'avalanche',
    name: 'Avalanche',
    family: 'evm',
    caip2: 'eip155:43114',
    nativeCode: 'AVAX',
    publicEndpoints: [
      { url: 'https://api.avax.network/ext/bc/C/rpc', operator: 'Ava Labs' },
      publicNode('avalanche-c-chain-rpc'),
    ],
    explorer: 'https://snowtrace.io/address/',
  },
];

/** An EVM chain that the user described; the endpoints named with it take the place of public ones. */
export function customEvmChain({ id, name, chainId, nativeCode, endpoints }: CustomChain): Chain {
  return {
    id,
    name,
    family: 'evm',
    caip2: `eip155:${chainId}`,
    nativeCode,
    publicEndpoints: endpoints.map((url) => ({ url, operator: 'A server you named' })),
  };
}
