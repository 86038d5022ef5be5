import type { AssetIdentity } from '../assets/asset-identity';
import type { VenuePosition } from '../ports/exchanges';
import type { PositionView } from '../../../shared/contract/portfolio-view';
import { Decimal } from '../../../shared/base/decimal';
import { accountKey, type AccountKey, type AccountType } from '../../../shared/portfolio/balance';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import type { Position } from '../../../shared/portfolio/position';
import { priceKey, type PriceKey } from '../../../shared/pricing/price';

/** Deltas of contracts settled in their coin are quotients: they keep so many digits. */
const DELTA_DIGITS = 18;

/** The open positions of all accounts. */
export class OpenPositions {
  readonly #byAccount = new Map<AccountKey, readonly Position[]>();

  all(): Position[] {
    return [...this.#byAccount.values()].flat();
  }

  of(account: AccountKey): readonly Position[] {
    return this.#byAccount.get(account) ?? [];
  }

  /** Takes an account's positions; answers whether they say anything new. */
  replace(account: AccountKey, positions: readonly Position[]): boolean {
    if (saySame(this.of(account), positions)) return false;
    if (positions.length === 0) this.#byAccount.delete(account);
    else this.#byAccount.set(account, positions);
    return true;
  }

  /** What prices them, so that an exposure can be told in dollars. */
  priceKeys(): Set<PriceKey> {
    return new Set(this.all().map(({ venue, code }) => priceKey(venue, code)));
  }

  /** Whether a position's coin has this price; asked for each balance that goes. */
  needs(key: PriceKey): boolean {
    for (const positions of this.#byAccount.values())
      if (positions.some(({ venue, code }) => priceKey(venue, code) === key)) return true;
    return false;
  }

  /** Names the coins again after identities changed. */
  identify(identity: AssetIdentity): void {
    for (const [account, positions] of this.#byAccount)
      this.#byAccount.set(
        account,
        positions.map((one) => ({ ...one, asset: identity.assetOf(one.venue, one.code).id })),
      );
  }
}

/** Names the coin of a venue's position; its reader has made thousand-fold contracts plain coins. */
export function namePosition(
  connection: { readonly id: ConnectionId; readonly venue: VenueId },
  accountType: AccountType,
  position: VenuePosition,
  identity: AssetIdentity,
): Position {
  const { delta, ...rest } = position;
  return {
    ...rest,
    connectionId: connection.id,
    venue: connection.venue,
    accountType,
    asset: identity.assetOf(connection.venue, position.code).id,
    ...(delta === undefined
      ? {}
      : { delta: delta.toDecimalPlaces(DELTA_DIGITS, Decimal.ROUND_HALF_EVEN) }),
  };
}

/** Venues list positions in any order; what the page would be sent tells two of them apart. */
function saySame(some: readonly Position[], others: readonly Position[]): boolean {
  if (some.length !== others.length) return false;
  const words = (positions: readonly Position[]): string[] =>
    positions.map((position) => JSON.stringify(positionFields(position))).sort();
  const before = words(some);
  return words(others).every((one, index) => one === before[index]);
}

/** A fixed order of fields: readers write them in different ones. */
function positionFields(position: Position): readonly unknown[] {
  const { connectionId, venue, accountType, subaccount, market, kind, asset, code } = position;
  const delta = position.delta?.toFixed();
  return [connectionId, venue, accountType, subaccount, market, kind, asset, code, delta];
}

export function positionView(position: Position): PositionView {
  const { delta, ...rest } = position;
  const { connectionId, accountType, subaccount, market, venue, code } = rest;
  return {
    ...rest,
    key: `${accountKey(connectionId, accountType)}/${subaccount ?? ''}/${market}`,
    ...(delta === undefined ? {} : { delta: delta.toFixed() }),
    price: priceKey(venue, code),
  };
}

/** @throws DecimalError when the view holds text that is no decimal */
export function positionFromView(view: PositionView): Position {
  const { key: _key, price: _price, delta, ...rest } = view;
  return { ...rest, ...(delta === undefined ? {} : { delta: new Decimal(delta) }) };
}
