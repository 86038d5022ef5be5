import type { AssetId } from '../../shared/money/asset';
import { ZERO, type Decimal } from '../../shared/money/decimal';
import { priceEffect } from './holding-amounts';
import type { AssetBucket, PortfolioBook } from './portfolio-book';

/** Effect of 24 h of prices on what is held now, and the value it had before it. */
export interface PriceEffect {
  readonly change: Decimal;
  readonly before: Decimal;
}

export interface AssetEffect extends PriceEffect {
  readonly asset: AssetId;
}

export interface PriceEffects extends PriceEffect {
  /** By asset, of those whose prices are known at both ends. */
  readonly assets: readonly AssetEffect[];
}

/** Adds up price effects exactly; makes again only those of assets that changed since the last time. */
export function createPriceEffects(): (book: PortfolioBook) => PriceEffects {
  let cache = new Map<
    AssetId,
    { readonly version: number; readonly effect: AssetEffect | undefined }
  >();
  return (book) => {
    const next: typeof cache = new Map();
    const assets: AssetEffect[] = [];
    let change = ZERO;
    let before = ZERO;
    for (const bucket of book.buckets.values()) {
      const known = cache.get(bucket.asset);
      const entry =
        known?.version === bucket.version
          ? known
          : { version: bucket.version, effect: effectOf(bucket, book) };
      next.set(bucket.asset, entry);
      if (entry.effect === undefined) continue;
      assets.push(entry.effect);
      change = change.plus(entry.effect.change);
      before = before.plus(entry.effect.before);
    }
    cache = next;
    return { change, before, assets };
  };
}

function effectOf(bucket: AssetBucket, book: PortfolioBook): AssetEffect | undefined {
  let effect: AssetEffect | undefined;
  for (const key of bucket.keys) {
    const balance = book.balances.get(key);
    if (balance === undefined) continue;
    const one = priceEffect(balance, book.prices.get(balance.price));
    if (one === undefined) continue;
    effect = {
      asset: bucket.asset,
      change: one.change.plus(effect?.change ?? ZERO),
      before: one.before.plus(effect?.before ?? ZERO),
    };
  }
  return effect;
}

/** Change against the value before it; absent where that is not above zero. */
export function changeRatio({ change, before }: PriceEffect): Decimal | undefined {
  return before.greaterThan(0) ? change.dividedBy(before) : undefined;
}

/** Those whose value moved most, either way, the largest first; what did not move is left out. */
export function largestMovers(effects: readonly AssetEffect[], most: number): AssetEffect[] {
  return effects
    .filter(({ change }) => !change.isZero())
    .sort(
      (one, other) =>
        other.change.abs().comparedTo(one.change.abs()) || (one.asset < other.asset ? -1 : 1),
    )
    .slice(0, most);
}
