import type { AssetId } from '../assets/asset';
import { ZERO, type Decimal } from '../base/decimal';
import type { ConnectionId, VenueId } from '../base/ids';
import { costRate, type Pricing } from './order-quote';
import { ratio } from './ratio';
import type { RebalanceInput, TradableMarket } from './rebalance-input';

/** With the share that is lost to fee and spread. */
export interface CostedPricing extends Pricing {
  readonly cost: Decimal;
}

type Terms = Pick<RebalanceInput, 'markets' | 'prices' | 'fees'>;

/** What follows from markets, prices and fees alone, whatever is held and wanted. */
export class MarketTerms {
  readonly #byVenue = new Map<VenueId, Map<AssetId, TradableMarket[]>>();
  readonly #pricings = new Map<TradableMarket, Map<ConnectionId, CostedPricing | 'unknown'>>();
  /** Units of a quote for one of a base: many venues have the same pair. */
  readonly #valuations = new Map<AssetId, Map<AssetId, Decimal>>();

  constructor(readonly of: Terms) {
    for (const market of of.markets) {
      let byAsset = this.#byVenue.get(market.venue);
      if (byAsset === undefined) this.#byVenue.set(market.venue, (byAsset = new Map()));
      for (const asset of [market.baseAsset, market.quoteAsset]) {
        const list = byAsset.get(asset);
        if (list === undefined) byAsset.set(asset, [market]);
        else list.push(market);
      }
    }
    for (const byAsset of this.#byVenue.values())
      for (const list of byAsset.values()) list.sort(bySymbol);
  }

  /** Every market at a venue that an asset can be given or got at. */
  marketsOf(venue: VenueId, asset: AssetId): readonly TradableMarket[] {
    return this.#byVenue.get(venue)?.get(asset) ?? NONE;
  }

  /** What an order there is priced by; `undefined` where the fee, or a coin's price, is not known. */
  pricing(connectionId: ConnectionId, market: TradableMarket): CostedPricing | undefined {
    let known = this.#pricings.get(market);
    if (known === undefined) this.#pricings.set(market, (known = new Map()));
    let pricing = known.get(connectionId);
    if (pricing === undefined) {
      pricing = this.#pricingAt(connectionId, market) ?? 'unknown';
      known.set(connectionId, pricing);
    }
    return pricing === 'unknown' ? undefined : pricing;
  }

  #pricingAt(connectionId: ConnectionId, market: TradableMarket): CostedPricing | undefined {
    const fee = this.of.fees.get(connectionId);
    const base = this.of.prices.get(market.baseAsset) ?? ZERO;
    const quote = this.of.prices.get(market.quoteAsset) ?? ZERO;
    if (fee === undefined || base.isZero() || quote.isZero()) return undefined;
    const pricing: Pricing = { market, fee, valuation: this.#valuation(market, base, quote) };
    return { ...pricing, cost: costRate(pricing) };
  }

  #valuation({ baseAsset, quoteAsset }: TradableMarket, base: Decimal, quote: Decimal): Decimal {
    let ofBase = this.#valuations.get(baseAsset);
    if (ofBase === undefined) this.#valuations.set(baseAsset, (ofBase = new Map()));
    let valuation = ofBase.get(quoteAsset);
    if (valuation === undefined) ofBase.set(quoteAsset, (valuation = ratio(base, quote)));
    return valuation;
  }
}

const NONE: readonly TradableMarket[] = [];

/** The last of each list of markets; forgotten with the list. */
const remembered = new WeakMap<readonly TradableMarket[], MarketTerms>();

/**
 * The terms of an input. While a target is moved the markets, prices and fees stay the very same objects,
 * which nobody changes: what follows from them is found out once.
 */
export function marketTermsOf(input: Terms): MarketTerms {
  const { markets, prices, fees } = input;
  const known = remembered.get(markets);
  if (known?.of.prices === prices && known.of.fees === fees) return known;
  // Nothing but the terms: they must not keep the holdings of a moment alive.
  const terms = new MarketTerms({ markets, prices, fees });
  remembered.set(markets, terms);
  return terms;
}

function bySymbol(one: TradableMarket, other: TradableMarket): number {
  return one.symbol < other.symbol ? -1 : 1;
}
