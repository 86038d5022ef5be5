import type { AssetOverride } from '../../../shared/records/record-bodies';
import { AccountCells, type Named } from './account-cells';
import { worthOf, type AccountsWorth } from './accounts-worth';
import { AssetIdentity } from '../assets/asset-identity';
import { ChangeListeners } from './change-listeners';
import { HeldBalances, type ReadingEffect } from './held-balances';
import { positionFromView, positionView } from './open-positions';
import { PatchBuilder } from './patch-builder';
import type {
  AccountReading,
  PositionsReading,
  ReadableAccount,
  VenueBalance,
} from '../ports/exchanges';
import type { Log } from '../ports/log';
import type { PortfolioConnection } from './portfolio-connection';
import { portfolioState } from './portfolio-state';
import { balanceFromView, priceFromView } from './portfolio-view';
import { ProtocolRates } from '../pricing/protocol-rates';
import { rateSince } from '../pricing/quote-rates';
import { balanceFromQuarantine } from './quarantine';
import type {
  CrossCheckView,
  PortfolioPatch,
  PortfolioState,
  QuoteRates,
} from '../../../shared/contract/portfolio-view';
import { decimal } from '../../../shared/base/decimal';
import {
  accountKey,
  balanceKey,
  type AccountType,
  type Balance,
} from '../../../shared/portfolio/balance';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import { isLive, type CoverageCell } from '../../../shared/portfolio/coverage';
import { failure, type Failure, type Instant } from '../../../shared/base/failure';
import { codesByVenue, type Price, type PriceKey } from '../../../shared/pricing/price';
import type { Snapshot, Totals } from '../../../shared/portfolio/snapshot';
import { failureText } from '../../../shared/base/sentences';

/**
 * The state of every account and balance, valued as it changes. Holds the rules that make the total
 * trustworthy: a failed account keeps its last good balances, a slow answer never overwrites a newer
 * event, and nothing counts as settled before every account has an outcome.
 */
export class LivePortfolio {
  readonly protocolRates = new ProtocolRates();
  readonly #patch = new PatchBuilder();
  readonly #held: HeldBalances;
  readonly #cells = new AccountCells();
  readonly #crossChecks = new Map<ConnectionId, CrossCheckView>();
  readonly #listeners = new ChangeListeners();
  #quoteRates: QuoteRates = {};
  #origin: 'live' | 'stored' = 'live';
  #storedAt: Instant = 0;
  #pricesPending = true;

  constructor(
    private readonly now: () => Instant,
    private readonly log: Log,
    private readonly identity: AssetIdentity = new AssetIdentity(),
  ) {
    this.#held = new HeldBalances(identity, this.#patch);
  }

  /** Calls back after each change, before it is published. */
  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Takes over the portfolio of an earlier run, all of it as old as it is. */
  restore(stored: PortfolioState): void {
    this.identity.restore(stored);
    for (const [key, view] of Object.entries(stored.prices))
      this.#held.valuation.setPrice(key, priceFromView(view));
    for (const view of Object.values(stored.balances)) this.#held.set(balanceFromView(view));
    for (const view of stored.quarantine)
      this.#held.quarantine.set(balanceFromQuarantine(view, decimal));
    for (const position of stored.positions.map(positionFromView)) {
      const key = accountKey(position.connectionId, position.accountType);
      const others = this.#held.positions.of(key);
      this.#held.setPositions(key, [...others, position]);
    }
    for (const cell of stored.coverage)
      if (this.#cells.restore(cell, stored.at))
        this.#held.valuation.setCarried(accountKey(cell.connectionId, cell.accountType), true);
    this.#quoteRates = rateSince(stored.quoteRates, stored.at);
    this.#origin = 'stored';
    this.#storedAt = stored.at;
    this.#patch.everything();
    this.#listeners.tell();
  }

  /** A connection exists; its accounts are not known yet. */
  expect(connection: PortfolioConnection): void {
    this.#cells.expect(connection.id);
    this.#cells.setInDoubt(connection.id, false);
    this.#listeners.tell();
  }

  /** The connection's accounts are read again; until each has answered, the portfolio is not settled. */
  awaitAgain(id: ConnectionId): void {
    this.#cells.expectAgain(id);
    this.#listeners.tell();
  }

  /** Coins may be under way between the accounts of a connection: until it ends nothing is settled. */
  setInDoubt(id: ConnectionId, inDoubt: boolean): void {
    this.#cells.setInDoubt(id, inDoubt);
    this.#listeners.tell();
  }

  /** What is known of some accounts counts on, but nobody knows whether it is all, and once. */
  carryOn(
    connection: PortfolioConnection,
    accountTypes: readonly AccountType[],
    reason: Failure,
  ): void {
    for (const accountType of accountTypes) {
      const cell = this.#cells.get(accountKey(connection.id, accountType));
      if (cell === undefined) continue;
      if (isLive(cell.coverage)) this.#fail(cell, reason);
      else this.#cells.carryOnAlsoFor(cell, reason);
    }
    this.#patch.whole('coverage');
    this.#listeners.tell();
  }

  /** Makes several changes as one: who listens is called once, after all of them. */
  together(steps: () => void): void {
    this.#listeners.together(steps);
  }

  /** Which accounts a connection has; those it no longer has are forgotten with their balances. */
  setAccounts(connection: PortfolioConnection, accounts: readonly ReadableAccount[]): void {
    for (const key of this.#cells.list(connection, accounts)) {
      this.#held.forgetAccount(key);
      this.#cells.forget(key);
    }
    this.#patch.whole('coverage');
    this.#listeners.tell();
  }

  /**
   * The accounts of a connection could not be found out. What is known of it from before is carried on;
   * if nothing is, one cell of `fallback` says that it failed.
   */
  failConnection(connection: PortfolioConnection, fallback: AccountType, failure: Failure): void {
    const cells = this.#cells.of(connection.id);
    if (cells.length === 0) this.#cells.failWhole(connection, fallback, failure);
    for (const cell of cells) this.#fail(cell, failure);
    this.#cells.expectNoMore(connection.id);
    this.#patch.whole('coverage');
    // A failure is an outcome of this run: what was stored is carried on from here, no longer awaited.
    this.#origin = 'live';
    this.#listeners.tell();
  }

  /** Forgets what a connection holds: it is counted in another one, and one cell says so. */
  setAside(connection: PortfolioConnection, accountType: AccountType, countedIn: Named): void {
    this.removeConnection(connection.id);
    this.#cells.setAside(connection, accountType, countedIn);
    this.#origin = 'live';
    this.#listeners.tell();
  }

  /** Forgets a connection and all it holds. */
  removeConnection(id: ConnectionId): void {
    for (const { accountType } of this.#cells.of(id)) {
      const key = accountKey(id, accountType);
      this.#held.forgetAccount(key);
      this.#cells.forget(key);
    }
    for (const balance of [...this.#held.valuation.balances()])
      if (balance.connectionId === id) this.#held.delete(balanceKey(balance));
    this.#cells.expectNoMore(id);
    this.#cells.setInDoubt(id, false);
    this.#patch.whole('coverage');
    this.setCrossCheck(id, undefined);
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
    let effect: ReadingEffect = { readAgain: false, differences: [], changes: new Map() };
    if (cell === undefined) return effect;
    if (reading.outcome === 'unsupported') {
      // What it held before is old from now on: without a failure it would pass for live.
      if (this.#cells.wasRead(key)) this.#fail(cell, failure('unsupported', reading.reason));
      else this.#cells.setState(cell, { state: 'unsupported', reason: reading.reason });
    } else if (reading.outcome === 'failed') this.#fail(cell, reading.failure);
    else {
      effect = this.#held.replace(connection, accountType, startedAt, reading);
      this.#held.setCarried(key, false);
      this.protocolRates.note(this.identity, connection.venue, reading);
      this.#cells.read(cell, reading.at, this.#held.sizeOf(key), reading.unread);
      this.#cells.setReach(key, reading.reach);
      for (const { failure: cause } of reading.unread ?? [])
        this.log.warn(
          `${cell.venue} ${accountType}, in part: ${cause.code}: ${failureText(cause)}`,
        );
      if (reading.positions !== undefined)
        this.#applyPositions(connection, accountType, reading.positions, reading.at);
    }
    this.#patch.whole('coverage');
    this.#origin = 'live';
    this.#listeners.tell();
    return effect;
  }

  /**
   * Takes exact absolute balances of single assets that a venue pushed, at an elapsed time.
   * @returns what there is more or less of than before, by code; `undefined` if it was not taken
   */
  applyStream(
    connection: PortfolioConnection,
    accountType: AccountType,
    changed: readonly VenueBalance[],
    receivedAt: number,
  ): ReadingEffect['changes'] | undefined {
    // Before the first good answer a few pushed assets would pass for the whole account.
    if (!this.#cells.wasRead(accountKey(connection.id, accountType))) return undefined;
    const changes = this.#held.update(connection, accountType, changed, receivedAt);
    this.#listeners.tell();
    return changes;
  }

  /**
   * Sets prices of held codes, all that moved or were unknown; `pending` while some venue has not been
   * asked yet.
   */
  setPrices(prices: ReadonlyMap<PriceKey, Price>, rates: QuoteRates, pending: boolean): void {
    this.#held.setPrices(prices);
    if (JSON.stringify(rates) !== JSON.stringify(this.#quoteRates)) {
      this.#quoteRates = rates;
      this.#patch.whole('quoteRates');
    }
    this.#pricesPending = pending;
    this.#listeners.tell();
  }

  /** Sets what a venue's own total says of a connection; nothing for one without. */
  setCrossCheck(id: ConnectionId, check: CrossCheckView | undefined): void {
    if (check === undefined) this.#crossChecks.delete(id);
    else this.#crossChecks.set(id, check);
    this.#patch.whole('crossChecks');
    this.#listeners.tell();
  }

  /** What some accounts of a connection are worth together, of what has a price. */
  worthOf(id: ConnectionId, accountTypes: readonly AccountType[]): AccountsWorth {
    return worthOf(this.#held.valuation, this.#cells, id, accountTypes);
  }

  crossCheckOf(id: ConnectionId): CrossCheckView | undefined {
    return this.#crossChecks.get(id);
  }

  /** What codes and tokens are, or may count, changed: everything is named again. */
  identify(): void {
    this.#held.identifyAll();
    this.#listeners.tell();
  }

  /** What must be priced, by venue. */
  heldCodes(): Map<VenueId, Set<string>> {
    return codesByVenue(this.#held.priceKeys());
  }

  /** Something is held for which no price was ever given, not even that there is none. */
  get awaitsPrices(): boolean {
    return this.#held.awaitsPrices;
  }

  price(key: PriceKey): Price | undefined {
    return this.#held.valuation.price(key);
  }

  get quoteRates(): QuoteRates {
    return this.#quoteRates;
  }

  /** All accounts answered in this run and belong together, and every venue's prices were asked for. */
  get settled(): boolean {
    return (
      this.#origin === 'live' &&
      this.#cells.complete &&
      !this.#held.awaitsPrices &&
      !this.#pricesPending
    );
  }

  /** Connections with anything held or known. */
  connectionIds(): Set<ConnectionId> {
    const ids = new Set(this.#cells.all().map(({ connectionId }) => connectionId));
    for (const { connectionId } of this.#held.valuation.balances()) ids.add(connectionId);
    return ids;
  }

  /** Nothing is enabled that could answer: what is there is all there is. */
  expectNothing(): void {
    this.#origin = 'live';
    this.#listeners.tell();
  }

  get isEmpty(): boolean {
    return this.#cells.size === 0;
  }

  totals(): Totals {
    return this.#held.valuation.totals();
  }

  snapshot(): Snapshot {
    return {
      at: this.now(),
      ...this.#held.valuation.totals(),
      balances: [...this.#held.valuation.balances()],
      coverage: this.#cells.views(this.#held),
    };
  }

  /** What is held, in no order; no whole {@link snapshot}. */
  get held(): Pick<HeldBalances['valuation'], 'balances' | 'amountsVersion'> {
    return this.#held.valuation;
  }

  /** The user's word on what codes are: all that is held is named by it. */
  get assetOverrides(): readonly AssetOverride[] {
    return this.#held.identity.assignments;
  }

  /** Balances of tokens that nobody vouches for, which are in no total. */
  quarantined(): readonly Balance[] {
    return this.#held.quarantine.all();
  }

  /** The whole state for the page; later patches build on it. */
  state(): PortfolioState {
    return portfolioState(this.#held, {
      sequence: this.#patch.sequence,
      ...this.#frame(),
      coverage: this.#cells.views(this.#held),
      crossChecks: [...this.#crossChecks.values()],
      quoteRates: this.#quoteRates,
    });
  }

  /** What changed since the last patch, if anything did. */
  takePatch(): PortfolioPatch | undefined {
    const { valuation, positions, quarantine } = this.#held;
    return this.#patch.take({
      frame: this.#frame(),
      valuation,
      assetView: (id) => this.identity.view(id),
      coverage: () => this.#cells.views(this.#held),
      positions: () => positions.all().map(positionView),
      quarantine: () => quarantine.views(this.identity),
      crossChecks: () => [...this.#crossChecks.values()],
      quoteRates: this.#quoteRates,
    });
  }

  #frame(): { at: Instant; origin: 'live' | 'stored'; settled: boolean } {
    const at = this.#origin === 'stored' ? this.#storedAt : this.now();
    return { at, origin: this.#origin, settled: this.settled };
  }

  #applyPositions(
    connection: PortfolioConnection,
    accountType: AccountType,
    positions: PositionsReading,
    at: Instant,
  ): void {
    const key = accountKey(connection.id, accountType);
    if (positions.ok) {
      this.#held.replacePositions(connection, accountType, positions.value);
      this.#cells.setPositions(key, { state: 'ok', at, open: positions.value.length });
      return;
    }
    this.#cells.failPositions(key, positions.failure);
  }

  /** Carries the last good balances on, or says that there never were any. */
  #fail(cell: CoverageCell, failure: Failure): void {
    if (this.#cells.fail(cell, failure))
      this.#held.setCarried(accountKey(cell.connectionId, cell.accountType), true);
    this.log.warn(`${cell.venue} ${cell.accountType}: ${failure.code}: ${failureText(failure)}`);
  }
}
