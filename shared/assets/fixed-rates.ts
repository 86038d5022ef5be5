import type { AssetId } from './asset';
import { conversionOf, knownAsset } from './asset-registry';
import { Decimal, ONE, toPrice } from '../base/decimal';

/**
 * How one asset stands for another:
 * - `wrapped`: its own contract gives the coin back at any time, one to one: WETH is ETH;
 * - `redeemable`: who keeps the coins, or the protocol that staked them, gives them back one to one: WBTC, stETH;
 * - `converted`: it became the other one and can still be exchanged for it: MATIC into POL.
 */
export type FixedRateKind = 'wrapped' | 'redeemable' | 'converted';

export interface FixedRate {
  readonly kind: FixedRateKind;
  readonly to: AssetId;
  /** Units of `to` for one. */
  readonly rate: Decimal;
}

/** Contracts without an owner that hold the coin itself: no market is closer to it than they are. */
const WRAPPED_BY_CONTRACT: ReadonlySet<AssetId> = new Set([
  'WETH',
  'WSOL',
  'WBNB',
  'WAVAX',
  'WPOL',
]);

/** Staked, and of the same number as what was staked: what they earn comes as more of them. */
const STAKED_AT_PAR: ReadonlySet<AssetId> = new Set(['STETH', 'BETH']);

/**
 * What an asset can be exchanged for at a rate that does not change; nothing for staked variants whose rate
 * grows, and for stablecoins, whose peg is a promise that markets judge.
 */
export function fixedRateOf(asset: AssetId): FixedRate | undefined {
  const known = knownAsset(asset);
  if (known?.standsFor !== undefined && (known.kind === 'wrapped' || STAKED_AT_PAR.has(asset)))
    return {
      kind: WRAPPED_BY_CONTRACT.has(asset) ? 'wrapped' : 'redeemable',
      to: known.standsFor,
      rate: ONE,
    };
  const conversion = conversionOf(asset);
  if (conversion?.standing !== true) return undefined;
  const { to, ratio } = conversion;
  const rate = toPrice(new Decimal(ratio.to).dividedBy(ratio.from));
  return rate === undefined ? undefined : { kind: 'converted', to, rate };
}
