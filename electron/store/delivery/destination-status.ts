import type { Failure, Instant } from '../../../shared/base/failure';
import type { Range } from '../outbox/ranges';

/** How one destination of the journal does. */
export interface DestinationStatus {
  readonly name: string;
  /**
   * `opening`: it was not reached yet. `delivering`: it has everything, or gets what it lacks. `failing`: it
   * took nothing when it was last tried, and is tried again. `incomplete`: it lacks what the journal no longer
   * has, so nothing is delivered until that was copied from another engine. `ended`: only a new process can go on.
   */
  readonly state: 'opening' | 'delivering' | 'failing' | 'incomplete' | 'ended';
  /** Acknowledged entries that it has yet to get. */
  readonly waiting: number;
  readonly trouble?: DestinationTrouble;
  /** What the journal no longer has for it. */
  readonly lacks: readonly Range[];
}

export interface DestinationTrouble {
  readonly failure: Failure;
  readonly since: Instant;
}
