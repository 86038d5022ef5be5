import type { AssetId } from '../assets/asset';
import { Decimal, ZERO } from '../base/decimal';
import type { VenueId } from '../base/ids';
import { isInScope } from './movable';
import { convert, NEGLIGIBLE_USD } from './place-trades';
import { largestFirst, type Placing } from './placing';
import { ratio } from './ratio';
import type { RebalanceHolding, RebalanceInput, TransferRoute } from './rebalance-input';
import type { TransferStep } from './rebalance-plan-types';
import type { Conversion, Place } from './trading-floor';

/**
 * Sends coins or money to where a market is, for what no placement without a transfer could do: the
 * largest need first, by the cheapest way whose fee is known, else by one whose fee nobody says.
 */
export function placeTransfers(placing: Placing, input: RebalanceInput): void {
  const routes = routesByAsset(input);
  if (routes.size === 0) return;
  for (const [asset] of largestFirst(placing.sells)) sendCoins(placing, input, routes, asset);
  for (const [asset] of largestFirst(placing.buys)) sendMoney(placing, routes, asset);
}

/** Coins from a wallet, or from a connection without a market for them. */
function sendCoins(placing: Placing, input: RebalanceInput, routes: Routes, asset: AssetId): void {
  const { floor, rules, sells } = placing;
  for (const route of routes.get(asset) ?? []) {
    const need = sells.get(asset) ?? ZERO;
    if (!need.greaterThan(NEGLIGIBLE_USD)) return;
    const to = floor.places.find(({ connectionId }) => connectionId === route.to);
    const source = sourceOf(placing, input, route);
    if (to === undefined || source === undefined) continue;
    const conversion = cheapest(placing, floor.conversionsFrom(to, asset), ({ to: got }) =>
      rules.isCash(got),
    );
    if (conversion === undefined) continue;
    const units = Decimal.min(source.units, withFee(route, ratio(need, floor.price(asset))));
    send(placing, route, source, to, units, (arrived) =>
      convert(placing, conversion, Decimal.min(need, arrived.times(floor.price(asset))), 'aloud'),
    );
  }
}

/** Money from where it buys nothing that is wanted. */
function sendMoney(placing: Placing, routes: Routes, asset: AssetId): void {
  const { floor, budget, buys } = placing;
  for (const to of floor.places)
    for (const conversion of floor.conversionsTo(to, asset))
      for (const route of routes.get(conversion.from) ?? []) {
        const need = buys.get(asset) ?? ZERO;
        if (!need.greaterThan(NEGLIGIBLE_USD)) return;
        const from = floor.places.find(({ connectionId }) => connectionId === route.from);
        if (route.to !== to.connectionId || from === undefined) continue;
        // Money that buys it where it lies is not sent away.
        if (floor.conversionsTo(from, asset).some((one) => one.from === conversion.from)) continue;
        const there = budget.spendable(from.connectionId, route.asset);
        const wanted = withFee(route, ratio(need, floor.price(route.asset)));
        const source: Source = { place: from, venue: from.venue, units: there };
        send(placing, route, source, to, Decimal.min(there, wanted), (arrived) => {
          budget.changed(route.asset, arrived);
          return convert(
            placing,
            conversion,
            Decimal.min(need, arrived.times(floor.price(route.asset))),
            'aloud',
          );
        });
      }
}

interface Source {
  /** Absent for a wallet, whose coins no order reaches. */
  readonly place?: Place;
  readonly holding?: RebalanceHolding;
  readonly venue: VenueId;
  readonly units: Decimal;
}

function sourceOf(
  { floor }: Placing,
  { holdings, targets }: RebalanceInput,
  route: TransferRoute,
): Source | undefined {
  const place = floor.places.find(({ connectionId }) => connectionId === route.from);
  if (place !== undefined) {
    // Where it could be sold at once, the trades before have tried.
    if (floor.conversionsFrom(place, route.asset).length > 0) return undefined;
    return { place, venue: place.venue, units: floor.available(route.from, route.asset) };
  }
  const holding = holdings.find(
    (one) =>
      one.connectionId === route.from &&
      one.asset === route.asset &&
      one.accountType === 'wallet' &&
      one.stale !== true &&
      isInScope(one, targets.scope),
  );
  if (holding === undefined || targets.excluded.includes(route.asset)) return undefined;
  const sent = floor.sentFrom(route.from, route.asset);
  const units = Decimal.min(holding.available, holding.net).minus(sent);
  return { holding, venue: holding.venue, units };
}

function send(
  { floor }: Placing,
  route: TransferRoute,
  source: Source,
  to: Place,
  amount: Decimal,
  then: (arrived: Decimal) => boolean,
): void {
  const fee = route.fee ?? ZERO;
  const arrived = amount.minus(fee);
  if (!arrived.greaterThan(0) || (route.minAmount?.greaterThan(amount) ?? false)) return;
  const mark = floor.mark();
  if (source.place === undefined) floor.sendFromWallet(route.from, route.asset, amount);
  else floor.sendAway(source.place, route.asset, amount);
  const step: TransferStep = {
    kind: 'transfer',
    id: floor.newId(`${route.from}/${route.to}/${route.asset}`),
    connectionId: route.from,
    venue: source.venue,
    asset: route.asset,
    amount,
    toConnectionId: route.to,
    toVenue: to.venue,
    network: route.network,
    ...(route.fee === undefined
      ? {}
      : { fee: route.fee, feeUsd: route.fee.times(floor.price(route.asset)) }),
    ...(route.minutes === undefined ? {} : { minutes: route.minutes }),
  };
  floor.steps.push(step);
  floor.bringIn(to, route.asset, arrived);
  // What is sent for nothing would only have cost.
  if (!then(arrived)) floor.undoTo(mark);
}

/** The cheapest first, then those whose fee nobody says. */
type Routes = ReadonlyMap<AssetId, readonly TransferRoute[]>;

function routesByAsset({ routes }: RebalanceInput): Routes {
  const byAsset = new Map<AssetId, TransferRoute[]>();
  for (const route of routes) {
    const list = byAsset.get(route.asset);
    if (list === undefined) byAsset.set(route.asset, [route]);
    else list.push(route);
  }
  const known = (route: TransferRoute): number => (route.fee === undefined ? 1 : 0);
  for (const list of byAsset.values())
    list.sort(
      (one, other) =>
        known(one) - known(other) ||
        (one.fee ?? ZERO).cmp(other.fee ?? ZERO) ||
        (nameOf(one) < nameOf(other) ? -1 : 1),
    );
  return byAsset;
}

function nameOf({ from, to, network }: TransferRoute): string {
  return `${from} ${to} ${network}`;
}

function withFee({ fee }: TransferRoute, units: Decimal): Decimal {
  return units.plus(fee ?? ZERO);
}

function cheapest(
  { floor }: Placing,
  conversions: readonly Conversion[],
  fits: (conversion: Conversion) => boolean,
): Conversion | undefined {
  return conversions.find((one) => fits(one) && floor.pricing(one) !== undefined);
}
