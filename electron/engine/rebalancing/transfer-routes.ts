import type { TransferRouteView } from '../../../shared/contract/rebalance-view';
import type { AssetId } from '../../../shared/assets/asset';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import type { WithdrawalTerms } from '../../../shared/pricing/spot-market';

export interface TermsPlace {
  readonly connectionId: ConnectionId;
  readonly venue: VenueId;
  /** By which networks it lets coins out, as far as it says. */
  readonly withdrawals: readonly WithdrawalTerms[];
}

export interface RouteParts {
  readonly places: readonly TermsPlace[];
  readonly holdings: readonly { readonly connectionId: ConnectionId; readonly asset: AssetId }[];
  readonly markets: readonly {
    readonly venue: VenueId;
    readonly baseAsset: AssetId;
    readonly quoteAsset: AssetId;
  }[];
  readonly hasMarkets: (venue: VenueId) => boolean;
  readonly assetOf: (venue: VenueId, code: string) => AssetId;
  readonly isMoney: (asset: AssetId) => boolean;
}

/**
 * The ways by which what is held could reach a market: coins that their own place has no market for, coins
 * in wallets, and money. From an exchange by the cheapest network that it tells of; from a wallet by its
 * chain, at a fee that nobody knows beforehand.
 */
export function routesBetween(parts: RouteParts): readonly TransferRouteView[] {
  const { places, holdings, hasMarkets } = parts;
  const traded = new Map<VenueId, Set<AssetId>>();
  for (const { venue, baseAsset, quoteAsset } of parts.markets) {
    const assets = traded.get(venue) ?? new Set<AssetId>();
    traded.set(venue, assets.add(baseAsset).add(quoteAsset));
  }
  const byId = new Map(places.map((place) => [place.connectionId, place]));
  const seen = new Set<string>();
  return holdings.flatMap(({ connectionId, asset }) => {
    const from = byId.get(connectionId);
    const key = `${connectionId} ${asset}`;
    if (from === undefined || seen.has(key)) return [];
    seen.add(key);
    const isTradedHere = traded.get(from.venue)?.has(asset) === true;
    if (isTradedHere && !parts.isMoney(asset)) return [];
    const terms = wayOut(from, asset, parts);
    if (terms === undefined) return [];
    return places
      .filter(
        (to) =>
          to.venue !== from.venue &&
          hasMarkets(to.venue) &&
          traded.get(to.venue)?.has(asset) === true,
      )
      .map((to): TransferRouteView => ({
        from: connectionId,
        to: to.connectionId,
        asset,
        ...terms,
      }));
  });
}

function wayOut(
  { venue, withdrawals }: TermsPlace,
  asset: AssetId,
  { hasMarkets, assetOf }: RouteParts,
): Omit<TransferRouteView, 'from' | 'to' | 'asset'> | undefined {
  if (!hasMarkets(venue)) return venue === 'manual' ? undefined : { network: venue };
  const ways = withdrawals.filter(({ code }) => assetOf(venue, code) === asset);
  const known = ways.filter(({ fee }) => fee !== undefined);
  const [cheapest = ways[0]] = known.sort((one, other) =>
    one.fee === undefined || other.fee === undefined ? 0 : one.fee.cmp(other.fee),
  );
  if (cheapest === undefined) return undefined;
  const { network, fee, minAmount, minutes } = cheapest;
  return {
    network,
    ...(fee === undefined ? {} : { fee: fee.toFixed() }),
    ...(minAmount === undefined ? {} : { minAmount: minAmount.toFixed() }),
    ...(minutes === undefined ? {} : { minutes }),
  };
}
