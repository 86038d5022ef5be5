import type { Instant } from '../../../../shared/base/failure';
import { VenueFailure } from '../../reading/venue-failure';
import { TokenBucket } from './token-bucket';

/** A venue's limit: so much weight per period, for each network address or each key. */
export interface LimitRule {
  readonly capacity: number;
  readonly periodMs: number;
  readonly per: 'address' | 'key';
  /** Every kind of request has such a limit of its own. */
  readonly eachRequest?: boolean;
}

/** What a request takes from which limit. */
export interface RequestWeight {
  readonly limit: string;
  readonly weight: number;
}

export interface LimitRules {
  readonly limits: Readonly<Record<string, LimitRule>>;
  /** Whom a venue that says "too many requests" will refuse until it says otherwise. */
  readonly pauses: 'address' | 'key';
  /** A request that would have to wait longer is not sent; {@link LONGEST_WAIT_MS} unless said otherwise. */
  readonly longestWaitMs?: number;
}

const CLOCKS_DRIFT_MS = 1_000;

/** One moment by both clocks: limits and pauses go by elapsed time, which nobody sets back. */
export interface Moment {
  readonly now: Instant;
  readonly elapsed: number;
}

/** Part of a limit left for what else runs at the same address, such as the venue's own app. */
const HEADROOM = 0.9;
/** Most signed requests are valid for a few seconds only: one that must wait longer is not sent at all. */
const LONGEST_WAIT_MS = 3000;

/** The limits of one network address at one venue, and of one key there. Shared by all its sessions. */
export class RateBudget {
  private readonly buckets = new Map<string, TokenBucket>();
  /** In elapsed time. */
  private pausedUntil = -Infinity;
  /** The same as the venue named it, in wall time. */
  private namedEnd: Instant = -Infinity;

  /** @param address the budget of the network address, if this is a key's */
  constructor(
    private readonly rules: LimitRules,
    private readonly address?: RateBudget,
  ) {}

  /**
   * Counts a request. @returns how long to wait before sending it, in ms
   * @throws VenueFailure `rate-limited` with the time to come back, if that is too long
   */
  take(request: string, cost: RequestWeight, moment: Moment): number {
    const { now, elapsed } = moment;
    const paused = this.pauseEnd(moment);
    if (paused !== undefined) throw tooMany(paused);
    const bucket = this.bucketFor(request, cost.limit, elapsed);
    const wait = bucket.waitFor(cost.weight, elapsed);
    if (wait > (this.rules.longestWaitMs ?? LONGEST_WAIT_MS)) throw tooMany(now + wait);
    return bucket.take(cost.weight, elapsed);
  }

  /** Stops all requests until the instant that the venue named, which is within an hour. */
  pause(until: Instant, { now, elapsed }: Moment): void {
    const owner = this.rules.pauses === 'address' && this.address ? this.address : this;
    const end = elapsed + until - now;
    if (end <= owner.pausedUntil) return;
    owner.pausedUntil = end;
    owner.namedEnd = until;
  }

  /** Takes over the venue's own count of a limit. */
  observe(request: string, limit: string, used: number, { elapsed }: Moment): void {
    this.bucketFor(request, limit, elapsed).observe(used, elapsed);
  }

  /** The fullest limit's share, and the end of a pause. */
  use(moment: Moment): { readonly used: number; readonly pausedUntil?: Instant } {
    const own = Math.max(
      0,
      ...[...this.buckets.values()].map((bucket) => bucket.used(moment.elapsed)),
    );
    const pausedUntil = this.pauseEnd(moment);
    return {
      used: Math.max(own, this.address?.use(moment).used ?? 0),
      ...(pausedUntil === undefined ? {} : { pausedUntil }),
    };
  }

  private pauseEnd(moment: Moment): Instant | undefined {
    const ofAddress = this.address?.pauseEnd(moment);
    const left = this.pausedUntil - moment.elapsed;
    if (left <= 0) return ofAddress;
    const end = Math.ceil(moment.now + left);
    // The two clocks drift by fractions: as long as neither was set, the end is what the venue named.
    const own = Math.abs(end - this.namedEnd) < CLOCKS_DRIFT_MS ? this.namedEnd : end;
    return Math.max(own, ofAddress ?? -Infinity);
  }

  private bucketFor(request: string, limit: string, elapsed: number): TokenBucket {
    const rule = this.rules.limits[limit];
    if (rule === undefined) throw new Error(`no such limit: ${limit}`);
    if (rule.per === 'address' && this.address)
      return this.address.bucketFor(request, limit, elapsed);
    const name = rule.eachRequest ? `${limit} ${request}` : limit;
    let bucket = this.buckets.get(name);
    if (bucket === undefined) {
      bucket = new TokenBucket(rule.capacity * HEADROOM, rule.periodMs, elapsed);
      this.buckets.set(name, bucket);
    }
    return bucket;
  }
}

/** The moment it is now. */
export function momentOf(clock: {
  readonly now: () => Instant;
  readonly elapsed: () => number;
}): Moment {
  return { now: clock.now(), elapsed: clock.elapsed() };
}

function tooMany(retryAt: Instant): VenueFailure {
  return new VenueFailure('rate-limited', undefined, { retryAt });
}
