import type { NetChanges } from './moves-answer';

/** A change that a reading saw of an account whose stream tells of changes, before the stream did. */
interface UnexplainedChanges {
  readonly changes: NetChanges;
  /** Until then its event may be under way, in elapsed time. */
  readonly until: number;
}

/** What is known of one account's answers, of what was reported of it, and of what it is asked for. */
export interface AccountState {
  /** How old its last answer may be, by number; 0 for none. */
  answeredTo: number;
  /** Only an answer that is newer tells what an event did; 0 when none is to be reported. */
  eventAt: number;
  /** Number of its last change whose other side may be in another account; 0 for none. */
  changedAt: number;
  /** The same of a change that the market may have made: accounts that change like it are not asked. */
  movedAt: number;
  /** Its last change was one that open positions made. */
  isMoving: boolean;
  unexplained: UnexplainedChanges | undefined;
  /** A stream told that it changed, but not by how much, by number; 0 when an answer newer than that came. */
  signalledAt: number;
  wasRead: boolean;
  /** What its last answer was, if it was not a whole one. */
  failing: 'partly' | 'failed-for-now' | 'will-not-answer' | undefined;
  /** It failed until the wait ended, and is not waited for again before it answers. */
  isGivenUp: boolean;
  /** What is known of it is not whole until it gives an answer that is newer than this number; 0 if it is. */
  unprovenTo: number;
  /** How many questions are not answered yet. */
  asking: number;
}

export function newAccount(): AccountState {
  return {
    answeredTo: 0,
    eventAt: 0,
    changedAt: 0,
    movedAt: 0,
    isMoving: false,
    unexplained: undefined,
    signalledAt: 0,
    wasRead: false,
    failing: undefined,
    isGivenUp: false,
    unprovenTo: 0,
    asking: 0,
  };
}
