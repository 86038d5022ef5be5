import type { Decimal } from '../base/decimal';
import { ZERO } from '../base/decimal';
import type { AssetId } from '../assets/asset';
import type { VenueId } from '../base/ids';
import type { ShortfallReason } from './rebalance-plan-types';
import type { TradeOffer, TradeRefusal } from './trading-floor';

/** Remembers, per asset, why something was not traded, each reason once and with its largest amount. */
export class Shortfalls {
  readonly #byAsset = new Map<AssetId, Map<string, ShortfallReason>>();

  add(asset: AssetId, reason: ShortfallReason): void {
    const id = reason.kind === 'no-terms' ? `${reason.kind} ${reason.venue}` : reason.kind;
    const reasons = this.#byAsset.get(asset) ?? new Map<string, ShortfallReason>();
    this.#byAsset.set(asset, reasons);
    const before = reasons.get(id);
    const larger =
      before === undefined ||
      !('usd' in before) ||
      !('usd' in reason) ||
      reason.usd.greaterThan(before.usd);
    if (larger) reasons.set(id, reason);
  }

  of(asset: AssetId): readonly ShortfallReason[] {
    return [...(this.#byAsset.get(asset)?.values() ?? [])];
  }
}

/** The reason that a refusal is, for so many dollars at a venue. */
export function reasonOf(refusal: TradeRefusal, usd: Decimal, venue: VenueId): ShortfallReason {
  switch (refusal.refused) {
    case 'too-costly':
      return { kind: 'too-costly', usd, costUsd: refusal.costUsd };
    case 'below-minimum':
      return { kind: 'below-minimum', usd };
    case 'thin-book':
      return { kind: 'thin-book', usd };
    case 'no-price':
      return { kind: 'no-price' };
    case 'no-terms':
      return { kind: 'no-terms', venue };
  }
}

export function isOffer(outcome: TradeOffer | TradeRefusal): outcome is TradeOffer {
  return 'quote' in outcome;
}

export function addTo<Key>(map: Map<Key, Decimal>, id: Key, change: Decimal): void {
  map.set(id, (map.get(id) ?? ZERO).plus(change));
}
