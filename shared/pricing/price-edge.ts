import { isMoneyKind, type AssetId } from '../assets/asset';
import { knownAsset } from '../assets/asset-registry';
import { COIN_UNITS, USUAL_CURRENCIES } from '../assets/currencies';
import { DOLLAR_STABLECOINS } from '../assets/known-assets';
import { Decimal, ONE, toPrice, ZERO } from '../base/decimal';
import type { PriceHop, Ticker } from './price';
import { FAR_SHARE, WIDEST_SPREAD } from './price-limits';

/** Large coins that others are quoted in. */
const LARGE: ReadonlySet<AssetId> = new Set([...COIN_UNITS, 'BNB']);

/**
 * What most paths lead over, so that their own paths are kept ready. Over every other quote, as the
 * currencies of countries, a path is looked for where something needs it.
 */
export const BRIDGES: ReadonlySet<AssetId> = new Set([
  ...USUAL_CURRENCIES,
  ...DOLLAR_STABLECOINS,
  ...LARGE,
]);

/** Rank of currencies and stablecoins. */
export const MONEY = 1;

const RANK_OF_LARGE = 2;
const RANK_OF_OTHERS = 3;

/** Paths lead towards dollars only: from other coins over the large ones to other money to dollars. */
export function rank(asset: AssetId): number {
  if (asset === 'USD') return 0;
  if (LARGE.has(asset)) return RANK_OF_LARGE;
  return isMoneyKind(knownAsset(asset)?.kind) ? MONEY : RANK_OF_OTHERS;
}

export function isDollarStablecoin(asset: AssetId): boolean {
  const known = knownAsset(asset);
  return known?.kind === 'stablecoin' && known.peg === 'USD';
}

/** A market walked from `from` to `to`, before it is known what its volume is worth. */
export interface Edge {
  readonly hop: PriceHop;
  readonly from: AssetId;
  readonly to: AssetId;
  /** Traded in 24 h, in units of `to`; absent where no market is walked. */
  readonly volume?: Decimal;
  /** Rate 24 h before, where the venue tells. */
  readonly rate24hAgo?: Decimal;
}

/** The market as venues write it, `BTC/USDT`. */
export function market({ base, quote }: Pick<Ticker, 'base' | 'quote'>): string {
  return `${base}/${quote}`;
}

/**
 * The directions of a market that lead towards dollars.
 * @param assetOf the asset that a code is at the ticker's venue
 */
export function edgesOf(ticker: Ticker, assetOf: (code: string) => AssetId): Edge[] {
  const rate = rateOf(ticker);
  if (rate === undefined) return [];
  const { base, quote, open24h } = ticker;
  const [baseAsset, quoteAsset] = [assetOf(base), assetOf(quote)];
  if (baseAsset === quoteAsset) return [];
  const quoteVolume = ticker.quoteVolume ?? ZERO;
  const hop = { venue: ticker.venue, market: market(ticker), basis: rate.basis, at: ticker.at };
  const edges: Edge[] = [];
  if (leadsOn(baseAsset, quoteAsset, true))
    edges.push({
      hop: { ...hop, from: base, to: quote, rate: rate.value },
      from: baseAsset,
      to: quoteAsset,
      volume: quoteVolume,
      ...(open24h?.greaterThan(0) === true ? { rate24hAgo: open24h } : {}),
    });
  const inverse = leadsOn(quoteAsset, baseAsset, false)
    ? toPrice(ONE.dividedBy(rate.value))
    : undefined;
  if (inverse !== undefined) {
    const inverse24h =
      open24h?.greaterThan(0) === true ? toPrice(ONE.dividedBy(open24h)) : undefined;
    edges.push({
      hop: { ...hop, from: quote, to: base, rate: inverse },
      from: quoteAsset,
      to: baseAsset,
      volume: quoteVolume.times(inverse),
      ...(inverse24h === undefined ? {} : { rate24hAgo: inverse24h }),
    });
  }
  return edges;
}

/** From one large coin to another only as the market is quoted: BTC is not priced through ETH/BTC. */
function leadsOn(from: AssetId, to: AssetId, asQuoted: boolean): boolean {
  const [here, there] = [rank(from), rank(to)];
  if (there < here || (here === MONEY && there === MONEY)) return true;
  if (asQuoted && there === here) return true;
  // A currency that is traded against no other money has a price by the large coins that it buys.
  return there === RANK_OF_LARGE && knownAsset(from)?.kind === 'fiat';
}

/**
 * Whether two prices of one asset contradict each other: the higher one is more than {@link FAR_SHARE} above
 * the lower one, whichever is which.
 */
export function isFar(one: Decimal, other: Decimal): boolean {
  return one.minus(other).abs().greaterThan(Decimal.min(one, other).times(FAR_SHARE));
}

/**
 * The mid of a narrow spread, else the last trade; nothing for a market that shows neither. A mid that the last
 * trade contradicts is where nobody dealt: quotes cost nothing to place.
 */
function rateOf({ bid, ask, last }: Ticker): { value: Decimal; basis: 'mid' | 'last' } | undefined {
  if (bid?.greaterThan(0) === true && ask?.greaterThanOrEqualTo(bid) === true) {
    const mid = bid.plus(ask).dividedBy(2);
    const isTraded = last?.greaterThan(0) !== true || !isFar(mid, last);
    if (isTraded && ask.minus(bid).lessThanOrEqualTo(mid.times(WIDEST_SPREAD))) {
      const value = toPrice(mid);
      return value === undefined ? undefined : { value, basis: 'mid' };
    }
  }
  const value = last === undefined ? undefined : toPrice(last);
  return value === undefined ? undefined : { value, basis: 'last' };
}
