import { ZERO, type Decimal } from '../../../../shared/money/decimal';
import type { VenueBalance } from '../../../services/ports/exchanges';
import { VenueFailure } from '../../../reading/venue-failure';
import { heldOnly, lockedBalance } from '../../../reading/balances';
import { amountOf, textOf, type Row } from '../../../reading/shape';
import type { VenueCalls } from '../venue-definition';
import { dataRowOf, dataRowsOf, listIn } from './bitget-answers';

const PAGE_ROWS = 100;
const MOST_PAGES = 50;

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
export async function readEarn(venue: VenueCalls): Promise<VenueBalance[]> {
  const [overview, flexible, fixed] = await Promise.all([
    venue.call('privateEarnGetV2EarnAccountAssets'),
    savings(venue, 'flexible'),
    savings(venue, 'fixed'),
  ]);
  const listed = [...flexible, ...fixed];
  const rest = new Map<string, Decimal>();
  for (const row of dataRowsOf(overview)) {
    const code = venue.code(textOf(row, 'coin'));
    rest.set(code, (rest.get(code) ?? ZERO).plus(amountOf(row, 'amount')));
  }
  for (const { code, total } of listed) rest.set(code, (rest.get(code) ?? ZERO).minus(total));
  const others = [...rest]
    .filter(([, amount]) => amount.greaterThan(ZERO))
    .map(([code, amount]) => lockedBalance(holding(code, 'other'), amount));
  return heldOnly([...listed, ...others]);
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

async function allSavings(venue: VenueCalls, periodType: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let idLessThan = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const data = dataRowOf(
      await venue.call('privateEarnGetV2EarnSavingsAssets', {
        periodType,
        limit: PAGE_ROWS,
        ...(idLessThan === '' ? {} : { idLessThan }),
      }),
    );
    const more = listIn(data, 'resultList');
    rows.push(...more);
    if (more.length < PAGE_ROWS) return rows;
    const end = textOf(data, 'endId');
    if (end === idLessThan) break;
    idLessThan = end;
  }
  throw new VenueFailure('bad-response', 'pages of savings were missing');
}

function holding(code: string, subaccount: string) {
  return { accountType: 'earn', code, subaccount } as const;
}
