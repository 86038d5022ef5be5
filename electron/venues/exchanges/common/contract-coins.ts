import { ONE, decimal, type Decimal } from '../../../../shared/base/decimal';

/** What one unit of a contract's base is: so many of a coin. */
export interface ContractCoin {
  readonly coinId: string;
  readonly units: Decimal;
}

const MULTIPLIER_FIRST = /^(10{3,6})([A-Z]\w*)$/;
const MULTIPLIER_LAST = /^([A-Z]+)(10{3,6})$/;

/**
 * Contracts on coins of very low prices are on a thousand of them or more, and venues name the base so:
 * `1000PEPE`, `1000000MOG`, `SHIB1000`. In coins such a contract nets with the coin that is held.
 *
 * @param ownCoins names that the venue trades as coins themselves, by the same multiple: `1000SATS`
 */
export function contractCoin(
  baseId: string,
  ownCoins: ReadonlySet<string> = new Set(),
): ContractCoin {
  if (ownCoins.has(baseId)) return { coinId: baseId, units: ONE };
  const [, before, coinAfter] = MULTIPLIER_FIRST.exec(baseId) ?? [];
  if (before !== undefined && coinAfter !== undefined)
    return { coinId: coinAfter, units: decimal(before) };
  const [, coinBefore, after] = MULTIPLIER_LAST.exec(baseId) ?? [];
  if (coinBefore !== undefined && after !== undefined)
    return { coinId: coinBefore, units: decimal(after) };
  return { coinId: baseId, units: ONE };
}
