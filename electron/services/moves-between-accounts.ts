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

/** Longer than readings that start together may share an answer, which would be the same one again. */
const AFTER_CHANGE_MS = 100;
/** From what a reading shows to the event that tells of it. */
const EVENT_UNDER_WAY_MS = 1_000;
/** Accounts that change with each reading are not compared for ever. */
const MOST_ROUNDS = 3;
const BETWEEN_ROUNDS_MS = 3_000;
/** So long a venue that cannot tell where coins went holds up the total; then they are carried on. */
const LONGEST_WAIT_MS = 120_000;

interface AccountState {
  /** The last question that was answered, by its number; 0 for none. */
  answeredTo: number;
  /** Only a question with a higher number tells what an event did; 0 when none is to be told of. */
  eventAt: number;
  /** When the first such event came, in elapsed time. */
  eventSince: number;
  wasRead: boolean;
  /** What its last answer was, if it was a failure. */
  failing: 'for-now' | 'for-good' | undefined;
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
  #changed: { readonly by: AccountType; readonly at: number } | undefined;
  readonly #net = new Map<string, Decimal>();
  #rounds = 0;
  /** Accounts that are asked once more because of a change, and the number since which. */
  #round: { readonly asked: readonly AccountType[]; readonly at: number } | undefined;
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
    this.#accounts.clear();
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
    this.#resolve();
  }

  /** An event says that coins may have moved. */
  told(): void {
    // With one account alone there is nowhere else to look.
    if (this.#accounts.size < 2) return;
    this.#count += 1;
    const asked = [...this.#accounts].filter(([, { failing }]) => failing !== 'for-good');
    for (const [, account] of asked) {
      if (account.eventAt === 0) account.eventSince = this.options.clock.elapsed();
      account.eventAt = this.#count;
    }
    this.#setDoubt(this.#isToldOf);
    this.options.readSoon(asked.map(([accountType]) => accountType));
  }

  /** A stream set balances: part of what must cancel out, if there is anything to be compared. */
  pushed(changes: NetChanges): void {
    if (this.#isToldOf) this.#add(changes);
  }

  /** An account is asked. @returns the number of the question, for {@link answered} */
  asking(accountType: AccountType): number {
    const account = this.#accounts.get(accountType);
    if (account !== undefined) account.asking += 1;
    this.#count += 1;
    return this.#count;
  }

  /** What became of a question; `undefined` if nobody wants to know any more. */
  answered(accountType: AccountType, question: number, answer: Answer | undefined): void {
    const account = this.#accounts.get(accountType);
    if (account === undefined || question <= this.#since) return;
    account.asking -= 1;
    if (answer !== undefined) this.#take(accountType, account, question, answer);
    this.#resolve();
  }

  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#forget();
    this.#underWayUntil = -Infinity;
  }

  #take(accountType: AccountType, account: AccountState, question: number, answer: Answer): void {
    account.answeredTo = Math.max(account.answeredTo, question);
    const isForEvent = account.eventAt > 0 && question > account.eventAt;
    // What was never read is in no total, so nothing of it can be there twice.
    if (isForEvent && (answer.kind !== 'failed-for-now' || !account.wasRead)) account.eventAt = 0;
    const isRead = answer.kind === 'changed' || answer.kind === 'same';
    account.wasRead ||= isRead;
    account.failing = isRead
      ? undefined
      : answer.kind === 'failed-for-now'
        ? 'for-now'
        : 'for-good';
    if (answer.kind !== 'changed' || this.#accounts.size < 2) return;
    if (answer.cause === 'watched') {
      if (isForEvent || this.#isToldOf) this.#add(answer.changes);
      if (!isForEvent) this.#underWayUntil = this.options.clock.elapsed() + EVENT_UNDER_WAY_MS;
      return;
    }
    // Else two such accounts would have each other read without end.
    if (answer.cause === 'market' && this.#rounds > 0) return;
    this.#add(answer.changes);
    this.#count += 1;
    this.#changed = { by: accountType, at: this.#count };
  }

  /** Once nothing is being asked: says that all belongs together, or asks again. */
  #resolve(): void {
    this.#giveUpWaiting();
    const isAsking = [...this.#accounts.values()].some(({ asking }) => asking > 0);
    if (isAsking || this.#isToldOf || this.#isRoundOpen) {
      this.#setDoubt(this.#isToldOf || this.#changed !== undefined || this.#isUnderWay);
      return;
    }
    const unread = this.#unread();
    if (unread.length > 0 && this.#rounds < MOST_ROUNDS) {
      this.#rounds += 1;
      this.#count += 1;
      this.#round = { asked: unread, at: this.#count };
      this.#setDoubt(true);
      this.options.readAfter(unread, this.#rounds === 1 ? AFTER_CHANGE_MS : BETWEEN_ROUNDS_MS);
      return;
    }
    this.#forget();
    if (this.#isUnderWay) this.#resolveAt(this.#underWayUntil);
    this.#setDoubt(this.#isUnderWay);
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

  get #isRoundOpen(): boolean {
    const { asked = [], at = 0 } = this.#round ?? {};
    return asked.some((accountType) => (this.#accounts.get(accountType)?.answeredTo ?? at) < at);
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
