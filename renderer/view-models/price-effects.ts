import type { BalanceView, PriceView } from '../../shared/contract/portfolio-view';
import type { AssetId } from '../../shared/assets/asset';
import { ZERO, type Decimal } from '../../shared/base/decimal';
import { amountsOf } from './holding-amounts';
import type { AssetBucket, PortfolioBook } from '../stores/portfolio-book';
import {
  changeInQuote,
  differenceInQuote,
  isQuoted,
  type QuoteChange,
  type QuoteDisplay,
  type TwoEnds,
} from './quote';

/**
 * What a balance as it is now is worth, and was at the prices of 24 hours ago: net amount times each price. Exact;
 * says nothing of amounts that came or went. The shown currency itself counts at its rates, so that it does not
 * move. Absent where either price is unknown.
 */
export function priceEffect(
  balance: BalanceView,
  price: PriceView | undefined,
  quote: QuoteDisplay,
): TwoEnds | undefined {
  const { net, value } = amountsOf(balance);
  if (value === undefined) return undefined;
  const { usdPerUnit, usdPerUnit24hAgo } = quote;
  if (isQuoted(balance.asset, quote) && usdPerUnit !== undefined)
    return usdPerUnit24hAgo === undefined
      ? undefined
      : { after: net.times(usdPerUnit), before: net.times(usdPerUnit24hAgo) };
  if (price?.kind !== 'market' || price.usd24hAgo === undefined) return undefined;
  return { after: net.times(price.usd), before: net.times(price.usd24hAgo) };
}

/** Of one asset: its value now, and at the prices of 24 hours ago, of what has both. */
export interface AssetEffect extends TwoEnds {
  readonly asset: AssetId;
}

export interface PriceEffects extends TwoEnds {
  /** By asset, of those whose prices are known at both ends. */
  readonly assets: readonly AssetEffect[];
}

interface Entry {
  readonly version: number;
  readonly quote: QuoteDisplay | undefined;
  readonly effect: AssetEffect | undefined;
}

/** Adds up price effects exactly; makes again only those of assets that changed since the last time. */
export function createPriceEffects(): (book: PortfolioBook, quote: QuoteDisplay) => PriceEffects {
  let cache = new Map<AssetId, Entry>();
  return (book, quote) => {
    const next = new Map<AssetId, Entry>();
    const assets: AssetEffect[] = [];
    let after = ZERO;
    let before = ZERO;
    for (const bucket of book.buckets.values()) {
      const known = cache.get(bucket.asset);
      // Only the shown currency's own values depend on its rate.
      const own = isQuoted(bucket.asset, quote) ? quote : undefined;
      const entry =
        known?.version === bucket.version && known.quote === own
          ? known
          : { version: bucket.version, quote: own, effect: effectOf(bucket, book, quote) };
      next.set(bucket.asset, entry);
      if (entry.effect === undefined) continue;
      assets.push(entry.effect);
      after = after.plus(entry.effect.after);
      before = before.plus(entry.effect.before);
    }
    cache = next;
    return { after, before, assets };
  };
}

function effectOf(
  bucket: AssetBucket,
  book: PortfolioBook,
  quote: QuoteDisplay,
): AssetEffect | undefined {
  let effect: AssetEffect | undefined;
  for (const key of bucket.keys) {
    const balance = book.balances.get(key);
    if (balance === undefined) continue;
    const one = priceEffect(balance, book.prices.get(balance.price), quote);
    if (one === undefined) continue;
    effect = {
      asset: bucket.asset,
      after: one.after.plus(effect?.after ?? ZERO),
      before: one.before.plus(effect?.before ?? ZERO),
    };
  }
  return effect;
}

/** An asset whose value moved in the shown currency. */
export interface Mover extends QuoteChange {
  readonly asset: AssetId;
}

/**
 * Those whose value moved most in the shown currency, either way, the largest first; what did not move is left out.
 * @returns nothing where the rate of 24 hours ago is unknown
 */
export function largestMovers(
  effects: readonly AssetEffect[],
  most: number,
  quote: QuoteDisplay,
): readonly Mover[] | undefined {
  const moved: { readonly effect: AssetEffect; readonly change: Decimal }[] = [];
  for (const effect of effects) {
    const change = differenceInQuote(effect, quote);
    if (change === undefined) return undefined;
    if (!change.isZero()) moved.push({ effect, change });
  }
  return moved
    .sort(
      (one, other) =>
        other.change.abs().comparedTo(one.change.abs()) ||
        (one.effect.asset < other.effect.asset ? -1 : 1),
    )
    .slice(0, most)
    .flatMap(({ effect }) => {
      const change = changeInQuote(effect, quote);
      return change === undefined ? [] : [{ asset: effect.asset, ...change }];
    });
}
