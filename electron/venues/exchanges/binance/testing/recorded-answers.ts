import type { AccountType } from '../../../../../shared/portfolio/balance';
import type { RecordedVenue, Recorded } from '../../testing/recorded-venue';
import { balancesOf, never, table } from '../../testing/test-gateway';

const NO_ROWS = '{"rows":[],"total":0}';
const NO_ETHER =
  '{"holdingInETH":"0","holdings":{"wbethAmount":"0","bethAmount":"0"},"thirtyDaysProfitInETH":"0","profit":{"amountFromWBETH":"0","amountFromBETH":"0"}}';
const NO_SOLANA = '{"bnsolAmount":"0","holdingInSOL":"0","thirtyDaysProfitInSOL":"0"}';
export const emptyEarn: Record<string, Recorded> = {
  'GET /sapi/v1/simple-earn/flexible/position': NO_ROWS,
  'GET /sapi/v1/simple-earn/locked/position': NO_ROWS,
  'GET /sapi/v2/eth-staking/account': NO_ETHER,
  'GET /sapi/v1/sol-staking/account': NO_SOLANA,
};
export const REFUSED: Recorded = {
  status: 401,
  body: '{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}',
};
export const RESTRICTIONS =
  '{"ipRestrict":true,"createTime":1698645219000,"enableReading":true,"enableWithdrawals":false,"enableInternalTransfer":true,"enableMargin":false,"enableFutures":false,"permitsUniversalTransfer":true,"enableVanillaOptions":false,"enableFixApiTrade":false,"enableFixReadOnly":true,"enableSpotAndMarginTrading":false,"enablePortfolioMarginTrading":false}';

export const profile = (portfolioMargin: boolean, options: boolean): Record<string, Recorded> => ({
  'GET /sapi/v1/account/info': JSON.stringify({
    vipLevel: 0,
    isMarginEnabled: true,
    isFutureEnabled: true,
    isOptionsEnabled: options,
    isPortfolioMarginRetailEnabled: portfolioMargin,
  }),
});
export const CLASSIC = profile(false, false);

export function spotAccount(...rows: readonly (readonly [string, string, string])[]): string {
  const balances = rows.map(([asset, free, locked]) => ({ asset, free, locked }));
  return JSON.stringify({
    makerCommission: 10,
    canTrade: true,
    updateTime: 1735689600000,
    accountType: 'SPOT',
    balances,
    permissions: ['SPOT'],
    uid: 354937868,
  });
}

export async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}
