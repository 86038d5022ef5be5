import { Decimal, ZERO } from '../../../shared/base/decimal';
import type { Routes, VenueContext } from '../plumbing/venue';
import type { VenueRequest } from '../plumbing/wire';
import type { Holding } from '../world/world-event';
import type { Account, KeyDefinition } from '../world/world-definition';
import { envelope, requireSignature } from './auth';
import { positions } from './contracts';
import { describeCoin, describeKey } from './descriptions';

/** Trading, funding, savings and staking endpoints; signed. */
export function accountRoutes(context: VenueContext): Routes {
  const { world, id } = context;
  const requireSigned =
    (answer: (keyIndex: number, request: VenueRequest, key: KeyDefinition) => unknown[]) =>
    (request: VenueRequest) => {
      const { keyIndex, key } = requireSignature(context, request);
      return envelope(answer(keyIndex, request, key));
    };
  /** Rows of an account, less those that `ccy` does not ask for. */
  const rows = (keyIndex: number, account: Account, request: VenueRequest) => {
    const asked = request.params.get('ccy')?.split(',');
    return [...world.holdings(id, keyIndex, account)].filter(
      ([code]) => asked?.includes(code) ?? true,
    );
  };
  const staked = (ccy: string) => requireSigned((keyIndex) => stakedCoins(context, keyIndex, ccy));
  return {
    'GET /api/v5/account/config': requireSigned((keyIndex, _request, key) => [
      describeKey(world.accountOf(id, keyIndex), key),
    ]),
    'GET /api/v5/account/balance': requireSigned((keyIndex, request) => {
      const asked = request.params.get('ccy')?.split(',');
      return [tradingAccount(context, keyIndex, asked)];
    }),
    'GET /api/v5/account/trade-fee': requireSigned(() => [tradeFee(context)]),
    'GET /api/v5/account/positions': requireSigned((keyIndex) => positions(context, keyIndex)),
    'GET /api/v5/asset/balances': requireSigned((keyIndex, request) =>
      rows(keyIndex, 'funding', request).map(fundingRow),
    ),
    'GET /api/v5/asset/currencies': requireSigned(() =>
      world.codes().map((code) => describeCoin(code, world.name(code))),
    ),
    'GET /api/v5/asset/asset-valuation': requireSigned((keyIndex, request) => [
      valuation(context, keyIndex, request.params.get('ccy') ?? 'BTC'),
    ]),
    'GET /api/v5/finance/savings/balance': requireSigned((keyIndex, request) =>
      rows(keyIndex, 'earn-flexible', request).map(savingsRow),
    ),
    'GET /api/v5/finance/staking-defi/orders-active': requireSigned((keyIndex, request) =>
      rows(keyIndex, 'earn-locked', request).map(stakingOrder),
    ),
    'GET /api/v5/finance/staking-defi/eth/balance': staked('BETH'),
    'GET /api/v5/finance/staking-defi/sol/balance': staked('OKSOL'),
  };
}

function tradeFee({ world, id, now }: VenueContext) {
  return {
    category: '1',
    delivery: '',
    exercise: '',
    instType: 'SPOT',
    level: 'Lv1',
    maker: '-0.0008',
    makerU: '',
    taker: `-${world.terms(id).fee.rate}`,
    takerU: '',
    ts: String(now()),
  };
}

type CodeAndHolding = readonly [code: string, holding: Holding];

function fundingRow([ccy, holding]: CodeAndHolding) {
  return {
    ccy,
    bal: holding.available.plus(holding.locked).toFixed(),
    frozenBal: holding.locked.toFixed(),
    availBal: holding.available.toFixed(),
  };
}

function savingsRow([ccy, holding]: CodeAndHolding) {
  return {
    ccy,
    amt: holding.available.toFixed(),
    earnings: '0',
    rate: '0.01',
    loanAmt: holding.available.toFixed(),
    pendingAmt: '0',
    redemptAmt: '0',
  };
}

function stakingOrder([ccy, holding]: CodeAndHolding, index: number) {
  return {
    ordId: String(2_413_499 + index),
    ccy,
    productId: '1234',
    state: '1',
    protocol: ccy,
    protocolType: 'staking',
    term: '0',
    apy: '0.0724',
    investData: [{ ccy, amt: holding.available.toFixed() }],
    earningData: [{ ccy, earningType: '0', earnings: '0' }],
    purchasedTime: '1761091200000',
    estSettlementTime: '',
    cancelRedemptionDeadline: '',
    fastRedemptionData: [],
    tag: '',
  };
}

/** One row, or none where nothing is staked. */
function stakedCoins({ world, id, now }: VenueContext, keyIndex: number, ccy: string) {
  const amount = world.holding(id, keyIndex, 'staking', ccy).available;
  if (amount.isZero()) return [];
  const interest = amount.times('0.0001').toFixed(8);
  return [
    {
      ccy,
      amt: amount.toFixed(),
      latestInterestAccrual: interest,
      totalInterestAccrual: interest,
      ts: String(now()),
    },
  ];
}

/** The trading account as REST answers it and the `account` channel pushes it. */
export function tradingAccount(
  context: VenueContext,
  keyIndex: number,
  codes?: readonly string[],
): unknown {
  const { world, id } = context;
  const uTime = String(context.now());
  const holdings = [...world.holdings(id, keyIndex, 'spot')];
  const usd = (code: string, value: Decimal) => value.times(world.price(code) ?? ZERO);
  const total = holdings.reduce((sum, [code, coin]) => sum.plus(usd(code, equityOf(coin))), ZERO);
  const shown = codes ?? holdings.map(([code]) => code);
  return {
    adjEq: '',
    availEq: '',
    borrowFroz: '',
    delta: '',
    imr: '',
    isoEq: '0',
    mgnRatio: '',
    mmr: '',
    notionalUsd: '',
    ordFroz: '',
    totalEq: total.toDecimalPlaces(8).toFixed(),
    uTime,
    upl: '',
    details: shown.map((ccy) => {
      const holding = world.holding(id, keyIndex, 'spot', ccy);
      const worth = usd(ccy, equityOf(holding)).toDecimalPlaces(8).toFixed();
      return coinDetails(ccy, holding, worth, uTime);
    }),
  };
}

/** @param worth of its equity, in dollars */
function coinDetails(ccy: string, holding: Holding, worth: string, uTime: string) {
  return {
    accAvgPx: '',
    availBal: holding.available.toFixed(),
    availEq: holding.available.toFixed(),
    borrowFroz: '',
    cashBal: holding.available.plus(holding.locked).toFixed(),
    ccy,
    clSpotInUseAmt: '',
    crossLiab: holding.borrowed.toFixed(),
    disEq: worth,
    eq: equityOf(holding).toFixed(),
    eqUsd: worth,
    fixedBal: '0',
    frozenBal: holding.locked.toFixed(),
    imr: '',
    interest: holding.interest.toFixed(),
    isoEq: '0',
    isoLiab: '',
    isoUpl: '0',
    liab: holding.borrowed.toFixed(),
    maxLoan: '',
    maxSpotInUse: '',
    mgnRatio: '',
    mmr: '',
    notionalLever: '0',
    openAvgPx: '',
    ordFrozen: holding.locked.toFixed(),
    rewardBal: '0',
    smtSyncEq: '0',
    spotBal: '',
    spotInUseAmt: '',
    spotIsoBal: '0',
    spotUpl: '',
    spotUplRatio: '',
    stgyEq: '0',
    totalPnl: '',
    totalPnlRatio: '',
    twap: '0',
    uTime,
    upl: holding.unrealized.toFixed(),
    uplLiab: '',
  };
}

/** Cash plus unrealised profit, less debt and interest, as OKX defines equity. */
function equityOf(holding: Holding): Decimal {
  const cash = holding.available.plus(holding.locked).plus(holding.unrealized);
  return cash.minus(holding.borrowed).minus(holding.interest);
}

function valuation(context: VenueContext, keyIndex: number, currency: string) {
  const { world, id } = context;
  const unit = world.price(currency) ?? new Decimal(1);
  const worth = (...accounts: Account[]) => {
    let usd = ZERO;
    for (const account of accounts)
      for (const [code, holding] of world.holdings(id, keyIndex, account))
        usd = usd.plus(equityOf(holding).times(world.price(code) ?? ZERO));
    return usd.dividedBy(unit).toDecimalPlaces(8);
  };
  const [trading, funding] = [worth('spot'), worth('funding')];
  const earn = worth('earn-flexible', 'earn-locked', 'staking');
  return {
    details: {
      classic: '0',
      earn: earn.toFixed(),
      funding: funding.toFixed(),
      trading: trading.toFixed(),
    },
    totalBal: trading.plus(funding).plus(earn).toFixed(),
    ts: String(context.now()),
  };
}
