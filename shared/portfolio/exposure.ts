import type { AssetId } from '../assets/asset';
import { ZERO, toPrice, type Decimal } from '../base/decimal';
import type { VenueId } from '../base/ids';
import type { PositionKind } from './position';

/** What is read of a balance. */
export interface ExposedBalance {
  readonly venue: VenueId;
  readonly code: string;
  readonly asset: AssetId;
  readonly total: Decimal;
  readonly borrowed: Decimal;
}

/** What is read of a position. */
export interface ExposedPosition {
  readonly venue: VenueId;
  readonly code: string;
  readonly asset: AssetId;
  readonly kind: PositionKind;
  readonly delta?: Decimal;
}

/** How the portfolio gains and loses with the price of one coin, in units of the coin. */
export interface Exposure {
  readonly asset: AssetId;
  /** Held in any account, derivatives' collateral and its profit included. */
  readonly held: Decimal;
  /** Owed, as a positive amount. */
  readonly borrowed: Decimal;
  /** Deltas of perpetuals and futures; negative when short. */
  readonly futures: Decimal;
  /** Deltas of those options whose venue gives them. */
  readonly options: Decimal;
  /** `held - borrowed + futures + options`. */
  readonly net: Decimal;
  /** Options without a delta, which are in no sum. */
  readonly unknownDeltas: number;
  /** Net in dollars, of what has a price; absent when nothing has. */
  readonly netUsd?: Decimal;
  /** Some of it has no price and is missing from `netUsd`. */
  readonly partlyUnpriced: boolean;
  /** Amounts of variants were converted at the ratio of prices, so the coins are not exact. */
  readonly converted: boolean;
}

export interface ExposureOptions {
  /** Dollars for one unit of a code at a venue. */
  readonly usdOf: (venue: VenueId, code: string) => Decimal | undefined;
  /**
   * The coin that an asset is shown under, and its dollar price: variants such as staked ether under
   * ether. An asset without one stands for itself.
   */
  readonly groupOf?: (
    asset: AssetId,
  ) => { readonly asset: AssetId; readonly usd: Decimal } | undefined;
}

type Part = 'held' | 'borrowed' | 'futures' | 'options';

class Gathering {
  readonly parts: Record<Part, Decimal> = {
    held: ZERO,
    borrowed: ZERO,
    futures: ZERO,
    options: ZERO,
  };
  unknownDeltas = 0;
  netUsd: Decimal | undefined;
  partlyUnpriced = false;
  converted = false;

  add(part: Part, amount: Decimal, netUsd: Decimal | undefined): void {
    this.parts[part] = this.parts[part].plus(amount);
    if (netUsd !== undefined) this.netUsd = (this.netUsd ?? ZERO).plus(netUsd);
    else if (!amount.isZero()) this.partlyUnpriced = true;
  }

  toExposure(asset: AssetId): Exposure {
    const { held, borrowed, futures, options } = this.parts;
    return {
      asset,
      ...this.parts,
      net: held.minus(borrowed).plus(futures).plus(options),
      unknownDeltas: this.unknownDeltas,
      ...(this.netUsd === undefined ? {} : { netUsd: this.netUsd }),
      partlyUnpriced: this.partlyUnpriced,
      converted: this.converted,
    };
  }
}

/**
 * Net delta per coin over all accounts: what is held less what is borrowed, plus the deltas of open
 * positions. A coin held on one venue and sold short on another shows near zero. Equity of derivatives
 * accounts counts as held in its own currency, which is exact: a linear contract gains its size times
 * the price's change; one settled in the coin gains that on top of the equity, valued at mark.
 */
export function exposures(
  balances: Iterable<ExposedBalance>,
  positions: Iterable<ExposedPosition>,
  { usdOf, groupOf = () => undefined }: ExposureOptions,
): ReadonlyMap<AssetId, Exposure> {
  const gathered = new Map<AssetId, Gathering>();
  const gather = (asset: AssetId): Gathering => {
    let found = gathered.get(asset);
    if (found === undefined) gathered.set(asset, (found = new Gathering()));
    return found;
  };
  const add = (of: Omit<ExposedPosition, 'kind'>, part: Part, amount: Decimal): void => {
    const usd = usdOf(of.venue, of.code);
    const signed = part === 'borrowed' ? amount.negated() : amount;
    const netUsd = usd === undefined ? undefined : signed.times(usd);
    const group = groupOf(of.asset);
    if (group === undefined || group.asset === of.asset) {
      gather(of.asset).add(part, amount, netUsd);
      return;
    }
    // Without both prices there is no telling how many coins a variant is like.
    const ratio =
      usd === undefined || group.usd.isZero() ? undefined : toPrice(usd.dividedBy(group.usd));
    if (ratio === undefined) {
      gather(of.asset).add(part, amount, netUsd);
      return;
    }
    const under = gather(group.asset);
    under.add(part, amount.times(ratio), netUsd);
    under.converted = true;
  };
  for (const balance of balances) {
    if (!balance.total.isZero()) add(balance, 'held', balance.total);
    if (!balance.borrowed.isZero()) add(balance, 'borrowed', balance.borrowed);
  }
  for (const position of positions) {
    const part = position.kind === 'option' ? 'options' : 'futures';
    if (position.delta === undefined) {
      const under = groupOf(position.asset)?.asset ?? position.asset;
      gather(under).unknownDeltas += 1;
    } else add(position, part, position.delta);
  }
  return new Map([...gathered].map(([asset, one]) => [asset, one.toExposure(asset)]));
}
