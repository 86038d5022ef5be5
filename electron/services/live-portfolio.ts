import { failedState, isNothing, lastGoodOf, mergeByKey, sameAmounts } from './account-balances';
import type { Log } from './ports/log';
import type { AccountReading, ReadableAccount, VenueBalance } from './ports/exchanges';
import {
  assetView,
  balanceFromView,
  balanceView,
  priceFromView,
  priceView,
  totalsView,
} from './portfolio-view';
import { PatchBuilder } from './patch-builder';
import { StreamMarks } from './stream-marks';
import type { PortfolioPatch, PortfolioState, QuoteRates } from '../../shared/ipc/portfolio-view';
import {
  accountKey,
  balanceKey,
  type AccountKey,
  type AccountType,
  type Balance,
  type BalanceKey,
  type ConnectionId,
  type VenueId,
} from '../../shared/portfolio/balance';
import type { CoverageCell } from '../../shared/portfolio/coverage';
import type { Failure, Instant } from '../../shared/portfolio/failure';
import { priceKey, splitPriceKey, type Price, type PriceKey } from '../../shared/portfolio/price';
import type { Snapshot } from '../../shared/portfolio/snapshot';
import { Valuation } from '../../shared/portfolio/valuation';

/** A connection as the portfolio needs it. */
export interface PortfolioConnection {
  readonly id: ConnectionId;
  readonly venue: VenueId;
}

/** What applying a reading found out beyond the balances. */
export interface ReadingEffect {
  /** Stream updates arrived while the venue was answering: the account should be read once more. */
  readonly readAgain: boolean;
  /** Assets whose streamed balance the venue's own answer contradicts. */
  readonly differences: readonly string[];
}

/**
 * The state of every account and balance, valued as it changes. Holds the rules that make the total
 * trustworthy: a failed account keeps its last good balances, a slow answer never overwrites a newer
 * event, and nothing counts as settled before every account has an outcome.
 */
export class LivePortfolio {
  readonly #valuation = new Valuation();
  readonly #cells = new Map<AccountKey, CoverageCell>();
  /** Accounts, and connections whose accounts are not known yet, without an outcome in this run. */
  readonly #awaitedAccounts = new Set<AccountKey>();
  readonly #awaitedConnections = new Set<ConnectionId>();
  readonly #lastGood = new Map<AccountKey, Instant>();
  readonly #streamed = new StreamMarks();
  readonly #unknownPrices = new Set<PriceKey>();
  readonly #patch = new PatchBuilder();
  readonly #listeners = new Set<() => void>();
  #quoteRates: QuoteRates = {};
  #origin: 'live' | 'stored' = 'live';
  #storedAt: Instant = 0;
  #pricesPending = true;

  constructor(
    private readonly now: () => Instant,
    private readonly log: Log,
  ) {}

  /** Calls back after each change, before it is published. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes over the portfolio of an earlier run, all of it as old as it is. */
  restore(stored: PortfolioState): void {
    for (const [key, view] of Object.entries(stored.prices))
      this.#valuation.setPrice(key, priceFromView(view));
    for (const view of Object.values(stored.balances)) this.#setBalance(balanceFromView(view));
    for (const cell of stored.coverage) {
      const key = accountKey(cell.connectionId, cell.accountType);
      const at = lastGoodOf(cell.coverage, stored.at);
      if (at === undefined) continue;
      this.#lastGood.set(key, at);
      this.#setCell({ ...cell, coverage: { state: 'stale', at } });
      this.#valuation.setCarried(key, true);
    }
    this.#quoteRates = stored.quoteRates;
    this.#origin = 'stored';
    this.#storedAt = stored.at;
    this.#patch.everything();
    this.#changed();
  }

  /** A connection exists; its accounts are not known yet. */
  expect(connection: PortfolioConnection): void {
    this.#awaitedConnections.add(connection.id);
    this.#changed();
  }

  /** Which accounts a connection has; those it no longer has are forgotten with their balances. */
  setAccounts(connection: PortfolioConnection, accounts: readonly ReadableAccount[]): void {
    const kept = new Set(accounts.map(({ accountType }) => accountKey(connection.id, accountType)));
    for (const cell of [...this.#cells.values()])
      if (cell.connectionId === connection.id) {
        const key = accountKey(cell.connectionId, cell.accountType);
        if (!kept.has(key)) this.#forgetAccount(key);
      }
    for (const { accountType, source } of accounts) {
      const key = accountKey(connection.id, accountType);
      const known = this.#cells.get(key);
      this.#setCell({
        connectionId: connection.id,
        venue: connection.venue,
        accountType,
        source,
        coverage: known?.coverage ?? { state: 'pending' },
      });
      if (known === undefined || known.coverage.state === 'stale') this.#awaitedAccounts.add(key);
    }
    this.#awaitedConnections.delete(connection.id);
    this.#changed();
  }

  /**
   * The accounts of a connection could not be found out. What is known of it from before is carried on;
   * if nothing is, one cell of `fallback` says that it failed.
   */
  failConnection(connection: PortfolioConnection, fallback: AccountType, failure: Failure): void {
    const cells = [...this.#cells.values()].filter((cell) => cell.connectionId === connection.id);
    if (cells.length === 0)
      this.#setCell({
        connectionId: connection.id,
        venue: connection.venue,
        accountType: fallback,
        source: 'sign-in',
        coverage: failedState(failure),
      });
    for (const cell of cells) this.#fail(cell, failure);
    this.#awaitedConnections.delete(connection.id);
    // A failure is an outcome of this run: what was stored is carried on from here, no longer awaited.
    this.#origin = 'live';
    this.#changed();
  }

  /** Forgets a connection and all it holds. */
  removeConnection(id: ConnectionId): void {
    for (const [key, cell] of [...this.#cells])
      if (cell.connectionId === id) this.#forgetAccount(key);
    for (const balance of [...this.#valuation.balances()])
      if (balance.connectionId === id) this.#deleteBalance(balanceKey(balance));
    this.#awaitedConnections.delete(id);
    this.#changed();
  }

  /**
   * Takes a venue's answer about one account.
   * @param startedAt when the question was asked, in elapsed time: events after it are newer
   */
  applyReading(
    connection: PortfolioConnection,
    accountType: AccountType,
    startedAt: number,
    reading: AccountReading,
  ): ReadingEffect {
    const key = accountKey(connection.id, accountType);
    const cell = this.#cells.get(key);
    if (cell === undefined) return { readAgain: false, differences: [] };
    this.#awaitedAccounts.delete(key);
    let effect: ReadingEffect = { readAgain: false, differences: [] };
    if (reading.outcome === 'unsupported')
      this.#setCell({ ...cell, coverage: { state: 'unsupported', reason: reading.reason } });
    else if (reading.outcome === 'failed') this.#fail(cell, reading.failure);
    else {
      effect = this.#replaceBalances(connection, accountType, startedAt, reading.balances);
      this.#markRead(cell, reading.at);
    }
    this.#origin = 'live';
    this.#changed();
    return effect;
  }

  /** Takes exact absolute balances of single assets that a venue pushed, at an elapsed time. */
  applyStream(
    connection: PortfolioConnection,
    accountType: AccountType,
    changed: readonly VenueBalance[],
    receivedAt: number,
  ): void {
    const key = accountKey(connection.id, accountType);
    const cell = this.#cells.get(key);
    // Before the first good answer a few pushed assets would pass for the whole account.
    if (cell === undefined || !this.#lastGood.has(key)) return;
    for (const balance of mergeByKey(connection, accountType, changed)) {
      const id = balanceKey(balance);
      if (isNothing(balance)) this.#deleteBalance(id);
      else this.#setBalance(balance);
      this.#streamed.set(id, receivedAt);
    }
    this.#changed();
  }

  /**
   * Sets prices of held codes, all that moved or were unknown; `pending` while some venue has not been
   * asked yet.
   */
  setPrices(prices: ReadonlyMap<PriceKey, Price>, rates: QuoteRates, pending: boolean): void {
    for (const [key, price] of prices) {
      for (const id of this.#valuation.setPrice(key, price)) this.#patch.balance(id);
      if (this.#valuation.holds(key)) this.#patch.price(key);
    }
    this.#unknownPrices.clear();
    if (JSON.stringify(rates) !== JSON.stringify(this.#quoteRates)) {
      this.#quoteRates = rates;
      this.#patch.quoteRates();
    }
    this.#pricesPending = pending;
    this.#changed();
  }

  /** What must be priced, by venue. */
  heldCodes(): Map<VenueId, Set<string>> {
    const codes = new Map<VenueId, Set<string>>();
    for (const key of this.#valuation.heldPriceKeys()) {
      const { venue, code } = splitPriceKey(key);
      const known = codes.get(venue);
      if (known === undefined) codes.set(venue, new Set([code]));
      else known.add(code);
    }
    return codes;
  }

  /** Something is held for which no price was ever given, not even that there is none. */
  get awaitsPrices(): boolean {
    return this.#unknownPrices.size > 0;
  }

  price(key: PriceKey): Price | undefined {
    return this.#valuation.price(key);
  }

  /** Every account has an outcome of this run and every venue's prices were asked for. */
  get settled(): boolean {
    return (
      this.#origin === 'live' &&
      this.#awaitedAccounts.size === 0 &&
      this.#awaitedConnections.size === 0 &&
      this.#unknownPrices.size === 0 &&
      !this.#pricesPending
    );
  }

  /** Connections of which anything is held or known. */
  connectionIds(): Set<ConnectionId> {
    const ids = new Set([...this.#cells.values()].map(({ connectionId }) => connectionId));
    for (const { connectionId } of this.#valuation.balances()) ids.add(connectionId);
    return ids;
  }

  /** Nothing is enabled that could answer: what is there is all there is. */
  expectNothing(): void {
    this.#origin = 'live';
    this.#changed();
  }

  get isEmpty(): boolean {
    return this.#cells.size === 0;
  }

  snapshot(): Snapshot {
    return {
      at: this.now(),
      ...this.#valuation.totals(),
      balances: [...this.#valuation.balances()],
      coverage: [...this.#cells.values()],
    };
  }

  /** The whole state for the page; later patches build on it. */
  state(): PortfolioState {
    const balances = [...this.#valuation.balances()].map(balanceView);
    const assets = new Set(balances.map(({ asset }) => asset));
    return {
      sequence: this.#patch.sequence,
      ...this.#frame(),
      balances: Object.fromEntries(balances.map((view) => [view.key, view])),
      prices: Object.fromEntries(
        [...this.#valuation.heldPrices()].map(([key, price]) => [key, priceView(price)]),
      ),
      assets: Object.fromEntries([...assets].map((id) => [id, assetView(id)])),
      coverage: [...this.#cells.values()],
      totals: totalsView(this.#valuation.totals()),
      quoteRates: this.#quoteRates,
    };
  }

  /** What changed since the last patch, if anything did. */
  takePatch(): PortfolioPatch | undefined {
    return this.#patch.take({
      frame: this.#frame(),
      valuation: this.#valuation,
      coverage: () => [...this.#cells.values()],
      quoteRates: this.#quoteRates,
    });
  }

  #frame(): { at: Instant; origin: 'live' | 'stored'; settled: boolean } {
    const stored = this.#origin === 'stored';
    return {
      at: stored ? this.#storedAt : this.now(),
      origin: this.#origin,
      settled: this.settled,
    };
  }

  #replaceBalances(
    connection: PortfolioConnection,
    accountType: AccountType,
    startedAt: number,
    balances: readonly VenueBalance[],
  ): ReadingEffect {
    const key = accountKey(connection.id, accountType);
    const answered = new Map(
      mergeByKey(connection, accountType, balances)
        .filter((balance) => !isNothing(balance))
        .map((balance) => [balanceKey(balance), balance]),
    );
    const differences: string[] = [];
    let readAgain = false;
    const newer = (id: BalanceKey): boolean => this.#streamed.isNewer(id, startedAt);
    for (const held of this.#valuation.balancesOf(key)) {
      const id = balanceKey(held);
      const answer = answered.get(id);
      if (newer(id)) readAgain = true;
      else if (this.#streamed.has(id) && (answer === undefined || !sameAmounts(held, answer)))
        differences.push(held.code);
      if (answer === undefined && !newer(id)) this.#deleteBalance(id);
    }
    for (const [id, balance] of answered) {
      if (newer(id)) readAgain = true;
      else {
        this.#streamed.delete(id);
        const held = this.#valuation.get(id);
        if (held === undefined || !sameAmounts(held, balance)) this.#setBalance(balance);
      }
    }
    return { readAgain, differences };
  }

  #markRead(cell: CoverageCell, at: Instant): void {
    const key = accountKey(cell.connectionId, cell.accountType);
    const balances = this.#valuation.balancesOf(key).length;
    this.#lastGood.set(key, at);
    this.#setCarried(key, false);
    this.#setCell({
      ...cell,
      coverage: balances === 0 ? { state: 'empty', at } : { state: 'ok', at, balances },
    });
  }

  /** Carries the last good balances on, or says that there never were any. */
  #fail(cell: CoverageCell, failure: Failure): void {
    const key = accountKey(cell.connectionId, cell.accountType);
    const at = this.#lastGood.get(key);
    this.#awaitedAccounts.delete(key);
    if (at === undefined) this.#setCell({ ...cell, coverage: failedState(failure) });
    else {
      this.#setCarried(key, true);
      this.#setCell({ ...cell, coverage: { state: 'stale', at, failure } });
    }
    this.log.warn(`${cell.venue} ${cell.accountType}: ${failure.code}: ${failure.message}`);
  }

  #setCarried(key: AccountKey, carried: boolean): void {
    if (this.#valuation.isCarried(key) === carried) return;
    this.#valuation.setCarried(key, carried);
    this.#patch.totals();
  }

  #setCell(cell: CoverageCell): void {
    this.#cells.set(accountKey(cell.connectionId, cell.accountType), cell);
    this.#patch.coverage();
  }

  #forgetAccount(key: AccountKey): void {
    for (const balance of this.#valuation.balancesOf(key)) this.#deleteBalance(balanceKey(balance));
    this.#valuation.setCarried(key, false);
    this.#cells.delete(key);
    this.#awaitedAccounts.delete(key);
    this.#lastGood.delete(key);
    this.#streamed.forgetAccount(key);
    this.#patch.coverage();
  }

  #setBalance(balance: Balance): void {
    const { asset, venue, code } = this.#valuation.set(balance);
    const price = priceKey(venue, code);
    if (this.#valuation.price(price) === undefined) this.#unknownPrices.add(price);
    this.#patch.balance(balanceKey(balance));
    this.#patch.asset(asset);
    this.#patch.price(price);
  }

  #deleteBalance(key: BalanceKey): void {
    this.#streamed.delete(key);
    const held = this.#valuation.get(key);
    if (held === undefined) return;
    this.#valuation.delete(key);
    this.#patch.removedBalance(key);
    const price = priceKey(held.venue, held.code);
    if (this.#valuation.holds(price)) return;
    // Held again, it is asked for again: an old price would pass for an answer.
    this.#valuation.forgetPrice(price);
    this.#unknownPrices.delete(price);
    this.#patch.removedPrice(price);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
