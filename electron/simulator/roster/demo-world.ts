import type { VenueId } from '../../../shared/base/ids';
import type { VenueDefinition, WorldDefinition } from '../world/world-definition';
import { demoAssets } from './demo-assets';
import { demoBitcoinWallet, demoManualAccounts, demoSolanaWallet } from './demo-wallets';
import { makeKey } from './make-key';
import { demoVenueIds, simulationOf } from './roster';

/**
 * The world that "Explore the demo" opens: four venues with five keys, two wallets and a bank, every account
 * type; about forty coins worth roughly half a million dollars.
 */
export function demoWorld(): WorldDefinition {
  const venues: Record<VenueId, VenueDefinition> = {};
  for (const venue of demoVenueIds) {
    const { markets = [], keys = [] } = simulationOf(venue).demo ?? {};
    venues[venue] = {
      markets,
      keys: keys.map(({ label, holdings, positions }, index) =>
        makeKey(venue, index, label, holdings, positions),
      ),
    };
  }
  return {
    assets: demoAssets,
    venues,
    wallets: { bitcoin: demoBitcoinWallet, solana: demoSolanaWallet },
    manualAccounts: demoManualAccounts,
  };
}
