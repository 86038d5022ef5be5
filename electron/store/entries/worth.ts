import { Decimal, ZERO, type DecimalString } from '../../../shared/base/decimal';
import { quoteGap } from '../../../shared/portfolio/quote-gap';
import type { RecordedGaps, RecordedRates } from './entry';

/** Dollars, and what to add to them in other currencies, by code, before they are divided by the rate. */
export interface Worth {
  readonly usd: Decimal;
  readonly gaps: ReadonlyMap<string, Decimal>;
}

const NO_GAPS: Worth['gaps'] = new Map();
export const NOTHING: Worth = { usd: ZERO, gaps: NO_GAPS };

/** More digits than any total is shown or compared with. */
const DIGITS = 60;

export function worthOf(usd: DecimalString | Decimal, gaps: RecordedGaps = {}): Worth {
  return {
    usd: new Decimal(usd),
    gaps: new Map(Object.entries(gaps).map(([code, gap]) => [code, new Decimal(gap)])),
  };
}

/** A net amount of an asset with its value: in its own currency it counts by its amount. */
export function amountWorth(
  asset: string | undefined,
  net: Decimal,
  usd: Decimal,
  rates: RecordedRates = {},
): Worth {
  const rate = asset === undefined ? undefined : rates[asset];
  if (asset === undefined || rate === undefined) return { usd, gaps: NO_GAPS };
  return { usd, gaps: new Map([[asset, quoteGap(net, usd, new Decimal(rate))]]) };
}

export function addWorths(one: Worth, other: Worth): Worth {
  const usd = one.usd.plus(other.usd);
  // Nearly all balances are of no currency.
  if (other.gaps.size === 0) return { usd, gaps: one.gaps };
  const gaps = new Map(one.gaps);
  for (const [code, gap] of other.gaps) gaps.set(code, (gaps.get(code) ?? ZERO).plus(gap));
  return { usd, gaps };
}

export function negateWorth({ usd, gaps }: Worth): Worth {
  return {
    usd: usd.negated(),
    gaps: new Map([...gaps].map(([code, gap]) => [code, gap.negated()])),
  };
}

export function subtractWorths(one: Worth, other: Worth): Worth {
  return addWorths(one, negateWorth(other));
}

/**
 * What was worth so much at the rates of an earlier point, told so that it still is at those of now: in dollars,
 * and in each currency whose rate is known of both. In others nothing is known of it but its dollars.
 */
export function keptWorth(worth: Worth, then: RecordedRates = {}, now: RecordedRates = {}): Worth {
  const gaps = new Map<string, Decimal>();
  for (const [code, rate] of Object.entries(now)) {
    const before = then[code];
    if (before === undefined || new Decimal(before).isZero()) continue;
    const whole = worth.usd.plus(worth.gaps.get(code) ?? 0);
    const kept =
      before === rate ? whole : whole.times(rate).dividedBy(before).toSignificantDigits(DIGITS);
    gaps.set(code, kept.minus(worth.usd));
  }
  return { usd: worth.usd, gaps };
}

/** Gaps as they are recorded: without those that are zero, nothing where all are. */
export function recordedGaps({ gaps }: Worth): RecordedGaps | undefined {
  const nonZero = [...gaps].filter(([, gap]) => !gap.isZero());
  return nonZero.length === 0
    ? undefined
    : Object.fromEntries(nonZero.map(([code, gap]) => [code, gap.toFixed()]));
}
