import type { Routes, VenueContext } from '../plumbing/venue';
import { fixed, type VenueRequest } from '../plumbing/wire';
import type { Account } from '../world/world-definition';
import { requireSignature } from './auth';

/** How much of the coin one staked token stands for. */
const ETH_PER_WBETH = '1.0823';
const SOL_PER_BNSOL = '1.0641';
const DAY = 86_400_000;

/** Simple Earn and staking endpoints; signed. */
export function earnRoutes(context: VenueContext): Routes {
  const { world, id } = context;
  const positions = (account: Account, describe: (asset: string, amount: string) => unknown) => {
    return (request: VenueRequest) => {
      const keyIndex = requireSignature(context, request);
      const asked = request.params.get('asset');
      const rows = [...world.holdings(id, keyIndex, account)]
        .filter(([code]) => asked === null || asked === code)
        .map(([code, holding]) => describe(code, fixed(holding.available, 8)));
      return page(request, rows);
    };
  };
  const staked = (request: VenueRequest, code: string) =>
    world.holding(id, requireSignature(context, request), 'staking', code).available;
  return {
    'GET /sapi/v1/simple-earn/flexible/position': positions('earn-flexible', flexiblePosition),
    'GET /sapi/v1/simple-earn/locked/position': positions('earn-locked', (asset, amount) =>
      lockedPosition(asset, amount, context.now()),
    ),
    'GET /sapi/v2/eth-staking/account': (request) => {
      const eth = staked(request, 'ETH');
      return {
        holdingInETH: fixed(eth, 8),
        holdings: {
          wbethAmount: eth.dividedBy(ETH_PER_WBETH).toFixed(8),
          bethAmount: '0.00000000',
        },
        thirtyDaysProfitInETH: eth.times('0.0022').toFixed(8),
        profit: { amountFromWBETH: eth.times('0.0022').toFixed(8), amountFromBETH: '0.00000000' },
      };
    },
    'GET /sapi/v1/sol-staking/account': (request) => {
      const sol = staked(request, 'SOL');
      return {
        bnsolAmount: sol.dividedBy(SOL_PER_BNSOL).toFixed(8),
        holdingInSOL: fixed(sol, 8),
        thirtyDaysProfitInSOL: sol.times('0.0051').toFixed(8),
      };
    },
  };
}

function flexiblePosition(asset: string, totalAmount: string) {
  return {
    totalAmount,
    tierAnnualPercentageRate: {},
    latestAnnualPercentageRate: '0.03120000',
    asset,
    airDropAsset: '',
    canRedeem: true,
    collateralAmount: '0.00000000',
    productId: `${asset}001`,
    yesterdayRealTimeRewards: '0.00000000',
    cumulativeBonusRewards: '0.00000000',
    cumulativeRealTimeRewards: '0.00000000',
    cumulativeTotalRewards: '0.00000000',
    autoSubscribe: false,
  };
}

function lockedPosition(asset: string, amount: string, now: number) {
  return {
    positionId: 9_234_501,
    projectId: `${asset}*60`,
    asset,
    amount,
    purchaseTime: String(now - 20 * DAY),
    duration: '60',
    accrualDays: '20',
    rewardAsset: asset,
    APY: '0.0612',
    isRenewable: true,
    isAutoRenew: true,
    redeemDate: String(now + 40 * DAY),
    rewardAmt: '0.00000000',
    status: 'HOLDING',
  };
}

/** One page of rows: `current` counts from 1, `size` is 10 unless said otherwise and at most 100. */
function page(request: VenueRequest, rows: readonly unknown[]) {
  const current = Number(request.params.get('current') ?? 1);
  const size = Math.min(Number(request.params.get('size') ?? 10), 100);
  return { rows: rows.slice((current - 1) * size, current * size), total: rows.length };
}
