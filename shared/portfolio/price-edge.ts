import { knownAsset } from '../money/asset-registry';
import { Decimal, ONE, toPrice, ZERO } from '../money/decimal';
import type { PriceHop, Ticker } from './price';

/** Codes through which a path to dollars may lead; each means the same asset on every venue. */
export const BRIDGES: ReadonlySet<string> = new Set([
  ...['USD', 'EUR', 'GBP', 'USDT', 'USDC', 'FDUSD', 'DAI', 'TUSD', 'USDE', 'PYUSD', 'USD1'],
  ...['BTC', 'ETH', 'BNB'],
]);

/** Rank of currencies and stablecoins. */
export const MONEY = 1;

/** Paths lead towards dollars only: from other coins over the large ones to other money to dollars. */
export function rank(code: string): number {
  if (code === 'USD') return 0;
  if (!BRIDGES.has(code)) return 3;
  return knownAsset(code)?.kind === 'crypto' ? 2 : MONEY;
}

export function isDollarStablecoin(code: string): boolean {
  const asset = knownAsset(code);
  return asset?.kind === 'stablecoin' && asset.peg === 'USD';
}

/** Wider than this share of the mid, a bid and an ask do not make a price. */
export const WIDEST_SPREAD = new Decimal('0.02');

/** A market walked from `from` to `to`, before it is known what its volume is worth. */
export interface Edge {
  readonly hop: PriceHop;
  /** Traded in 24 h, in units of `to`. */
  readonly volume: Decimal;
  /** Rate 24 h before, where the venue tells. */
  readonly rate24hAgo?: Decimal;
}

/** The market as venues write it, `BTC/USDT`. */
export function market({ base, quote }: Pick<Ticker, 'base' | 'quote'>): string {
  return `${base}/${quote}`;
}

/** Both directions of a market, where the code it leads to is one that paths may go through. */
export function edgesOf(ticker: Ticker): Edge[] {
  const rate = rateOf(ticker);
  if (rate === undefined) return [];
  const { base, quote, open24h } = ticker;
  const quoteVolume = ticker.quoteVolume ?? ZERO;
  const hop = { venue: ticker.venue, market: market(ticker), basis: rate.basis, at: ticker.at };
  const edges: Edge[] = [];
  if (BRIDGES.has(quote) && rank(quote) <= rank(base))
    edges.push({
      hop: { ...hop, from: base, to: quote, rate: rate.value },
      volume: quoteVolume,
      ...(open24h?.greaterThan(0) === true ? { rate24hAgo: open24h } : {}),
    });
  // From one large coin to another only as the market is quoted: BTC is not priced through ETH/BTC.
  const towardsBase =
    BRIDGES.has(base) &&
    (rank(base) < rank(quote) || (rank(base) === MONEY && rank(quote) === MONEY));
  const inverse = towardsBase ? toPrice(ONE.dividedBy(rate.value)) : undefined;
  if (inverse !== undefined) {
    const inverse24h =
      open24h?.greaterThan(0) === true ? toPrice(ONE.dividedBy(open24h)) : undefined;
    edges.push({
      hop: { ...hop, from: quote, to: base, rate: inverse },
      volume: quoteVolume.times(inverse),
      ...(inverse24h === undefined ? {} : { rate24hAgo: inverse24h }),
    });
  }
  return edges;
}

/** The mid of a narrow spread, else the last trade; nothing for a market that shows neither. */
function rateOf({ bid, ask, last }: Ticker): { value: Decimal; basis: 'mid' | 'last' } | undefined {
  if (bid?.greaterThan(0) === true && ask?.greaterThanOrEqualTo(bid) === true) {
    const mid = bid.plus(ask).dividedBy(2);
    if (ask.minus(bid).lessThanOrEqualTo(mid.times(WIDEST_SPREAD))) {
      const value = toPrice(mid);
      return value === undefined ? undefined : { value, basis: 'mid' };
    }
  }
  const value = last === undefined ? undefined : toPrice(last);
  return value === undefined ? undefined : { value, basis: 'last' };
}
