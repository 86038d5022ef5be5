import type { Instant } from '../../../shared/base/failure';

/** Time as services see it, so that tests can hold it. */
export interface Clock {
  now(): Instant;
  /** Milliseconds that only ever grow, whatever is done to the wall clock: for order and waiting. */
  elapsed(): number;
  /** Runs once after so many milliseconds; answers what cancels it. */
  after(milliseconds: number, run: () => void): () => void;
  /** Hears of each answer of a server, whose `Date` says what others take the time to be. */
  heard?(server: string, headers: Pick<Headers, 'get'>): void;
  /** What is wrong with the wall clock by all that was heard, in one sentence; nothing while it may be right. */
  trouble?(): string | undefined;
}
