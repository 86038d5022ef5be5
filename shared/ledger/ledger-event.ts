import type { Decimal } from '../base/decimal';
import type { AccountType } from '../portfolio/balance';
import type { ConnectionId, VenueId } from '../base/ids';
import type { Instant } from '../base/failure';

/**
 * What happened in an account. In all of them the account's balances change by what was received, less
 * what was given, less the fee: `received - given - fee`.
 * - `trade`: one coin or currency was given for another; buying, selling and swapping alike;
 * - `deposit`, `withdrawal`: coins came from outside the connection, or left it;
 * - `transfer`: they moved between two accounts of one connection;
 * - `income`: they were earned, see {@link IncomeKind};
 * - `expense`: they were charged for something other than the events here, or lost, see {@link ExpenseKind};
 * - `funding`: the funding of a perpetual contract, received or given;
 * - `realized-pnl`: what closing a derivative position made or lost;
 * - `borrow`, `repay`: coins were lent to the account, or given back; the debt moves the other way;
 * - `adjustment`: the venue lists it under a name that is not understood; it awaits the user's word.
 */
export const LEDGER_KINDS = [
  'trade',
  'deposit',
  'withdrawal',
  'transfer',
  'income',
  'expense',
  'funding',
  'realized-pnl',
  'borrow',
  'repay',
  'adjustment',
] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

export const INCOME_KINDS = [
  'staking',
  'interest',
  'airdrop',
  'referral',
  'mining',
  'cashback',
  'gift',
  'payment',
  'other',
] as const;
export type IncomeKind = (typeof INCOME_KINDS)[number];

export const EXPENSE_KINDS = [
  'fee',
  'interest',
  'gift',
  'payment',
  'lost',
  'stolen',
  'other',
] as const;
export type ExpenseKind = (typeof EXPENSE_KINDS)[number];

/** Who says so: the venue itself, its export file, the chain, or the user. */
export const LEDGER_ORIGINS = ['venue', 'file', 'chain', 'manual'] as const;
export type LedgerOrigin = (typeof LEDGER_ORIGINS)[number];

/** So much of a coin; always above zero. */
export interface LedgerAmount {
  /** The venue's common code, or the CAIP-19 id of a token, as balances have it. */
  readonly code: string;
  readonly amount: Decimal;
}

/**
 * One event as its source gives it. The identity of a coin follows from the venue and the code, and is
 * looked up when the event is used, so that what the user says of a code later counts for the past too.
 */
export interface SourcedEvent {
  /**
   * Identity within a connection, made of the stream and the venue's own id: `trades/BTCUSDT/28457`.
   * Nothing else tells two fills apart, and the same one imported again has the same.
   */
  readonly id: string;
  readonly at: Instant;
  readonly kind: LedgerKind;
  /** Which kind of income or expense it is; for an adjustment the venue's own word. */
  readonly detail?: string;
  readonly accountType: AccountType;
  /** Of a transfer: the account that received. */
  readonly toAccountType?: AccountType;
  readonly received?: LedgerAmount;
  readonly given?: LedgerAmount;
  /** On top of what was given, or taken from what was received, which is then named before the fee. */
  readonly fee?: LedgerAmount;
  /** Of a trade at a market: `BTC/USDT`. */
  readonly market?: string;
  readonly orderId?: string;
  /** The transaction on its chain, as the venue writes it. */
  readonly transactionId?: string;
  readonly address?: string;
  readonly network?: string;
  readonly note?: string;
  readonly origin: LedgerOrigin;
}

/** An event of one connection in the ledger. */
export interface LedgerEvent extends SourcedEvent {
  readonly connectionId: ConnectionId;
  readonly venue: VenueId;
}

/** What an event changes: amounts by code, of the account and, for a transfer, of the one that received. */
export interface BalanceEffect {
  readonly accountType: AccountType;
  readonly code: string;
  /** Signed. */
  readonly change: Decimal;
}

/** The changes of balances that an event made, one for each account and code, none of them zero. */
export function balanceEffects(
  event: Pick<
    SourcedEvent,
    'kind' | 'accountType' | 'toAccountType' | 'received' | 'given' | 'fee'
  >,
): readonly BalanceEffect[] {
  const { kind, accountType, toAccountType = accountType, received, given, fee } = event;
  const effects: BalanceEffect[] = [];
  const add = (account: AccountType, code: string, change: Decimal): void => {
    const index = effects.findIndex((one) => one.accountType === account && one.code === code);
    const known = effects[index];
    if (known === undefined) effects.push({ accountType: account, code, change });
    else effects[index] = { ...known, change: known.change.plus(change) };
  };
  if (given !== undefined) add(accountType, given.code, given.amount.negated());
  if (received !== undefined)
    add(kind === 'transfer' ? toAccountType : accountType, received.code, received.amount);
  if (fee !== undefined) add(accountType, fee.code, fee.amount.negated());
  return effects.filter(({ change }) => !change.isZero());
}

/**
 * What makes an event of no use, in words; `undefined` for one that is sound. Sources are checked with
 * it, so that a row that was misread is said and never counted.
 */
export function eventFault(event: SourcedEvent): string | undefined {
  const { kind, received, given, fee, toAccountType } = event;
  for (const amount of [received, given, fee])
    if (amount !== undefined && !amount.amount.greaterThan(0))
      return `an amount of ${amount.code} is not above zero`;
  const sides = sidesOf(event);
  if (!SIDES[kind].includes(sides)) return `a ${kind} cannot have ${NAMED_SIDES[sides]}`;
  if (kind === 'transfer' && toAccountType === undefined) return 'a transfer needs both accounts';
  return undefined;
}

type Sides = 'both' | 'received' | 'given' | 'neither';

function sidesOf({ received, given }: SourcedEvent): Sides {
  if (received === undefined) return given === undefined ? 'neither' : 'given';
  return given === undefined ? 'received' : 'both';
}

/** Which of received and given each kind has. */
const SIDES: Readonly<Record<LedgerKind, readonly Sides[]>> = {
  trade: ['both'],
  deposit: ['received'],
  withdrawal: ['given'],
  transfer: ['both'],
  income: ['received'],
  expense: ['given'],
  funding: ['received', 'given'],
  'realized-pnl': ['received', 'given'],
  borrow: ['received'],
  repay: ['given'],
  adjustment: ['received', 'given'],
};

const NAMED_SIDES: Readonly<Record<Sides, string>> = {
  both: 'both sides',
  received: 'only what was received',
  given: 'only what was given',
  neither: 'neither side',
};
