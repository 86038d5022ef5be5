import { ZERO, type Decimal } from '../../../../shared/base/decimal';
import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, asRow, textOf } from '../../reading/shape';
import type { OwnTotalReader } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import type { GateMode } from './mode';
import type { SharedAccount } from './unified';

/**
 * Under a unified account its equity in dollars. Else Gate's valuation of the spot account and of
 * `finance`, all that earns: also products that are not read, of which a difference tells. Accounts with
 * debts or positions are left out, since it is not said whether they are deducted.
 * https://www.gate.com/docs/developers/apiv4/en/#query-personal-account-totals
 */
export function ownTotal(
  venue: VenueCalls,
  mode: GateMode,
  account: SharedAccount,
): OwnTotalReader {
  if (mode.unified)
    return {
      source: 'GET /unified/accounts (unified_account_total_equity)',
      covers: ['unified'],
      read: async () => {
        const amount = amountOf(await account('own total'), 'unified_account_total_equity');
        return { amount, code: 'USD' };
      },
    };
  return {
    source: 'GET /wallet/total_balance (spot, finance)',
    covers: ['spot', 'earn'],
    read: async () => {
      const answer = asRow(
        await venue.call('privateWalletGetTotalBalance', { currency: 'USDT' }),
        'total balance',
      );
      const details = asRow(answer['details'], 'details');
      const amountInUsdt = (name: string): Decimal => {
        const row = asRow(details[name], name);
        if (textOf(row, 'currency') !== 'USDT')
          throw new VenueFailure('bad-response', `"${name}" was not in USDT`);
        return amountOf(row, 'amount');
      };
      const finance = details['finance'] === undefined ? ZERO : amountInUsdt('finance');
      return { amount: amountInUsdt('spot').plus(finance), code: 'USDT' };
    },
  };
}
