import type { Market } from '../world/market';
import type { Contract } from './contracts';
import { symbolOf } from './tickers';

/** A spot pair as `exchangeInfo` lists it. */
export function describeMarket(market: Market) {
  return {
    symbol: symbolOf(market),
    status: 'TRADING',
    baseAsset: market.base,
    baseAssetPrecision: 8,
    quoteAsset: market.quote,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    baseCommissionPrecision: 8,
    quoteCommissionPrecision: 8,
    orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET', 'STOP_LOSS_LIMIT', 'TAKE_PROFIT_LIMIT'],
    icebergAllowed: true,
    ocoAllowed: true,
    otoAllowed: true,
    quoteOrderQtyMarketAllowed: true,
    allowTrailingStop: true,
    cancelReplaceAllowed: true,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: market.quote === 'USDT',
    filters: [
      {
        filterType: 'PRICE_FILTER',
        minPrice: market.tick.toFixed(),
        maxPrice: market.tick.times('1000000000').toFixed(),
        tickSize: market.tick.toFixed(),
      },
      {
        filterType: 'LOT_SIZE',
        minQty: market.lot.toFixed(),
        maxQty: '9000000000.00000000',
        stepSize: market.lot.toFixed(),
      },
      {
        filterType: 'NOTIONAL',
        minNotional: market.minimumCost.toFixed(),
        applyMinToMarket: true,
        maxNotional: '9000000.00000000',
        applyMaxToMarket: false,
        avgPriceMins: 5,
      },
    ],
    permissions: [],
    permissionSets: [['SPOT', 'MARGIN', 'TRD_GRP_004']],
    defaultSelfTradePreventionMode: 'EXPIRE_MAKER',
    allowedSelfTradePreventionModes: ['EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH'],
  };
}

/** A perpetual as the futures exchanges list it. */
export function describeContract(contract: Contract) {
  const { symbol, base, kind, dollars } = contract;
  const linear = kind === 'linear';
  return {
    symbol,
    pair: linear ? symbol : `${base}USD`,
    contractType: 'PERPETUAL',
    deliveryDate: 4_133_404_800_000,
    onboardDate: 1_596_006_000_000,
    ...(linear ? { status: 'TRADING' } : { contractStatus: 'TRADING', contractSize: dollars }),
    marginAsset: linear ? 'USDT' : base,
    baseAsset: base,
    quoteAsset: linear ? 'USDT' : 'USD',
    pricePrecision: 2,
    quantityPrecision: linear ? 3 : 0,
    baseAssetPrecision: 8,
    quotePrecision: 8,
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: '0.10', maxPrice: '1000000', tickSize: '0.10' },
      { filterType: 'LOT_SIZE', stepSize: linear ? '0.001' : '1', minQty: '0.001', maxQty: '1000' },
    ],
    orderTypes: ['LIMIT', 'MARKET'],
    timeInForce: ['GTC', 'IOC', 'FOK', 'GTX'],
  };
}
