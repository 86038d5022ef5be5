import { ZERO, type Decimal } from '../../../shared/base/decimal';
import type { VenueContext } from '../plumbing/venue';
import type { OpenPosition } from '../world/world-event';
import { pairIdOf } from './markets';

/** Kraken lends in dollars, up to so many times the margin. */
const LEVERAGE = 3;
const dollars = (value: Decimal): string => value.toFixed(4);

/** What open positions gained so far, in dollars: in no balance until they are closed. */
export function unrealizedOf({ world, id }: VenueContext, keyIndex: number): Decimal {
  return [...world.holdings(id, keyIndex, 'cross-margin').values()].reduce(
    (sum, { unrealized }) => sum.plus(unrealized),
    ZERO,
  );
}

/** The part of `TradeBalance` that is about positions on margin. */
export function marginSummary(context: VenueContext, keyIndex: number, tradeBalance: Decimal) {
  const held = context.world.positions(context.id, keyIndex, 'cross-margin');
  const profit = unrealizedOf(context, keyIndex);
  const value = held.reduce((sum, each) => sum.plus(valueOf(each)), ZERO);
  const equity = tradeBalance.plus(profit);
  const margin = value.minus(profit).dividedBy(LEVERAGE);
  return {
    m: dollars(margin),
    uv: dollars(ZERO),
    n: dollars(profit),
    c: dollars(value.minus(profit)),
    v: dollars(value),
    e: dollars(equity),
    mf: dollars(equity.minus(margin)),
  };
}

/** Open positions by their id. */
export function openPositions(context: VenueContext, keyIndex: number) {
  const { world, id } = context;
  const profit = unrealizedOf(context, keyIndex);
  return Object.fromEntries(
    world.positions(id, keyIndex, 'cross-margin').flatMap((position, index) => {
      const { base, size } = position;
      const market = world.markets(id).find((one) => one.base === base && one.quote === 'USD');
      if (!market) return [];
      const cost = valueOf(position).minus(index === 0 ? profit : ZERO);
      const row = {
        ordertxid: `ODEMO${index}-POSIT-MARGIN`,
        posstatus: 'open',
        pair: pairIdOf(market),
        time: 1_735_689_600.25,
        type: size.isNegative() ? 'sell' : 'buy',
        ordertype: 'limit',
        cost: dollars(cost),
        fee: dollars(ZERO),
        vol: size.abs().toFixed(8),
        vol_closed: '0.00000000',
        margin: dollars(cost.dividedBy(LEVERAGE)),
        terms: '0.0100% per 4 hours',
        rollovertm: '1735704000',
        misc: '',
        oflags: '',
      };
      return [[`TDEMO${index}-POSIT-MARGIN`, row] as const];
    }),
  );
}

function valueOf({ size, mark }: OpenPosition): Decimal {
  return size.abs().times(mark);
}
