import type { PositionDefinition, DemoVenueId } from './world-definition';

/**
 * Open positions of each venue's first key: a short that hedges most of the bitcoin at Binance, one that
 * hedges the ether at Bybit, and some that add to what is held.
 */
export const demoPositions: Readonly<Record<DemoVenueId, readonly PositionDefinition[]>> = {
  binance: [
    { account: 'linear-futures', base: 'BTC', size: '-0.42' },
    { account: 'linear-futures', base: 'SOL', size: '60' },
    { account: 'inverse-futures', base: 'BTC', size: '2500' },
  ],
  bybit: [{ account: 'spot', base: 'ETH', size: '-1.5' }],
  okx: [{ account: 'spot', base: 'SOL', size: '30' }],
  kraken: [{ account: 'cross-margin', base: 'ETH', size: '1.2' }],
};
