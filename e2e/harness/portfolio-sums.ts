import type { PortfolioState } from '../../shared/contract/portfolio-view';
import { Decimal } from '../../shared/base/decimal';

/** Text or nothing of one balance, as the app tells it over IPC or prints it. */
interface ToldBalance {
  readonly total: string;
  readonly borrowed: string;
  readonly priceUsd: string | undefined;
}

/** What balances come to by the amounts and prices told with them; those without a price not at all. */
export function worth(balances: Iterable<ToldBalance>): Decimal {
  let sum = new Decimal(0);
  for (const { total, borrowed, priceUsd } of balances)
    if (priceUsd !== undefined) sum = sum.plus(new Decimal(total).minus(borrowed).times(priceUsd));
  return sum;
}

/** The same for the live portfolio as the page has it. */
export function worthOf({ balances, prices }: PortfolioState): Decimal {
  return worth(
    Object.values(balances).map(({ total, borrowed, price }) => {
      const told = prices[price];
      return {
        total,
        borrowed,
        priceUsd: told === undefined || told.kind === 'unpriced' ? undefined : told.usd,
      };
    }),
  );
}

/** Exact sum of decimal texts. */
export function addUp(texts: Iterable<string>): Decimal {
  let sum = new Decimal(0);
  for (const text of texts) sum = sum.plus(text);
  return sum;
}
