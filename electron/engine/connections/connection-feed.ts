import { setMaxListeners } from 'node:events';
import type { FeedContext } from './feed-context';
import { answerOf, failuresOf, type Answer } from './moves-answer';
import { MovesBetweenAccounts } from './moves-between-accounts';
import type { PortfolioConnection } from '../portfolio/portfolio-connection';
import type {
  AccountReading,
  ReadableAccount,
  Stop,
  VenueBalance,
  VenueSession,
} from '../ports/exchanges';
import { retryDelay, soonestRetry } from './retry-delay';
import type { AccountType } from '../../../shared/portfolio/balance';
import { failure, type Failure, type Instant } from '../../../shared/base/failure';
import type { StreamStatus } from '../../../shared/portfolio/venue';

/** Events often come in pairs and bursts: one reading answers them all. */
const AFTER_EVENT_MS = 400;
/** The accounts of a key change seldom: they are found again this often, and sooner if asked for. */
const LIST_AGAIN_MS = 3_600_000;
const LIST_AGAIN_ASKED_MS = 60_000;
/** A venue that pushes without pause is still read only so often, and less when that uses up its limit. */
const BETWEEN_EVENT_READS_MS = 3_000;
const BETWEEN_READS_WHEN_BUSY_MS = 9_000;
const BUSY_ABOVE = 0.7;
const UNPROVEN = failure(
  'venue-unavailable',
  'The accounts of this connection change faster than they can be read together: coins that moved between them may be missing or be counted twice.',
  { hint: 'They are read again by themselves.' },
);

interface AccountState {
  readonly account: ReadableAccount;
  reading: Promise<void> | undefined;
  readAgain: boolean;
  /** Raised when what is being read is overtaken: such an answer no longer counts. */
  overtaken: number;
  failures: number;
  /** No reading before this elapsed time, since the one before failed. */
  notBefore: number;
  /** No reading because of an event before this elapsed time. */
  restUntil: number;
  /** What happened since the last question may have gone untold: there is no stream, or it was down. */
  unwatched: boolean;
  /** The event that says that it changed said how much of what there is now. */
  eventHadAmounts: boolean;
  cancelScheduled: (() => void) | undefined;
  scheduledAt: number | undefined;
  stream: StreamStatus;
}

/** Keeps one connection's accounts read: in parallel, each with its own retries, streams in between. */
export class ConnectionFeed {
  readonly #accounts = new Map<AccountType, AccountState>();
  readonly #abort = new AbortController();
  readonly #moves: MovesBetweenAccounts;
  #stopWatching: Stop | undefined;
  #listing: Promise<void> | undefined;
  #listingFailures = 0;
  /** In elapsed time. */
  #listedAt = 0;
  #cancelListing: (() => void) | undefined;
  #closed = false;

  constructor(
    readonly connection: PortfolioConnection,
    readonly session: VenueSession,
    private readonly fallbackAccount: AccountType,
    private readonly context: FeedContext,
  ) {
    // Each reading in flight listens, and one refresh makes many.
    setMaxListeners(0, this.#abort.signal);
    context.portfolio.expect(connection);
    this.#moves = new MovesBetweenAccounts({
      clock: context.clock,
      readSoon: (accountTypes) => this.#scheduleAll(accountTypes, AFTER_EVENT_MS, false),
      readAfter: (accountTypes, pauseMs) => this.#scheduleAll(accountTypes, pauseMs, true),
      onDoubt: (inDoubt) => {
        context.portfolio.setInDoubt(connection.id, inDoubt);
        context.onStatus();
      },
      onUnproven: (accountTypes) => context.portfolio.carryOn(connection, accountTypes, UNPROVEN),
    });
  }

  /** Something is being read, or is about to be since coins may have moved. */
  get reading(): boolean {
    return (
      this.#listing !== undefined ||
      this.#moves.inDoubt ||
      [...this.#accounts.values()].some(({ reading }) => reading !== undefined)
    );
  }

  streams(): StreamStatus[] {
    return [...this.#accounts.values()].map(({ stream }) => stream);
  }

  /**
   * Reads all accounts at once; resolves when each has an outcome. Once in a while, or when the user
   * asks for this connection, finds out first whether it still has the same accounts.
   */
  async refresh(asked = false): Promise<void> {
    if (this.#closed) return;
    if (this.#accounts.size === 0) {
      await this.#list();
      return;
    }
    const listedFor = this.context.clock.elapsed() - this.#listedAt;
    if (listedFor >= (asked ? LIST_AGAIN_ASKED_MS : LIST_AGAIN_MS)) await this.#listAgain();
    await Promise.all([...this.#accounts.values()].map((state) => this.#read(state)));
  }

  /**
   * Reads all accounts because something else is asked of them now: none has an outcome until it has
   * answered that, and an answer to what was asked before does not count.
   */
  async readAnew(): Promise<void> {
    if (this.#closed) return;
    if (this.#accounts.size === 0) {
      await this.#list();
      return;
    }
    this.context.portfolio.awaitAgain(this.connection.id);
    await Promise.all(
      [...this.#accounts.values()].map(async (state) => {
        state.overtaken += 1;
        await state.reading;
        if (!this.#closed) await this.#read(state);
      }),
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#abort.abort();
    this.#cancelListing?.();
    this.#moves.close();
    for (const state of this.#accounts.values()) state.cancelScheduled?.();
    await this.#stopWatching?.();
    await this.session.close();
    await Promise.allSettled([
      this.#listing,
      ...[...this.#accounts.values()].map(({ reading }) => reading),
    ]);
  }

  #list(): Promise<void> {
    this.#listing ??= this.#listOnce().finally(() => {
      this.#listing = undefined;
      this.context.onStatus();
    });
    this.context.onStatus();
    return this.#listing;
  }

  async #listOnce(): Promise<void> {
    const { portfolio, clock, random } = this.context;
    this.#cancelListing?.();
    const listed = await this.session.accounts();
    if (this.#closed) return;
    if (!listed.ok) {
      this.#listingFailures += 1;
      portfolio.failConnection(this.connection, this.fallbackAccount, listed.failure);
      const delay = retryDelay(listed.failure, this.#listingFailures, clock.now(), random());
      if (delay !== undefined) this.#cancelListing = clock.after(delay, () => void this.#list());
      return;
    }
    this.#listingFailures = 0;
    this.#take(listed.value);
    await Promise.all([...this.#accounts.values()].map((state) => this.#read(state)));
  }

  /** A user may have switched to a unified account or opened another one since. */
  async #listAgain(): Promise<void> {
    this.#listedAt = this.context.clock.elapsed();
    const listed = await this.session.accounts();
    if (this.#closed || !listed.ok) return;
    const before = [...this.#accounts.values()].map(({ account }) => account);
    if (JSON.stringify(before) === JSON.stringify(listed.value)) return;
    this.context.log.info(`${this.connection.venue}: the accounts of a connection changed`);
    await this.#stopWatching?.();
    this.#stopWatching = undefined;
    for (const state of this.#accounts.values()) {
      state.cancelScheduled?.();
      state.overtaken += 1;
    }
    this.#accounts.clear();
    if (!this.#closed) this.#take(listed.value);
  }

  #take(accounts: readonly ReadableAccount[]): void {
    const { portfolio, clock } = this.context;
    this.#listedAt = clock.elapsed();
    for (const account of accounts)
      this.#accounts.set(account.accountType, {
        account,
        reading: undefined,
        readAgain: false,
        overtaken: 0,
        failures: 0,
        notBefore: 0,
        restUntil: 0,
        unwatched: true,
        eventHadAmounts: false,
        cancelScheduled: undefined,
        scheduledAt: undefined,
        stream: {
          connectionId: this.connection.id,
          accountType: account.accountType,
          state: account.updates === 'stream' ? 'connecting' : 'polling',
          since: clock.now(),
        },
      });
    portfolio.setAccounts(this.connection, accounts);
    this.#moves.setAccounts(accounts.map(({ accountType }) => accountType));
    this.#watch();
  }

  #watch(): void {
    this.#stopWatching ??= this.session.watch({
      moved: () => {
        if (!this.#closed) this.#moves.noteMoveEvent();
      },
      balances: (accountType, changed, at) => this.#streamed(accountType, changed, at),
      changed: (accountType, now) =>
        now === undefined ? this.#signalled(accountType) : this.#entered(accountType, now),
      state: (accountType, state, failure) => this.#streamState(accountType, state, failure),
    });
  }

  #streamed(accountType: AccountType, changed: readonly VenueBalance[], at: Instant): void {
    const state = this.#accounts.get(accountType);
    if (state === undefined || this.#closed) return;
    state.stream = { ...state.stream, lastEventAt: at };
    state.eventHadAmounts = true;
    const { portfolio, clock } = this.context;
    const changes = portfolio.applyStream(this.connection, accountType, changed, clock.elapsed());
    // What could not be taken is only known once the account was asked after it.
    if (changes === undefined) this.#moves.noteMoveEvent();
    else {
      const codes = changed.map(({ code }) => code);
      this.#moves.pushed(accountType, codes, changes);
    }
  }

  #signalled(accountType: AccountType): void {
    const state = this.#accounts.get(accountType);
    if (state === undefined || this.#closed) return;
    state.stream = { ...state.stream, lastEventAt: this.context.clock.now() };
    if (!state.eventHadAmounts) this.#moves.noteAccountEvent(accountType);
    state.eventHadAmounts = false;
    this.#schedule(state, AFTER_EVENT_MS);
  }

  /** Neither a pause nor a question lies between what is on this machine and the portfolio. */
  #entered(accountType: AccountType, reading: AccountReading): void {
    const state = this.#accounts.get(accountType);
    if (state === undefined || this.#closed) return;
    const { portfolio, clock, onEntered } = this.context;
    state.overtaken += 1;
    state.stream = { ...state.stream, lastEventAt: clock.now() };
    portfolio.applyReading(this.connection, accountType, clock.elapsed(), reading);
    onEntered();
  }

  #streamState(
    accountType: AccountType,
    streamState: StreamStatus['state'],
    failure: Failure | undefined,
  ): void {
    const state = this.#accounts.get(accountType);
    if (state === undefined || this.#closed) return;
    const { lastEventAt } = state.stream;
    if (streamState !== 'live') state.unwatched = true;
    state.stream = {
      connectionId: this.connection.id,
      accountType,
      state: streamState,
      since: this.context.clock.now(),
      ...(lastEventAt === undefined ? {} : { lastEventAt }),
      ...(failure === undefined ? {} : { failure }),
    };
    this.context.onStatus();
  }

  #scheduleAll(accountTypes: readonly AccountType[], delay: number, isAtOnce: boolean): void {
    for (const accountType of accountTypes) {
      const state = this.#accounts.get(accountType);
      if (state !== undefined && !this.#closed) this.#schedule(state, delay, isAtOnce);
    }
  }

  /**
   * Plans a reading, unless an earlier one is planned already; never before the account may be read.
   * @param isAtOnce even if it was read a moment ago, unless the venue's limit is nearly used up
   */
  #schedule(state: AccountState, delay: number, isAtOnce = false): void {
    const { clock } = this.context;
    // What would use up the limit is refused, and then nobody knows anything.
    const rest = isAtOnce && !this.#isBusy ? 0 : state.restUntil;
    const at = Math.max(clock.elapsed() + delay, state.notBefore, rest);
    if (state.scheduledAt !== undefined && state.scheduledAt <= at) return;
    state.cancelScheduled?.();
    state.scheduledAt = at;
    state.cancelScheduled = clock.after(at - clock.elapsed(), () => void this.#read(state));
  }

  #unschedule(state: AccountState): void {
    state.cancelScheduled?.();
    state.cancelScheduled = undefined;
    state.scheduledAt = undefined;
  }

  #read(state: AccountState): Promise<void> {
    this.#unschedule(state);
    if (state.reading !== undefined) {
      state.readAgain = true;
      return state.reading;
    }
    state.reading = this.#readOnce(state).finally(() => {
      state.reading = undefined;
      this.context.onStatus();
      if (state.readAgain && !this.#closed) {
        state.readAgain = false;
        this.#schedule(state, AFTER_EVENT_MS);
      }
    });
    this.context.onStatus();
    return state.reading;
  }

  async #readOnce(state: AccountState): Promise<void> {
    const { accountType } = state.account;
    const question = this.#moves.asking(accountType);
    let hasOutcome = false;
    const tell = (answer: Answer): void => {
      hasOutcome = true;
      this.#moves.answered(accountType, question, answer);
    };
    try {
      await this.#ask(state, tell);
    } finally {
      if (!hasOutcome) {
        state.unwatched = true;
        this.#moves.answered(accountType, question, undefined);
      }
    }
  }

  /** Applies what the account answers, and tells what that says; nothing that nobody asks for any more. */
  async #ask(state: AccountState, tell: (answer: Answer) => void): Promise<void> {
    const { portfolio, clock, random } = this.context;
    const { accountType } = state.account;
    const startedAt = clock.elapsed();
    state.notBefore = startedAt;
    state.restUntil =
      startedAt + (this.#isBusy ? BETWEEN_READS_WHEN_BUSY_MS : BETWEEN_EVENT_READS_MS);
    const { overtaken, unwatched } = state;
    // A stream that goes down meanwhile sets it again.
    state.unwatched = state.stream.state !== 'live';
    const reading = await this.session.read(accountType, this.#abort.signal);
    const isNoLongerAsked = (): boolean => this.#closed || state.overtaken !== overtaken;
    // Before it counts: other connections may show the same coins, or this one be set aside, or be asked anew
    // for what it alone shows.
    if (!isNoLongerAsked() && reading.outcome === 'read' && reading.marks !== undefined)
      this.context.onMarks(reading.marks);
    if (isNoLongerAsked()) return;
    const failures = failuresOf(reading);
    state.failures = failures.length === 0 ? 0 : state.failures + 1;
    const delay = soonestRetry(failures, state.failures, clock.now(), random());
    portfolio.together(() => {
      const effect = portfolio.applyReading(this.connection, accountType, startedAt, reading);
      if (effect.differences.length > 0) this.context.onDifference(accountType, effect.differences);
      if (effect.readAgain) state.readAgain = true;
      if (reading.outcome !== 'read') state.unwatched = true;
      // Events concern the parts that answer, too: they need not wait for those that do not.
      if (delay !== undefined && reading.outcome === 'failed')
        state.notBefore = clock.elapsed() + delay;
      const isWatched = !unwatched && !state.unwatched;
      tell(answerOf(reading, delay, effect, isWatched));
    });
    if (delay !== undefined) this.#schedule(state, delay, true);
  }

  get #isBusy(): boolean {
    return this.session.rateLimit().used > BUSY_ABOVE;
  }
}
