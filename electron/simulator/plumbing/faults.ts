import type { VenueId } from '../../../shared/base/ids';

/** What can go wrong with one REST request. */
export type RequestFault =
  /** Answers late by so many milliseconds. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Answers with a status such as 429, 418 or 503, and `Retry-After` in seconds if given. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  /** Answers 200 with a maintenance page. */
  | { readonly kind: 'html' }
  /** Answers 200 with nothing. */
  | { readonly kind: 'empty' }
  /** Answers 200 with the first half of the right JSON. */
  | { readonly kind: 'truncated' }
  /** Answers with a `Date` that is so many milliseconds ahead of ours (behind if negative). */
  | { readonly kind: 'date'; readonly ms: number }
  /** Cuts the connection without an answer. */
  | { readonly kind: 'cut' }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Answers 200 with JSON that never ends, as fast as it is read. */
  | { readonly kind: 'endless' }
  /** Answers 200 with a few hundred kilobytes that unpack to hundreds of megabytes. */
  | { readonly kind: 'bomb' }
  /** Answers 200 with a byte every so many milliseconds, and never ends. */
  | { readonly kind: 'drip'; readonly everyMs: number }
  /** Answers 200 with a megabyte of lists, each within the one before. */
  | { readonly kind: 'deep' };

/** What can be wrong with a whole venue while the fault is switched on. */
export type VenueFault =
  /** The key was deleted at the venue: its own error for that, on REST and sockets. */
  | { readonly kind: 'revoked-key' }
  /** The venue's clock is ahead of ours by so many milliseconds (behind if negative). */
  | { readonly kind: 'clock-skew'; readonly ms: number }
  /** WebSocket connections are refused. */
  | { readonly kind: 'refuse-sockets' }
  /** Sockets, present and new, stay open, but nothing is answered or sent any more, no pong either. */
  | { readonly kind: 'half-open-sockets' }
  /** Every account event is pushed twice. */
  | { readonly kind: 'duplicate-events' }
  /** Account events are pushed in swapped pairs. */
  | { readonly kind: 'out-of-order-events' };

export interface FaultScope {
  readonly venue: VenueId;
  /** Only requests to this path (whole, or a pattern); every path otherwise. Request faults only. */
  readonly path?: string | RegExp;
  /** Only requests made with this key. Request faults and `revoked-key`. */
  readonly keyIndex?: number;
  /** Only so many requests, then it switches itself off. Request faults only. */
  readonly count?: number;
}

interface Rule {
  readonly scope: FaultScope;
  readonly fault: RequestFault | VenueFault;
  left: number;
}

const requestKinds = new Set<string>([
  'delay',
  'status',
  'html',
  'empty',
  'truncated',
  'date',
  'cut',
  'hang',
  'endless',
  'bomb',
  'drip',
  'deep',
]);

/** The switchboard of everything that can be made to go wrong. */
export class Faults {
  private rules: Rule[] = [];

  /** @param disconnect cuts all sockets of a venue */
  constructor(private readonly disconnect: (venue: VenueId) => void) {}

  /** Switches a fault on; the returned function switches it off again. */
  set(scope: FaultScope, fault: RequestFault | VenueFault): () => void {
    const rule: Rule = { scope, fault, left: scope.count ?? Number.POSITIVE_INFINITY };
    this.rules.push(rule);
    return () => this.remove(rule);
  }

  /** Switches everything off, at one venue or at all. */
  clear(venue?: VenueId): void {
    this.rules = venue ? this.rules.filter((rule) => rule.scope.venue !== venue) : [];
  }

  /** Cuts every socket that is open at a venue now, without a closing handshake. */
  dropSockets(venue: VenueId): void {
    this.disconnect(venue);
  }

  /** The faults that apply to this request, counted as used. */
  take(venue: VenueId, path: string, keyIndex: number | undefined): RequestFault[] {
    const taken: RequestFault[] = [];
    for (const rule of [...this.rules]) {
      if (rule.scope.venue !== venue || !isRequestFault(rule.fault)) continue;
      if (!pathMatches(rule.scope.path, path)) continue;
      if (rule.scope.keyIndex !== undefined && rule.scope.keyIndex !== keyIndex) continue;
      taken.push(rule.fault);
      rule.left -= 1;
      if (rule.left <= 0) this.remove(rule);
    }
    return taken;
  }

  isOn(venue: VenueId, kind: VenueFault['kind']): boolean {
    return this.rules.some(({ scope, fault }) => scope.venue === venue && fault.kind === kind);
  }

  isRevoked(venue: VenueId, keyIndex: number): boolean {
    return this.rules.some(
      ({ scope, fault }) =>
        fault.kind === 'revoked-key' &&
        scope.venue === venue &&
        (scope.keyIndex === undefined || scope.keyIndex === keyIndex),
    );
  }

  /** Milliseconds by which a venue's clock is ahead. */
  skew(venue: VenueId): number {
    let total = 0;
    for (const { scope, fault } of this.rules)
      if (scope.venue === venue && fault.kind === 'clock-skew') total += fault.ms;
    return total;
  }

  private remove(rule: Rule): void {
    this.rules = this.rules.filter((other) => other !== rule);
  }
}

function isRequestFault(fault: RequestFault | VenueFault): fault is RequestFault {
  return requestKinds.has(fault.kind);
}

function pathMatches(wanted: string | RegExp | undefined, path: string): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? wanted === path : wanted.test(path);
}
