import type { AssetId } from '../../assets/asset';
import type { VenueId } from '../../base/ids';
import { tokenId, type Chain } from '../chain';
import { BUILT_IN_CHAINS } from '../chains';
import { ARBITRUM_TOKENS } from './arbitrum';
import { AVALANCHE_TOKENS } from './avalanche';
import { BASE_TOKENS } from './base';
import { BNB_CHAIN_TOKENS } from './bnb-chain';
import { ETHEREUM_TOKENS } from './ethereum';
import type { ListedToken } from './listed-token';
import { OPTIMISM_TOKENS } from './optimism';
import { POLYGON_TOKENS } from './polygon';
import { SOLANA_TOKENS } from './solana';

const BY_CHAIN: Readonly<Record<VenueId, readonly ListedToken[]>> = {
  ethereum: ETHEREUM_TOKENS,
  arbitrum: ARBITRUM_TOKENS,
  optimism: OPTIMISM_TOKENS,
  base: BASE_TOKENS,
  polygon: POLYGON_TOKENS,
  bsc: BNB_CHAIN_TOKENS,
  avalanche: AVALANCHE_TOKENS,
  solana: SOLANA_TOKENS,
};

/** The tokens of a chain whose contracts are known; none on chains that the user described. */
export function listedTokens({ id }: Pick<Chain, 'id'>): readonly ListedToken[] {
  return BY_CHAIN[id] ?? [];
}

/**
 * Every listed token by its CAIP-19 id, with the asset it is: the common code, or itself where it is an
 * asset of its own. Tokens that are not among these are quarantined until the user accepts them.
 */
export function listedTokenAssets(): ReadonlyMap<AssetId, AssetId> {
  const assets = new Map<AssetId, AssetId>();
  for (const chain of BUILT_IN_CHAINS)
    for (const { contract, code } of listedTokens(chain)) {
      const id = tokenId(chain, contract);
      assets.set(id, code ?? id);
    }
  return assets;
}
