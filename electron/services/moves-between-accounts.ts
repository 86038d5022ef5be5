import type { Clock } from './ports/clock';
import { ZERO, type Decimal } from '../../shared/money/decimal';
import type { AccountType } from '../../shared/portfolio/balance';

/** What coins of an account became more or less, by code: what is owned less what is owed. */
export type NetChanges = ReadonlyMap<string, Decimal>;

/** What came of one reading of one account. */
export type Answer =
  /** It holds something else than was known before. */
  | { readonly kind: 'changed'; readonly changes: NetChanges; readonly cause: ChangeCause }
  | { readonly kind: 'same' }
  /** It is asked again by itself. */
  | { readonly kind: 'failed-for-now' }
  /** It will not answer: nothing of it is known, or what was known is carried on for good. */
  | { readonly kind: 'will-not-answer' };

/**
 * `unknown`: nobody tells of what happens in the account, so that coins may have come from another one.
 * `watched`: a stream, up since the reading before, tells of moves and told of none; one may be on its way.
 * `market`: open positions change what it is worth with every price.
 */
export type ChangeCause = 'unknown' | 'watched' | 'market';

export interface MovesOptions {
  readonly clock: Pick<Clock, 'elapsed' | 'after'>;
  /** An event came: accounts are to be read as soon as the venue may be asked again. */
  readonly readSoon: (accountTypes: readonly AccountType[]) => void;
  /** Accounts are to be read after a pause, in milliseconds, however short ago they were. */
  readonly readAfter: (accountTypes: readonly AccountType[], pauseMs: number) => void;
  /** Whether what is known of the accounts may not belong together. */
  readonly onDoubt: (inDoubt: boolean) => void;
}

/** Readings that start within a moment may share one answer, which may be older than what happened meanwhile. */
const ANSWERS_SHARED_MS = 60;
const AFTER_CHANGE_MS = 100;
/** From what a reading shows to the event that tells of it. */
const EVENT_UNDER_WAY_MS = 1_000;
/** Accounts that change with each reading are not compared for ever. */
const MOST_ROUNDS = 3;
const BETWEEN_ROUNDS_MS = 3_000;
/** So long a venue that cannot tell where coins went holds up the total; then they are carried on. */
const LONGEST_WAIT_MS = 120_000;

/** A question to an account. Its answer may be as old as `asOf`, which counts like `number`. */
export interface Question {
  readonly number: number;
  readonly asOf: number;
}

/** Accounts that are asked once more because of a change. */
interface Round {
  readonly asked: readonly AccountType[];
  /** Their answers must be newer than this number. */
  readonly at: number;
  /** When they are asked, in elapsed time. */
  readonly dueAt: number;
}

interface AccountState {
  /** How old its last answer may be, by number; 0 for none. */
  answeredTo: number;
  /** Only an answer that is newer tells what an event did; 0 when none is to be told of. */
  eventAt: number;
  /** When the first such event came, in elapsed time. */
  eventSince: number;
  wasRead: boolean;
  /** What its last answer was, if it was a failure. */
  failing: 'failed-for-now' | 'will-not-answer' | undefined;
  /** How many questions are not answered yet. */
  asking: number;
}

/**
 * Sees to it that the accounts of one key are only added up when they belong together: coins that moved
 * between two readings, or between a reading and an event, would be missing or counted twice.
 *
 * - After an event that may have moved coins every account must answer a question asked after it.
 * - When a reading finds a change that no stream tells of, the changes of all accounts must cancel out, or
 *   the others must show, asked after it, that they did not change since.
 */
export class MovesBetweenAccounts {
  readonly #accounts = new Map<AccountType, AccountState>();
  /** Numbers questions and events in the order in which they happened, which no clock does. */
  #count = 0;
  /** Questions up to this number were about accounts of before. */
  #since = 0;
  /** The last event or change, and when that was, in elapsed time. */
  #mark = { number: 0, at: -Infinity };
  #changed: { readonly by: AccountType; readonly at: number } | undefined;
  readonly #net = new Map<string, Decimal>();
  #rounds = 0;
  #round: Round | undefined;
  #underWayUntil = -Infinity;
  #cancelTimer: (() => void) | undefined;
  #inDoubt = false;

  constructor(private readonly options: MovesOptions) {}

  get inDoubt(): boolean {
    return this.#inDoubt;
  }

  /** The key has these accounts, of which nothing was read yet. */
  setAccounts(accountTypes: readonly AccountType[]): void {
    this.close();
    for (const accountType of accountTypes)
      this.#accounts.set(accountType, {
        answeredTo: 0,
        eventAt: 0,
        eventSince: 0,
        wasRead: false,
        failing: undefined,
        asking: 0,
      });
    this.#count += 1;
    this.#since = this.#count;
    // What was not answered of the accounts of before is asked of these.
    if (this.#inDoubt) this.told();
    this.#resolve();
  }

  /** An event says that coins may have moved. */
  told(): void {
    // With one account alone there is nowhere else to look.
    if (this.#accounts.size < 2) return;
    const eventAt = this.#happened();
    const asked = [...this.#accounts].filter(([, { failing }]) => failing !== 'will-not-answer');
    for (const [, account] of asked) {
      if (account.eventAt === 0) account.eventSince = this.options.clock.elapsed();
      account.eventAt = eventAt;
    }
    if (asked.length > 0) this.#setDoubt(true);
    this.options.readSoon(asked.map(([accountType]) => accountType));
  }

  /** A stream set balances: part of what must cancel out, if there is anything to be compared. */
  pushed(changes: NetChanges): void {
    if (this.#isToldOf) this.#add(changes);
  }

  /** An account is asked. @returns what {@link answered} is told */
  asking(accountType: AccountType): Question {
    const account = this.#accounts.get(accountType);
    if (account !== undefined) account.asking += 1;
    this.#count += 1;
    const { number, at } = this.#mark;
    const mayBeOlder = this.options.clock.elapsed() - at < ANSWERS_SHARED_MS;
    return { number: this.#count, asOf: mayBeOlder ? number - 1 : this.#count };
  }

  /** What became of a question; `undefined` if nobody wants to know any more. */
  answered(accountType: AccountType, question: Question, answer: Answer | undefined): void {
    const account = this.#accounts.get(accountType);
    if (account === undefined || question.number <= this.#since) return;
    account.asking -= 1;
    if (answer !== undefined) this.#take(accountType, account, question.asOf, answer);
    this.#resolve();
  }

  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#forget();
    this.#underWayUntil = -Infinity;
    this.#accounts.clear();
  }

  #take(accountType: AccountType, account: AccountState, asOf: number, answer: Answer): void {
    account.answeredTo = Math.max(account.answeredTo, asOf);
    const isForEvent = account.eventAt > 0 && asOf > account.eventAt;
    // What was never read is in no total, so nothing of it can be there twice.
    if (isForEvent && (answer.kind !== 'failed-for-now' || !account.wasRead)) account.eventAt = 0;
    if (answer.kind === 'failed-for-now' || answer.kind === 'will-not-answer')
      account.failing = answer.kind;
    else {
      account.failing = undefined;
      account.wasRead = true;
    }
    if (answer.kind !== 'changed' || this.#accounts.size < 2) return;
    if (answer.cause === 'watched') {
      if (isForEvent || this.#isToldOf) this.#add(answer.changes);
      if (!isForEvent) this.#underWayUntil = this.options.clock.elapsed() + EVENT_UNDER_WAY_MS;
      return;
    }
    // Else two such accounts would have each other read without end.
    if (answer.cause === 'market' && this.#rounds > 0) return;
    this.#add(answer.changes);
    this.#changed = { by: accountType, at: this.#happened() };
  }

  #happened(): number {
    this.#count += 1;
    this.#mark = { number: this.#count, at: this.options.clock.elapsed() };
    return this.#count;
  }

  /** Once nothing is being asked: says that all belongs together, or asks again. */
  #resolve(): void {
    this.#giveUpWaiting();
    const isAsking = [...this.#accounts.values()].some(({ asking }) => asking > 0);
    if (isAsking || this.#isToldOf || this.#openInRound.length > 0) {
      this.#setDoubt(this.#isToldOf || this.#changed !== undefined || this.#isUnderWay);
      if (!isAsking) this.#askOnceMore();
      return;
    }
    const unread = this.#unread();
    if (unread.length > 0 && this.#rounds < MOST_ROUNDS) {
      this.#rounds += 1;
      this.#count += 1;
      const pause = this.#rounds === 1 ? AFTER_CHANGE_MS : BETWEEN_ROUNDS_MS;
      const dueAt = this.options.clock.elapsed() + pause;
      this.#round = { asked: unread, at: this.#count, dueAt };
      this.#setDoubt(true);
      this.#askOnceMore();
      return;
    }
    this.#forget();
    if (this.#isUnderWay) this.#resolveAt(this.#underWayUntil);
    this.#setDoubt(this.#isUnderWay);
  }

  /** What was answered meanwhile may have been too old: whoever must answer still is asked, or asked again. */
  #askOnceMore(): void {
    const { clock, readSoon, readAfter } = this.options;
    readSoon(
      [...this.#accounts]
        .filter(([, { eventAt, failing }]) => eventAt > 0 && failing !== 'failed-for-now')
        .map(([accountType]) => accountType),
    );
    const dueIn = (this.#round?.dueAt ?? 0) - clock.elapsed();
    readAfter(this.#openInRound, Math.max(AFTER_CHANGE_MS, dueIn));
  }

  /** Of an account that fails for long, what is known is carried on, and said to be. */
  #giveUpWaiting(): void {
    for (const account of this.#accounts.values()) {
      if (account.eventAt === 0 || account.asking > 0) continue;
      const end = account.eventSince + LONGEST_WAIT_MS;
      if (this.options.clock.elapsed() >= end) account.eventAt = 0;
      else this.#resolveAt(end);
    }
  }

  /** An event of a move that not every account has answered yet. */
  get #isToldOf(): boolean {
    return [...this.#accounts.values()].some(({ eventAt }) => eventAt > 0);
  }

  /**
   * Accounts that may hold the other side of a change, and were not asked since. What fails is carried on
   * and said to be: it holds up nothing but the answer to an event.
   */
  #unread(): AccountType[] {
    const changed = this.#changed;
    if (changed === undefined || [...this.#net.values()].every((amount) => amount.isZero()))
      return [];
    return [...this.#accounts]
      .filter(
        ([accountType, { answeredTo, failing }]) =>
          accountType !== changed.by && answeredTo < changed.at && failing === undefined,
      )
      .map(([accountType]) => accountType);
  }

  get #openInRound(): readonly AccountType[] {
    const { asked = [], at = 0 } = this.#round ?? {};
    return asked.filter((accountType) => (this.#accounts.get(accountType)?.answeredTo ?? at) < at);
  }

  get #isUnderWay(): boolean {
    return this.options.clock.elapsed() < this.#underWayUntil;
  }

  #resolveAt(at: number): void {
    const { clock } = this.options;
    this.#cancelTimer?.();
    this.#cancelTimer = clock.after(Math.max(0, at - clock.elapsed()), () => {
      if (at === this.#underWayUntil) this.#underWayUntil = -Infinity;
      this.#resolve();
    });
  }

  #forget(): void {
    this.#changed = undefined;
    this.#net.clear();
    this.#rounds = 0;
    this.#round = undefined;
  }

  #add(changes: NetChanges): void {
    for (const [code, amount] of changes)
      this.#net.set(code, (this.#net.get(code) ?? ZERO).plus(amount));
  }

  #setDoubt(inDoubt: boolean): void {
    if (this.#inDoubt === inDoubt) return;
    this.#inDoubt = inDoubt;
    this.options.onDoubt(inDoubt);
  }
}
