import type { Clock } from '../../services/ports/clock';
import type { RateBudget } from '../limits/rate-budget';
import type { CcxtExchange } from './ccxt-exchange';
import { SerialQueue } from './serial-queue';

/** The clock of a venue: this machine's, plus how far the venue's is ahead. */
export class VenueClock {
  /** The venue's clock less this machine's, in ms; found by {@link synchronise}. */
  skewMs = 0;

  constructor(private readonly clock: Clock) {}

  now(): number {
    return this.clock.now() + this.skewMs;
  }

  /** Asks the venue for its time, where it tells one, and takes it to be that of halfway between asking and answer. */
  async synchronise(exchange: CcxtExchange): Promise<void> {
    if (exchange.has['fetchTime'] !== true) return;
    const sentAt = this.clock.now();
    const time = Number(await exchange.fetchTime());
    const receivedAt = this.clock.now();
    if (Number.isFinite(time)) this.skewMs = skewOf(time, (sentAt + receivedAt) / 2);
  }
}

/** Some venues tell whole seconds only: any instant within that second is no skew. */
function skewOf(venueTime: number, localTime: number): number {
  if (venueTime % 1000 !== 0) return Math.round(venueTime - localTime);
  if (localTime < venueTime) return Math.round(venueTime - localTime);
  return Math.min(0, Math.round(venueTime + 999 - localTime));
}

/** What all sessions with the same key share: its budget, and the order of its requests. */
export class KeyState {
  private readonly queue: SerialQueue | undefined;
  private lastNonce = 0;

  /** @param inOrder the venue refuses a nonce that arrives after a higher one of the same key */
  constructor(
    readonly budget: RateBudget,
    private readonly inOrder: boolean,
  ) {
    this.queue = inOrder ? new SerialQueue() : undefined;
  }

  /** The time to sign a request with: never the same twice where the venue takes it as a nonce. */
  stamp(now: number): number {
    if (!this.inOrder) return now;
    this.lastNonce = Math.max(now, this.lastNonce + 1);
    return this.lastNonce;
  }

  /** Sends a request: at once, or after those before it where their order matters. */
  send<T>(job: () => Promise<T>): Promise<T> {
    return this.queue ? this.queue.run(job) : job();
  }
}
