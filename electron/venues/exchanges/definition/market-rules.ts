import { tryDecimal, type Decimal } from '../../../../shared/base/decimal';
import type { MarketRules } from '../../../../shared/pricing/spot-market';

/** What an order must obey, as it came: text that is parsed only if its market is asked for. */
export interface RawRules {
  readonly lotStep?: unknown;
  readonly minAmount?: unknown;
  readonly maxAmount?: unknown;
  readonly minNotional?: unknown;
  readonly priceStep?: unknown;
  readonly priceDigits?: number;
}

const OPTIONAL = ['minAmount', 'maxAmount', 'minNotional', 'priceStep'] as const;

/**
 * The rules of a market. What the venue leaves out, or writes as zero, is not limited.
 * @returns `undefined` for rules that were not understood: there must be a step of the amount, and
 * nothing may be below zero or no number
 */
export function marketRules(raw: RawRules | undefined): MarketRules | undefined {
  if (raw === undefined) return undefined;
  const lotStep = parsed(raw.lotStep);
  if (lotStep?.greaterThan(0) !== true) return undefined;
  const limits: Partial<Record<(typeof OPTIONAL)[number], Decimal>> = {};
  for (const name of OPTIONAL) {
    const given = raw[name];
    if (given === undefined || given === null || given === '') continue;
    const value = parsed(given);
    if (value === undefined || value.isNegative()) return undefined;
    if (!value.isZero()) limits[name] = value;
  }
  const { priceDigits } = raw;
  return { lotStep, ...limits, ...(priceDigits === undefined ? {} : { priceDigits }) };
}

/** Numbers that a double holds exactly come as numbers, all others as text: see `lossless-json.ts`. */
function parsed(value: unknown): Decimal | undefined {
  return tryDecimal(typeof value === 'number' ? String(value) : value);
}

const MOST_PLACES = 40;

/** The step of so many decimal places: `0.001` for 3; `undefined` for what is no such count. */
export function stepOfPlaces(places: unknown): string | undefined {
  const count = typeof places === 'string' && places !== '' ? Number(places) : places;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > MOST_PLACES)
    return undefined;
  return count === 0 ? '1' : `0.${'0'.repeat(count - 1)}1`;
}

/** The larger of two limits of the same kind, where the venue states it twice. */
export function largerLimit(one: unknown, other: unknown): unknown {
  const [first, second] = [parsed(one), parsed(other)];
  if (first === undefined || second === undefined) return first === undefined ? other : one;
  return second.greaterThan(first) ? other : one;
}
