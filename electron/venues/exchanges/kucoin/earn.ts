import type { VenueBalance } from '../../../engine/ports/exchanges';
import { heldOnly, lockedBalance } from '../../reading/balances';
import {
  amountOf,
  asRows,
  countOf,
  entryOf,
  optionalAmountOf,
  textOf,
  type Row,
} from '../../reading/shape';
import { allNumberedPages } from '../common/pages';
import type { VenueCalls } from '../definition/calls';
import { dataRowOf } from './answers';

const PAGE_ROWS = 100;

const PRODUCTS: Readonly<Record<string, string>> = {
  DEMAND: 'savings',
  ACTIVITY: 'promotion',
  STAKING: 'staking',
  KCS_STAKING: 'kcs-staking',
  ETH2: 'eth-staking',
};

/**
 * The one holding that is a token, which lies in the funding or spot account and is redeemed from there:
 * it is counted there. https://www.kucoin.com/docs-new/rest/earn/redeem (fromAccountType)
 */
const TOKEN_HOLDING = 'ETH2';

/**
 * Savings, promotions and staking; not dual investment or lending.
 * https://www.kucoin.com/docs-new/rest/earn/get-account-holding
 */
export async function readEarn(venue: VenueCalls): Promise<VenueBalance[]> {
  const rows = await allRows(venue);
  return heldOnly(
    rows
      .filter((row) => textOf(row, 'orderId') !== TOKEN_HOLDING)
      .map((row) => {
        const category = textOf(row, 'productCategory');
        const product = entryOf(PRODUCTS, category) ?? category.toLowerCase().replaceAll('_', '-');
        const code = venue.code(textOf(row, 'currency'));
        return lockedBalance({ accountType: 'earn', code, subaccount: product }, heldIn(row));
      }),
  );
}

/** It is not said whether what is being redeemed is still in the holding: it is never counted twice. */
function heldIn(row: Row) {
  const [held, redeeming] = [amountOf(row, 'holdAmount'), optionalAmountOf(row, 'redeemingAmount')];
  return held.greaterThan(redeeming) ? held : redeeming;
}

function allRows(venue: VenueCalls): Promise<readonly Row[]> {
  return allNumberedPages(
    'holdings',
    async (currentPage) => {
      const params = { currentPage, pageSize: PAGE_ROWS };
      const data = dataRowOf(await venue.call('earnGetEarnHoldAssets', params));
      return { rows: asRows(data['items'], 'items'), inAll: countOf(data, 'totalNum') };
    },
    (row) => `${textOf(row, 'orderId')}/${textOf(row, 'currency')}`,
  );
}
