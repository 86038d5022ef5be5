import { Decimal, ZERO } from '../../../shared/base/decimal';
import type { Routes, VenueContext } from '../plumbing/venue';
import { fixed, Refusal, type VenueRequest } from '../plumbing/wire';
import type { Holding } from '../world/world-event';
import type { Account } from '../world/world-definition';
import { binanceError, requireSignature } from './auth';
import { futuresAccount, futuresBalance, inversePositions, linearPositions } from './futures';
import { walletTotals } from './wallets';

const amount = (value: Decimal): string => fixed(value, 8);
const ZERO_TEXT = amount(ZERO);

/** Balance endpoints: spot, funding, margin, futures; signed. */
export function balanceRoutes(context: VenueContext): Routes {
  const { world, id } = context;
  const requireSigned = (answer: (keyIndex: number, request: VenueRequest) => unknown) => {
    return (request: VenueRequest) => answer(requireSignature(context, request), request);
  };
  const holdings = (keyIndex: number, account: Account) => [
    ...world.holdings(id, keyIndex, account),
  ];
  const futures = (account: Account) => (keyIndex: number) => {
    const positions =
      account === 'linear-futures'
        ? linearPositions(world.positions(id, keyIndex, account), context.now())
        : [];
    return futuresAccount(holdings(keyIndex, account), positions, context.now());
  };
  const futuresBalances = (account: Account) => (keyIndex: number) =>
    holdings(keyIndex, account).map(([code, holding]) =>
      futuresBalance(code, holding, context.now()),
    );
  const notEnabled = requireSigned(() => {
    throw new Refusal(binanceError(401, -2015, 'Invalid API-key, IP, or permissions for action.'));
  });
  return {
    'GET /api/v3/account': requireSigned((keyIndex) => spotAccount(context, keyIndex)),
    'GET /sapi/v1/margin/account': requireSigned((keyIndex) => crossMargin(context, keyIndex)),
    'GET /sapi/v1/margin/isolated/account': requireSigned((keyIndex, request) =>
      isolatedMargin(context, keyIndex, request.params.get('symbols')),
    ),
    'POST /sapi/v1/asset/get-funding-asset': requireSigned((keyIndex, request) =>
      holdings(keyIndex, 'funding')
        .filter(([code]) => (request.params.get('asset') ?? code) === code)
        .map(([code, holding]) => ({
          asset: code,
          free: amount(holding.available),
          locked: ZERO_TEXT,
          freeze: amount(holding.locked),
          withdrawing: ZERO_TEXT,
          btcValuation: amount(inBtc(context, code, holding.available.plus(holding.locked))),
        })),
    ),
    'GET /fapi/v3/account': requireSigned(futures('linear-futures')),
    'GET /fapi/v2/account': requireSigned(futures('linear-futures')),
    'GET /fapi/v3/balance': requireSigned(futuresBalances('linear-futures')),
    'GET /fapi/v2/balance': requireSigned(futuresBalances('linear-futures')),
    'GET /dapi/v1/account': requireSigned(futures('inverse-futures')),
    'GET /dapi/v1/positionRisk': requireSigned((keyIndex) =>
      inversePositions(world.positions(id, keyIndex, 'inverse-futures'), context.now()),
    ),
    'GET /sapi/v1/asset/wallet/balance': requireSigned((keyIndex, request) =>
      walletTotals(context, keyIndex, request.params.get('quoteAsset') ?? 'BTC'),
    ),
    'GET /dapi/v1/balance': requireSigned(futuresBalances('inverse-futures')),
    // Portfolio margin was never opened for these keys.
    'GET /papi/v1/balance': notEnabled,
    'GET /papi/v1/account': notEnabled,
  };
}

/** The spot account; also what `account.status` of the WebSocket API answers. */
export function spotAccount(context: VenueContext, keyIndex: number) {
  const { world, id } = context;
  const key = world.keys(id)[keyIndex];
  const balances = [...world.holdings(id, keyIndex, 'spot')].map(([asset, holding]) => ({
    asset,
    free: amount(holding.available),
    locked: amount(holding.locked),
  }));
  // Flexible savings show up here a second time, as receipts under another name.
  for (const [code, holding] of world.holdings(id, keyIndex, 'earn-flexible'))
    balances.push({ asset: `LD${code}`, free: amount(holding.available), locked: ZERO_TEXT });
  return {
    makerCommission: 10,
    takerCommission: 10,
    buyerCommission: 0,
    sellerCommission: 0,
    commissionRates: {
      maker: '0.00100000',
      taker: '0.00100000',
      buyer: '0.00000000',
      seller: '0.00000000',
    },
    canTrade: key?.canTrade ?? false,
    canWithdraw: true,
    canDeposit: true,
    brokered: false,
    requireSelfTradePrevention: false,
    preventSor: false,
    updateTime: context.now(),
    accountType: 'SPOT',
    balances,
    permissions: ['SPOT'],
    uid: 354_937_868 + world.accountOf(id, keyIndex),
  };
}

function marginRow(asset: string, holding: Holding) {
  return {
    asset,
    borrowed: amount(holding.borrowed),
    free: amount(holding.available),
    interest: amount(holding.interest),
    locked: amount(holding.locked),
    netAsset: amount(netAmount(holding)),
  };
}

function crossMargin(context: VenueContext, keyIndex: number) {
  const rows = [...context.world.holdings(context.id, keyIndex, 'cross-margin')];
  const total = sumInBtc(context, rows, (holding) => holding.available.plus(holding.locked));
  const owed = sumInBtc(context, rows, (holding) => holding.borrowed.plus(holding.interest));
  const level = marginLevel(total, owed);
  return {
    created: rows.length > 0,
    borrowEnabled: true,
    marginLevel: level,
    collateralMarginLevel: level,
    totalAssetOfBtc: amount(total),
    totalLiabilityOfBtc: amount(owed),
    totalNetAssetOfBtc: amount(total.minus(owed)),
    tradeEnabled: true,
    transferInEnabled: true,
    transferOutEnabled: true,
    accountType: 'MARGIN_1',
    userAssets: rows.map(([code, holding]) => marginRow(code, holding)),
  };
}

function isolatedMargin(context: VenueContext, keyIndex: number, symbols: string | null) {
  const { world, id } = context;
  const asked = symbols?.split(',');
  const assets = world.markets(id).flatMap((market) => {
    const symbol = market.base + market.quote;
    const coins = world.holdings(id, keyIndex, `isolated:${symbol}`);
    if (coins.size === 0 || (asked && !asked.includes(symbol))) return [];
    const side = (code: string) => {
      const holding = world.holding(id, keyIndex, `isolated:${symbol}`, code);
      const total = holding.available.plus(holding.locked);
      return {
        ...marginRow(code, holding),
        borrowEnabled: true,
        netAssetOfBtc: amount(inBtc(context, code, netAmount(holding))),
        repayEnabled: true,
        totalAsset: amount(total),
      };
    };
    const total = sumInBtc(context, [...coins], (coin) => coin.available.plus(coin.locked));
    const owed = sumInBtc(context, [...coins], (coin) => coin.borrowed.plus(coin.interest));
    return [
      {
        baseAsset: side(market.base),
        quoteAsset: side(market.quote),
        symbol,
        isolatedCreated: true,
        enabled: true,
        marginLevel: marginLevel(total, owed),
        marginLevelStatus: 'EXCESSIVE',
        marginRatio: '5.00000000',
        indexPrice: amount(world.quote(market)?.last ?? ZERO),
        liquidatePrice: ZERO_TEXT,
        liquidateRate: ZERO_TEXT,
        tradeEnabled: true,
      },
    ];
  });
  if (asked) return { assets };
  const summed = (field: 'totalAsset' | 'netAsset') =>
    assets
      .flatMap(({ baseAsset, quoteAsset }) => [baseAsset, quoteAsset])
      .reduce((sum, side) => sum.plus(inBtc(context, side.asset, new Decimal(side[field]))), ZERO);
  const [total, net] = [summed('totalAsset'), summed('netAsset')];
  return {
    assets,
    totalAssetOfBtc: amount(total),
    totalLiabilityOfBtc: amount(total.minus(net)),
    totalNetAssetOfBtc: amount(net),
  };
}

function netAmount(holding: Holding): Decimal {
  const owned = holding.available.plus(holding.locked);
  return owned.minus(holding.borrowed).minus(holding.interest);
}

function marginLevel(total: Decimal, owed: Decimal): string {
  return owed.isZero() ? '999.00000000' : total.dividedBy(owed).toFixed(8);
}

function sumInBtc(
  context: VenueContext,
  rows: readonly (readonly [string, Holding])[],
  of: (holding: Holding) => Decimal,
): Decimal {
  return rows.reduce((sum, [code, holding]) => sum.plus(inBtc(context, code, of(holding))), ZERO);
}

/** Worth in bitcoin to eight digits, as Binance adds it for information; zero for what has no price. */
function inBtc(context: VenueContext, code: string, value: Decimal): Decimal {
  const [price, btc] = [context.world.price(code), context.world.price('BTC')];
  return price && btc ? value.times(price).dividedBy(btc).toDecimalPlaces(8) : ZERO;
}
