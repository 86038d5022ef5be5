import type { VenueId } from '../../../shared/base/ids';

/** One REST request. Never holds a query, a body or a header: secrets and signatures live there. */
export interface LoggedRequest {
  readonly venue: VenueId;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** Index of the key that asked; absent for public requests and unknown keys. */
  readonly keyIndex?: number;
  /** Epoch milliseconds of arrival. */
  readonly at: number;
  /** Status that was answered; absent while unanswered or when the connection was cut. */
  status?: number;
  /** Milliseconds from the arrival to the whole answer having been handed over. */
  tookMs?: number;
}

/** What to count; everything that is given must match. */
export interface RequestFilter {
  readonly venue?: VenueId;
  /** The whole path, or a pattern for it. */
  readonly path?: string | RegExp;
  readonly keyIndex?: number;
}

const KEPT = 100_000;

/** Remembers what was asked of the simulated venues, for tests to assert on. */
export class RequestLog {
  private kept: LoggedRequest[] = [];
  private readonly underWay = new Map<VenueId, number>();
  private readonly highest = new Map<VenueId, number>();

  get entries(): readonly LoggedRequest[] {
    return this.kept;
  }

  find(filter: RequestFilter): LoggedRequest[] {
    return this.kept.filter((request) => matches(request, filter));
  }

  count(filter: RequestFilter = {}): number {
    return this.find(filter).length;
  }

  /** The most requests that were unanswered at one time since the start or the last {@link clear}. */
  highWater(venue: VenueId): number {
    return this.highest.get(venue) ?? 0;
  }

  /** How many requests are being answered now. */
  unanswered(venue: VenueId): number {
    return this.underWay.get(venue) ?? 0;
  }

  clear(): void {
    this.kept = [];
    this.highest.clear();
  }

  begin(request: LoggedRequest): void {
    this.kept.push(request);
    if (this.kept.length > KEPT) this.kept.splice(0, KEPT / 10);
    const now = (this.underWay.get(request.venue) ?? 0) + 1;
    this.underWay.set(request.venue, now);
    this.highest.set(request.venue, Math.max(now, this.highWater(request.venue)));
  }

  end(request: LoggedRequest): void {
    this.underWay.set(request.venue, (this.underWay.get(request.venue) ?? 1) - 1);
  }
}

function matches(request: LoggedRequest, { venue, path, keyIndex }: RequestFilter): boolean {
  if (venue !== undefined && request.venue !== venue) return false;
  if (keyIndex !== undefined && request.keyIndex !== keyIndex) return false;
  if (path === undefined) return true;
  return typeof path === 'string' ? request.path === path : path.test(request.path);
}
