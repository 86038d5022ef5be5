import type { Decimal } from '../../../../shared/base/decimal';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { equityBalance } from '../../reading/balances';
import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, asRow, asRows, optionalAmountOf, textOf, type Row } from '../../reading/shape';

/**
 * The rows of an answer. ccxt lets code 2 pass, which says that a part failed.
 * @throws VenueFailure `bad-response` if there are none, or not all
 */
export function dataOf(answer: unknown): readonly Row[] {
  const row = asRow(answer, 'answer');
  if (String(row['code']) !== '0')
    throw new VenueFailure('bad-response', '"code" was not 0', { isRefusal: true });
  return asRows(row['data'], 'data');
}

/**
 * The coins of the trading account, as REST answers and the `account` channel pushes them. OKX's `eq`
 * is balance, unrealised profit and loss and options less interest, and negative where there is debt
 * (https://www.okx.com/help/iv-multi-currency-margin-mode-cross-margin-trading): adding debt and
 * interest back gives what is held before them.
 */
export function tradingBalances(
  details: readonly Row[],
  code: (assetId: string) => string,
): VenueBalance[] {
  return details.map((row) => {
    const debt = positive(optionalAmountOf(row, 'liab')).plus(
      positive(optionalAmountOf(row, 'interest')),
    );
    const available = row['availBal'] === '' ? 'availEq' : 'availBal';
    return equityBalance(
      { accountType: 'unified', code: code(textOf(row, 'ccy')) },
      amountOf(row, 'eq').plus(debt),
      optionalAmountOf(row, available),
      debt,
    );
  });
}

/** Debts are given without a sign in some fields and with one in others. */
function positive(amount: Decimal): Decimal {
  return amount.abs();
}
