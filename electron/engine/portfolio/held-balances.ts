import {
  addUp,
  byCode,
  isNothing,
  isSameBalance,
  mergeByKey,
  NetChanges,
  sameAmounts,
  withCodes,
} from './account-balances';
import type { AssetIdentity } from '../assets/asset-identity';
import type { PortfolioConnection } from './portfolio-connection';
import { OpenPositions, namePosition } from './open-positions';
import type { PatchBuilder } from './patch-builder';
import type { AccountReading, VenueBalance, VenuePosition } from '../ports/exchanges';
import { Quarantine } from './quarantine';
import { Receipts } from './receipts';
import { ReplacedByReceipts } from './replaced-by-receipts';
import { StreamMarks } from './stream-marks';
import {
  accountKey,
  balanceKey,
  type AccountKey,
  type AccountType,
  type Balance,
  type BalanceKey,
} from '../../../shared/portfolio/balance';
import type { ConnectionId } from '../../../shared/base/ids';
import type { Decimal } from '../../../shared/base/decimal';
import { isHeldBy } from '../../../shared/portfolio/coverage';
import type { Position } from '../../../shared/portfolio/position';
import { priceKey, type Price, type PriceKey } from '../../../shared/pricing/price';
import type { ValuedBalance } from '../../../shared/portfolio/snapshot';
import { NOT_LOADED, Valuation, type MaybeCarried } from '../../../shared/portfolio/valuation';

/** What applying a reading found out beyond the balances. */
export interface ReadingEffect {
  /** Stream updates arrived while the venue was answering: the account should be read once more. */
  readonly readAgain: boolean;
  /** Assets whose streamed balance the venue's own answer contradicts. */
  readonly differences: readonly string[];
  /** What the account has more or less of than before, debts deducted, by code; nothing that is the same. */
  readonly changes: ReadonlyMap<string, Decimal>;
}

/** What an account answered. */
export type AccountAnswer = Pick<
  Extract<AccountReading, { outcome: 'read' }>,
  'balances' | 'unread' | 'receipts'
>;

/** Balances and positions that are there, valued, with the patch that tells of each change. */
export class HeldBalances {
  readonly valuation = new Valuation();
  readonly positions = new OpenPositions();
  readonly quarantine = new Quarantine();
  readonly #streamed = new StreamMarks();
  readonly #receipts = new Receipts();
  readonly #replaced = new ReplacedByReceipts(this.valuation);
  readonly #unknownPrices = new Set<PriceKey>();

  constructor(
    readonly identity: AssetIdentity,
    private readonly patch: PatchBuilder,
  ) {}

  /** Something is held for which no price was ever given, not even that there is none. */
  get awaitsPrices(): boolean {
    return this.#unknownPrices.size > 0;
  }

  /** How many balances an account has. */
  sizeOf(account: AccountKey): number {
    return this.valuation.sizeOf(account);
  }

  /** What must be priced: all that is held, and the coins of open positions. */
  priceKeys(): Set<PriceKey> {
    return new Set([...this.valuation.heldPriceKeys(), ...this.positions.priceKeys()]);
  }

  prices(): [PriceKey, Price][] {
    return [...this.priceKeys()].map((key) => [key, this.valuation.price(key) ?? NOT_LOADED]);
  }

  setPrices(prices: ReadonlyMap<PriceKey, Price>): void {
    const ofPositions = this.positions.priceKeys();
    for (const [key, price] of prices) {
      for (const id of this.valuation.setPrice(key, price)) this.patch.balance(id);
      if (this.valuation.holds(key) || ofPositions.has(key)) this.patch.price(key);
    }
    this.#unknownPrices.clear();
  }

  /**
   * Takes a whole account's balances; those of parts that could not be read stay, carried on.
   * @param startedAt when they were asked for, in elapsed time
   */
  replace(
    connection: PortfolioConnection,
    accountType: AccountType,
    startedAt: number,
    { balances: rows, unread = [], receipts = [] }: AccountAnswer,
  ): ReadingEffect {
    const key = accountKey(connection.id, accountType);
    const answered = new Map(
      this.#countedOf(connection, accountType, rows, key)
        .filter((balance) => !isNothing(balance))
        .map((balance) => [balanceKey(balance), balance]),
    );
    const isUnread = (balance: Balance): boolean =>
      !answered.has(balanceKey(balance)) && unread.some(({ holds }) => isHeldBy(holds, balance));
    this.#receipts.take(connection, accountType, receipts, this.identity, startedAt, isUnread);
    const receiptKeys = this.#receipts.keysOf(key);
    for (const id of receiptKeys) answered.delete(id);
    this.#replaced.answered(key, startedAt, isUnread);
    const differences: string[] = [];
    const changes = new NetChanges();
    let readAgain = false;
    const newer = (id: BalanceKey): boolean => this.#streamed.isNewer(id, startedAt);
    for (const held of this.valuation.balancesOf(key)) {
      const id = balanceKey(held);
      const answer = answered.get(id);
      if (receiptKeys.has(id)) continue;
      if (isUnread(held)) {
        this.valuation.carryBalance(id);
        this.patch.balance(id);
        continue;
      }
      if (newer(id)) readAgain = true;
      else if (this.#streamed.has(id) && (answer === undefined || !sameAmounts(held, answer)))
        differences.push(held.code);
      if (answer === undefined && !newer(id)) {
        changes.note(held, undefined);
        this.delete(id);
      }
    }
    for (const [id, balance] of answered) {
      if (newer(id)) readAgain = true;
      else {
        this.#streamed.delete(id);
        const held = this.valuation.get(id);
        const isSame = held !== undefined && isSameBalance(held, balance);
        if (isSame && held.carried !== true) continue;
        changes.note(held, balance);
        this.set(balance);
        if (held !== undefined) this.#forgetPriceUnlessNeeded(priceKey(held.venue, held.code));
      }
    }
    if (this.valuation.isCarried(key)) this.patch.whole('totals');
    this.valuation.setCarried(key, false);
    this.#settleReceipts(connection.id, changes);
    return { readAgain, differences, changes: changes.all() };
  }

  /**
   * Counts receipts if and only if what they stand for is not counted. That counts while it is of its
   * account's last answer, or carried on from one that is newer than the receipts; else they say what became
   * of it, also where they are gone.
   */
  #settleReceipts(id?: ConnectionId, changes = new NetChanges()): void {
    const groups = this.#receipts.groups(id);
    const stoodIn = this.#replaced;
    for (const group of groups) {
      const target = this.valuation.get(group.target);
      const isStoodInFor = target === undefined || stoodIn.isOlder(group);
      for (const { balance } of group.receipts) {
        const key = balanceKey(balance);
        const held = this.valuation.get(key);
        const counts =
          isStoodInFor &&
          !isNothing(balance) &&
          this.identity.standingOf(balance.asset) === 'counted';
        if (!counts && held?.standsFor !== undefined) {
          changes.note(held, undefined);
          this.delete(key);
        } else if (counts && (held === undefined || !sameAmounts(held, balance))) {
          changes.note(held, balance);
          this.set(balance);
        }
      }
      const [left] = this.#receipts.withoutEmptied(group, stoodIn.answeredAt(group));
      if (target === undefined) continue;
      if (!isStoodInFor) this.#mark(target, left?.balance.accountType);
      else {
        stoodIn.keep(withoutValue(target));
        changes.note(target, undefined);
        this.delete(group.target);
      }
    }
    const targets = new Set(groups.map(({ target }) => target));
    for (const balance of stoodIn.takeBack(targets, id)) {
      const { receiptsIn: _gone, ...rest } = balance;
      changes.note(undefined, balance);
      this.set({ ...rest, carried: true });
    }
  }

  /** Notes with a balance where its receipts are, so that it is known over a restart. */
  #mark(balance: ValuedBalance, receiptsIn: AccountType | undefined): void {
    if (balance.receiptsIn === receiptsIn) return;
    const { receiptsIn: _before, ...rest } = withoutValue(balance);
    this.set({ ...rest, ...(receiptsIn === undefined ? {} : { receiptsIn }) });
  }

  /**
   * Takes exact absolute balances of single assets that a venue pushed.
   * @returns what there is more or less of than before, by code
   */
  update(
    connection: PortfolioConnection,
    accountType: AccountType,
    rows: readonly VenueBalance[],
    receivedAt: number,
  ): ReadingEffect['changes'] {
    const changes = new NetChanges();
    for (const update of mergeByKey(connection, accountType, rows, this.identity)) {
      const id = balanceKey(update);
      const held = this.valuation.get(id);
      const balance = withCodes(held && withoutValue(held), update);
      changes.note(held, balance);
      if (isNothing(balance)) this.delete(id);
      else this.set(balance);
      this.#streamed.set(id, receivedAt);
    }
    return changes.all();
  }

  replacePositions(
    connection: PortfolioConnection,
    accountType: AccountType,
    positions: readonly VenuePosition[],
  ): void {
    const named = positions.map((one) => namePosition(connection, accountType, one, this.identity));
    this.setPositions(accountKey(connection.id, accountType), named);
  }

  setPositions(account: AccountKey, positions: readonly Position[]): void {
    const before = this.positions.priceKeys();
    if (!this.positions.replace(account, positions)) return;
    for (const { venue, code, asset } of positions) {
      const price = priceKey(venue, code);
      if (this.valuation.price(price) === undefined) this.#unknownPrices.add(price);
      this.patch.asset(asset);
      this.patch.price(price);
    }
    const after = this.positions.priceKeys();
    for (const key of before) if (!after.has(key)) this.#forgetPriceUnlessNeeded(key);
    this.patch.whole('positions');
  }

  set(balance: MaybeCarried): void {
    this.#receipts.restore(balance);
    if (this.valuation.get(balanceKey(balance)) === undefined) this.patch.whole('coverage');
    const { asset, venue, code } = this.valuation.set(balance);
    const price = priceKey(venue, code);
    if (this.valuation.price(price) === undefined) this.#unknownPrices.add(price);
    this.patch.balance(balanceKey(balance));
    this.patch.asset(asset);
    this.patch.price(price);
  }

  delete(key: BalanceKey): void {
    this.#streamed.delete(key);
    const held = this.valuation.get(key);
    if (held === undefined) return;
    this.valuation.delete(key);
    this.patch.removedBalance(key);
    this.patch.whole('coverage');
    this.#forgetPriceUnlessNeeded(priceKey(held.venue, held.code));
  }

  forgetAccount(key: AccountKey): void {
    this.#receipts.forgetAccount(key);
    this.#replaced.forgetAccount(key);
    for (const balance of this.valuation.balancesOf(key)) this.delete(balanceKey(balance));
    this.setCarried(key, false);
    this.#streamed.forgetAccount(key);
    if (this.quarantine.forgetAccount(key)) this.patch.whole('quarantine');
    this.setPositions(key, []);
    this.#settleReceipts();
  }

  setCarried(key: AccountKey, carried: boolean): void {
    if (this.valuation.isCarried(key) === carried) return;
    this.valuation.setCarried(key, carried);
    this.#settleReceipts();
    this.patch.whole('totals');
  }

  /** Names everything again after identities or the user's decisions changed. */
  identifyAll(): void {
    const { identity, quarantine, valuation } = this;
    const renamed = this.#renamed();
    // Each may move to where another one was: who leaves is known before anyone arrives.
    const leaving = new Set(
      renamed.filter(({ isCounted }) => isCounted).map(({ before }) => balanceKey(before)),
    );
    const arriving = new Map<BalanceKey, MaybeCarried>();
    for (const { before, after, counts } of renamed) {
      this.#replaced.rename(balanceKey(before), balanceKey(after));
      if (!counts) continue;
      const key = balanceKey(after);
      const other = arriving.get(key) ?? (leaving.has(key) ? undefined : valuation.get(key));
      arriving.set(key, other === undefined ? after : addUpCarried(withoutValue(other), after));
    }
    this.#receipts.identifyAll(identity);
    this.#replaced.identifyAll(identity);
    for (const { before } of renamed) quarantine.delete(balanceKey(before));
    for (const { after, counts } of renamed) if (!counts) quarantine.set(after);
    // Set before the old ones go, so that their prices are not forgotten in between.
    for (const balance of arriving.values()) this.set(balance);
    for (const key of leaving) if (!arriving.has(key)) this.delete(key);
    for (const { before } of renamed)
      this.#forgetPriceUnlessNeeded(priceKey(before.venue, before.code));
    this.#settleReceipts();
    this.positions.identify(identity);
    for (const { asset } of this.positions.all()) this.patch.asset(asset);
    this.patch.whole('positions');
    this.patch.whole('quarantine');
  }

  /** Balances that are another asset by now, or may count no longer or again. */
  #renamed(): {
    before: MaybeCarried;
    after: MaybeCarried;
    isCounted: boolean;
    counts: boolean;
  }[] {
    const { identity, quarantine, valuation } = this;
    const counted = [...valuation.balances()].map(withoutValue);
    return [...counted, ...quarantine.all()].flatMap((before) => {
      const isCounted = valuation.get(balanceKey(before)) !== undefined;
      // What was added up may be of several assets by now.
      const named = byCode(before).map((part) => {
        const asset = identity.assetOf(part.venue, part.code).id;
        const counts = identity.standingOf(asset) === 'counted';
        return { before, after: { ...part, asset }, isCounted, counts };
      });
      const isSame = named.every(
        ({ after, counts }) => after.asset === before.asset && counts === isCounted,
      );
      return isSame ? [] : named;
    });
  }

  /** Names an account's rows; those of tokens that may not count go into quarantine instead. */
  #countedOf(
    connection: PortfolioConnection,
    accountType: AccountType,
    rows: readonly VenueBalance[],
    account: AccountKey,
  ): Balance[] {
    const named = mergeByKey(connection, accountType, rows, this.identity);
    const hadAny = this.quarantine.forgetAccount(account);
    const counted = named.filter((balance) => {
      if (this.identity.standingOf(balance.asset) === 'counted') return true;
      if (!isNothing(balance)) this.quarantine.set(balance);
      return false;
    });
    if (hadAny || counted.length < named.length) this.patch.whole('quarantine');
    return counted;
  }

  #forgetPriceUnlessNeeded(price: PriceKey): void {
    if (this.valuation.holds(price) || this.positions.needs(price)) return;
    // Held again, it is asked for again: an old price would pass for an answer.
    this.valuation.forgetPrice(price);
    this.#unknownPrices.delete(price);
    this.patch.removedPrice(price);
  }
}

function withoutValue({
  price: _price,
  valueUsd: _valueUsd,
  ...balance
}: MaybeCarried & Partial<Pick<ValuedBalance, 'price' | 'valueUsd'>>): MaybeCarried {
  return balance;
}

/** Where one of two is of an older answer, so is their sum. */
function addUpCarried(one: MaybeCarried, other: MaybeCarried): MaybeCarried {
  const isCarried = one.carried === true || other.carried === true;
  return { ...addUp(one, other), ...(isCarried ? { carried: true } : {}) };
}
