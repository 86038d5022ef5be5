import { newAccount, type AccountState } from './moves-account';
import type { Answer, NetChanges } from './moves-answer';
import type { Clock } from '../ports/clock';
import { ZERO, type Decimal } from '../../../shared/base/decimal';
import type { AccountType } from '../../../shared/portfolio/balance';

export interface MovesOptions {
  readonly clock: Pick<Clock, 'elapsed' | 'after'>;
  /** An event came: accounts have to be read as soon as the venue may be asked again. */
  readonly readSoon: (accountTypes: readonly AccountType[]) => void;
  /** Accounts are to be read after a pause, in milliseconds, however short ago they were. */
  readonly readAfter: (accountTypes: readonly AccountType[], pauseMs: number) => void;
  /** Whether what is known of the accounts may not belong together. */
  readonly onDoubt: (inDoubt: boolean) => void;
  /** It could not be found out in time: what is known of these accounts counts on, and is not whole. */
  readonly onUnproven: (accountTypes: readonly AccountType[]) => void;
}

/** Readings that start within a moment may share one answer, which may be older than what happened meanwhile. */
const ANSWERS_SHARED_MS = 60;
const AFTER_CHANGE_MS = 100;
/** From what a reading shows to the event that tells of it; then the other accounts are asked. */
const EVENT_UNDER_WAY_MS = 1_000;
/** Accounts that change with each reading are not compared for ever. */
const MOST_ROUNDS = 3;
const BETWEEN_ROUNDS_MS = 3_000;
/** So long a venue that cannot tell where coins went holds up the total; then it counts on, unproven. */
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

/**
 * Sees to it that the accounts of one key are only added up when they belong together: coins that moved
 * between two readings, or between a reading and an event, would be missing or counted twice.
 *
 * - After an event that may have moved coins every account must answer a question asked after it.
 * - When a reading finds a change that no stream tells of, the changes of all accounts must cancel out, or
 *   the others must show, asked after it, that they did not change since.
 *
 * What goes there and back, in the same amount, while the accounts are asked is the one thing that this
 * cannot tell: the venue answers for one account at a time.
 *
 * What cannot be found out in two minutes, or in some rounds of readings, does not hold up the total any
 * longer, and does not pass for whole either: the accounts are named as unproven until they are.
 */
export class MovesBetweenAccounts {
  readonly #accounts = new Map<AccountType, AccountState>();
  /** Numbers questions and events in the order in which they happened, which no clock does. */
  #count = 0;
  /** Questions up to this number were about accounts of before. */
  #since = 0;
  /** The last event or change, and when that was, in elapsed time. */
  #mark = { number: 0, at: -Infinity };
  readonly #net = new Map<string, Decimal>();
  #rounds = 0;
  #round: Round | undefined;
  #cancelTimer: (() => void) | undefined;
  #inDoubt = false;
  /** Since when, in elapsed time. */
  #doubtSince = 0;

  constructor(private readonly options: MovesOptions) {}

  get inDoubt(): boolean {
    return this.#inDoubt;
  }

  /** The key has these accounts. Nothing of them was read yet. */
  setAccounts(accountTypes: readonly AccountType[]): void {
    this.close();
    for (const accountType of accountTypes) this.#accounts.set(accountType, newAccount());
    this.#count += 1;
    this.#since = this.#count;
    // What was not answered of the accounts of before is asked of these.
    if (this.#inDoubt) this.noteMoveEvent();
    this.#resolve();
  }

  /** An event says that coins may have moved. */
  noteMoveEvent(): void {
    // With one account alone there is nowhere else to look.
    if (this.#accounts.size < 2) return;
    const eventAt = this.#nextEvent();
    const asked = this.#where(({ failing }) => failing !== 'will-not-answer');
    for (const account of this.#accounts.values()) {
      // Whatever a reading saw before its event: all are asked after this one.
      this.#explain(account);
      if (account.failing !== 'will-not-answer' && !account.isGivenUp) account.eventAt = eventAt;
    }
    this.#setDoubt(this.#hasOpenEvent || this.#inDoubt);
    this.#arm();
    this.options.readSoon(asked);
  }

  /**
   * A stream set balances: part of what must cancel out, if there is anything to be compared.
   * @param codes all that it set, whether or not that changed anything
   */
  pushed(accountType: AccountType, codes: Iterable<string>, changes: NetChanges): void {
    if (this.#hasOpenEvent) this.#add(changes);
    const account = this.#accounts.get(accountType);
    const { unexplained: untold } = account ?? {};
    if (account === undefined || untold === undefined) return;
    const noteMoveEvent = new Set(codes);
    const left = new Map([...untold.changes].filter(([code]) => !noteMoveEvent.has(code)));
    this.#explain(account);
    if (left.size > 0) account.unexplained = { ...untold, changes: left };
    else this.#resolve();
  }

  /** A stream told that an account changed: what its next answer shows needs no other event. */
  noteAccountEvent(accountType: AccountType): void {
    const account = this.#accounts.get(accountType);
    if (account === undefined) return;
    this.#count += 1;
    account.signalledAt = this.#count;
    this.#explain(account);
    this.#resolve();
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
    if (answer !== undefined) this.#take(account, question.asOf, answer);
    this.#resolve();
  }

  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#accounts.clear();
    this.#forget();
  }

  #take(account: AccountState, asOf: number, answer: Answer): void {
    account.answeredTo = Math.max(account.answeredTo, asOf);
    const isForEvent = account.eventAt > 0 && asOf > account.eventAt;
    const isForSignal = account.signalledAt > 0 && asOf > account.signalledAt;
    if (isForSignal) account.signalledAt = 0;
    const isWhole = answer.kind === 'same' || answer.kind === 'changed';
    // What was never read is in no total, so nothing of it can be there twice.
    if (isForEvent && (isWhole || answer.kind === 'will-not-answer' || !account.wasRead))
      account.eventAt = 0;
    account.failing = isWhole ? undefined : answer.kind;
    if (isWhole) {
      account.isGivenUp = false;
      account.wasRead = true;
      if (asOf > account.unprovenTo) account.unprovenTo = 0;
    }
    if ('changes' in answer) this.#takeChanges(account, isForSignal, answer);
  }

  #takeChanges(
    account: AccountState,
    isForSignal: boolean,
    { changes, cause }: Extract<Answer, { changes: NetChanges }>,
  ): void {
    if (this.#accounts.size < 2) return;
    account.isMoving = cause === 'market';
    if (cause === 'watched' && isForSignal) this.#add(changes);
    else if (cause === 'watched') {
      const until = this.options.clock.elapsed() + EVENT_UNDER_WAY_MS;
      account.unexplained = { changes, until };
    } else this.#noteUnexplained(account, changes, cause === 'market' && this.#rounds > 0);
  }

  /** What a reading saw is told by now: it is part of what must cancel out. */
  #explain(account: AccountState): void {
    if (account.unexplained !== undefined) this.#add(account.unexplained.changes);
    account.unexplained = undefined;
  }

  /**
   * Nobody reported a change: others are asked because of it.
   * @param steadyOnly not those that change with the market themselves
   */
  #noteUnexplained(account: AccountState, changes: NetChanges, steadyOnly: boolean): void {
    this.#add(changes);
    const at = this.#nextEvent();
    if (steadyOnly) account.movedAt = at;
    else account.changedAt = at;
  }

  #nextEvent(): number {
    this.#count += 1;
    this.#mark = { number: this.#count, at: this.options.clock.elapsed() };
    return this.#count;
  }

  /** Once nothing is being asked: says that all belongs together, or asks again. */
  #resolve(): void {
    this.#comeTooLate();
    if (this.#inDoubt && this.options.clock.elapsed() >= this.#doubtSince + LONGEST_WAIT_MS)
      this.#giveUp();
    this.#sayUnproven();
    const isAsking = [...this.#accounts.values()].some(({ asking }) => asking > 0);
    if (isAsking || this.#hasOpenEvent || this.#openInRound.length > 0) {
      this.#setDoubt(this.#hasOpenEvent || this.#hasChanges || this.#isUnderWay);
      if (!isAsking) this.#askOnceMore();
    } else this.#compare();
    this.#arm();
  }

  /** Whatever changed is explained by the accounts as they are known, or is asked for in another round. */
  #compare(): void {
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
    for (const accountType of unread) this.#leaveUnproven(this.#accounts.get(accountType));
    this.#sayUnproven();
    this.#forget();
    this.#setDoubt(this.#isUnderWay);
  }

  /** What was answered meanwhile may have been too old: whoever must answer still is asked, or asked again. */
  #askOnceMore(): void {
    const { clock, readSoon, readAfter } = this.options;
    const isRetried = ({ failing }: AccountState): boolean =>
      failing === 'partly' || failing === 'failed-for-now';
    readSoon(this.#where((account) => account.eventAt > 0 && !isRetried(account)));
    const dueIn = (this.#round?.dueAt ?? 0) - clock.elapsed();
    readAfter(this.#openInRound, Math.max(AFTER_CHANGE_MS, dueIn));
  }

  /** A change whose event did not come is one that no stream tells of. */
  #comeTooLate(): void {
    const now = this.options.clock.elapsed();
    for (const account of this.#accounts.values()) {
      const { unexplained: untold } = account;
      if (untold === undefined || now < untold.until) continue;
      account.unexplained = undefined;
      this.#noteUnexplained(account, untold.changes, false);
    }
  }

  /** The venue cannot tell where coins went: what is known counts on, and is said not to be whole. */
  #giveUp(): void {
    const compared = new Set([...this.#openInRound, ...this.#unread()]);
    for (const [accountType, account] of this.#accounts) {
      const isAwaited = account.eventAt > 0 || account.unexplained !== undefined;
      if (!isAwaited && !compared.has(accountType)) continue;
      if (account.failing !== undefined) account.isGivenUp = true;
      this.#leaveUnproven(account);
      account.eventAt = 0;
      account.unexplained = undefined;
    }
    this.#forget();
  }

  #leaveUnproven(account: AccountState | undefined): void {
    if (account !== undefined) account.unprovenTo = this.#mark.number;
  }

  /** Said after each answer, which makes an account pass for whole, and before it may count as settled. */
  #sayUnproven(): void {
    const unproven = this.#where(({ unprovenTo }) => unprovenTo > 0);
    if (unproven.length > 0) this.options.onUnproven(unproven);
  }

  #where(holds: (account: AccountState) => boolean): AccountType[] {
    return [...this.#accounts].flatMap(([type, account]) => (holds(account) ? [type] : []));
  }

  /** An event of a move that not every account has answered yet. */
  get #hasOpenEvent(): boolean {
    return [...this.#accounts.values()].some(({ eventAt }) => eventAt > 0);
  }

  get #hasChanges(): boolean {
    return [...this.#accounts.values()].some((one) => one.changedAt > 0 || one.movedAt > 0);
  }

  /**
   * Accounts that may hold the other side of a change, and were not asked since. What fails is carried on
   * and said to be: it holds up nothing but the answer to an event.
   */
  #unread(): AccountType[] {
    if ([...this.#net.values()].every((amount) => amount.isZero())) return [];
    const accounts = [...this.#accounts.values()];
    return this.#where((account) => {
      if (account.failing !== undefined && account.failing !== 'partly') return false;
      return accounts.some((other) => {
        if (other === account) return false;
        // Else two accounts with open positions would have each other read without end.
        const since = account.isMoving ? other.changedAt : Math.max(other.changedAt, other.movedAt);
        return account.answeredTo < since;
      });
    });
  }

  get #openInRound(): readonly AccountType[] {
    const { asked = [], at = 0 } = this.#round ?? {};
    return asked.filter((accountType) => (this.#accounts.get(accountType)?.answeredTo ?? at) < at);
  }

  get #isUnderWay(): boolean {
    return [...this.#accounts.values()].some(({ unexplained: untold }) => untold !== undefined);
  }

  /** Looks again when the next thing that is waited for is over, without an answer or an event. */
  #arm(): void {
    const { clock } = this.options;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const ends = [...this.#accounts.values()].flatMap(
      ({ unexplained: untold }) => untold?.until ?? [],
    );
    if (this.#inDoubt) ends.push(this.#doubtSince + LONGEST_WAIT_MS);
    if (ends.length === 0 || this.#accounts.size === 0) return;
    const wait = Math.max(0, Math.min(...ends) - clock.elapsed());
    this.#cancelTimer = clock.after(wait, () => this.#resolve());
  }

  #forget(): void {
    for (const account of this.#accounts.values()) {
      account.changedAt = 0;
      account.movedAt = 0;
    }
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
    this.#doubtSince = this.options.clock.elapsed();
    this.options.onDoubt(inDoubt);
  }
}
