import type { AssetId } from '../assets/asset';
import { decimal, ZERO, type Decimal } from '../base/decimal';
import type { AccountType } from '../portfolio/balance';
import type { ConnectionId, VenueId } from '../base/ids';
import { TRADING_ACCOUNTS, type ScopedHolding } from './movable';
import { marketTermsOf, type CostedPricing, type MarketTerms } from './market-terms';
import { quoteOrder, type OrderQuote, type OrderRefusal, type Side } from './order-quote';
import { percentage } from './ratio';
import type { RebalanceInput, TradableMarket } from './rebalance-input';
import type { ClassId, HoldingChange, MoveStep, PlanStep, TradeStep } from './rebalance-plan-types';

/** A connection where orders can be placed. */
export interface Place {
  readonly connectionId: ConnectionId;
  readonly venue: VenueId;
  readonly accountType: AccountType;
}

/** A market that turns one asset into another. */
export interface Conversion {
  readonly place: Place;
  readonly market: TradableMarket;
  readonly side: Side;
  readonly from: AssetId;
  readonly to: AssetId;
}

interface Units {
  /** In the account that orders draw on, and in the funding account beside it. */
  trading: Decimal;
  funding: Decimal;
}

type UnitsByPlace = Map<ConnectionId, Map<AssetId, Units>>;

export interface Mark {
  readonly steps: number;
  readonly units: UnitsByPlace;
  readonly changes: Map<string, HoldingChange>;
}

/** Why a trade is not made. */
export type TradeRefusal =
  | { readonly refused: OrderRefusal | 'no-terms' }
  | { readonly refused: 'too-costly'; readonly costUsd: Decimal };

/** A trade as it would be, in dollars. */
export interface TradeOffer {
  readonly conversion: Conversion;
  readonly quote: OrderQuote;
  readonly feeUsd: Decimal;
  readonly slippageUsd: Decimal;
  readonly valueUsd: Decimal;
}

/**
 * Where what lies, and which markets turn it into what. Trades that are made here change what is left
 * for the next; nothing is ever taken that is not there.
 */
export class TradingFloor {
  readonly places: readonly Place[];
  readonly steps: PlanStep[] = [];
  #units: UnitsByPlace = new Map();
  #changes = new Map<string, HoldingChange>();
  readonly #terms: MarketTerms;
  readonly #ids = new Map<string, number>();

  readonly #maxCost: Decimal;

  constructor(
    private readonly input: RebalanceInput,
    held: readonly ScopedHolding[],
  ) {
    this.#terms = marketTermsOf(input);
    this.#maxCost = decimal(input.targets.maxCostPercent);
    this.places = placesOf(input);
    for (const { holding, movable } of held) {
      if (movable.isZero()) continue;
      const units = this.#unitsOf(holding.connectionId, holding.asset);
      const part = TRADING_ACCOUNTS.has(holding.accountType) ? 'trading' : 'funding';
      units[part] = units[part].plus(movable);
    }
  }

  /** Units of an asset that orders of a connection could still spend. */
  available(connectionId: ConnectionId, asset: AssetId): Decimal {
    const units = this.#units.get(connectionId)?.get(asset);
    if (units === undefined) return ZERO;
    return units.funding.isZero() ? units.trading : units.trading.plus(units.funding);
  }

  price(asset: AssetId): Decimal {
    return this.input.prices.get(asset) ?? ZERO;
  }

  /** Every market at a place that an asset can be given or got at. */
  marketsOf(place: Place, asset: AssetId): readonly TradableMarket[] {
    return this.#terms.marketsOf(place.venue, asset);
  }

  conversionsFrom(place: Place, from: AssetId): readonly Conversion[] {
    return this.marketsOf(place, from).map((market) =>
      market.baseAsset === from
        ? { place, market, side: 'sell', from, to: market.quoteAsset }
        : { place, market, side: 'buy', from, to: market.baseAsset },
    );
  }

  conversionsTo(place: Place, to: AssetId): readonly Conversion[] {
    return this.marketsOf(place, to).map((market) =>
      market.baseAsset === to
        ? { place, market, side: 'buy', from: market.quoteAsset, to }
        : { place, market, side: 'sell', from: market.baseAsset, to },
    );
  }

  /** What an order there is priced by; `undefined` where the fee, or a coin's price, is not known. */
  pricing({ place, market }: Conversion): CostedPricing | undefined {
    return this.#terms.pricing(place.connectionId, market);
  }

  /** What a trade of so many units of the market's base would be, or why there is none. */
  offer(conversion: Conversion, units: Decimal, up = false): TradeOffer | TradeRefusal {
    const pricing = this.pricing(conversion);
    if (pricing === undefined) return { refused: 'no-terms' };
    const quote = quoteOrder(pricing, conversion.side, units, up);
    if (typeof quote === 'string') return { refused: quote };
    const { baseAsset, quoteAsset } = conversion.market;
    const quoteUsd = this.price(quoteAsset);
    const feeUsd = quote.fee.times(quote.feeIn === 'base' ? this.price(baseAsset) : quoteUsd);
    const slippageUsd = quote.slippage.times(quoteUsd);
    const valueUsd = quote.amount.times(this.price(baseAsset));
    const most = percentage(this.#maxCost, valueUsd);
    const costUsd = feeUsd.plus(slippageUsd);
    if (costUsd.greaterThan(most)) return { refused: 'too-costly', costUsd };
    return { conversion, quote, feeUsd, slippageUsd, valueUsd };
  }

  /** Makes a trade: what it spends must be there. */
  trade(offer: TradeOffer, classes: { readonly from?: ClassId; readonly to?: ClassId }): TradeStep {
    const { conversion, quote } = offer;
    const { place, market, side, from, to } = conversion;
    this.#take(place, from, quote.spent);
    this.#give(place, to, quote.received);
    const fee = this.input.fees.get(place.connectionId);
    if (fee === undefined) throw new Error('a trade was made at a place without a fee');
    const step: TradeStep = {
      kind: 'trade',
      id: this.#id(`${place.connectionId}/${market.symbol}/${side}`),
      connectionId: place.connectionId,
      venue: place.venue,
      accountType: place.accountType,
      symbol: market.symbol,
      base: market.base,
      quote: market.quote,
      baseAsset: market.baseAsset,
      quoteAsset: market.quoteAsset,
      side,
      amount: quote.amount,
      price: quote.price,
      limit: quote.limit,
      priceFrom: quote.priceFrom,
      notional: quote.notional,
      fee: quote.fee,
      feeAsset: quote.feeIn === 'base' ? market.baseAsset : market.quoteAsset,
      feeRate: fee.rate,
      feeSource: fee.source,
      valueUsd: offer.valueUsd,
      feeUsd: offer.feeUsd,
      slippageUsd: offer.slippageUsd,
      spent: { asset: from, amount: quote.spent },
      received: { asset: to, amount: quote.received },
      ...classes,
    };
    this.steps.push(step);
    return step;
  }

  /** Takes units from a place that no order reaches, or that are sent away. */
  sendAway(place: Place, asset: AssetId, amount: Decimal): void {
    this.#take(place, asset, amount);
  }

  /** Puts units that were sent from elsewhere into the account that orders draw on. */
  bringIn(place: Place, asset: AssetId, amount: Decimal): void {
    this.#give(place, asset, amount);
  }

  /** Takes coins out of a wallet, from which no order draws. */
  sendFromWallet(connectionId: ConnectionId, asset: AssetId, amount: Decimal): void {
    this.#changed({ connectionId, accountType: 'wallet', asset, change: amount.neg() });
  }

  /** Units that were taken out of a wallet. */
  sentFrom(connectionId: ConnectionId, asset: AssetId): Decimal {
    return (this.#changes.get(`${connectionId}/wallet/${asset}`)?.change ?? ZERO).neg();
  }

  /** Where things stand, to come back to. */
  mark(): Mark {
    return {
      steps: this.steps.length,
      units: new Map(
        [...this.#units].map(([connectionId, byAsset]) => [
          connectionId,
          new Map([...byAsset].map(([asset, units]) => [asset, { ...units }])),
        ]),
      ),
      changes: new Map(this.#changes),
    };
  }

  /** Forgets everything since a mark. */
  undoTo({ steps, units, changes }: Mark): void {
    this.steps.length = steps;
    this.#units = units;
    this.#changes = changes;
  }

  #changed(change: HoldingChange): void {
    const id = `${change.connectionId}/${change.accountType}/${change.asset}`;
    const before = this.#changes.get(id)?.change ?? ZERO;
    this.#changes.set(id, { ...change, change: before.plus(change.change) });
  }

  changes(): readonly HoldingChange[] {
    return [...this.#changes.values()].filter(({ change }) => !change.isZero());
  }

  newId(name: string): string {
    return this.#id(name);
  }

  #unitsOf(connectionId: ConnectionId, asset: AssetId): Units {
    let byAsset = this.#units.get(connectionId);
    if (byAsset === undefined) this.#units.set(connectionId, (byAsset = new Map()));
    let units = byAsset.get(asset);
    if (units === undefined) byAsset.set(asset, (units = { trading: ZERO, funding: ZERO }));
    return units;
  }

  #take(place: Place, asset: AssetId, amount: Decimal): void {
    const units = this.#unitsOf(place.connectionId, asset);
    const lacking = amount.minus(units.trading);
    if (lacking.greaterThan(units.funding))
      throw new Error(`more ${asset} was to be spent than there is`);
    if (lacking.greaterThan(0)) this.#move(place, asset, lacking, units);
    units.trading = units.trading.minus(amount);
    this.#changed({ ...accountOf(place), asset, change: amount.neg() });
  }

  #give(place: Place, asset: AssetId, amount: Decimal): void {
    const units = this.#unitsOf(place.connectionId, asset);
    units.trading = units.trading.plus(amount);
    this.#changed({ ...accountOf(place), asset, change: amount });
  }

  #move(place: Place, asset: AssetId, amount: Decimal, units: Units): void {
    units.funding = units.funding.minus(amount);
    units.trading = units.trading.plus(amount);
    const step: MoveStep = {
      kind: 'move',
      id: this.#id(`${place.connectionId}/${asset}/move`),
      connectionId: place.connectionId,
      venue: place.venue,
      asset,
      amount,
      from: 'funding',
      to: place.accountType,
    };
    this.steps.push(step);
    const { connectionId } = place;
    this.#changed({ connectionId, accountType: 'funding', asset, change: amount.neg() });
    this.#changed({ ...accountOf(place), asset, change: amount });
  }

  #id(name: string): string {
    const count = (this.#ids.get(name) ?? 0) + 1;
    this.#ids.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  }
}

function accountOf({
  connectionId,
  accountType,
}: Place): Pick<Place, 'connectionId' | 'accountType'> {
  return { connectionId, accountType };
}

/** Connections with an account for orders, or that have a fee and so could have one. */
function placesOf({ holdings, fees, targets }: RebalanceInput): readonly Place[] {
  const places = new Map<ConnectionId, Place>();
  for (const { connectionId, venue, accountType } of holdings) {
    if (!fees.has(connectionId) || accountType === 'wallet' || accountType === 'manual') continue;
    const known = places.get(connectionId);
    const isTrading = TRADING_ACCOUNTS.has(accountType);
    if (known === undefined || (isTrading && known.accountType !== 'unified'))
      places.set(connectionId, {
        connectionId,
        venue,
        accountType: accountType === 'unified' ? 'unified' : 'spot',
      });
  }
  const { connections, venues, accountTypes } = targets.scope;
  return [...places.values()]
    .filter(
      (place) =>
        (connections === undefined || connections.includes(place.connectionId)) &&
        (venues === undefined || venues.includes(place.venue)) &&
        (accountTypes === undefined || accountTypes.includes(place.accountType)),
    )
    .sort((one, other) => (one.connectionId < other.connectionId ? -1 : 1));
}
