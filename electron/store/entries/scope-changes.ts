import { namedKey } from '../../../shared/history/counted-basis';
import { Decimal } from '../../../shared/base/decimal';
import type {
  BalanceIdentity,
  BalanceRow,
  GoneBalance,
  HeldWorth,
  RecordedRates,
  SnapshotEntry,
} from './entry';
import { amountWorth, keptWorth, minus, negated, NOTHING, plus, type Worth } from './worth';

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
    const { asset, code, usd, repriced } = row;
    const key = nameOf(row, code);
    const amount = new Decimal(row.total).minus(row.borrowed).toFixed();
    this.#now.set(key, { amount, asset, ...(usd === undefined ? {} : { usd }) });
    this.#noteLast(key, row);
    if (repriced === undefined) return;
    const held = { amount: repriced.amount };
    const before = this.#kept({ ...held, asset: repriced.asset, usd: repriced.from_usd });
    const after = this.#worth({ ...held, asset, usd: repriced.to_usd });
    this.#repriced = plus(this.#repriced, minus(after, before));
  }

  noteGone(row: GoneBalance): void {
    if (row.code === undefined) return;
    const key = nameOf(row, row.code);
    this.#gone.add(key);
    this.#noteLast(key, row);
  }

  #noteLast(key: string, { asset, last_usd, last_amount }: BalanceRow | GoneBalance): void {
    if (last_usd === undefined) return;
    // Where a version did not tell the amount, it counts as dollars.
    const amount = last_amount === undefined ? { amount: '0' } : { amount: last_amount, asset };
    this.#last.set(key, this.#kept({ ...amount, usd: last_usd }));
  }

  /** What prices that the user set, or took back, made of what was held before. */
  get repriced(): Worth {
    return this.#repriced;
  }

  /** What other amounts are worth, at the prices of now; without what came to count, or counts no longer. */
  amounts(before: Readonly<Record<string, HeldWorth>>, uncounted: BothUncounted): Worth {
    let sum = NOTHING;
    for (const [key, balance] of this.#now)
      if (!uncounted.then.has(key) && !uncounted.now.has(key))
        sum = plus(sum, this.#changeOf(before[key], balance));
    for (const [key, was] of Object.entries(before))
      if (!this.#now.has(key) && !uncounted.now.has(key) && (this.#gone.has(key) || this.isFull))
        sum = minus(sum, this.#kept(was));
    return sum;
  }

  /** What is counted now that was held and in no total before, less what is held on and in none any more. */
  cameToCount(before: Readonly<Record<string, HeldWorth>>, uncounted: BothUncounted): Worth {
    let sum = NOTHING;
    for (const key of uncounted.then) {
      const now = this.#now.get(key);
      if (now !== undefined) sum = plus(sum, this.#worth(now));
    }
    for (const key of uncounted.now) {
      if (uncounted.then.has(key)) continue;
      const [last, held] = [this.#last.get(key), before[key]];
      if (last !== undefined) sum = minus(sum, last);
      else if (held !== undefined) sum = minus(sum, this.#kept(held));
    }
    return sum;
  }

  #changeOf(before: HeldWorth | undefined, now: HeldWorth): Worth {
    if (before === undefined) return this.#worth(now);
    const amount = new Decimal(now.amount);
    if (amount.isZero()) return negated(this.#kept(before));
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
  #kept({ amount, asset, usd }: HeldWorth): Worth {
    if (usd === undefined) return NOTHING;
    const { then, now } = this.rates;
    return keptWorth(amountWorth(asset, new Decimal(amount), new Decimal(usd), then), then, now);
  }
}

/** By {@link keyOf}, of accounts of which anything is another. */
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
