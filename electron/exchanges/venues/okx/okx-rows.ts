import type { Decimal } from '../../../../shared/money/decimal';
import type { VenueBalance } from '../../../services/ports/exchanges';
import { equityBalance } from '../../../reading/balances';
import {
  amountOf,
  asRow,
  asRows,
  optionalAmountOf,
  textOf,
  type Row,
} from '../../../reading/shape';

/** The rows of an answer. @throws VenueFailure `bad-response` if there are none */
export function dataOf(answer: unknown): readonly Row[] {
  return asRows(asRow(answer, 'answer')['data'], 'data');
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
