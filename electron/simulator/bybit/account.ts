import type { Decimal } from '../../../shared/base/decimal';
import { ZERO } from '../../../shared/base/decimal';
import type { Routes, VenueContext } from '../plumbing/venue';
import type { VenueRequest } from '../plumbing/wire';
import type { Holding } from '../world/world-event';
import type { KeyDefinition } from '../world/world-definition';
import { envelope, refuse, requireSignature } from './auth';
import { positions } from './contracts';
import { describeCoin, describeKey } from './descriptions';

const accountInfo = {
  marginMode: 'REGULAR_MARGIN',
  updatedTime: '1735689600000',
  unifiedMarginStatus: 6,
  dcpStatus: 'OFF',
  timeWindow: 10,
  smpGroup: 0,
  isMasterTrader: false,
  spotHedgingStatus: 'OFF',
};

/** Account, funding and earn endpoints of a unified (UTA 2.0) account; signed. */
export function accountRoutes(context: VenueContext): Routes {
  const { world, id } = context;
  const requireSigned =
    (answer: (keyIndex: number, request: VenueRequest, key: KeyDefinition) => unknown) =>
    (request: VenueRequest) => {
      const { keyIndex, key } = requireSignature(context, request);
      return envelope(context, answer(keyIndex, request, key));
    };
  return {
    'GET /v5/user/query-api': requireSigned((keyIndex, _request, key) =>
      describeKey(keyIndex, world.accountOf(id, keyIndex), key),
    ),
    'GET /v5/account/info': requireSigned(() => accountInfo),
    'GET /v5/account/wallet-balance': requireSigned((keyIndex, request) => {
      if (request.params.get('accountType') !== 'UNIFIED')
        throw refuse(context, 10001, 'accountType only support UNIFIED.');
      return { list: [unifiedWallet(context, keyIndex)] };
    }),
    'GET /v5/account/fee-rate': requireSigned(() => ({
      list: world.markets(id).map((market) => ({
        symbol: market.base + market.quote,
        takerFeeRate: world.terms(id).fee.rate,
        makerFeeRate: '0.001',
      })),
    })),
    'GET /v5/position/list': requireSigned((keyIndex, request) =>
      positions(context, keyIndex, request),
    ),
    'GET /v5/asset/transfer/query-account-coins-balance': requireSigned((keyIndex, request) =>
      fundingCoins(context, keyIndex, request),
    ),
    'GET /v5/asset/coin/query-info': requireSigned((_keyIndex, request) => {
      const asked = request.params.get('coin');
      const coins = world.codes().filter((coin) => (asked ?? coin) === coin);
      return { rows: coins.map((coin) => describeCoin(world.name(coin), coin)) };
    }),
    'GET /v5/earn/position': requireSigned((keyIndex, request) => ({
      list: earnPositions(context, keyIndex, request),
    })),
  };
}

function fundingCoins(context: VenueContext, keyIndex: number, request: VenueRequest) {
  const { world, id } = context;
  const accountType = request.params.get('accountType');
  if (accountType !== 'FUND') throw refuse(context, 131_002, 'parameter error');
  const asked = request.params.get('coin')?.split(',');
  return {
    memberId: String(24_617_703 + world.accountOf(id, keyIndex)),
    accountType,
    balance: [...world.holdings(id, keyIndex, 'funding')]
      .filter(([coin]) => asked?.includes(coin) ?? true)
      .map(([coin, holding]) => ({
        coin,
        transferBalance: holding.available.toFixed(),
        walletBalance: holding.available.plus(holding.locked).toFixed(),
        bonus: '',
      })),
  };
}

/** The unified wallet as REST answers it and the `wallet` topic pushes it. */
export function unifiedWallet(
  context: VenueContext,
  keyIndex: number,
  codes?: readonly string[],
): unknown {
  const { world, id } = context;
  const holdings = [...world.holdings(id, keyIndex, 'spot')];
  const usd = (code: string, value: Decimal) => value.times(world.price(code) ?? ZERO);
  const total = (of: (holding: Holding) => Decimal) =>
    holdings
      .reduce((sum, [code, holding]) => sum.plus(usd(code, of(holding))), ZERO)
      .toDecimalPlaces(8)
      .toFixed();
  const shown = codes ?? holdings.map(([code]) => code);
  return {
    accountIMRate: '0',
    accountIMRateByMp: '0',
    accountMMRate: '0',
    accountMMRateByMp: '0',
    accountLTV: '0',
    accountType: 'UNIFIED',
    totalEquity: total(equityOf),
    totalWalletBalance: total(walletOf),
    totalMarginBalance: total(equityOf),
    totalAvailableBalance: total((holding) => holding.available),
    totalPerpUPL: total((holding) => holding.unrealized),
    totalInitialMargin: '0',
    totalInitialMarginByMp: '0',
    totalMaintenanceMargin: '0',
    totalMaintenanceMarginByMp: '0',
    coin: shown.map((coin) => {
      const holding = world.holding(id, keyIndex, 'spot', coin);
      return {
        coin,
        equity: equityOf(holding).toFixed(),
        usdValue: usd(coin, equityOf(holding)).toDecimalPlaces(8).toFixed(),
        walletBalance: walletOf(holding).toFixed(),
        locked: holding.locked.toFixed(),
        spotHedgingQty: '0',
        borrowAmount: holding.borrowed.toFixed(),
        spotBorrow: holding.borrowed.toFixed(),
        accruedInterest: holding.interest.toFixed(),
        availableToWithdraw: '',
        availableToBorrow: '',
        totalOrderIM: '0',
        totalPositionIM: '0',
        totalPositionMM: '0',
        unrealisedPnl: holding.unrealized.toFixed(),
        cumRealisedPnl: '0',
        bonus: '0',
        marginCollateral: true,
        collateralSwitch: true,
      };
    }),
  };
}

function walletOf(holding: Holding): Decimal {
  return holding.available.plus(holding.locked);
}

/** Wallet balance less what was borrowed, plus unrealised profit, as Bybit defines equity. */
function equityOf(holding: Holding): Decimal {
  return walletOf(holding).minus(holding.borrowed).plus(holding.unrealized);
}

function earnPositions(context: VenueContext, keyIndex: number, request: VenueRequest): unknown[] {
  const accounts = { FlexibleSaving: 'earn-flexible', OnChain: 'staking' } as const;
  const category = request.params.get('category');
  if (category !== 'FlexibleSaving' && category !== 'OnChain')
    throw refuse(context, 180_001, 'Invalid parameter');
  const asked = request.params.get('coin');
  return [...context.world.holdings(context.id, keyIndex, accounts[category])]
    .filter(([coin]) => (asked ?? coin) === coin)
    .map(([coin, holding], index) => ({
      coin,
      productId: String(428 + index),
      amount: holding.available.toFixed(),
      totalPnl: '0',
      claimableYield: '0',
      id: category === 'OnChain' ? String(2311 + index) : '',
      status: category === 'OnChain' ? 'Active' : '',
      orderId: '',
      estimateRedeemTime: '',
      estimateStakeTime: '',
      estimateInterestCalculationTime: '',
      settlementTime: '',
    }));
}
