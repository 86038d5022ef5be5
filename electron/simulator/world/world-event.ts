import type { Decimal } from '../../../shared/base/decimal';
import type { VenueId } from '../../../shared/base/ids';
import type { Account } from './world-definition';

export interface Holding {
  readonly available: Decimal;
  readonly locked: Decimal;
  readonly borrowed: Decimal;
  readonly interest: Decimal;
  readonly unrealized: Decimal;
}

/** A position as it stands now. */
export interface OpenPosition {
  readonly base: string;
  /** Coins; dollars where the account is margined in the coin. Negative when short. */
  readonly size: Decimal;
  /** US dollars for one coin. */
  readonly mark: Decimal;
}

/** A deposit or withdrawal, past or present, as a venue's history lists it. */
export interface FlowRecord {
  readonly id: string;
  readonly transactionId: string;
  readonly kind: 'deposit' | 'withdrawal';
  readonly code: string;
  readonly amount: Decimal;
  readonly at: number;
}

export interface TradeRecord {
  readonly id: number;
  readonly orderId: number;
  readonly base: string;
  readonly quote: string;
  readonly side: 'buy' | 'sell';
  readonly amount: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
  /** The coin that the fee was paid in. */
  readonly feeCode: string;
  readonly at: number;
}

/** Coins came from another account of the same key, or went there. */
export interface Transfer {
  readonly id: number;
  /** Negative where they went away. */
  readonly amount: Decimal;
  /** The account on the other side. */
  readonly other: Account;
}

/** Holdings of one account changed, and why: nothing where they were only set. */
export interface BalanceEvent {
  readonly kind: 'balance';
  readonly venue: VenueId;
  readonly keyIndex: number;
  readonly account: Account;
  readonly codes: readonly string[];
  readonly flow?: FlowRecord;
  readonly trade?: TradeRecord;
  readonly transfer?: Transfer;
  /** What a position on margin had gained when it was closed. */
  readonly settled?: Decimal;
  readonly at: number;
}

/** Prices moved. */
export interface PriceEvent {
  readonly kind: 'prices';
  readonly codes: ReadonlySet<string>;
  readonly at: number;
}

export type WorldEvent = BalanceEvent | PriceEvent;
