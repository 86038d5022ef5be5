import type { Decimal } from '../../../shared/base/decimal';
import type { Quote } from './market';

export interface RestingOrder {
  readonly price: Decimal;
  readonly amount: Decimal;
}

/** Each level behind the best one lies so many ticks, and so much of the price, farther away. */
const STEP_SHARE = '0.0002';
const GROWTH = '1.35';

/**
 * The orders around a quote: the first ones are those of the ticker, and each that lies behind is larger.
 * @param levels how many on each side, at most
 */
export function restingOrders(
  { market, bid, ask, bidSize, askSize }: Quote,
  levels: number,
): { readonly bids: readonly RestingOrder[]; readonly asks: readonly RestingOrder[] } {
  const side = (best: Decimal, size: Decimal, direction: 1 | -1): RestingOrder[] => {
    const orders: RestingOrder[] = [];
    let amount = size;
    for (let level = 0; level < levels; level += 1) {
      const away = best
        .times(STEP_SHARE)
        .times(level)
        .toNearest(market.tick)
        .plus(market.tick.times(level));
      const price = best.plus(away.times(direction));
      if (price.lessThanOrEqualTo(0)) break;
      orders.push({ price, amount });
      // Growing for ever would make the last level of fifty larger than the market.
      if (level < 8) amount = amount.times(GROWTH).toNearest(market.lot);
    }
    return orders;
  };
  return { bids: side(bid, bidSize, -1), asks: side(ask, askSize, 1) };
}
