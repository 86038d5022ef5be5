import type { Chain } from './chain';

/**
 * Bitcoin's main network. The public servers speak the Esplora API
 * (https://github.com/Blockstream/esplora/blob/master/API.md); a user's own electrs or mempool does too.
 */
export const BITCOIN: Chain = {
  id: 'bitcoin',
  name: 'Bitcoin',
  family: 'bitcoin',
  // The first 32 digits of the genesis block's hash: https://namespaces.chainagnostic.org/bip122/caip2
  caip2: 'bip122:000000000019d6689c085ae165831e93',
  nativeCode: 'BTC',
  publicEndpoints: [
    { url: 'https://mempool.space/api', operator: 'Mempool Space K.K.' },
    { url: 'https://blockstream.info/api', operator: 'Blockstream' },
  ],
  explorer: 'https://mempool.space/address/',
};
