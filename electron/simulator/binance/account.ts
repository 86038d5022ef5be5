import { CURRENCIES } from '../../../shared/assets/currencies';
import type { Routes, VenueContext } from '../plumbing/venue';
import { fixed, type VenueRequest } from '../plumbing/wire';
import type { KeyDefinition } from '../world/world-definition';
import type { FlowRecord } from '../world/world-event';
import { requireSignature } from './auth';
import { symbolOf } from './tickers';

const NINETY_DAYS = 7_776_000_000;

/** What a key may do, the coins of the venue, and the account's history; signed. */
export function accountRoutes(context: VenueContext): Routes {
  const { world, id } = context;
  return {
    'GET /sapi/v1/account/apiRestrictions': (request) => {
      const key = world.keys(id)[requireSignature(context, request)];
      return describeKey(key);
    },
    'GET /sapi/v1/account/info': (request) => {
      requireSignature(context, request);
      return {
        vipLevel: 0,
        isMarginEnabled: true,
        isFutureEnabled: true,
        isOptionsEnabled: false,
        isPortfolioMarginRetailEnabled: false,
      };
    },
    'GET /sapi/v1/capital/config/getall': (request) => {
      const keyIndex = requireSignature(context, request);
      return world.codes().map((coin) => describeCoin(context, keyIndex, coin));
    },
    'GET /sapi/v1/margin/allPairs': (request) => marginPairs(context, request),
    'GET /sapi/v1/margin/isolated/allPairs': (request) => marginPairs(context, request),
    'GET /sapi/v1/capital/deposit/hisrec': (request) =>
      flows(context, request, 'deposit').map(describeDeposit),
    'GET /sapi/v1/capital/withdraw/history': (request) =>
      flows(context, request, 'withdrawal').map(describeWithdrawal),
    'GET /api/v3/myTrades': (request) => trades(context, request),
  };
}

function describeKey(key: KeyDefinition | undefined) {
  const canTrade = key?.canTrade ?? false;
  return {
    ipRestrict: (key?.addresses.length ?? 0) > 0,
    createTime: 1_735_689_600_000,
    enableReading: true,
    enableWithdrawals: key?.canWithdraw ?? false,
    enableInternalTransfer: false,
    enableMargin: canTrade,
    enableFutures: canTrade,
    permitsUniversalTransfer: false,
    enableVanillaOptions: false,
    enableFixApiTrade: false,
    enableFixReadOnly: true,
    enableSpotAndMarginTrading: canTrade,
    enablePortfolioMarginTrading: false,
  };
}

function describeDeposit(record: FlowRecord) {
  return {
    id: record.id,
    amount: fixed(record.amount, 8),
    coin: record.code,
    network: 'ETH',
    status: 1,
    address: '0x788cabe9236ce061e5a892e1a59395a81fc8d62c',
    addressTag: '',
    txId: record.transactionId,
    insertTime: record.at,
    completeTime: record.at + 120_000,
    transferType: 0,
    confirmTimes: '12/12',
    unlockConfirm: 12,
    walletType: 0,
  };
}

function describeWithdrawal(record: FlowRecord) {
  return {
    id: record.id,
    amount: fixed(record.amount, 8),
    transactionFee: '0',
    coin: record.code,
    status: 6,
    address: '0x94df8b352de7f46f64b01d3666bf6e936e44ce60',
    txId: record.transactionId,
    applyTime: dateText(record.at),
    completeTime: dateText(record.at + 120_000),
    network: 'ETH',
    transferType: 0,
    confirmNo: 12,
    walletType: 0,
    txKey: '',
  };
}

function describeCoin(context: VenueContext, keyIndex: number, coin: string) {
  const { world, id } = context;
  const holding = world.holding(id, keyIndex, 'spot', coin);
  return {
    coin,
    depositAllEnable: true,
    free: fixed(holding.available, 8),
    freeze: '0',
    ipoable: '0',
    ipoing: '0',
    isLegalMoney: CURRENCIES.has(coin),
    locked: fixed(holding.locked, 8),
    name: world.name(coin),
    networkList: [
      {
        coin,
        depositEnable: true,
        isDefault: true,
        minConfirm: 12,
        name: 'Ethereum (ERC20)',
        network: 'ETH',
        withdrawEnable: true,
        withdrawFee: '0.001',
        withdrawIntegerMultiple: '0.00000001',
        withdrawMax: '1000000',
        withdrawMin: '0.002',
      },
    ],
    storage: '0',
    trading: true,
    withdrawAllEnable: true,
    withdrawing: '0',
  };
}

function marginPairs(context: VenueContext, request: VenueRequest) {
  requireSignature(context, request);
  return context.world
    .markets(context.id)
    .filter((market) => market.quote === 'USDT')
    .map((market) => ({
      base: market.base,
      id: symbolOf(market),
      isBuyAllowed: true,
      isMarginTrade: true,
      isSellAllowed: true,
      quote: market.quote,
      symbol: symbolOf(market),
    }));
}

/** Newest first, within `startTime` and `endTime`: the last ninety days unless said otherwise. */
function flows(
  context: VenueContext,
  request: VenueRequest,
  kind: FlowRecord['kind'],
): FlowRecord[] {
  const keyIndex = requireSignature(context, request);
  const { params } = request;
  const end = Number(params.get('endTime') ?? context.now());
  const start = Number(params.get('startTime') ?? end - NINETY_DAYS);
  const offset = Number(params.get('offset') ?? 0);
  const limit = Math.min(Number(params.get('limit') ?? 1000), 1000);
  const coin = params.get('coin');
  return context.world
    .flows(context.id, keyIndex)
    .filter((record) => record.kind === kind && record.at >= start && record.at <= end)
    .filter((record) => coin === null || record.code === coin)
    .reverse()
    .slice(offset, offset + limit);
}

function trades(context: VenueContext, request: VenueRequest) {
  const keyIndex = requireSignature(context, request);
  const { params } = request;
  const symbol = params.get('symbol') ?? '';
  const limit = Math.min(Number(params.get('limit') ?? 500), 1000);
  const fromId = params.get('fromId');
  const start = Number(params.get('startTime') ?? 0);
  const end = Number(params.get('endTime') ?? Number.MAX_SAFE_INTEGER);
  const found = context.world
    .trades(context.id, keyIndex)
    .filter((trade) => trade.base + trade.quote === symbol)
    .filter((trade) => trade.at >= start && trade.at <= end)
    .filter((trade) => fromId === null || trade.id >= Number(fromId));
  // From a starting point onwards, else the most recent ones.
  const forwards = fromId !== null || params.has('startTime');
  return (forwards ? found.slice(0, limit) : found.slice(-limit)).map((trade) => ({
    symbol,
    id: trade.id,
    orderId: trade.orderId,
    orderListId: -1,
    price: fixed(trade.price, 8),
    qty: fixed(trade.amount, 8),
    quoteQty: fixed(trade.price.times(trade.amount).toDecimalPlaces(8), 8),
    commission: fixed(trade.fee, 8),
    commissionAsset: trade.feeCode,
    time: trade.at,
    isBuyer: trade.side === 'buy',
    isMaker: false,
    isBestMatch: true,
  }));
}

/** `2026-03-01 12:00:00`, in UTC, as the withdrawal history writes times. */
function dateText(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
