import type { Decimal as DecimalJs } from 'decimal.js';
import { Decimal } from '../../../shared/base/decimal';
import { hashText } from './random';

/** A spot pair of a venue with its trading rules, which stay what they were when the world began. */
export interface Market {
  readonly base: string;
  readonly quote: string;
  /** Smallest change of the price. */
  readonly tick: Decimal;
  /** Smallest change of the amount. */
  readonly lot: Decimal;
  /** Smallest order, in the quote coin. */
  readonly minimumCost: Decimal;
  /** Turnover of a usual day, in the quote coin. */
  readonly turnover: Decimal;
}

/** A market's state at one instant, as its ticker shows it. All prices are multiples of the tick. */
export interface Quote {
  readonly market: Market;
  readonly last: Decimal;
  readonly bid: Decimal;
  readonly ask: Decimal;
  readonly bidSize: Decimal;
  readonly askSize: Decimal;
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly average: Decimal;
  /** Amount of the base coin traded within 24 hours. */
  readonly baseVolume: Decimal;
  readonly quoteVolume: Decimal;
}

/** One candle; prices in the quote coin, volumes in base and quote. */
export interface Candle {
  readonly start: number;
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
  readonly baseVolume: Decimal;
  readonly quoteVolume: Decimal;
}

type Rounding = DecimalJs.Rounding;

const DIGITS_OF_A_PRICE = 7;

/** Coins that are traded a hundred times as much as the others. */
const majors = new Set(['BTC', 'ETH', 'SOL', 'XRP', 'BNB', 'USDT', 'USDC', 'EUR']);

/**
 * Trading rules in proportion to the price: seven digits to the tick, a lot worth about one quote coin,
 * and a turnover of one to ten million dollars, more for the majors.
 * @param quoteUsd US dollars for one quote coin
 */
export function defineMarket(
  base: string,
  quote: string,
  price: Decimal,
  quoteUsd: Decimal,
): Market {
  const magnitude = price.e;
  const millions = 1 + (hashText(`${base}/${quote}`) % 90) / 10;
  const turnoverUsd = new Decimal(majors.has(base) ? '100000000' : '1000000').times(
    millions.toFixed(1),
  );
  return {
    base,
    quote,
    tick: Decimal.pow(10, magnitude - DIGITS_OF_A_PRICE + 1),
    lot: Decimal.pow(10, Math.min(0, -magnitude)),
    minimumCost: new Decimal(quote === 'BTC' ? '0.0001' : '5'),
    turnover: turnoverUsd.dividedBy(quoteUsd).toDecimalPlaces(4),
  };
}

const LAST_TRADE_AT = '0.9998';

/** The ticker of a market from its price now and a day ago. */
export function quoteMarket(market: Market, price: Decimal, dayAgo: Decimal): Quote {
  const toTick = (value: Decimal, rounding: Rounding) =>
    Decimal.max(value.toNearest(market.tick, rounding), market.tick);
  // The last trade is rarely in the middle of bid and ask.
  const last = toTick(price.times(LAST_TRADE_AT), Decimal.ROUND_HALF_EVEN);
  const open = toTick(dayAgo.times(LAST_TRADE_AT), Decimal.ROUND_HALF_EVEN);
  const baseVolume = market.turnover.dividedBy(last).toDecimalPlaces(8);
  return {
    market,
    last,
    bid: toTick(price.times('0.9999'), Decimal.ROUND_DOWN),
    ask: toTick(price.times('1.0001'), Decimal.ROUND_UP),
    bidSize: lots(market, baseVolume.times('0.0002')),
    askSize: lots(market, baseVolume.times('0.0003')),
    open,
    high: toTick(Decimal.max(last, open).times('1.0074'), Decimal.ROUND_UP),
    low: toTick(Decimal.min(last, open).times('0.9921'), Decimal.ROUND_DOWN),
    average: toTick(last.plus(open).times('0.5'), Decimal.ROUND_HALF_EVEN),
    baseVolume,
    quoteVolume: market.turnover,
  };
}

function lots(market: Market, amount: Decimal): Decimal {
  return Decimal.max(amount.toNearest(market.lot, Decimal.ROUND_DOWN), market.lot);
}
