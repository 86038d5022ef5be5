import type { assetsCalls } from '../../../shared/contract/assets';
import type { HandlersOf } from '../../../shared/contract/contract';
import type { UserRecords } from '../records/user-records';
import type { ChainSettings } from './chain-settings';

/** What the user says of codes, tokens and chains. */
export function assetsHandlers(
  chains: ChainSettings,
  userRecords: UserRecords,
): HandlersOf<typeof assetsCalls> {
  return {
    setAssetOverride: ({ venue, code, asset }) => userRecords.setAssetOverride(venue, code, asset),
    decideToken: ({ asset, decision }) => userRecords.decideToken(asset, decision),
    addToken: ({ venue, contract }) => chains.addToken(venue, contract),
    removeToken: ({ venue, contract }) => userRecords.removeToken(venue, contract),
    setChainEndpoints: ({ venue, urls }) => chains.setEndpoints(venue, urls),
    setCustomChain: (chain) => chains.setCustomChain(chain),
    setWalletSearch: (search) => chains.setSearch(search),
    removeCustomChain: ({ venue }) => chains.removeCustomChain(venue),
    resolveName: ({ name }) => chains.resolveName(name),
  };
}
