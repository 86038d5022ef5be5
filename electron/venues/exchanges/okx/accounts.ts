import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { heldBalance, heldOnly } from '../../reading/balances';
import { amountOf, asRows, textOf, type Row } from '../../reading/shape';
import type { OwnTotalReader, VenueAccounts } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { OkxEarn } from './earn';
import { positionReader } from './positions';
import { dataOf, tradingBalances } from './rows';
import { okxStream } from './stream';

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
  const earn = new OkxEarn(venue, [
    { field: 'eq', rows: () => trading('earn') },
    { field: 'bal', rows: () => funding('earn') },
  ]);
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
        read: () => earn.read(),
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

/** Rows of an account: readings that start together share one answer. */
type SharedRows = (reader: AccountType) => Promise<readonly Row[]>;

function fundingBalances(rows: readonly Row[], venue: VenueCalls): VenueBalance[] {
  return rows.map((row) => {
    const frozen = amountOf(row, 'frozenBal');
    const holding = { accountType: 'funding', code: venue.code(textOf(row, 'ccy')) } as const;
    return heldBalance(holding, amountOf(row, 'bal').minus(frozen), frozen);
  });
}
