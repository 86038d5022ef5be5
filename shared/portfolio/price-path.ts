import { Decimal, ONE, toPrice, ZERO } from '../money/decimal';
import type { Instant } from './failure';
import type { Price } from './price';
import { isDollarStablecoin, rank, type Edge } from './price-edge';

/** Without a narrow spread, a market's last trade counts only above this daily volume in dollars. */
export const LEAST_VOLUME_USD = new Decimal('10000');

/** A path whose thinnest market trades this much a day prices well: among such, the shortest wins. */
export const LIQUID_USD = new Decimal('1000000');

/** A way to dollars. `assumedPeg` names the stablecoin taken for a dollar at its end. */
export interface Path {
  readonly edges: readonly Edge[];
  readonly usd: Decimal;
  readonly usd24hAgo?: Decimal;
  /** The smallest dollar volume of its hops: a path is as liquid as its thinnest market. */
  readonly liquidityUsd: Decimal;
  readonly assumedPeg?: string;
}

/** Dollars themselves. */
export const DOLLAR: Path = {
  edges: [],
  usd: ONE,
  usd24hAgo: ONE,
  liquidityUsd: new Decimal(Infinity),
};

/** The path with one more hop in front; none if the hop is too thin for its last trade to count. */
export function prepend(edge: Edge, rest: Path): Path | undefined {
  const usd = toPrice(edge.hop.rate.times(rest.usd));
  if (usd === undefined) return undefined;
  const volumeUsd = edge.volume.times(rest.usd);
  if (edge.hop.basis === 'last' && volumeUsd.lessThan(LEAST_VOLUME_USD)) return undefined;
  // A dollar stablecoin whose venue does not tell its price a day ago counts as unmoved since.
  const rest24hAgo = rest.usd24hAgo ?? (isDollarStablecoin(edge.hop.to) ? rest.usd : undefined);
  const usd24hAgo =
    edge.rate24hAgo !== undefined && rest24hAgo !== undefined
      ? toPrice(edge.rate24hAgo.times(rest24hAgo))
      : undefined;
  return {
    edges: [edge, ...rest.edges],
    usd,
    ...(usd24hAgo === undefined ? {} : { usd24hAgo }),
    liquidityUsd: Decimal.min(volumeUsd, rest.liquidityUsd),
    ...(rest.assumedPeg === undefined ? {} : { assumedPeg: rest.assumedPeg }),
  };
}

/**
 * The best of several paths: real markets before assumed pegs; then, among liquid ones, the shortest and
 * the one that leaves coins soonest; then the most liquid; then names, so that ties are stable.
 */
export function mostLiquid(paths: readonly Path[]): Path | undefined {
  let best: Path | undefined;
  for (const path of paths) if (best === undefined || isBetter(path, best)) best = path;
  return best;
}

function isBetter(path: Path, than: Path): boolean {
  const real = path.assumedPeg === undefined;
  if (real !== (than.assumedPeg === undefined)) return real;
  const liquid = path.liquidityUsd.greaterThanOrEqualTo(LIQUID_USD);
  if (liquid !== than.liquidityUsd.greaterThanOrEqualTo(LIQUID_USD)) return liquid;
  if (liquid && path.edges.length !== than.edges.length)
    return path.edges.length < than.edges.length;
  if (liquid && firstRank(path) !== firstRank(than)) return firstRank(path) < firstRank(than);
  const liquidity = path.liquidityUsd.comparedTo(than.liquidityUsd);
  if (liquidity !== 0) return liquidity > 0;
  return trail(path) < trail(than);
}

/** Where the first hop leads: dollars, other money, a large coin. */
function firstRank({ edges: [first] }: Path): number {
  return first === undefined ? 0 : rank(first.hop.to);
}

function trail(path: Path): string {
  return path.edges.map(({ hop }) => `${hop.venue}:${hop.market}`).join('>');
}

/** A dollar stablecoin taken at its peg. */
export function pegOf(code: string): Path | undefined {
  if (!isDollarStablecoin(code)) return undefined;
  return { edges: [], usd: ONE, liquidityUsd: ZERO, assumedPeg: code };
}

/** A path as a price. `now` stamps one without hops. */
export function toPriceOf(path: Path, now: Instant, usd24hAgo: Decimal | undefined): Price {
  const hops = path.edges.map(({ hop }) => hop);
  const at = hops.reduce((oldest, hop) => Math.min(oldest, hop.at), hops[0]?.at ?? now);
  if (path.assumedPeg !== undefined)
    return { kind: 'peg-assumed', usd: path.usd, peg: path.assumedPeg, path: hops, at };
  return {
    kind: 'market',
    usd: path.usd,
    path: hops,
    at,
    ...(usd24hAgo === undefined ? {} : { usd24hAgo }),
  };
}
