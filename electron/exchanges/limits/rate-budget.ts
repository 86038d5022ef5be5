import type { Instant } from '../../../shared/portfolio/failure';
import { VenueFailure } from '../../reading/venue-failure';
import { LONGEST_SERVER_WAIT_MS } from '../../timing/server-wait';
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
}

/** Part of a limit left for what else runs at the same address, such as the venue's own app. */
const HEADROOM = 0.9;
/** Signed requests are valid for a few seconds only: one that must wait longer is not sent at all. */
const LONGEST_WAIT_MS = 3000;

/** The limits of one network address at one venue, and of one key there. Shared by all its sessions. */
export class RateBudget {
  private readonly buckets = new Map<string, TokenBucket>();
  private pausedUntil: Instant = 0;

  /** @param address the budget of the network address, if this is a key's */
  constructor(
    private readonly rules: LimitRules,
    private readonly address?: RateBudget,
  ) {}

  /**
   * Counts a request. @returns how long to wait before sending it, in ms
   * @throws VenueFailure `rate-limited` with the time to come back, if that is too long
   */
  take(request: string, cost: RequestWeight, now: Instant): number {
    const paused = this.pauseEnd(now);
    if (paused !== undefined) throw tooMany(paused);
    const bucket = this.bucketFor(request, cost.limit, now);
    const wait = bucket.waitFor(cost.weight, now);
    if (wait > LONGEST_WAIT_MS) throw tooMany(now + wait);
    return bucket.take(cost.weight, now);
  }

  /** Stops all requests until the instant that the venue named, which is within an hour. */
  pause(until: Instant): void {
    const owner = this.rules.pauses === 'address' && this.address ? this.address : this;
    owner.pausedUntil = Math.max(owner.pausedUntil, until);
  }

  /** Takes over the venue's own count of a limit. */
  observe(request: string, limit: string, used: number, now: Instant): void {
    this.bucketFor(request, limit, now).observe(used, now);
  }

  /** The fullest limit's share, and the end of a pause. */
  use(now: Instant): { readonly used: number; readonly pausedUntil?: Instant } {
    const own = Math.max(0, ...[...this.buckets.values()].map((bucket) => bucket.used(now)));
    const pausedUntil = this.pauseEnd(now);
    return {
      used: Math.max(own, this.address?.use(now).used ?? 0),
      ...(pausedUntil === undefined ? {} : { pausedUntil }),
    };
  }

  private pauseEnd(now: Instant): Instant | undefined {
    const end = Math.max(this.pausedUntil, this.address?.pausedUntil ?? 0);
    // No pause is longer: a clock that was put back would keep the key away until it has caught up.
    return end > now && end <= now + LONGEST_SERVER_WAIT_MS ? end : undefined;
  }

  private bucketFor(request: string, limit: string, now: Instant): TokenBucket {
    const rule = this.rules.limits[limit];
    if (rule === undefined) throw new Error(`no such limit: ${limit}`);
    if (rule.per === 'address' && this.address) return this.address.bucketFor(request, limit, now);
    const name = rule.eachRequest ? `${limit} ${request}` : limit;
    let bucket = this.buckets.get(name);
    if (bucket === undefined) {
      bucket = new TokenBucket(rule.capacity * HEADROOM, rule.periodMs, now);
      this.buckets.set(name, bucket);
    }
    return bucket;
  }
}

function tooMany(retryAt: Instant): VenueFailure {
  return new VenueFailure('rate-limited', undefined, { retryAt });
}
