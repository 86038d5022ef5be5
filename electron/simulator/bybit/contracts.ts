import type { Decimal } from '../../../shared/base/decimal';
import type { VenueContext } from '../plumbing/venue';
import type { VenueRequest } from '../plumbing/wire';
import { refuse } from './auth';

/** Tether perpetuals are all there are: enough for positions to make sense. */
const suffix = 'USDT';

/** Positions of one category, as `/v5/position/list` answers them. */
export function positions(context: VenueContext, keyIndex: number, request: VenueRequest) {
  const { params } = request;
  const category = params.get('category');
  if (!['linear', 'inverse', 'option'].includes(category ?? ''))
    throw refuse(context, 10001, 'Illegal category');
  if (category === 'linear' && !params.has('symbol') && !params.has('settleCoin'))
    throw refuse(context, 10001, 'params error: symbol or settleCoin is required');
  const held =
    category === 'linear' && (params.get('settleCoin') ?? suffix) === suffix
      ? context.world.positions(context.id, keyIndex, 'spot')
      : [];
  const text = (value: Decimal) => value.toDecimalPlaces(8).toFixed();
  return {
    category,
    nextPageCursor: '',
    list: held.map(({ base, size, mark }) => ({
      positionIdx: 0,
      riskId: 1,
      riskLimitValue: '2000000',
      symbol: base + suffix,
      side: size.isNegative() ? 'Sell' : 'Buy',
      size: size.abs().toFixed(),
      avgPrice: text(mark),
      positionValue: text(size.abs().times(mark)),
      tradeMode: 0,
      positionStatus: 'Normal',
      leverage: '10',
      markPrice: text(mark),
      liqPrice: '',
      positionIM: '0',
      positionMM: '0',
      unrealisedPnl: '0',
      cumRealisedPnl: '0',
      createdTime: '1735689600000',
      updatedTime: String(context.now()),
    })),
  };
}

/** A perpetual as `instruments-info` lists it, if the world has the coin. */
export function describeContract(context: VenueContext, symbol: string) {
  const baseCoin = symbol.endsWith(suffix) ? symbol.slice(0, -suffix.length) : '';
  if (context.world.price(baseCoin) === undefined) return [];
  return [
    {
      symbol,
      contractType: 'LinearPerpetual',
      status: 'Trading',
      baseCoin,
      quoteCoin: suffix,
      settleCoin: suffix,
      launchTime: '1585526400000',
      deliveryTime: '0',
      fundingInterval: 480,
    },
  ];
}
