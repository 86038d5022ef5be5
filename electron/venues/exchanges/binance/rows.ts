import type { Decimal } from '../../../../shared/base/decimal';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { heldBalance } from '../../reading/balances';
import { amountOf, asRows, textOf, type Row } from '../../reading/shape';
import type { VenueCalls } from '../definition/calls';

/** Names the coin of a venue's asset id. */
export type CoinNames = VenueCalls['code'];

/** The rows of a spot account's answer. @throws VenueFailure `bad-response` */
export function spotRowsOf(account: Row): readonly Row[] {
  return asRows(account['balances'], 'balances');
}

/** A coin of the spot account; `code` where it is another than the row's. */
export function spotBalance(row: Row, code: string, subaccount?: string): VenueBalance {
  const holding = { accountType: 'spot', code } as const;
  return heldBalance(
    subaccount === undefined ? holding : { ...holding, subaccount },
    amountOf(row, 'free'),
    amountOf(row, 'locked'),
  );
}

/** The coin that a Simple Earn receipt stands for; `LDO` is a coin itself. */
export function earnReceiptBase(asset: string): string | undefined {
  if (!asset.startsWith('LD') || asset.length === 2 || asset === 'LDO') return undefined;
  // The one receipt that is not named after its coin.
  return asset === 'LDSHIB2' ? 'SHIB' : asset.slice(2);
}

/** A coin of a margin account: its debt is what was borrowed, and the interest on it. */
export function marginBalance(
  code: CoinNames,
  row: Row,
  accountType: 'margin' | 'isolated-margin',
  subaccount?: string,
): VenueBalance {
  const holding = { accountType, code: code(textOf(row, 'asset')) };
  return heldBalance(
    subaccount === undefined ? holding : { ...holding, subaccount },
    amountOf(row, 'free'),
    amountOf(row, 'locked'),
    amountOf(row, 'borrowed').plus(amountOf(row, 'interest')),
  );
}

/** Wallet balance and unrealised profit and loss of a coin in a futures account. */
export function futuresEquity(row: Row): Decimal {
  return amountOf(row, 'walletBalance').plus(amountOf(row, 'unrealizedProfit'));
}
