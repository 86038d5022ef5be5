/**
 * Where a sum of exponentials is zero, found with doubles: `f(x) = sum(weight * exp(-x * years))`, the value
 * of flows at the logarithm `x` of a growth per year. Every root is isolated by bounds, none is guessed:
 * an interval is left when Taylor's theorem shows that `f` has no root in it, or is monotone, or has one
 * turning point; else it is halved.
 * Source of the method: R. E. Moore, Methods and Applications of Interval Analysis, 1979, chapter 5.
 */

export interface Term {
  /** Since the first flow, 0 or more. */
  readonly years: number;
  /** Its amount as a part of the largest: it decides where to look, and is no figure that anyone sees. */
  readonly weight: number;
}

/** What was found, in ascending order of `x`. */
export type Root =
  /**
   * `f` changes its sign at about `x`, to the last digits of a double. `f'(x)` there is `slope` times the largest
   * amount times `exp(-x * pivot)`.
   */
  | {
      readonly kind: 'crossing';
      readonly x: number;
      readonly slope: number;
      readonly pivot: number;
    }
  /**
   * `f` turns at about `x`, so near to zero that doubles cannot tell whether it touches zero, crosses it twice
   * between `low` and `high`, or stays away.
   */
  | { readonly kind: 'turning'; readonly x: number; readonly low: number; readonly high: number };

/** Growths from 1e-120 to 1e120 a year: doubling in a day is 1e110. */
const WIDEST = 120 * Math.LN10;
/**
 * Where the search begins: finest where returns usually are, and at numbers at which no return is. Below the
 * first the last flow weighs most, above it the first.
 */
const SPLITS = [-0.0071, 0.0123, 0.0517, 0.1531, 0.3071, 0.6113, 1.2317, 2.4671, 4.9131, 9.877];
/** Sums of doubles are not surer than this part of what is added up. */
const NOISE = 1e-13;
/** Below this share of a year's logarithm times the years, an interval with one turning point is looked at. */
const SMALL = 1e-3;
/** No interval is halved further: with two roots nearer than this they are taken for one. */
const SMALLEST = 1e-9;
const CLOSING_STEPS = 200;

interface Sums {
  /** `f`, `f'` and `f''`, times a factor above zero that is the same for all. */
  readonly sum: number;
  readonly slope: number;
  readonly bend: number;
  /** What was added up for `f`, without signs. */
  readonly size: number;
}

/** Every root with `x` between ±120 ln 10. */
export function isolateRoots(terms: readonly Term[]): readonly Root[] {
  const years = Float64Array.from(terms, (term) => term.years);
  const weights = Float64Array.from(terms, ({ weight }) => weight);
  const last = terms.reduce((most, term) => Math.max(most, term.years), 0);
  const found: Root[] = [];
  const edges = [-WIDEST, ...negatives(), ...SPLITS, ...doublingEdges(), WIDEST];
  for (let index = 0; index + 1 < edges.length; index += 1) {
    const [low = 0, high = 0] = [edges[index], edges[index + 1]];
    // The largest of the exponentials is 1, so that none overflows.
    const pivot = high <= (SPLITS[0] ?? 0) ? last : 0;
    const shifted = years.map((year) => year - pivot);
    found.push(...rootsBetween({ years: shifted, weights, span: last, pivot }, low, high));
  }
  return found;
}

function negatives(): number[] {
  return [...doublingEdges(), ...SPLITS.slice(1)].map((x) => -x).sort((one, other) => one - other);
}

function doublingEdges(): number[] {
  const edges: number[] = [];
  for (let x = 19.71; x < WIDEST; x *= 2) edges.push(x);
  return edges;
}

interface Exponentials {
  readonly years: Float64Array;
  readonly weights: Float64Array;
  readonly span: number;
  /** Years were shifted by so much. */
  readonly pivot: number;
}

function rootsBetween(of: Exponentials, from: number, to: number): Root[] {
  const found: Root[] = [];
  const open: (readonly [low: number, high: number])[] = [[from, to]];
  for (let interval = open.pop(); interval !== undefined; interval = open.pop()) {
    const [low, high] = interval;
    const middle = (low + high) / 2;
    const half = (high - low) / 2;
    const { sum: f, slope, bend, size } = sumsAt(of, middle);
    const most = bounds(of, low, high);
    const noise = size * NOISE;
    const away = Math.abs(slope) * half + (half * half * most.bend) / 2;
    if (Math.abs(f) - noise > away) continue;
    const isMonotone = Math.abs(slope) > half * most.bend;
    if (isMonotone) {
      if (areOpposite(sumsAt(of, low).sum, sumsAt(of, high).sum))
        found.push(crossingRoot(of, low, high));
      continue;
    }
    const isSmall = half * of.span < SMALL;
    const turnsOnce = isSmall && Math.abs(bend) > half * most.third;
    if (turnsOnce || half * of.span < SMALLEST) {
      found.push(...aroundTurning(of, low, high));
      continue;
    }
    // The upper one first, since the last is taken next: roots come in ascending order.
    open.push([middle, high], [low, middle]);
  }
  return found;
}

/** Roots of an interval in which `f` turns once at most. */
function aroundTurning(of: Exponentials, low: number, high: number): Root[] {
  const [atLow, atHigh] = [sumsAt(of, low), sumsAt(of, high)];
  if (!areOpposite(atLow.slope, atHigh.slope))
    return areOpposite(atLow.sum, atHigh.sum) ? [crossingRoot(of, low, high)] : [];
  const x = zeroBetween(of, low, high, 'slope');
  const { sum: f, size } = sumsAt(of, x);
  if (Math.abs(f) <= size * NOISE * 10) return [{ kind: 'turning', x, low, high }];
  const sides = [
    [low, x, atLow.sum, f],
    [x, high, f, atHigh.sum],
  ] as const;
  return sides.flatMap(([from, to, one, other]): Root[] =>
    areOpposite(one, other) ? [crossingRoot(of, from, to)] : [],
  );
}

function sumsAt({ years, weights }: Exponentials, x: number): Sums {
  let [sum, slope, bend, size] = [0, 0, 0, 0];
  for (let index = 0; index < years.length; index += 1) {
    const year = years[index] ?? 0;
    const term = (weights[index] ?? 0) * Math.exp(-x * year);
    sum += term;
    slope -= term * year;
    bend += term * year * year;
    size += Math.abs(term);
  }
  return { sum, slope, bend, size };
}

/** The most that the second and third derivatives can be in an interval, without signs. */
function bounds(
  { years, weights }: Exponentials,
  low: number,
  high: number,
): { readonly bend: number; readonly third: number } {
  let [bend, third] = [0, 0];
  for (let index = 0; index < years.length; index += 1) {
    const year = years[index] ?? 0;
    const most = Math.exp(-(year > 0 ? low : high) * year);
    const second = Math.abs(weights[index] ?? 0) * most * year * year;
    bend += second;
    third += second * Math.abs(year);
  }
  return { bend, third };
}

function crossingRoot(of: Exponentials, low: number, high: number): Root {
  const x = zeroBetween(of, low, high, 'sum');
  return { kind: 'crossing', x, slope: sumsAt(of, x).slope, pivot: of.pivot };
}

/** The zero between two ends with opposite signs: by false position with the Illinois rule, else by halves. */
function zeroBetween(of: Exponentials, from: number, to: number, what: 'sum' | 'slope'): number {
  let [low, high] = [from, to];
  let [lowValue, highValue] = [sumsAt(of, low)[what], sumsAt(of, high)[what]];
  let kept = 0;
  for (let step = 0; step < CLOSING_STEPS; step += 1) {
    const tried =
      step % 3 === 2 ? (low + high) / 2 : low - (lowValue * (high - low)) / (highValue - lowValue);
    const next = tried > low && tried < high ? tried : (low + high) / 2;
    if (next <= low || next >= high) break;
    const value = sumsAt(of, next)[what];
    if (value === 0) return next;
    if (areOpposite(value, highValue)) {
      [low, lowValue] = [next, value];
      if (kept === 1) highValue /= 2;
      kept = 1;
    } else {
      [high, highValue] = [next, value];
      if (kept === -1) lowValue /= 2;
      kept = -1;
    }
  }
  return (low + high) / 2;
}

function areOpposite(one: number, other: number): boolean {
  return one < 0 !== other < 0;
}
