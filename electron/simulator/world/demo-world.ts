import { demoAssets } from './demo-assets';
import { demoMarkets } from './demo-markets';
import { demoPortfolio } from './demo-portfolio';
import { demoPositions } from './demo-positions';
import { demoBitcoinWallet, demoManualAccounts, demoSolanaWallet } from './demo-wallets';
import { makeKey } from './keys';
import {
  demoVenueIds,
  type DemoVenueId,
  type VenueDefinition,
  type VenueId,
  type WorldDefinition,
} from './world-definition';

const labels: Readonly<Record<DemoVenueId, readonly string[]>> = {
  binance: ['Main', 'Savings'],
  bybit: ['Main'],
  okx: ['Main'],
  kraken: ['Main'],
};

/** The world that "Explore the demo" opens: four venues with five keys, two wallets and a bank: every account type. */
export function demoWorld(): WorldDefinition {
  const venues: Partial<Record<VenueId, VenueDefinition>> = {};
  for (const venue of demoVenueIds)
    venues[venue] = {
      markets: demoMarkets[venue],
      keys: demoPortfolio[venue].map((holdings, index) =>
        makeKey(
          venue,
          index,
          labels[venue][index] ?? 'Main',
          holdings,
          index === 0 ? demoPositions[venue] : [],
        ),
      ),
    };
  return {
    assets: demoAssets,
    venues,
    wallets: { bitcoin: demoBitcoinWallet, solana: demoSolanaWallet },
    manualAccounts: demoManualAccounts,
  };
}
