import { isByHand } from '../../../shared/history/counted-basis';
import type { StepKind } from '../../../shared/history/series';
import type { Instant } from '../../../shared/base/failure';
import type { AccountWorth, RecordedRates, SnapshotEntry } from './entry';
import { AccountChanges, changesByAccount, keyOf, type HeldBefore } from './scope-changes';
import { keptWorth, negateWorth, worthOf, type Worth } from './worth';

/** What the last point of a portfolio was made of, as it is stored: what the next one is compared with. */
export interface Scope {
  readonly at: Instant;
  /**
   * The newest point that was ever delivered, where a clock was set back since; what is older than this may be
   * delivered again. Absent where it is `at`.
   */
  readonly latest?: Instant;
  readonly basis: string;
  /** Of that point; absent where a version that did not keep them wrote it. */
  readonly rates?: RecordedRates;
  /** Accounts that count or have counted and are still there, worth so much at those rates, or at their own. */
  readonly accounts: readonly ScopedAccount[];
  /** Keys of what was held and in no total. */
  readonly uncounted: readonly string[];
}

export interface ScopedAccount extends AccountWorth {
  /** Parts of it had never been read when it last answered: `lacks` names them. */
  readonly partly?: true;
  /** The rates that it was last valued at, where nothing could be read of it since: it keeps its worth of then. */
  readonly rates?: RecordedRates;
  /** Those that `held` was valued at, where it is of an older point than the rest. */
  readonly heldRates?: RecordedRates;
}

/** What one account adds to the total, or takes from it, without any gain or loss. */
export interface ScopeStep {
  readonly connection: string;
  readonly venue: string;
  readonly account_type: string;
  readonly kind: StepKind;
  readonly worth: Worth;
}

/** Whether an entry may have been delivered before, so that it is to be looked up. */
export function mayBeKnown(before: Scope | undefined, { at }: SnapshotEntry): boolean {
  return before !== undefined && at <= (before.latest ?? before.at);
}

/**
 * Compares a snapshot with the one before: which accounts joined what is counted or left it, what was entered
 * by hand, and what came to be counted that was held before.
 *
 * - An account joins with its first answer. One that fails or is carried on has not left, and one that answers
 *   again has not joined. It leaves when it is there no more, or when the key may not read it and nothing of it
 *   is carried on.
 * - Of what is kept by hand every change of an amount is such a step, at the price of that point. Of an account
 *   of which parts had never been read, what comes with an answer that has more of them; what is deposited
 *   into the others is none.
 * - What gets a price or loses it, and what the user's word on a price made of what was held before, are steps
 *   of their own.
 * - In each currency they take away what they were worth in it, at the rate of then, and add what they are now.
 * - Nothing is said where nothing is known of the point before: at the first one, and after one of a version
 *   that did not tell.
 *
 * An entry that was delivered before must not come here again: {@link mayBeKnown}.
 *
 * @returns the scope after it, `undefined` where the entry does not tell
 */
export function followScope(
  before: Scope | undefined,
  entry: SnapshotEntry,
): { readonly scope: Scope | undefined; readonly steps: readonly ScopeStep[] } {
  if (entry.accounts === undefined || entry.basis === undefined)
    return { scope: undefined, steps: [] };
  const known = new Map((before?.accounts ?? []).map((account) => [keyOf(account), account]));
  const accounts: ScopedAccount[] = [];
  const steps: ScopeStep[] = [];
  const uncounted = entry.uncounted ?? before?.uncounted ?? [];
  const uncountedKeys = { then: new Set(before?.uncounted), now: new Set(uncounted) };
  const rates = { then: before?.rates, now: entry.rates };
  const changes = changesByAccount(entry, rates);
  const unchanged = new AccountChanges(rates, entry.balances.full);
  const keptWorthOf = (was: ScopedAccount): Worth =>
    keptWorth(worthOf(was.usd, was.gaps), was.rates ?? rates.then, rates.now);
  const step = (account: AccountWorth, kind: StepKind, worth: Worth): void => {
    const { connection, venue, account_type } = account;
    if (!worth.usd.isZero()) steps.push({ connection, venue, account_type, kind, worth });
  };
  for (const account of entry.accounts) {
    const was = known.get(keyOf(account));
    known.delete(keyOf(account));
    if (account.standing === 'missing') {
      if (was !== undefined) accounts.push(missing(was, rates.then));
      continue;
    }
    if (account.standing === 'out') {
      if (was !== undefined) step(was, 'left', negateWorth(keptWorthOf(was)));
      continue;
    }
    if (was === undefined) step(account, 'joined', worthOf(account.usd, account.gaps));
    else {
      const change = changes.get(keyOf(account)) ?? unchanged;
      const held = heldBefore(was, rates.then);
      step(account, 'counted', change.cameToCount(held, uncountedKeys));
      if (isByHand(account.account_type))
        step(account, 'entered', change.amounts(held, uncountedKeys));
      else if (hasMore(account, was)) step(account, 'joined', change.amounts(held, uncountedKeys));
      // What the prices were compared with is the point before, not one that was recorded meanwhile.
      if (before !== undefined && before.at <= (entry.comparedWith ?? before.at))
        step(account, 'priced', change.repriced);
    }
    accounts.push(withFormerParts(account, was, rates.then));
  }
  for (const gone of known.values()) step(gone, 'left', negateWorth(keptWorthOf(gone)));
  return {
    scope: {
      ...stampOf(before, entry),
      basis: entry.basis,
      ...ratesOf(entry),
      accounts,
      uncounted,
    },
    // Nothing joined at the first point that is known: it is where everything begins.
    steps: before === undefined ? [] : steps,
  };
}

function stampOf(before: Scope | undefined, { at }: SnapshotEntry): Pick<Scope, 'at' | 'latest'> {
  const latest = Math.max(at, before?.latest ?? before?.at ?? at);
  return latest === at ? { at } : { at, latest };
}

function ratesOf({ rates }: SnapshotEntry): Pick<Scope, 'rates'> {
  return rates === undefined ? {} : { rates };
}

/** It goes on with what it was worth, at the rates of then. */
function missing(was: ScopedAccount, then: RecordedRates | undefined): ScopedAccount {
  const rates = was.rates ?? then;
  return { ...was, standing: 'missing', ...(rates === undefined ? {} : { rates }) };
}

/** Whether an account's answer has parts that had never been read before. */
function hasMore({ standing, lacks }: AccountWorth, was: ScopedAccount): boolean {
  if (was.partly !== true || standing === 'stale') return false;
  if (standing === 'whole') return true;
  return (was.lacks ?? []).some((part) => !(lacks ?? []).includes(part));
}

function heldBefore(
  { held = {}, heldRates, rates }: ScopedAccount,
  then: RecordedRates | undefined,
): HeldBefore {
  const valuedAt = heldRates ?? rates ?? then;
  return { held, ...(valuedAt === undefined ? {} : { rates: valuedAt }) };
}

/** One that is carried on lacks what it lacked when it last answered. */
function withFormerParts(
  account: AccountWorth,
  was: ScopedAccount | undefined,
  then: RecordedRates | undefined,
): ScopedAccount {
  const carried = account.standing === 'stale' && was?.partly === true;
  if (account.standing !== 'partly' && !carried) return account;
  const { held, rates: heldRates } =
    account.held === undefined && was?.held !== undefined
      ? heldBefore(was, then)
      : { held: account.held };
  const lacks = account.lacks ?? was?.lacks;
  return {
    ...account,
    partly: true,
    ...(held === undefined ? {} : { held }),
    ...(heldRates === undefined ? {} : { heldRates }),
    ...(lacks === undefined ? {} : { lacks }),
  };
}
