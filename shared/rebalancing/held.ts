import type { AssetId } from '../assets/asset';
import type { Decimal } from '../base/decimal';
import { ExactSum } from '../base/exact-sum';
import { pricesByAsset, type PriceReader } from '../pricing/prices-by-asset';
import { isInScope } from './movable';
import type { RebalanceAsset, RebalanceHolding, RebalanceInput } from './rebalance-input';
import type { Scope } from './targets';

/** What is held and what it is worth, in the words of rebalancing. */
export type HeldPart = Pick<RebalanceInput, 'holdings' | 'assets' | 'prices'>;

type Place = Pick<
  RebalanceHolding,
  'connectionId' | 'venue' | 'accountType' | 'subaccount' | 'asset'
>;

/** How a balance is read, whatever words it comes in. */
export interface HeldReader<Held> extends PriceReader<Held> {
  /** Units that an order could sell now. */
  readonly available: (held: Held) => Decimal;
  /** Units owned less units owed. */
  readonly net: (held: Held) => Decimal;
  /** It is not what the venue said in its last answer: no trade is built on it. */
  readonly isStale: (held: Held) => boolean;
}

/** Holdings, their assets and prices: all that a plan has to know of the portfolio. */
export function heldPart<Held extends Place>(
  balances: readonly Held[],
  read: HeldReader<Held>,
  assetOf: (id: AssetId) => RebalanceAsset,
): HeldPart {
  const assets = new Map<AssetId, RebalanceAsset>();
  const holdings = balances.map((held): RebalanceHolding => {
    const { connectionId, venue, accountType, subaccount, asset } = held;
    if (!assets.has(asset)) assets.set(asset, assetOf(asset));
    return {
      connectionId,
      venue,
      accountType,
      ...(subaccount === undefined ? {} : { subaccount }),
      asset,
      available: read.available(held),
      net: read.net(held),
      ...(read.isStale(held) ? { stale: true } : {}),
    };
  });
  return { holdings, assets, prices: pricesByAsset(balances, read) };
}

/** What is held, whatever it is worth. */
export interface HeldUnits {
  /** Net units in a scope, by asset. */
  readonly nets: ReadonlyMap<AssetId, Decimal>;
  /** All that is held, also outside the scope. */
  readonly assets: ReadonlySet<AssetId>;
}

/**
 * As much of {@link heldPart} as drift depends on, for who looks often at all that is held: a row for each balance
 * would take longer than all else.
 */
export function heldUnits<Held extends Place>(
  balances: Iterable<Held>,
  read: Pick<HeldReader<Held>, 'net'>,
  scope: Scope,
): HeldUnits {
  const sums = new Map<AssetId, ExactSum>();
  const assets = new Set<AssetId>();
  for (const held of balances) {
    const { asset } = held;
    assets.add(asset);
    if (!isInScope(held, scope)) continue;
    const before = sums.get(asset);
    const net = read.net(held);
    if (before === undefined) sums.set(asset, new ExactSum(net));
    else before.add(net);
  }
  return { nets: new Map([...sums].map(([asset, { value }]) => [asset, value])), assets };
}
