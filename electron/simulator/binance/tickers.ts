import type { Decimal } from '../../../shared/base/decimal';
import type { Market, Quote } from '../world/market';
import type { Contract } from './contracts';

/** Symbol of a spot pair: `BTCUSDT`. */
export const symbolOf = (market: Market): string => market.base + market.quote;

/** The 24 hour ticker of the REST interface. */
export function dayTicker(quote: Quote, now: number) {
  const { market, last, open } = quote;
  const price = (value: Decimal) => priceText(market, value);
  return {
    symbol: symbolOf(market),
    priceChange: price(last.minus(open)),
    priceChangePercent: percentage(quote),
    weightedAvgPrice: price(quote.average),
    prevClosePrice: price(open),
    lastPrice: price(last),
    lastQty: amountText(market.lot),
    bidPrice: price(quote.bid),
    bidQty: amountText(quote.bidSize),
    askPrice: price(quote.ask),
    askQty: amountText(quote.askSize),
    openPrice: price(open),
    highPrice: price(quote.high),
    lowPrice: price(quote.low),
    volume: amountText(quote.baseVolume),
    quoteVolume: amountText(quote.quoteVolume),
    openTime: now - 86_400_000,
    closeTime: now,
    firstId: 1,
    lastId: 100_000,
    count: 99_999,
  };
}

/** Best bid and ask of the REST interface. */
export function bookTicker({ market, bid, bidSize, ask, askSize }: Quote) {
  return {
    symbol: symbolOf(market),
    bidPrice: priceText(market, bid),
    bidQty: amountText(bidSize),
    askPrice: priceText(market, ask),
    askQty: amountText(askSize),
  };
}

/** Change over 24 hours in percent, with three digits after the point as Binance sends it. */
export function percentage({ last, open }: Quote): string {
  return last.minus(open).times(100).dividedBy(open).toFixed(3);
}

/** Prices carry at least eight digits after the point, and more where the tick is finer. */
export function priceText(market: Market, value: Decimal): string {
  return value.toFixed(Math.max(8, market.tick.decimalPlaces()));
}

export const amountText = (value: Decimal): string => value.toFixed(8);

/** The 24 hour ticker of a perpetual. */
export function contractTicker(contract: Contract, now: number) {
  const price = contract.price.toFixed(2);
  return {
    symbol: contract.symbol,
    priceChange: '0.00',
    priceChangePercent: '0.000',
    weightedAvgPrice: price,
    lastPrice: price,
    lastQty: '0.010',
    openPrice: price,
    highPrice: price,
    lowPrice: price,
    volume: '1000.000',
    ...(contract.kind === 'linear' ? { quoteVolume: '100000.00' } : { baseVolume: '10.0' }),
    openTime: now - 86_400_000,
    closeTime: now,
    firstId: 1,
    lastId: 100_000,
    count: 99_999,
  };
}
