import { isByHand, namedKey } from '../../../shared/history/counted-basis';
import type { StepKind } from '../../../shared/history/series';
import { Decimal, ZERO, type DecimalString } from '../../../shared/money/decimal';
import type { Instant } from '../../../shared/portfolio/failure';
import type { AccountWorth, BalanceIdentity, HeldWorth, SnapshotEntry } from './entry';

/** What the last point of a portfolio was made of, as it is stored: what the next one is compared with. */
export interface Scope {
  readonly at: Instant;
  readonly basis: string;
  /** Accounts that count or have counted and are still there. */
  readonly accounts: readonly ScopedAccount[];
  /** Keys of what was held and in no total. */
  readonly uncounted: readonly string[];
}

export interface ScopedAccount extends AccountWorth {
  /** Parts of it had never been read when it last answered. */
  readonly partly?: true;
}

/** What one account adds to the total, or takes from it, without any gain or loss. */
export interface ScopeStep {
  readonly connection: string;
  readonly venue: string;
  readonly account_type: string;
  readonly kind: StepKind;
  readonly usd: Decimal;
}

/** A point that is older than the last by more than this was not delivered again: the clock was set back. */
const REDELIVERED_MS = 86_400_000;

/**
 * Compares a snapshot with the one before: which accounts joined what is counted or left it, what was entered
 * by hand, and what came to be counted that was held before.
 *
 * - An account joins with its first answer. One that fails or is carried on has not left, and one that answers
 *   again has not joined. It leaves when it is there no more, or when the key may not read it and nothing of it
 *   is carried on.
 * - Of what is kept by hand, and of an account of which parts had never been read, every change of an amount
 *   counts as such a step, at the price of that point.
 * - Nothing is said where nothing is known of the point before: at the first one, and after one of a version
 *   that did not tell.
 *
 * @returns the scope after it, `undefined` where the entry does not tell; no steps for one delivered again
 */
export function followScope(
  before: Scope | undefined,
  entry: SnapshotEntry,
): { readonly scope: Scope | undefined; readonly steps: readonly ScopeStep[] } {
  if (before !== undefined && entry.at <= before.at && before.at - entry.at < REDELIVERED_MS)
    return { scope: before, steps: [] };
  if (entry.accounts === undefined || entry.basis === undefined)
    return { scope: undefined, steps: [] };
  const known = new Map((before?.accounts ?? []).map((account) => [keyOf(account), account]));
  const accounts: ScopedAccount[] = [];
  const steps: ScopeStep[] = [];
  const uncounted = entry.uncounted ?? before?.uncounted ?? [];
  const changes = changesByAccount(entry);
  const step = (account: AccountWorth, kind: StepKind, usd: Decimal): void => {
    const { connection, venue, account_type } = account;
    if (!usd.isZero()) steps.push({ connection, venue, account_type, kind, usd });
  };
  for (const account of entry.accounts) {
    const was = known.get(keyOf(account));
    known.delete(keyOf(account));
    if (account.standing === 'missing') {
      if (was !== undefined) accounts.push({ ...was, standing: 'missing' });
      continue;
    }
    if (account.standing === 'out') {
      if (was !== undefined) step(was, 'left', new Decimal(was.usd).negated());
      continue;
    }
    if (was === undefined) step(account, 'joined', new Decimal(account.usd));
    else {
      const change = changes.get(keyOf(account)) ?? NO_CHANGES;
      const kind = isByHand(account.account_type) ? 'entered' : 'joined';
      if (isByHand(account.account_type) || was.partly === true)
        step(account, kind, amountsChanged(was.held ?? {}, change, entry.balances.full));
      else step(account, 'counted', cameToCount(before?.uncounted ?? [], uncounted, change));
    }
    accounts.push(scoped(account, was));
  }
  for (const gone of known.values()) step(gone, 'left', new Decimal(gone.usd).negated());
  return {
    scope: { at: entry.at, basis: entry.basis, accounts, uncounted },
    // Nothing joined at the first point that is known: it is where everything begins.
    steps: before === undefined ? [] : steps,
  };
}

function keyOf({ connection, account_type }: { connection: string; account_type: string }): string {
  return JSON.stringify([connection, account_type]);
}

/** One that is carried on lacks what it lacked when it last answered. */
function scoped(account: AccountWorth, was: ScopedAccount | undefined): ScopedAccount {
  const carried = account.standing === 'stale' && was?.partly === true;
  if (account.standing !== 'partly' && !carried) return account;
  const held = account.held ?? was?.held;
  return { ...account, partly: true, ...(held === undefined ? {} : { held }) };
}

/** What of an account's balances is another than in the entry before, by `namedKey`. */
interface AccountChanges {
  readonly now: ReadonlyMap<string, HeldWorth & { readonly last?: DecimalString }>;
  readonly gone: ReadonlyMap<string, DecimalString | undefined>;
}

const NO_CHANGES: AccountChanges = { now: new Map(), gone: new Map() };

function changesByAccount({ balances }: SnapshotEntry): ReadonlyMap<string, AccountChanges> {
  const found = new Map<
    string,
    { now: Map<string, HeldWorth & { last?: string }>; gone: Map<string, string | undefined> }
  >();
  const of = (row: BalanceIdentity) => {
    const key = keyOf(row);
    const changes = found.get(key) ?? { now: new Map(), gone: new Map() };
    found.set(key, changes);
    return changes;
  };
  for (const row of balances.changed) {
    const { usd, last_usd } = row;
    of(row).now.set(nameOf(row, row.code), {
      amount: new Decimal(row.total).minus(row.borrowed).toFixed(),
      ...(usd === undefined ? {} : { usd }),
      ...(last_usd === undefined ? {} : { last: last_usd }),
    });
  }
  for (const row of balances.gone)
    if (row.code !== undefined) of(row).gone.set(nameOf(row, row.code), row.last_usd);
  return found;
}

function nameOf({ connection, account_type, subaccount }: BalanceIdentity, code: string): string {
  return namedKey({ connectionId: connection, accountType: account_type, subaccount, code });
}

/** What other amounts of an account's balances are worth: their change at the price of now. */
function amountsChanged(
  before: Readonly<Record<string, HeldWorth>>,
  { now, gone }: AccountChanges,
  isFull: boolean,
): Decimal {
  let sum = ZERO;
  for (const [key, balance] of now) sum = sum.plus(changeOf(before[key], balance));
  for (const [key, was] of Object.entries(before))
    if (!now.has(key) && (gone.has(key) || isFull)) sum = sum.minus(was.usd ?? 0);
  return sum;
}

function changeOf(before: HeldWorth | undefined, now: HeldWorth): Decimal {
  // What had no price before counts whole, and what has none now counts no longer.
  if (before?.usd === undefined) return new Decimal(now.usd ?? 0);
  const amount = new Decimal(now.amount);
  if (now.usd === undefined || amount.isZero()) return new Decimal(before.usd).negated();
  const value = new Decimal(now.usd);
  return value.minus(value.times(before.amount).dividedBy(amount));
}

/** What is counted now that was held and in no total before, less what is held on and in none any more. */
function cameToCount(
  before: readonly string[],
  after: readonly string[],
  { now, gone }: AccountChanges,
): Decimal {
  let sum = ZERO;
  for (const key of before) sum = sum.plus(now.get(key)?.usd ?? 0);
  for (const key of after) sum = sum.minus(now.get(key)?.last ?? gone.get(key) ?? 0);
  return sum;
}
