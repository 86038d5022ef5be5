import type { AssetId } from '../assets/asset';
import { compare, smaller } from '../base/compare';
import { Decimal, sum, ZERO } from '../base/decimal';
import { CashBudget, type CashRules } from './cash-budget';
import { Demand } from './demand';
import type { AssetNeeds } from './needs';
import { affordable, isBelowMinimum } from './order-quote';
import { LastRatio, ratio, ratioDown } from './ratio';
import { largestFirst, type Placing } from './placing';
import { addTo, isOffer, reasonOf, Shortfalls } from './shortfalls';
import type { Conversion, Place, TradingFloor } from './trading-floor';

/** Less than this is not worth an order, in dollars. */
export const NEGLIGIBLE_USD = new Decimal('0.01');

function isWorthIt(usd: Decimal): boolean {
  return compare(usd, NEGLIGIBLE_USD) > 0;
}

export function startPlacing(
  floor: TradingFloor,
  rules: CashRules,
  needs: AssetNeeds,
  cash: readonly AssetId[],
  up: boolean,
): Placing {
  return {
    cash,
    floor,
    rules,
    budget: new CashBudget(floor, rules, needs.cash),
    shortfalls: new Shortfalls(),
    exchanged: new Set(),
    unitsWorth: new LastRatio(),
    exchangesTo: moneyExchanges(floor, rules),
    sells: new Map(needs.sells),
    buys: new Map(needs.buys),
    up,
  };
}

/** Looked up for every purchase, and found among all the markets of a currency: so each only once. */
function moneyExchanges(floor: TradingFloor, rules: CashRules): Placing['exchangesTo'] {
  const known = new Map<Place, Map<AssetId, readonly Conversion[]>>();
  return (place, money) => {
    let ofPlace = known.get(place);
    if (ofPlace === undefined) known.set(place, (ofPlace = new Map()));
    let exchanges = ofPlace.get(money);
    if (exchanges === undefined) {
      exchanges = floor.conversionsTo(place, money).filter(({ from }) => rules.isCash(from));
      ofPlace.set(money, exchanges);
    }
    return exchanges;
  };
}

interface Candidate {
  readonly conversion: Conversion;
  readonly cost: Decimal;
  /** Dollars of what is given that are there. */
  readonly usd: Decimal;
}

/** What is too much is traded at once for what there is too little of, where a market does both in one. */
export function placeDirectTrades(placing: Placing): void {
  const { floor, sells, buys } = placing;
  for (const [from] of largestFirst(sells))
    for (const place of floor.places) {
      if (!floor.available(place.connectionId, from).greaterThan(0)) continue;
      const wanted = floor
        .conversionsFrom(place, from)
        .filter(({ to }) => !placing.rules.isCash(to) && (buys.get(to) ?? ZERO).greaterThan(0));
      for (const { conversion, cost } of cheapestFirst(floor, wanted)) {
        if (isDearer(placing, conversion, cost)) continue;
        const usd = smaller(sells.get(from) ?? ZERO, buys.get(conversion.to) ?? ZERO);
        if (isWorthIt(usd)) convert(placing, conversion, usd, 'quietly');
      }
    }
}

/** The two trades over money would cost less than the one. */
function isDearer({ floor, rules }: Placing, direct: Conversion, cost: Decimal): boolean {
  const costs = new Map<AssetId, Decimal>();
  for (const first of floor.conversionsFrom(direct.place, direct.from)) {
    const pricing = rules.isCash(first.to) ? floor.pricing(first) : undefined;
    if (pricing !== undefined) costs.set(first.to, pricing.cost);
  }
  return floor.conversionsTo(direct.place, direct.to).some((second) => {
    const first = costs.get(second.from);
    const pricing = first === undefined ? undefined : floor.pricing(second);
    return first !== undefined && pricing !== undefined && first.plus(pricing.cost).lessThan(cost);
  });
}

/**
 * Sells for money: where purchases lack it first, then where it costs least. Money of a class that should
 * grow stays in it.
 */
export function placeSales(placing: Placing): void {
  const { floor, sells, rules } = placing;
  const demand = new Demand(placing);
  const isSurplus = sum(sells.values()).greaterThan(sum(placing.buys.values()));
  for (const [asset] of largestFirst(sells)) {
    const all = floor.places
      .filter(({ connectionId }) => floor.available(connectionId, asset).greaterThan(0))
      .flatMap((place) => floor.conversionsFrom(place, asset))
      .filter(({ to }) => rules.isCash(to));
    const cheapest = cheapestFirst(floor, all);
    const candidates = preferred(placing, cheapest, isSurplus);
    noteMissing(placing, asset, all, candidates);
    const planned = new Map<Conversion, Decimal>();
    /** Dollars of it at each connection that nothing is planned with yet. */
    const left = new Map(candidates.map(({ conversion, usd }) => [conversion.place, usd]));
    let need = sells.get(asset) ?? ZERO;
    const plan = ({ conversion }: Candidate, most: Decimal): Decimal => {
      const { place } = conversion;
      const usd = smaller(smaller(need, most), left.get(place) ?? ZERO);
      if (!isWorthIt(usd)) return ZERO;
      addTo(planned, conversion, usd);
      addTo(left, place, usd.neg());
      need = need.minus(usd);
      return usd;
    };
    for (const candidate of candidates) {
      if (!isWorthIt(need)) break;
      const { place } = candidate.conversion;
      demand.met(place, plan(candidate, demand.at(place)));
    }
    for (const candidate of candidates) {
      if (!isWorthIt(need)) break;
      plan(candidate, need);
    }
    for (const [conversion, usd] of planned) convert(placing, conversion, usd, 'aloud');
    // What rounding, minimums or thin books left over may find a place elsewhere.
    for (const { conversion } of candidates) {
      const rest = sells.get(asset) ?? ZERO;
      if (!planned.has(conversion) && isWorthIt(rest)) convert(placing, conversion, rest, 'aloud');
    }
  }
}

/**
 * Money that its class lacks comes first. What nobody buys with stays: then rather in money that has no
 * target to exceed.
 */
function preferred(
  { rules, buys }: Placing,
  candidates: readonly Candidate[],
  isSurplus: boolean,
): readonly Candidate[] {
  const rank = ({ conversion: { to } }: Candidate): number => {
    if ((buys.get(to) ?? ZERO).greaterThan(0)) return 0;
    return isSurplus && !rules.isFree(rules.classOf(to)) ? 2 : 1;
  };
  return [0, 1, 2].flatMap((wanted) => candidates.filter((one) => rank(one) === wanted));
}

/** Buys with the money that may be spent, over one market or two: what has the fewest places first. */
export function placePurchases(placing: Placing): void {
  const { floor, buys, rules, shortfalls } = placing;
  const byScarcity = largestFirst(buys).map(([asset]) => {
    const places = floor.places.filter((place) => floor.marketsOf(place, asset).length > 0);
    return { asset, places };
  });
  byScarcity.sort((one, other) => one.places.length - other.places.length);
  for (const { asset, places } of byScarcity) {
    if (!isWorthIt(buys.get(asset) ?? ZERO)) continue;
    const all = places.flatMap((place) => floor.conversionsTo(place, asset));
    const priced = all.filter((one) => floor.pricing(one) !== undefined);
    noteMissing(placing, asset, all, priced);
    const candidates = cheapestFirst(
      floor,
      priced.filter(({ from }) => rules.isCash(from)),
    );
    const isOpen = (): boolean => isWorthIt(buys.get(asset) ?? ZERO);
    for (const { conversion } of candidates) if (isOpen()) buyAt(placing, conversion);
    for (const { conversion } of candidates) if (isOpen()) buyOverTwoMarkets(placing, conversion);
    const left = buys.get(asset) ?? ZERO;
    if (priced.length > 0 && isOpen()) shortfalls.add(asset, { kind: 'no-cash', usd: left });
  }
}

function buyAt(placing: Placing, conversion: Conversion): void {
  const { budget, buys, floor } = placing;
  const { place, from, to } = conversion;
  const units = budget.spendable(place.connectionId, from);
  const usd = smaller(buys.get(to) ?? ZERO, units.times(floor.price(from)));
  if (isWorthIt(usd)) convert(placing, conversion, usd, 'aloud');
}

/** Other money at the same place is exchanged into that which the market takes. */
function buyOverTwoMarkets(placing: Placing, last: Conversion): void {
  const { floor, budget, buys } = placing;
  const exchanges = placing
    .exchangesTo(last.place, last.from)
    .filter(({ from }) => from !== last.to);
  for (const { conversion: first } of cheapestFirst(floor, exchanges)) {
    const need = buys.get(last.to) ?? ZERO;
    const units = budget.spendable(last.place.connectionId, first.from);
    const usd = smaller(need, units.times(floor.price(first.from)));
    if (!isWorthIt(usd)) continue;
    // Money that was exchanged for nothing would only have cost.
    const needed = neededFor(placing, last, usd);
    if (needed === undefined || placing.exchanged.has(nameOfExchange(first, 'back'))) continue;
    const most = smaller(usd, needed);
    if (!convert(placing, first, most, 'aloud')) continue;
    placing.exchanged.add(nameOfExchange(first, 'there'));
    buyAt(placing, last);
  }
}

/** Dollars that the last order takes, with what the exchange before it costs; nothing if there is none. */
function neededFor({ floor }: Placing, last: Conversion, usd: Decimal): Decimal | undefined {
  const offer = floor.offer(last, ratio(usd, floor.price(last.market.baseAsset)));
  if (!isOffer(offer)) return undefined;
  return offer.quote.spent.times(floor.price(last.from)).times(EXCHANGE_MARGIN);
}

/** Exchanges bring a little less than they take. */
const EXCHANGE_MARGIN = new Decimal('1.01');

function nameOfExchange({ place, from, to }: Conversion, way: 'there' | 'back'): string {
  return [place.connectionId, ...(way === 'there' ? [from, to] : [to, from])].join(' ');
}

/**
 * Trades up to so many dollars, as far as units, rules and money allow.
 * @param how `aloud` remembers why a trade could not be made
 */
export function convert(
  placing: Placing,
  conversion: Conversion,
  usd: Decimal,
  how: 'aloud' | 'quietly',
): boolean {
  const { floor, budget, sells, buys, rules, shortfalls } = placing;
  const { place, market, side, from, to } = conversion;
  const { connectionId } = place;
  const isMoney = rules.isCash(from);
  const base = floor.price(market.baseAsset);
  if (base.isZero()) return false;
  const pricing = floor.pricing(conversion);
  const named = isMoney ? to : from;
  const wanted = placing.unitsWorth.of(usd, base);
  const up = placing.up && side === 'sell';
  // What rounding leaves over is tried at every place, mostly in vain: so this comes before all else.
  if (!up && pricing !== undefined && isBelowMinimum(pricing, side, wanted)) {
    if (how === 'aloud') shortfalls.add(named, { kind: 'below-minimum', usd });
    return false;
  }
  const spendable = isMoney
    ? budget.spendable(connectionId, from)
    : floor.available(connectionId, from);
  const most =
    side === 'sell' ? spendable : pricing === undefined ? wanted : affordable(pricing, spendable);
  const attempted = smaller(wanted, most);
  let offer = floor.offer(conversion, attempted, up);
  // Rounding up may reach beyond what is there.
  if (up && isOffer(offer) && offer.quote.spent.greaterThan(spendable))
    offer = floor.offer(conversion, most);
  if (!isOffer(offer)) {
    if (how === 'aloud') shortfalls.add(named, reasonOf(offer, usd, place.venue));
    return false;
  }
  if (attempted.minus(offer.quote.amount).greaterThanOrEqualTo(market.rules.lotStep))
    shortfalls.add(named, {
      kind: 'thin-book',
      usd: attempted.minus(offer.quote.amount).times(base),
    });
  const fromClass = rules.classOf(from);
  const toClass = rules.classOf(to);
  floor.trade(offer, {
    ...(fromClass === undefined ? {} : { from: fromClass }),
    ...(toClass === undefined ? {} : { to: toClass }),
  });
  const given = offer.quote.spent.times(floor.price(from));
  const got = offer.quote.received.times(floor.price(to));
  if (isMoney) budget.changed(from, offer.quote.spent.neg());
  reduceBy(sells, from, given);
  const need = buys.get(to) ?? ZERO;
  reduceBy(buys, to, got);
  // Money that its class lacked stays there; what is beyond may be spent again.
  const beyond = got.minus(smaller(need, got));
  if (rules.isCash(to) && beyond.greaterThan(0))
    budget.changed(to, ratioDown(beyond, floor.price(to)));
  return true;
}

function reduceBy(map: Map<AssetId, Decimal>, asset: AssetId, usd: Decimal): void {
  const before = map.get(asset);
  if (before !== undefined) map.set(asset, Decimal.max(ZERO, before.minus(usd)));
}

function cheapestFirst(
  floor: TradingFloor,
  conversions: readonly Conversion[],
): readonly Candidate[] {
  const candidates = conversions.flatMap((conversion): Candidate[] => {
    const pricing = floor.pricing(conversion);
    if (pricing === undefined) return [];
    const { place, from } = conversion;
    const usd = floor.available(place.connectionId, from).times(floor.price(from));
    return [{ conversion, cost: pricing.cost, usd }];
  });
  return candidates.sort(
    (one, other) =>
      compare(one.cost, other.cost) ||
      compare(other.usd, one.usd) ||
      (nameOf(one.conversion) < nameOf(other.conversion) ? -1 : 1),
  );
}

function nameOf({ place, market, side }: Conversion): string {
  return `${place.connectionId} ${market.symbol} ${side}`;
}

function noteMissing(
  { shortfalls }: Placing,
  asset: AssetId,
  all: readonly Conversion[],
  priced: readonly unknown[],
): void {
  const [first] = all;
  if (priced.length > 0) return;
  if (first === undefined) shortfalls.add(asset, { kind: 'no-market' });
  else shortfalls.add(asset, { kind: 'no-terms', venue: first.place.venue });
}
