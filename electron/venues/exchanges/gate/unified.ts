import { ZERO, type Decimal } from '../../../../shared/base/decimal';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { equityBalance, heldOnly } from '../../reading/balances';
import { amountOf, asRow, entryOf, optionalAmountOf, type Row } from '../../reading/shape';
import type { VenueCalls } from '../definition/calls';

/** The unified account: readings that start together share one answer. */
export type SharedAccount = (reader: string) => Promise<Row>;

/** https://www.gate.com/docs/developers/apiv4/en/#get-unified-account-information */
export function unifiedAccount(venue: VenueCalls, reader: string): Promise<Row> {
  return venue.shared('unified account', reader, async () => {
    const account = asRow(await venue.call('privateUnifiedGetAccounts'), 'unified account');
    if (account['mode'] === 'classic')
      throw new VenueFailure('bad-response', 'the account is not unified');
    return account;
  });
}

/**
 * A coin's `equity` is that of cross margin: balance, unrealised profit and loss and options, less debts.
 * The margin of isolated positions (`iso_balance`) comes on top; adding debts back gives what is held
 * before them. https://www.gate.com/docs/developers/apiv4/en/#unifiedbalance
 */
export function unifiedBalances(venue: VenueCalls, account: Row): VenueBalance[] {
  const coins = Object.entries(asRow(account['balances'], 'balances'));
  return heldOnly(
    coins.map(([currency, value]) => {
      const row = asRow(value, currency);
      const debt = debtOf(row);
      return equityBalance(
        { accountType: 'unified', code: venue.code(currency) },
        amountOf(row, 'equity').plus(optionalAmountOf(row, 'iso_balance')).plus(debt),
        amountOf(row, 'available'),
        debt,
      );
    }),
  );
}

/** All that is owed of a coin; where no sum is given, what was borrowed and what went below zero. */
function debtOf(row: Row): Decimal {
  if (row['total_liab'] !== undefined && row['total_liab'] !== '')
    return amountOf(row, 'total_liab').abs();
  return amountOf(row, 'borrowed').abs().plus(optionalAmountOf(row, 'negative_liab').abs());
}

/**
 * How much of each coin in Simple Earn serves as margin (`use_funding`). It may be in the account's
 * equity, which Gate does not say.
 */
export function pledgedEarn(account: Row): (currency: string) => Decimal {
  if (account['use_funding'] === false) return () => ZERO;
  const coins = asRow(account['balances'], 'balances');
  return (currency) => {
    const row = entryOf(coins, currency);
    return row === undefined ? ZERO : optionalAmountOf(asRow(row, currency), 'funding');
  };
}
