import { ZERO } from '../../../shared/base/decimal';
import { product } from '../../../shared/assets/product';
import { netAmount } from '../../../shared/portfolio/balance';
import { CLAIM_LASTS_MS, LACKING_SHARE } from '../../../shared/pricing/price-limits';
import type { Snapshot } from '../../../shared/portfolio/snapshot';

/**
 * Whether a total lacks something that has no price now, so that it is no fall: a market that was never reached,
 * or what is disputed or priced no longer and would be a share of the total that matters, debts like assets.
 * What never had a price was in no total before, and is missing from none.
 */
export function lacksPrices({
  at,
  totalUsd,
  balances,
}: Pick<Snapshot, 'at' | 'totalUsd' | 'balances'>): boolean {
  let lacking = ZERO;
  for (const balance of balances) {
    const { price } = balance;
    const net = netAmount(balance).abs();
    if (price.kind !== 'unpriced' || net.isZero()) continue;
    const { reason, claim } = price;
    if (claim === undefined) {
      if (reason === 'not-loaded' || reason === 'disputed') return true;
      continue;
    }
    if (at - claim.at <= CLAIM_LASTS_MS) lacking = lacking.plus(product(net, claim.usd));
    // An old claim of what cannot be asked is no word on what it is worth now.
    else if (reason === 'not-loaded') return true;
  }
  if (lacking.isZero()) return false;
  return lacking.greaterThanOrEqualTo(totalUsd.abs().plus(lacking).times(LACKING_SHARE));
}
