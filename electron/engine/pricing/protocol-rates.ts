import type { AssetIdentity } from '../assets/asset-identity';
import type { VenueBalance } from '../ports/exchanges';
import type { AssetId } from '../../../shared/assets/asset';
import type { VenueId } from '../../../shared/base/ids';
import type { Instant } from '../../../shared/base/failure';
import type { ProtocolRate } from '../../../shared/pricing/price-paths';

/** What protocols gave for staked variants when their holders' balances were read last. */
export class ProtocolRates {
  #latest: ReadonlyMap<AssetId, ProtocolRate> = new Map();

  /** Another map whenever something changed. */
  get latest(): ReadonlyMap<AssetId, ProtocolRate> {
    return this.#latest;
  }

  /** Takes what a reading of balances told; what it does not tell of stays. */
  note(
    identity: AssetIdentity,
    venue: VenueId,
    { balances, at }: { readonly balances: readonly VenueBalance[]; readonly at: Instant },
  ): void {
    const newRates = balances.flatMap(({ code, protocolRate }) => {
      if (protocolRate === undefined) return [];
      const asset = identity.assetOf(venue, code).id;
      return [[asset, { asset, ...protocolRate, venue, at }] as const];
    });
    if (newRates.length > 0) this.#latest = new Map([...this.#latest, ...newRates]);
  }
}
