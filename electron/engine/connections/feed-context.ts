import type { LivePortfolio } from '../portfolio/live-portfolio';
import type { Clock } from '../ports/clock';
import type { AccountMarks } from '../ports/exchanges';
import type { Log } from '../ports/log';
import type { AccountType } from '../../../shared/portfolio/balance';

/** What a connection's readings are given to, and what they are made with. */
export interface FeedContext {
  readonly portfolio: LivePortfolio;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Stream states or readings in flight changed. */
  readonly onStatus: () => void;
  /** The venue's own answer contradicted what its stream had said. */
  readonly onDifference: (accountType: AccountType, codes: readonly string[]) => void;
  /** What the user entered has just been applied. */
  readonly onEntered: () => void;
  /** A reading told what the account is known by. */
  readonly onMarks: (marks: AccountMarks) => void;
}
