import type { AssetId } from '../assets/asset';
import type { Decimal } from '../base/decimal';
import type { ConnectionId, VenueId } from '../base/ids';

/** Every kind of account a balance can be in. A balance belongs to exactly one. */
export const ACCOUNT_TYPES = [
  'spot',
  'funding',
  'unified', // one wallet that a venue shares between spot, margin and derivatives
  'margin', // cross margin
  'isolated-margin',
  'futures', // linear: margined in a stablecoin or dollars
  'futures-inverse', // margined in the coin
  'options',
  'earn',
  'wallet',
  'manual',
] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

/** Where the coins are counted that a receipt stands for: another account of its connection. */
export interface ReceiptOf {
  readonly accountType: AccountType;
  readonly subaccount: string;
}

/** What a venue has under one of several codes that are the same asset. */
export interface CodePart {
  readonly code: string;
  readonly available: Decimal;
  readonly locked: Decimal;
  readonly total: Decimal;
  readonly borrowed: Decimal;
}

/**
 * What one account holds of one asset. `total = available + locked`; what the portfolio is worth counts
 * {@link netAmount}. Derivatives accounts give equity (wallet balance plus unrealised profit and loss)
 * as the total.
 */
export interface Balance {
  readonly connectionId: ConnectionId;
  readonly venue: VenueId;
  readonly accountType: AccountType;
  /** Tells apart what the account type alone does not: the pair of an isolated account, an earn product. */
  readonly subaccount?: string;
  readonly asset: AssetId;
  /** The venue's common code for it, which keys its price at that venue. */
  readonly code: string;
  readonly available: Decimal;
  readonly locked: Decimal;
  readonly total: Decimal;
  /** Principal and interest owed; zero or positive. */
  readonly borrowed: Decimal;
  /** Where the venue has it under several codes, what there is under each; absent where it is one. */
  readonly parts?: readonly CodePart[];
  /** It is a receipt, which counts only while what it stands for does not. */
  readonly standsFor?: ReceiptOf;
  /** The account of its connection that shows, or showed last, receipts of it. */
  readonly receiptsIn?: AccountType;
}

/** `connection/account type`: the unit that is read, succeeds or fails as a whole. */
export type AccountKey = string;
/** `connection/account type/subaccount/asset`: identity of one balance in the portfolio. */
export type BalanceKey = string;

export function accountKey(connectionId: ConnectionId, accountType: AccountType): AccountKey {
  return `${connectionId}/${accountType}`;
}

export function balanceKey(balance: Balance): BalanceKey {
  const { connectionId, accountType, subaccount, asset } = balance;
  return `${connectionId}/${accountType}/${subaccount ?? ''}/${asset}`;
}

/** What there is under each of a venue's codes for it: nearly always one. */
export function partsOf(balance: Balance): readonly CodePart[] {
  return balance.parts ?? [balance];
}

/** Total less what is owed: may be negative. */
export function netAmount(balance: Pick<Balance, 'total' | 'borrowed'>): Decimal {
  return balance.borrowed.isZero() ? balance.total : balance.total.minus(balance.borrowed);
}
