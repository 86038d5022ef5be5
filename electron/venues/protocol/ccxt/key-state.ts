import type { Clock } from '../../../engine/ports/clock';
import type { RateBudget } from '../limits/rate-budget';
import { withDeadline } from '../../reading/timers';
import { Turns } from '../../reading/turns';
import type { CcxtExchange } from './ccxt-exchange';

/**
 * A time farther off is none that a venue can have, whatever this machine's clock is. Signed requests would
 * all be refused, and where their time is a nonce that only grows, the key would be of no use any more.
 */
const LARGEST_SKEW_MS = 2 * 365.25 * 86_400_000;

/** The clock of a venue: this machine's, plus how far the venue's is ahead. */
export class VenueClock {
  /** The venue's clock less this machine's, in ms; found by {@link synchronise}. */
  skewMs = 0;
  /** The same, once the venue has told its time. */
  knownSkewMs: number | undefined;

  constructor(private readonly clock: Clock) {}

  now(): number {
    return this.clock.now() + this.skewMs;
  }

  /** Asks the venue for its time, where it tells one, and takes it to be that of halfway between asking and answer. */
  async synchronise(exchange: Pick<CcxtExchange, 'has' | 'fetchTime'>): Promise<void> {
    if (exchange.has['fetchTime'] !== true) return;
    const sentAt = this.clock.now();
    const time = Number(await exchange.fetchTime());
    const receivedAt = this.clock.now();
    const skewMs = skewOf(time, (sentAt + receivedAt) / 2);
    // Also what is no number.
    if (!(Math.abs(skewMs) <= LARGEST_SKEW_MS)) return;
    this.skewMs = skewMs;
    this.knownSkewMs = skewMs;
  }
}

/** Some venues tell whole seconds only: any instant within that second is no skew. */
function skewOf(venueTime: number, localTime: number): number {
  if (venueTime % 1000 !== 0) return Math.round(venueTime - localTime);
  if (localTime < venueTime) return Math.round(venueTime - localTime);
  return Math.min(0, Math.round(venueTime + 999 - localTime));
}

/** More than the longest wait for a limit and the longest answer together. */
const LONGEST_REQUEST_MS = 25_000;
/** A request that waited so long was signed too long ago. */
const LONGEST_WITH_WAITING_MS = 30_000;

/** What all sessions with the same key share: its budget, and the order of its requests. */
export class KeyState {
  private readonly turns: Turns | undefined;
  private lastNonce = 0;

  /** @param inOrder the venue refuses a nonce that arrives after a higher one of the same key */
  constructor(
    readonly budget: RateBudget,
    private readonly inOrder: boolean,
    private readonly clock: Clock,
  ) {
    this.turns = inOrder ? new Turns(1) : undefined;
  }

  /** The time to sign a request with: never the same twice where the venue takes it as a nonce. */
  stamp(now: number): number {
    if (!this.inOrder) return now;
    this.lastNonce = Math.max(now, this.lastNonce + 1);
    return this.lastNonce;
  }

  /**
   * Sends a request: at once, or after those before it where their order matters. Those after it never wait
   * for one that hangs: it is given up on, and so is one whose turn does not come.
   * @param signal ends it, also while it waits
   * @throws VenueFailure `timeout`, `cancelled`
   */
  send<T>(
    job: (signal: AbortSignal | undefined) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const { turns, clock } = this;
    if (turns === undefined) return job(signal);
    const outers = signal === undefined ? [] : [signal];
    return withDeadline(clock, LONGEST_WITH_WAITING_MS, outers, (waiting) =>
      turns.take(waiting, () => withDeadline(clock, LONGEST_REQUEST_MS, [waiting], job)),
    );
  }
}
