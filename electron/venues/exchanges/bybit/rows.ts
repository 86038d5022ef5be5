import { ZERO, type Decimal } from '../../../../shared/base/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { equityBalance, heldBalance } from '../../reading/balances';
import { amountOf, asRow, asRows, optionalAmountOf, textOf, type Row } from '../../reading/shape';

/** Bybit's name of a wallet, and what this app calls it. */
export type WalletTypes = Readonly<Record<string, AccountType>>;

/** The `result` of an answer. @throws VenueFailure `bad-response` if there is none */
export function resultOf(answer: unknown): Row {
  return asRow(asRow(answer, 'answer')['result'], 'result');
}

/** The coins of a wallet, as `wallet-balance` answers and the `wallet` topic pushes them. */
export function walletBalances(
  account: Row,
  accountType: AccountType,
  code: (assetId: string) => string,
): VenueBalance[] {
  return asRows(account['coin'], 'coin').map((coin) => {
    const holding = { accountType, code: code(textOf(coin, 'coin')) };
    if (accountType === 'spot') {
      const [wallet, locked] = [amountOf(coin, 'walletBalance'), optionalAmountOf(coin, 'locked')];
      return heldBalance(holding, wallet.minus(locked), locked, debtOf(coin));
    }
    const total = equityBeforeDebt(coin);
    const used = ['locked', 'totalPositionIM', 'totalOrderIM']
      .map((field) => optionalAmountOf(coin, field))
      .reduce((sum, amount) => sum.plus(amount), ZERO);
    const interest = optionalAmountOf(coin, 'accruedInterest');
    return equityBalance(holding, total, total.minus(used), spotDebt(coin).plus(interest));
  });
}

/**
 * Bybit's equity of a coin is its wallet balance and unrealised profit and loss, with options at their
 * value, less what was borrowed for spot; adding that back gives what is held before debt.
 */
function equityBeforeDebt(coin: Row): Decimal {
  return amountOf(coin, 'equity').plus(spotDebt(coin));
}

/** `borrowAmount` includes debts of derivatives, which a negative wallet balance states already. */
function spotDebt(coin: Row): Decimal {
  if (coin['spotBorrow'] !== undefined) return optionalAmountOf(coin, 'spotBorrow');
  const wallet = amountOf(coin, 'walletBalance');
  const stated = wallet.isNegative() ? wallet.negated() : ZERO;
  const rest = optionalAmountOf(coin, 'borrowAmount').minus(stated);
  return rest.isNegative() ? ZERO : rest;
}

function debtOf(coin: Row): Decimal {
  return optionalAmountOf(coin, 'borrowAmount').plus(optionalAmountOf(coin, 'accruedInterest'));
}
