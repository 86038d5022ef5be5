import { ZERO, type Decimal } from '../../../../shared/base/decimal';

/**
 * Venues sum up staking tokens (WBETH, BNSOL, BETH, OKSOL) wherever they lie, in accounts that are read
 * by themselves, too. What lies there is counted there; only the rest is counted as earn. Once those
 * accounts have covered the whole sum, it is known to be such a sum, and since some venues make it but
 * once an hour, a rest that shows later is a token sold meanwhile and not counted.
 */
export class StakingTokens {
  private readonly mirrored = new Set<string>();

  /** @param elsewhere amount of the token in the accounts that are read by themselves */
  rest(asset: string, staked: Decimal, elsewhere: Decimal): Decimal {
    if (staked.isZero()) return ZERO;
    if (elsewhere.greaterThanOrEqualTo(staked)) this.mirrored.add(asset);
    return this.mirrored.has(asset) ? ZERO : staked.minus(elsewhere);
  }
}
