import { namedKey } from '../../../shared/history/counted-basis';
import { Decimal } from '../../../shared/base/decimal';
import type {
  BalanceIdentity,
  BalanceRow,
  GoneBalance,
  HeldWorth,
  LastWorth,
  PartRow,
  RecordedRates,
  SnapshotEntry,
} from './entry';
import {
  amountWorth,
  keptWorth,
  subtractWorths,
  negateWorth,
  NOTHING,
  addWorths,
  type Worth,
} from './worth';

/** What tells an account of a connection. */
export function keyOf({
  connection,
  account_type,
}: {
  readonly connection: string;
  readonly account_type: string;
}): string {
  return JSON.stringify([connection, account_type]);
}

/** Rates of the point before, and of the one that is compared with it. */
export interface BothRates {
  readonly then: RecordedRates | undefined;
  readonly now: RecordedRates | undefined;
}

/** Keys (`namedKey`) of what was and is held and in no total. */
export interface BothUncounted {
  readonly then: ReadonlySet<string>;
  readonly now: ReadonlySet<string>;
}

/** What an account held, and the rates by which that was valued, where they are not those of the point before. */
export interface HeldBefore {
  readonly held?: Readonly<Record<string, HeldWorth>>;
  readonly rates?: RecordedRates;
}

/** What of an account's balances is another than in the entry before, by `namedKey`. */
export class AccountChanges {
  readonly #now = new Map<string, HeldWorth>();
  /** What is held no more, or without a price: what it was worth. */
  readonly #last = new Map<string, Worth>();
  readonly #gone = new Set<string>();
  #repriced = NOTHING;

  constructor(
    private readonly rates: BothRates,
    private readonly isFull: boolean,
  ) {}

  note(row: BalanceRow): void {
    const amount = () => new Decimal(row.total).minus(row.borrowed).toFixed();
    for (const part of row.parts ?? [{ ...row, amount: amount() }]) this.#notePart(row, part);
  }

  #notePart(row: BalanceIdentity, { code, amount, usd, repriced, ...last }: PartRow): void {
    const { asset } = row;
    const key = nameOf(row, code);
    this.#now.set(key, { amount, asset, ...(usd === undefined ? {} : { usd }) });
    this.#noteLast(key, asset, last);
    if (repriced === undefined) return;
    const held = { amount: repriced.amount };
    const before = this.#kept({ ...held, asset: repriced.asset, usd: repriced.from_usd });
    const after = this.#worth({ ...held, asset, usd: repriced.to_usd });
    this.#repriced = addWorths(this.#repriced, subtractWorths(after, before));
  }

  noteGone(row: GoneBalance): void {
    const whole = row.code === undefined ? [] : [{ ...row, code: row.code }];
    for (const { code, ...last } of row.parts ?? whole) {
      const key = nameOf(row, code);
      this.#gone.add(key);
      this.#noteLast(key, row.asset, last);
    }
  }

  #noteLast(key: string, asset: string, { last_usd, last_amount, last_asset }: LastWorth): void {
    if (last_usd === undefined) return;
    // Where a version did not tell the amount, it counts as dollars.
    const amount =
      last_amount === undefined
        ? { amount: '0' }
        : { amount: last_amount, asset: last_asset ?? asset };
    this.#last.set(key, this.#kept({ ...amount, usd: last_usd }));
  }

  /** What prices that the user set, or took back, made of what was held before. */
  get repriced(): Worth {
    return this.#repriced;
  }

  /** What other amounts are worth, at the prices of now; without what came to count, or counts no longer. */
  amounts({ held = {}, rates }: HeldBefore, uncounted: BothUncounted): Worth {
    let sum = NOTHING;
    for (const [key, balance] of this.#now)
      if (!uncounted.then.has(key) && !uncounted.now.has(key))
        sum = addWorths(sum, this.#changeOf(held[key], balance, rates));
    for (const [key, was] of Object.entries(held))
      if (!this.#now.has(key) && !uncounted.now.has(key) && (this.#gone.has(key) || this.isFull))
        sum = subtractWorths(sum, this.#kept(was, rates));
    return sum;
  }

  /** What is counted now that was held and in no total before, less what is held on and in none any more. */
  cameToCount({ held = {}, rates }: HeldBefore, uncounted: BothUncounted): Worth {
    let sum = NOTHING;
    for (const key of uncounted.then) {
      const now = this.#now.get(key);
      if (now !== undefined) sum = addWorths(sum, this.#worth(now));
    }
    for (const key of uncounted.now) {
      if (uncounted.then.has(key)) continue;
      const [last, was] = [this.#last.get(key), held[key]];
      if (last !== undefined) sum = subtractWorths(sum, last);
      else if (was !== undefined) sum = subtractWorths(sum, this.#kept(was, rates));
    }
    return sum;
  }

  #changeOf(
    before: HeldWorth | undefined,
    now: HeldWorth,
    ratesThen: RecordedRates | undefined,
  ): Worth {
    // What nets to nothing has no value to lose, with a price or without.
    if (before === undefined || new Decimal(before.amount).isZero()) return this.#worth(now);
    const amount = new Decimal(now.amount);
    if (amount.isZero()) return negateWorth(this.#kept(before, ratesThen));
    if (before.usd === undefined || now.usd === undefined) return NOTHING;
    const more = amount.minus(before.amount);
    const usd = new Decimal(now.usd).times(more).dividedBy(amount);
    return amountWorth(now.asset, more, usd, this.rates.now);
  }

  #worth({ amount, asset, usd }: HeldWorth): Worth {
    return usd === undefined
      ? NOTHING
      : amountWorth(asset, new Decimal(amount), new Decimal(usd), this.rates.now);
  }

  /** What was held before, as it was worth then. */
  #kept({ amount, asset, usd }: HeldWorth, then = this.rates.then): Worth {
    if (usd === undefined) return NOTHING;
    const { now } = this.rates;
    return keptWorth(amountWorth(asset, new Decimal(amount), new Decimal(usd), then), then, now);
  }
}

/** By {@link keyOf}, of accounts that differ in anything. */
export function changesByAccount(
  { balances: { full, changed, gone } }: SnapshotEntry,
  rates: BothRates,
): ReadonlyMap<string, AccountChanges> {
  const found = new Map<string, AccountChanges>();
  const of = (row: BalanceIdentity): AccountChanges => {
    const key = keyOf(row);
    const known = found.get(key);
    if (known !== undefined) return known;
    const changes = new AccountChanges(rates, full);
    found.set(key, changes);
    return changes;
  };
  for (const row of changed) of(row).note(row);
  for (const row of gone) of(row).noteGone(row);
  return found;
}

function nameOf({ connection, account_type, subaccount }: BalanceIdentity, code: string): string {
  return namedKey({ connectionId: connection, accountType: account_type, subaccount, code });
}
