import { ZERO, type Decimal } from '../../../../shared/base/decimal';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { heldOnly, lockedBalance } from '../../reading/balances';
import { amountOf, textOf, type Row } from '../../reading/shape';
import { allPages } from '../common/pages';
import { NOTHING, askParts, type AccountPart } from '../common/parts';
import type { AccountContents } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { dataRowOf, dataRowsOf, listIn } from './answers';

const PAGE_ROWS = 100;

/** Bitget's name of a kind of savings, and ours. */
const PERIODS = { flexible: 'flexible', fixed: 'locked' } as const;

/**
 * What earns on a classic account. The overview sums up a coin over all products that it counts; the
 * savings tell which part of it is flexible and which is locked. Savings are listed by the time they were
 * made, three months at most, so that older ones are in the overview only: what the list does not have of
 * it is `other`. Where the list has more, the list is believed.
 * https://www.bitget.com/api-doc/earn/account/Earn-Assets,
 * https://www.bitget.com/api-doc/earn/savings/Savings-Assets
 */
export async function readEarn(venue: VenueCalls): Promise<AccountContents> {
  const overview = async (): Promise<VenueBalance[]> =>
    dataRowsOf(await venue.call('privateEarnGetV2EarnAccountAssets')).map((row) =>
      lockedBalance(holding(venue.code(textOf(row, 'coin')), 'other'), amountOf(row, 'amount')),
    );
  const list = (name: string, periodType: keyof typeof PERIODS): AccountPart => ({
    name,
    holds: { subaccounts: [PERIODS[periodType]] },
    read: () => savings(venue, periodType),
  });
  const { answers, unread } = await askParts<readonly VenueBalance[]>([
    { name: 'what earns beside savings', holds: { subaccounts: ['other'] }, read: overview },
    list('flexible savings', 'flexible'),
    list('fixed savings', 'fixed'),
  ]);
  const [summed, flexible = [], fixed = []] = answers;
  const listed = [...flexible, ...fixed];
  if (summed === undefined) return { balances: heldOnly(listed), unread };
  const rest = new Map<string, Decimal>();
  for (const { code, total } of summed) rest.set(code, (rest.get(code) ?? ZERO).plus(total));
  for (const { code, total } of listed) rest.set(code, (rest.get(code) ?? ZERO).minus(total));
  const others = [...rest]
    .filter(([, amount]) => amount.greaterThan(ZERO))
    .map(([code, amount]) => lockedBalance(holding(code, 'other'), amount));
  return {
    balances: heldOnly([...listed, ...others]),
    // What a list that is missing would have told apart is in the overview.
    unread: unread.map((part) => ({ ...part, holds: NOTHING })),
  };
}

async function savings(
  venue: VenueCalls,
  periodType: keyof typeof PERIODS,
): Promise<readonly VenueBalance[]> {
  const rows = await allSavings(venue, periodType);
  // `totalProfit` is not added: it is in the balance once it is paid.
  return rows.map((row) =>
    lockedBalance(
      holding(venue.code(textOf(row, 'productCoin')), PERIODS[periodType]),
      amountOf(row, 'holdAmount'),
    ),
  );
}

function allSavings(venue: VenueCalls, periodType: string): Promise<readonly Row[]> {
  return allPages(
    'savings',
    {},
    async (after: { readonly idLessThan?: string }) => {
      const params = { periodType, limit: PAGE_ROWS, ...after };
      const data = dataRowOf(await venue.call('privateEarnGetV2EarnSavingsAssets', params));
      const rows = listIn(data, 'resultList');
      return rows.length < PAGE_ROWS
        ? { rows }
        : { rows, next: { idLessThan: textOf(data, 'endId') } };
    },
    (row) => ['orderId', 'productId', 'productCoin'].map((field) => String(row[field])).join('/'),
  );
}

function holding(code: string, subaccount: string) {
  return { accountType: 'earn', code, subaccount } as const;
}
