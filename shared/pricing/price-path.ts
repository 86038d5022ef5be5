import type { AssetId } from '../assets/asset';
import { knownAsset } from '../assets/asset-registry';
import { Decimal, ONE, toPrice, ZERO } from '../base/decimal';
import type { Instant } from '../base/failure';
import type { Price, SetAside } from './price';
import { isDollarStablecoin, isFar, rank, type Edge } from './price-edge';
import { LEAST_TRADED_USD, LEAST_VOLUME_USD, LIQUID_USD } from './price-limits';

/** The last that markets made of a stablecoin which none prices now. */
export interface LastMarket {
  readonly usd: Decimal;
  /** The markets that made it. */
  readonly edges: readonly Edge[];
  /** When they did. */
  readonly since: Instant;
  /** It may count still; else it says only what peg cannot be assumed. */
  readonly stands: boolean;
}

/**
 * A way to dollars. `assumedPeg` names the stablecoin taken for its currency at its end; `keptSince` says that
 * the last price of the stablecoin at its end stands, made then.
 */
export interface Path {
  readonly edges: readonly Edge[];
  readonly usd: Decimal;
  readonly usd24hAgo?: Decimal;
  /** What its first market trades a day. */
  readonly volumeUsd: Decimal;
  /** The smallest dollar volume of its markets: a path is as liquid as its thinnest market. */
  readonly liquidityUsd: Decimal;
  readonly assumedPeg?: string;
  readonly keptSince?: Instant;
}

/** A path that ends in a real dollar market: not in an assumed peg, nor in the last price of a lost market. */
export function isReal(path: Path | undefined): path is Path {
  return path !== undefined && path.assumedPeg === undefined && path.keptSince === undefined;
}

const NO_MARKET = new Decimal(Infinity);

/** Dollars themselves. */
export const DOLLAR: Path = {
  edges: [],
  usd: ONE,
  usd24hAgo: ONE,
  volumeUsd: NO_MARKET,
  liquidityUsd: NO_MARKET,
};

/** The path with one more hop in front; none if the hop's market trades too little to be believed. */
export function prepend(edge: Edge, rest: Path): Path | undefined {
  const usd = toPrice(edge.hop.rate.times(rest.usd));
  if (usd === undefined) return undefined;
  const volumeUsd = edge.volume?.times(rest.usd) ?? rest.volumeUsd;
  if (edge.volume !== undefined) {
    const least = edge.hop.basis === 'last' ? LEAST_VOLUME_USD : LEAST_TRADED_USD;
    if (volumeUsd.lessThan(least)) return undefined;
  }
  // A dollar stablecoin whose venue does not tell its price a day ago counts as unmoved since.
  const rest24hAgo = rest.usd24hAgo ?? (isDollarStablecoin(edge.to) ? rest.usd : undefined);
  const usd24hAgo =
    edge.rate24hAgo !== undefined && rest24hAgo !== undefined
      ? toPrice(edge.rate24hAgo.times(rest24hAgo))
      : undefined;
  return {
    edges: [edge, ...rest.edges],
    usd,
    ...(usd24hAgo === undefined ? {} : { usd24hAgo }),
    volumeUsd,
    liquidityUsd: Decimal.min(volumeUsd, rest.liquidityUsd),
    ...(rest.assumedPeg === undefined ? {} : { assumedPeg: rest.assumedPeg }),
    ...(rest.keptSince === undefined ? {} : { keptSince: rest.keptSince }),
  };
}

/** How many markets a path walks: what is exchanged at a fixed rate is no market. */
export function marketsOf(path: Path): number {
  return path.edges.filter(({ volume }) => volume !== undefined).length;
}

/**
 * The best of several paths: real markets before what was known last, that before assumed pegs; then, among liquid ones, the shortest and
 * the one that leaves coins soonest; then the most liquid; then names, so that ties are stable.
 */
export function mostLiquid(paths: readonly Path[]): Path | undefined {
  let best: Path | undefined;
  for (const path of paths) if (best === undefined || isBetter(path, best)) best = path;
  return best;
}

export function isBetter(path: Path, than: Path): boolean {
  const isWeaker = weakness(path) - weakness(than);
  if (isWeaker !== 0) return isWeaker < 0;
  const liquid = path.liquidityUsd.greaterThanOrEqualTo(LIQUID_USD);
  if (liquid !== than.liquidityUsd.greaterThanOrEqualTo(LIQUID_USD)) return liquid;
  if (liquid && path.edges.length !== than.edges.length)
    return path.edges.length < than.edges.length;
  if (liquid && firstRank(path) !== firstRank(than)) return firstRank(path) < firstRank(than);
  const liquidity = path.liquidityUsd.comparedTo(than.liquidityUsd);
  if (liquidity !== 0) return liquidity > 0;
  return trail(path) < trail(than);
}

function weakness(path: Path): number {
  if (path.assumedPeg !== undefined) return 2;
  return path.keptSince === undefined ? 0 : 1;
}

/** Where the first hop leads: dollars, other money, a large coin. */
function firstRank({ edges: [first] }: Path): number {
  return first === undefined ? 0 : rank(first.to);
}

function trail(path: Path): string {
  return path.edges.map(({ hop }) => `${hop.venue}:${hop.market}`).join('>');
}

/**
 * A stablecoin without a market to dollars: at the last price that markets made of it, while that stands; else
 * at its peg, unless that last price contradicts it.
 * @param currencyPath the way of its currency to dollars
 */
export function withoutMarket(
  asset: AssetId,
  currencyPath: (currency: AssetId) => Path | undefined,
  last: LastMarket | undefined,
): Path | undefined {
  if (last?.stands === true) {
    const { usd, edges, since } = last;
    return { edges, usd, volumeUsd: ZERO, liquidityUsd: ZERO, keptSince: since };
  }
  const peg = pegOf(asset, currencyPath);
  return peg === undefined || (last !== undefined && isFar(peg.usd, last.usd)) ? undefined : peg;
}

function pegOf(
  asset: AssetId,
  currencyPath: (currency: AssetId) => Path | undefined,
): Path | undefined {
  const known = knownAsset(asset);
  if (known?.kind !== 'stablecoin' || known.peg === undefined) return undefined;
  const currency = known.peg === 'USD' ? DOLLAR : currencyPath(known.peg);
  if (currency === undefined) return undefined;
  return {
    edges: currency.edges,
    usd: currency.usd,
    volumeUsd: ZERO,
    liquidityUsd: ZERO,
    assumedPeg: asset,
  };
}

/** A path as a price. `now` stamps one without hops. */
export function toPriceOf(
  path: Path,
  now: Instant,
  usd24hAgo: Decimal | undefined,
  setAside?: SetAside,
): Price {
  const hops = path.edges.map(({ hop }) => hop);
  const at = hops.reduce((oldest, hop) => Math.min(oldest, hop.at), hops[0]?.at ?? now);
  const common = { usd: path.usd, path: hops, at, ...(setAside === undefined ? {} : { setAside }) };
  if (path.assumedPeg !== undefined)
    return { kind: 'peg-assumed', peg: path.assumedPeg, ...common };
  return {
    kind: 'market',
    ...common,
    ...(usd24hAgo === undefined ? {} : { usd24hAgo }),
    ...(path.keptSince === undefined ? {} : { staleSince: path.keptSince }),
  };
}
