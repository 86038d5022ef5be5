import { makeKey } from '../../electron/simulator/roster/make-key';
import type { WorldDefinition } from '../../electron/simulator/world/world-definition';
import type { TargetSet } from '../../shared/rebalancing/targets';
import { binanceKeys, smallWorld } from './small-world';

/** A key of Binance that is connected only once others have been recorded. */
export const JOINING_KEY = 3;

/**
 * The small world with contracts open at Binance: a bitcoin half sold short, and a coin that is held at the
 * other venue alone.
 */
export function figuresWorld(): WorldDefinition {
  const world = smallWorld();
  const binance = world.venues.binance;
  const main = binance?.keys[binanceKeys.main];
  if (binance === undefined || main === undefined) throw new Error('the small world lost a key');
  const holdings = [
    ...main.holdings,
    { account: 'linear-futures', code: 'USDT', available: '9000', unrealized: '-125.5' },
  ] as const;
  const positions = [
    { account: 'linear-futures', base: 'BTC', size: '-0.5' },
    { account: 'linear-futures', base: 'SOL', size: '12.5' },
  ] as const;
  const others = binance.keys.filter((key) => key !== main);
  const keys = [
    makeKey('binance', binanceKeys.main, main.label, holdings, positions),
    ...others,
    makeKey('binance', JOINING_KEY, 'Joining', [
      { account: 'spot', code: 'SOL', available: '7.25' },
      { account: 'funding', code: 'USDT', available: '410.5' },
    ]),
  ];
  return { ...world, venues: { ...world.venues, binance: { ...binance, keys } } };
}

/** Too much of two coins, too little of a group, one that cannot be bought, one that is not touched. */
export const FIGURE_TARGETS: TargetSet = {
  id: 'figures',
  name: 'Figures',
  scope: {},
  targets: [
    { kind: 'asset', asset: 'BTC', percent: '40' },
    { kind: 'asset', asset: 'ETH', percent: '12.5' },
    { kind: 'group', name: 'Alts', assets: ['SOL', 'PEPE'], percent: '12' },
    { kind: 'asset', asset: 'XMR', percent: '2' },
  ],
  everythingElse: 'left-alone',
  bandPoints: '1',
  excluded: ['PEPE'],
  maxCostPercent: '1',
};
