import { sum, type Decimal } from '../../../../shared/money/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueBalance } from '../../../services/ports/exchanges';
import { VenueFailure } from '../../../reading/venue-failure';
import { heldBalance, heldOnly, lockedBalance } from '../../../reading/balances';
import { amountOf, asRows, textOf, type Row } from '../../../reading/shape';
import { StakingTokens } from '../staking-tokens';
import type { OwnTotalReader, VenueAccounts, VenueCalls } from '../venue-definition';
import { positionReader } from './okx-positions';
import { dataOf, tradingBalances } from './okx-rows';
import { okxStream } from './okx-stream';

/** What OKX's page for keys calls the permission that all readers need. */
const READ = ['Read'];

/**
 * OKX's trading account (one wallet for all it trades), funding account and earn products.
 * @param derivatives whether the venue, one of OKX's regional ones perhaps, has contracts
 */
export async function okxAccounts(venue: VenueCalls, derivatives: boolean): Promise<VenueAccounts> {
  const trading: SharedRows = (reader) =>
    venue.shared('trading', reader, async () => {
      const rows = dataOf(await venue.call('privateGetAccountBalance'));
      const [account] = rows;
      if (account === undefined || rows.length > 1)
        throw new VenueFailure('bad-response', '"data" was not one account');
      return asRows(account['details'], 'details');
    });
  const funding: SharedRows = (reader) =>
    venue.shared('funding', reader, async () =>
      dataOf(await venue.call('privateGetAssetBalances')),
    );
  const tokens = new StakingTokens();
  return {
    readers: [
      {
        accountType: 'unified',
        source: 'GET /api/v5/account/balance',
        read: async () =>
          heldOnly(tradingBalances(await trading('unified'), (id) => venue.code(id))),
        permissions: READ,
        ...(derivatives ? { positions: positionReader(venue) } : {}),
      },
      {
        accountType: 'funding',
        source: 'GET /api/v5/asset/balances',
        permissions: READ,
        read: async () => heldOnly(fundingBalances(await funding('funding'), venue)),
      },
      {
        accountType: 'earn',
        source: 'GET /api/v5/finance/savings/balance, /staking-defi/…',
        permissions: READ,
        read: () => readEarn(venue, trading, funding, tokens),
      },
    ],
    streams: [okxStream((id) => venue.code(id))],
    ownTotal: ownTotal(venue),
  };
}

/**
 * OKX's valuation of all that a user has there: trading (equity, debts deducted), funding, and earn.
 * https://www.okx.com/docs-v5/en/#funding-account-rest-api-get-account-asset-valuation
 */
function ownTotal(venue: VenueCalls): OwnTotalReader {
  return {
    source: 'GET /api/v5/asset/asset-valuation',
    covers: ['unified', 'funding', 'earn'],
    read: async () => {
      const [valuation] = dataOf(await venue.call('privateGetAssetAssetValuation', { ccy: 'USD' }));
      if (valuation === undefined) throw new VenueFailure('bad-response', '"data" was empty');
      return { amount: amountOf(valuation, 'totalBal'), code: 'USD' };
    },
  };
}

/** Rows of an account, of which readings that start together share one answer. */
type SharedRows = (reader: AccountType) => Promise<readonly Row[]>;

function fundingBalances(rows: readonly Row[], venue: VenueCalls): VenueBalance[] {
  return rows.map((row) => {
    const frozen = amountOf(row, 'frozenBal');
    const holding = { accountType: 'funding', code: venue.code(textOf(row, 'ccy')) } as const;
    return heldBalance(holding, amountOf(row, 'bal').minus(frozen), frozen);
  });
}

async function readEarn(
  venue: VenueCalls,
  trading: SharedRows,
  funding: SharedRows,
  tokens: StakingTokens,
): Promise<VenueBalance[]> {
  const [savings, orders, ether, solana] = await Promise.all([
    venue.call('privateGetFinanceSavingsBalance'),
    venue.call('privateGetFinanceStakingDefiOrdersActive'),
    venue.call('privateGetFinanceStakingDefiEthBalance'),
    venue.call('privateGetFinanceStakingDefiSolBalance'),
  ]);
  const earn = (row: Row, field: string, subaccount: string): VenueBalance => {
    const holding = { accountType: 'earn', code: venue.code(textOf(row, 'ccy')) } as const;
    return lockedBalance({ ...holding, subaccount }, amountOf(row, field));
  };
  const staked = [...dataOf(ether), ...dataOf(solana)];
  const saved = dataOf(savings);
  const invested = dataOf(orders).flatMap((order) => asRows(order['investData'], 'investData'));
  return heldOnly([
    ...saved.map((row) => earn(row, 'amt', 'savings')),
    ...invested.map((row) => earn(row, 'amt', 'staking-defi')),
    ...(await notCounted(staked, [...saved, ...invested], venue, trading, funding, tokens)),
  ]);
}

/** @param earning what is counted as savings or invested, of the tokens too */
async function notCounted(
  staked: readonly Row[],
  earning: readonly Row[],
  venue: VenueCalls,
  trading: SharedRows,
  funding: SharedRows,
  tokens: StakingTokens,
): Promise<VenueBalance[]> {
  if (staked.every((row) => amountOf(row, 'amt').isZero())) return [];
  const [traded, funded] = await Promise.all([trading('earn'), funding('earn')]);
  const amountIn = (rows: readonly Row[], ccy: string, field: string): Decimal =>
    sum(rows.filter((row) => row['ccy'] === ccy).map((row) => amountOf(row, field)));
  return staked.map((row) => {
    const ccy = textOf(row, 'ccy');
    const elsewhere = sum([
      amountIn(traded, ccy, 'eq'),
      amountIn(funded, ccy, 'bal'),
      amountIn(earning, ccy, 'amt'),
    ]);
    return lockedBalance(
      { accountType: 'earn', code: venue.code(ccy), subaccount: 'staking' },
      tokens.rest(ccy, amountOf(row, 'amt'), elsewhere),
    );
  });
}
