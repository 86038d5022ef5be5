import { countedBasis, isByHand, type CountableBalance } from '../../shared/history/counted-basis';
import { Decimal } from '../../shared/base/decimal';
import type { LivePortfolio } from '../stores/portfolio-store';

/** What counts in the live portfolio, to be compared with that of the last recorded point. */
export function liveBasis({
  book,
  coverage,
  quarantine,
}: Pick<LivePortfolio, 'book' | 'coverage' | 'quarantine'>): string {
  return countedBasis(
    coverage,
    countableBalances(book),
    quarantine.map(({ connectionId, asset }) => ({
      connectionId,
      accountType: 'wallet',
      code: asset,
    })),
  );
}

/** Those that can make a difference: nearly all have a market's price and are read, not entered. */
function* countableBalances({
  balances,
  prices,
}: LivePortfolio['book']): Iterable<CountableBalance> {
  for (const {
    connectionId,
    accountType,
    subaccount,
    code,
    total,
    borrowed,
    valueUsd,
    price: priceKey,
  } of balances.values()) {
    const isPriced = valueUsd !== undefined;
    const price = prices.get(priceKey);
    if (isPriced && price?.kind !== 'manual' && !isByHand(accountType)) continue;
    yield {
      ...{ connectionId, accountType, code, isPriced },
      ...(subaccount === undefined ? {} : { subaccount }),
      net: new Decimal(total).minus(borrowed),
      ...(price?.kind === 'manual' ? { priceByHand: new Decimal(price.usd) } : {}),
    };
  }
}
