import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { heldBalance, heldOnly } from '../../reading/balances';
import {
  amountOf,
  asRow,
  asRows,
  entryOf,
  optionalAmountOf,
  textOf,
  type Row,
} from '../../reading/shape';
import type { VenueCalls } from '../definition/calls';
import { dataOf, dataRowOf, dataRowsOf, flagOf } from './answers';

/** Margin and futures have endpoints of their own, which tell debts and positions; options are unread. */
const READ_ELSEWHERE: ReadonlySet<string> = new Set([
  ...['margin', 'margin_v2', 'isolated', 'isolated_v2', 'contract', 'option'],
]);
const OWN_TYPES: Readonly<Record<string, 'funding' | 'spot'>> = {
  main: 'funding',
  trade: 'spot',
  trade_hf: 'spot',
};

/**
 * The funding account (`main`) and the spot accounts. A user may have two of these, the older `trade`
 * and the high-frequency one, each with coins of its own. The list may name the latter `trade`, too, and
 * it may leave it out, while a request for `trade_hf` always calls it so.
 * https://www.kucoin.com/docs-new/rest/account-info/account-funding/get-account-list-spot
 */
export class KucoinWallets {
  private isHighFrequency = false;

  constructor(private readonly venue: VenueCalls) {}

  async read(accountType: 'funding' | 'spot'): Promise<VenueBalance[]> {
    const listed = await this.venue.shared('accounts', accountType, async () =>
      dataRowsOf(await this.venue.call('privateGetAccounts')),
    );
    const known = listed.filter((row) => isKnown(row));
    const rows = accountType === 'funding' ? known : await this.withFastRows(known);
    return heldOnly(
      rows
        .filter((row) => entryOf(OWN_TYPES, textOf(row, 'type')) === accountType)
        .map((row) =>
          heldBalance(
            { accountType, code: this.venue.code(textOf(row, 'currency')) },
            amountOf(row, 'available'),
            amountOf(row, 'holds'),
          ),
        ),
    );
  }

  private async withFastRows(known: readonly Row[]): Promise<readonly Row[]> {
    if (!(await this.hasHighFrequencyAccount())) return known;
    const params = { type: 'trade_hf' };
    const fast = dataRowsOf(await this.venue.call('privateGetAccounts', params));
    const ids = new Set(known.map((row) => textOf(row, 'id')));
    const coins = new Set(known.filter(isHighFrequency).map((row) => textOf(row, 'currency')));
    return [
      ...known,
      ...fast.filter(
        (row) =>
          isKnown(row) &&
          textOf(row, 'type') === 'trade_hf' &&
          !ids.has(textOf(row, 'id')) &&
          !coins.has(textOf(row, 'currency')),
      ),
    ];
  }

  /** Nobody goes back from it, so that only a "no" is asked for again. */
  private async hasHighFrequencyAccount(): Promise<boolean> {
    this.isHighFrequency ||= flagOf(
      dataOf(await this.venue.call('privateGetHfAccountsOpened')),
      'data',
    );
    return this.isHighFrequency;
  }
}

function isKnown(row: Row): boolean {
  const type = textOf(row, 'type');
  if (entryOf(OWN_TYPES, type) !== undefined) return true;
  if (READ_ELSEWHERE.has(type) || amountOf(row, 'balance').isZero()) return false;
  throw new VenueFailure('bad-response', `there is money in an unknown account, "${type}"`);
}

/** Accounts of the high-frequency system are numbered; the older ones have hexadecimal ids. */
function isHighFrequency(row: Row): boolean {
  const type = textOf(row, 'type');
  return type === 'trade_hf' || (type === 'trade' && /^\d+$/.test(textOf(row, 'id')));
}

/**
 * Cross margin, of the older and the high-frequency kind together, as KuCoin's own page sums them up.
 * https://www.kucoin.com/docs-new/rest/account-info/account-funding/get-account-cross-margin
 */
export async function readMargin(venue: VenueCalls): Promise<VenueBalance[]> {
  const data = dataRowOf(await venue.call('privateGetMarginAccounts', { queryType: 'ALL' }));
  return heldOnly(
    asRows(data['accounts'], 'accounts').map((row) => marginBalance(venue, row, 'margin')),
  );
}

/**
 * Isolated margin: each pair has coins and debts of its own.
 * https://www.kucoin.com/docs-new/rest/account-info/account-funding/get-account-isolated-margin
 */
export async function readIsolatedMargin(venue: VenueCalls): Promise<VenueBalance[]> {
  const data = dataRowOf(await venue.call('privateGetIsolatedAccounts', { queryType: 'ALL' }));
  return heldOnly(
    asRows(data['assets'], 'assets').flatMap((pair) =>
      ['baseAsset', 'quoteAsset'].map((side) =>
        marginBalance(venue, asRow(pair[side], side), 'isolated-margin', textOf(pair, 'symbol')),
      ),
    ),
  );
}

/** Some answers tell interest apart from the liability. */
function marginBalance(
  venue: VenueCalls,
  row: Row,
  accountType: AccountType,
  subaccount?: string,
): VenueBalance {
  const holding = { accountType, code: venue.code(textOf(row, 'currency')) };
  return heldBalance(
    subaccount === undefined ? holding : { ...holding, subaccount },
    amountOf(row, 'available'),
    amountOf(row, 'hold'),
    amountOf(row, 'liability').plus(optionalAmountOf(row, 'interest')),
  );
}
