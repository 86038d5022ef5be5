import type { Decimal } from '../base/decimal';
import { ExactSum } from '../base/exact-sum';
import { product } from '../assets/product';
import {
  accountKey,
  balanceKey,
  netAmount,
  type AccountKey,
  type Balance,
  type BalanceKey,
} from './balance';
import { priceKey, usdOf, type Price, type PriceKey } from '../pricing/price';
import { qualityKey } from './quality';
import { RunningTotals } from './running-totals';
import type { Totals, ValuedBalance } from './snapshot';

export const NOT_LOADED: Price = { kind: 'unpriced', reason: 'not-loaded' };

/** Net amount times price, exactly; absent when there is no price. */
export function valueOf(balance: Balance, price: Price): Decimal | undefined {
  const usd = usdOf(price);
  return usd === undefined ? undefined : product(netAmount(balance), usd);
}

/** A balance that may be of an older answer than its account. */
export type MaybeCarried = Balance & Pick<ValuedBalance, 'carried'>;

function value(balance: MaybeCarried, price: Price): ValuedBalance {
  const valueUsd = valueOf(balance, price);
  return { ...balance, price, ...(valueUsd === undefined ? {} : { valueUsd }) };
}

/** Net amounts that have their price and every key of the totals in common. */
interface Group {
  readonly balance: Balance;
  readonly carried: boolean;
  readonly net: ExactSum;
  /** How many that are not zero. */
  balances: number;
  /** Another one of the same price. */
  readonly next: Group | undefined;
}

/** A price with the groups of what it prices: few, as many as account types that hold it. */
interface PricedGroups {
  readonly price: Price;
  readonly usd: Decimal | undefined;
  groups: Group | undefined;
}

/**
 * All totals afresh. Amounts are added up before they are multiplied, which is as exact as the other way
 * round and much faster; {@link valueOf} gives the value of one balance.
 * @param prices by {@link priceKey}; a missing one is unpriced
 * @param carried accounts whose balances come from an older answer
 */
export function valueBalances(
  balances: Iterable<Balance>,
  prices: ReadonlyMap<PriceKey, Price>,
  carried: ReadonlySet<AccountKey> = new Set(),
): Totals {
  const byVenue = new Map<string, Map<string, PricedGroups>>();
  let unpriced = 0;
  for (const balance of balances) {
    const priced = pricedGroups(byVenue, balance, prices);
    if (priced.usd === undefined) {
      if (!netAmount(balance).isZero()) unpriced += 1;
      continue;
    }
    const isCarried =
      carried.size > 0 && carried.has(accountKey(balance.connectionId, balance.accountType));
    const group = groupOf(priced.groups, balance, isCarried);
    if (group !== undefined) {
      addNet(group.net, balance);
      if (!isZero(balance)) group.balances += 1;
    } else
      priced.groups = {
        balance,
        carried: isCarried,
        net: new ExactSum(netAmount(balance)),
        balances: isZero(balance) ? 0 : 1,
        next: priced.groups,
      };
  }
  const running = new RunningTotals(unpriced);
  for (const codes of byVenue.values())
    for (const { price, usd, groups } of codes.values())
      for (let group = groups; group !== undefined && usd !== undefined; group = group.next)
        running.addValue(
          group.balance,
          product(group.net.value, usd),
          qualityKey(price, group.carried),
          group.balances,
        );
  return running.totals();
}

function pricedGroups(
  byVenue: Map<string, Map<string, PricedGroups>>,
  { venue, code }: Balance,
  prices: ReadonlyMap<PriceKey, Price>,
): PricedGroups {
  let codes = byVenue.get(venue);
  if (codes === undefined) byVenue.set(venue, (codes = new Map()));
  let priced = codes.get(code);
  if (priced === undefined) {
    const price = prices.get(priceKey(venue, code)) ?? NOT_LOADED;
    codes.set(code, (priced = { price, usd: usdOf(price), groups: undefined }));
  }
  return priced;
}

/** The one that a balance belongs to. */
function groupOf(first: Group | undefined, balance: Balance, carried: boolean): Group | undefined {
  for (let group = first; group !== undefined; group = group.next)
    if (
      group.balance.accountType === balance.accountType &&
      group.balance.asset === balance.asset &&
      group.carried === carried
    )
      return group;
  return undefined;
}

function isZero({ total, borrowed }: Balance): boolean {
  return borrowed.isZero() ? total.isZero() : total.equals(borrowed);
}

/** What {@link netAmount} gives, without making a Decimal of it. */
function addNet(net: ExactSum, { total, borrowed }: Balance): void {
  net.add(total);
  if (!borrowed.isZero()) net.subtract(borrowed);
}

/**
 * A valued portfolio that is changed balance by balance and price by price. Each change costs in
 * proportion to what it touches; {@link totals} equals {@link valueBalances} of the same balances and
 * prices to the last digit.
 */
export class Valuation {
  readonly #valued = new Map<BalanceKey, ValuedBalance>();
  readonly #prices = new Map<PriceKey, Price>();
  readonly #byPrice = new Map<PriceKey, Set<BalanceKey>>();
  readonly #byAccount = new Map<AccountKey, Set<BalanceKey>>();
  readonly #carried = new Set<AccountKey>();
  readonly #running = new RunningTotals();
  #amountsVersion = 0;

  /** Another number after each balance that was set or taken away; prices leave it as it is. */
  get amountsVersion(): number {
    return this.#amountsVersion;
  }

  get size(): number {
    return this.#valued.size;
  }

  get(key: BalanceKey): ValuedBalance | undefined {
    return this.#valued.get(key);
  }

  balances(): Iterable<ValuedBalance> {
    return this.#valued.values();
  }

  balancesOf(account: AccountKey): ValuedBalance[] {
    return [...(this.#byAccount.get(account) ?? [])].map((key) => this.#held(key));
  }

  /** How many balances an account has. */
  sizeOf(account: AccountKey): number {
    return this.#byAccount.get(account)?.size ?? 0;
  }

  price(key: PriceKey): Price | undefined {
    return this.#prices.get(key);
  }

  /** Prices of what is held. */
  heldPrices(): Map<PriceKey, Price> {
    return new Map(
      [...this.#byPrice.keys()].map((key) => [key, this.#prices.get(key) ?? NOT_LOADED]),
    );
  }

  /** What is held, by what prices it. */
  heldPriceKeys(): Iterable<PriceKey> {
    return this.#byPrice.keys();
  }

  /** Whether anything is held that this prices. */
  holds(id: PriceKey): boolean {
    return this.#byPrice.has(id);
  }

  /** Forgets the price of what is not held; one that prices something stays. */
  forgetPrice(id: PriceKey): void {
    if (!this.holds(id)) this.#prices.delete(id);
  }

  isCarried(account: AccountKey): boolean {
    return this.#carried.has(account);
  }

  totals(): Totals {
    return this.#running.totals();
  }

  /** Adds a balance, possibly one that is carried on itself, or replaces the one with the same key. */
  set(balance: MaybeCarried): ValuedBalance {
    const key = balanceKey(balance);
    const account = accountKey(balance.connectionId, balance.accountType);
    const priceId = priceKey(balance.venue, balance.code);
    this.delete(key);
    this.#amountsVersion += 1;
    const valued = value(balance, this.#prices.get(priceId) ?? NOT_LOADED);
    this.#valued.set(key, valued);
    index(this.#byPrice, priceId, key);
    index(this.#byAccount, account, key);
    this.#running.add(valued, this.#isCarried(account, valued));
    return valued;
  }

  /** Removes a balance; one that is not there is no error. */
  delete(key: BalanceKey): boolean {
    const valued = this.#valued.get(key);
    if (valued === undefined) return false;
    this.#amountsVersion += 1;
    const account = accountKey(valued.connectionId, valued.accountType);
    this.#running.subtract(valued, this.#isCarried(account, valued));
    this.#valued.delete(key);
    unindex(this.#byPrice, priceKey(valued.venue, valued.code), key);
    unindex(this.#byAccount, account, key);
    return true;
  }

  /** Sets a price and revalues what it prices; answers the keys of those balances. */
  setPrice(id: PriceKey, price: Price): readonly BalanceKey[] {
    this.#prices.set(id, price);
    const keys = [...(this.#byPrice.get(id) ?? [])];
    for (const key of keys) {
      const before = this.#held(key);
      const carried = this.#isCarried(accountKey(before.connectionId, before.accountType), before);
      const { price: _price, valueUsd: _value, ...balance } = before;
      const after = value(balance, price);
      this.#running.subtract(before, carried);
      this.#running.add(after, carried);
      this.#valued.set(key, after);
    }
    return keys;
  }

  /** Marks an account's balances as carried on from an older answer, or as live again. */
  setCarried(account: AccountKey, carried: boolean): void {
    if (this.#carried.has(account) === carried) return;
    const balances = this.balancesOf(account);
    for (const valued of balances) this.#running.subtract(valued, this.#isCarried(account, valued));
    if (carried) this.#carried.add(account);
    else this.#carried.delete(account);
    for (const valued of balances) this.#running.add(valued, this.#isCarried(account, valued));
  }

  /** Marks one balance of an account as carried on while others are live; setting it anew makes it live. */
  carryBalance(key: BalanceKey): void {
    const before = this.#held(key);
    if (before.carried === true) return;
    const account = accountKey(before.connectionId, before.accountType);
    const after: ValuedBalance = { ...before, carried: true };
    this.#running.subtract(before, this.#isCarried(account, before));
    this.#running.add(after, this.#isCarried(account, after));
    this.#valued.set(key, after);
  }

  #isCarried(account: AccountKey, { carried }: ValuedBalance): boolean {
    return carried === true || this.#carried.has(account);
  }

  #held(key: BalanceKey): ValuedBalance {
    const valued = this.#valued.get(key);
    if (valued === undefined) throw new Error(`an index names a balance that is not held: ${key}`);
    return valued;
  }
}

function index<Key, Member>(map: Map<Key, Set<Member>>, key: Key, member: Member): void {
  const members = map.get(key);
  if (members === undefined) map.set(key, new Set([member]));
  else members.add(member);
}

function unindex<Key, Member>(map: Map<Key, Set<Member>>, key: Key, member: Member): void {
  const members = map.get(key);
  if (members === undefined) return;
  members.delete(member);
  if (members.size === 0) map.delete(key);
}
