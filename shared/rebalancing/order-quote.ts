import { smaller } from '../base/compare';
import { Decimal, sum, ZERO } from '../base/decimal';
import type { BookLevel, MarketRules, TakerFee } from '../pricing/spot-market';
import { ratio, ratioDown } from './ratio';
import type { TradableMarket } from './rebalance-input';

export type Side = 'buy' | 'sell';

/** What a market order of a size is expected to bring, by the rules and prices of its market. */
export interface OrderQuote {
  readonly side: Side;
  /** Units of the base, whole lots. */
  readonly amount: Decimal;
  /** Of the quote: average, and the worst that is reached, by the market's price step. */
  readonly price: Decimal;
  readonly limit: Decimal;
  readonly priceFrom: 'book' | 'ticker' | 'valuation';
  /** Units of the quote. */
  readonly notional: Decimal;
  readonly fee: Decimal;
  readonly feeIn: 'base' | 'quote';
  /** Units given and got, the fee taken off or put on. */
  readonly spent: Decimal;
  readonly received: Decimal;
  /** Units of the quote that spread and depth cost against the mid price; zero or more. */
  readonly slippage: Decimal;
}

export type OrderRefusal = 'below-minimum' | 'thin-book' | 'no-price';

/** What an order at a market can be priced by. `valuation`: units of the quote for one of the base. */
export interface Pricing {
  readonly market: TradableMarket;
  readonly fee: TakerFee;
  readonly valuation: Decimal;
}

/**
 * Prices an order of at most so many units of the base. The amount is rounded down to whole lots and to
 * the depth of the book that is known; rules that it then misses refuse it.
 * @param up rounds up to whole lots instead, for who needs at least so much
 */
export function quoteOrder(
  pricing: Pricing,
  side: Side,
  units: Decimal,
  up = false,
): OrderQuote | OrderRefusal {
  const { market, fee } = pricing;
  const { rules } = market;
  const levels = levelsOf(pricing, side);
  if (levels.length === 0) return 'no-price';
  const depth = isFromBook(market, side) ? sum(levels.map((level) => level.amount)) : undefined;
  const cap = [rules.maxAmount, depth].reduce<Decimal>(
    (least, one) => (one === undefined ? least : smaller(least, one)),
    units,
  );
  const amount = wholeLots(cap, rules, up && cap.equals(units));
  if (amount.isZero() || (rules.minAmount !== undefined && amount.lessThan(rules.minAmount)))
    return depth !== undefined && depth.lessThan(units) ? 'thin-book' : 'below-minimum';
  const { notional, worst } = walk(levels, amount);
  if (rules.minNotional !== undefined && notional.lessThan(rules.minNotional))
    return 'below-minimum';
  const feeIn = side === 'buy' && market.feeFrom === 'received' ? 'base' : 'quote';
  const feeUnits = (feeIn === 'base' ? amount : notional).times(fee.rate);
  const mid = midOf(pricing);
  const against =
    side === 'buy' ? notional.minus(mid.times(amount)) : mid.times(amount).minus(notional);
  return {
    side,
    amount,
    price: ratio(notional, amount),
    limit: toPriceStep(worst, rules, side),
    priceFrom: isFromBook(market, side)
      ? 'book'
      : tickerPrice(market, side) === undefined
        ? 'valuation'
        : 'ticker',
    notional,
    fee: feeUnits,
    feeIn,
    spent: side === 'sell' ? amount : feeIn === 'quote' ? notional.plus(feeUnits) : notional,
    received:
      side === 'sell'
        ? notional.minus(feeUnits)
        : feeIn === 'base'
          ? amount.minus(feeUnits)
          : amount,
    slippage: Decimal.max(ZERO, against),
  };
}

/** The most units of the base that so many units of the quote can buy, the fee included. */
export function affordable(pricing: Pricing, budget: Decimal): Decimal {
  const { market, fee } = pricing;
  const factor = market.feeFrom === 'quote' ? fee.rate.plus(1) : new Decimal(1);
  let left = budget;
  let units = ZERO;
  for (const level of levelsOf(pricing, 'buy')) {
    const unitCost = level.price.times(factor);
    const levelCost = unitCost.times(level.amount);
    if (levelCost.greaterThanOrEqualTo(left)) {
      // Rounded down, so that it never costs more than there is.
      return units.plus(ratioDown(left, unitCost));
    }
    left = left.minus(levelCost);
    units = units.plus(level.amount);
  }
  return units;
}

/**
 * So many units of the base are worth less than the market's smallest order, which is quicker to find out
 * than by a quote. Where a book was read it may be the depth that is too little: only a quote says that.
 */
export function isBelowMinimum(pricing: Pricing, side: Side, units: Decimal): boolean {
  const { market } = pricing;
  const { minNotional } = market.rules;
  if (minNotional === undefined || isFromBook(market, side)) return false;
  const [level] = levelsOf(pricing, side);
  return level !== undefined && isProductBelow(units, level.price, minNotional);
}

/**
 * `units * price < least`, mostly without multiplying: a product has as many digits before the point as its
 * factors together, or one more. None of them is below zero.
 */
function isProductBelow(units: Decimal, price: Decimal, least: Decimal): boolean {
  if (!units.isZero() && !price.isZero() && !least.isZero()) {
    const smallest = units.e + price.e;
    if (smallest > least.e) return false;
    if (smallest + 2 <= least.e) return true;
  }
  return units.times(price).lessThan(least);
}

/** The share of a trade that is lost to fee and half the spread before the depth is looked at. */
export function costRate({ market, fee, valuation }: Pricing): Decimal {
  const bid = market.book?.bids[0]?.price ?? market.bid;
  const ask = market.book?.asks[0]?.price ?? market.ask;
  if (bid === undefined || ask === undefined) return fee.rate;
  const spread = ask.minus(bid);
  if (!spread.greaterThan(0)) return fee.rate;
  return fee.rate.plus(ratio(spread, valuation.times(2)));
}

/** Orders to be met, the best first; one endless level where only a price is known. */
function levelsOf(pricing: Pricing, side: Side): readonly BookLevel[] {
  const { market, valuation } = pricing;
  if (isFromBook(market, side)) return market.book?.[side === 'buy' ? 'asks' : 'bids'] ?? [];
  const price = tickerPrice(market, side) ?? toPriceStep(valuation, market.rules, side);
  return price.greaterThan(0) ? [{ price, amount: ENDLESS }] : [];
}

const ENDLESS = new Decimal('1e60');

function isFromBook({ book }: TradableMarket, side: Side): boolean {
  return book !== undefined && book[side === 'buy' ? 'asks' : 'bids'].length > 0;
}

function tickerPrice({ bid, ask }: TradableMarket, side: Side): Decimal | undefined {
  return side === 'buy' ? ask : bid;
}

function midOf({ market, valuation }: Pricing): Decimal {
  const bid = market.book?.bids[0]?.price ?? market.bid;
  const ask = market.book?.asks[0]?.price ?? market.ask;
  return bid === undefined || ask === undefined ? valuation : bid.plus(ask).dividedBy(2);
}

function walk(
  levels: readonly BookLevel[],
  amount: Decimal,
): { readonly notional: Decimal; readonly worst: Decimal } {
  let left = amount;
  let notional = ZERO;
  let worst = ZERO;
  for (const level of levels) {
    const taken = smaller(left, level.amount);
    notional = notional.plus(taken.times(level.price));
    worst = level.price;
    left = left.minus(taken);
    if (left.isZero()) break;
  }
  return { notional, worst };
}

function wholeLots(units: Decimal, { lotStep }: MarketRules, up: boolean): Decimal {
  // Exact where a quotient would be rounded.
  const whole = units.divToInt(lotStep).times(lotStep);
  return up && whole.lessThan(units) ? whole.plus(lotStep) : whole;
}

/** A limit that the order still reaches: up for who buys, down for who sells. */
function toPriceStep(price: Decimal, { priceStep, priceDigits }: MarketRules, side: Side): Decimal {
  const rounding = side === 'buy' ? Decimal.ROUND_UP : Decimal.ROUND_DOWN;
  const digits =
    priceDigits === undefined ? price : price.toSignificantDigits(priceDigits, rounding);
  if (priceStep === undefined) return digits;
  return digits.dividedBy(priceStep).toDecimalPlaces(0, rounding).times(priceStep);
}
