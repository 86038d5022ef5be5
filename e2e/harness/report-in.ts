import type {
  PortfolioReport,
  ReportedBalance,
  ReportedPosition,
} from '../../electron/engine/portfolio/portfolio-report';
import { Decimal } from '../../shared/base/decimal';
import { formatMoney, formatRoughMoney } from '../../shared/assets/format';

/** An amount in a currency, and what it was a day of prices before. */
export interface DayEffect {
  readonly change: Decimal;
  readonly before: Decimal;
}

/**
 * What `--print=json` reports, in a currency: worked out from the amounts, prices and rates in it alone, and
 * from nothing that the page adds up. What a balance of the currency itself is worth is its amount.
 */
export class ReportIn {
  readonly #rate: Decimal;
  readonly #rateBefore: Decimal | undefined;

  constructor(
    readonly report: PortfolioReport,
    readonly currency: string,
  ) {
    const told = currency === 'USD' ? { usd: '1', usd24hAgo: '1' } : report.quoteRates[currency];
    if (told === undefined) throw new RangeError(`the report has no rate of ${currency}`);
    this.#rate = new Decimal(told.usd);
    this.#rateBefore = told.usd24hAgo === undefined ? undefined : new Decimal(told.usd24hAgo);
  }

  /** Without the rate of a day ago there are no changes in the currency. */
  get knowsRateBefore(): boolean {
    return this.#rateBefore !== undefined;
  }

  /** Those that are not zero. */
  get balances(): readonly ReportedBalance[] {
    return this.report.balances.filter(
      ({ total, borrowed }) => !new Decimal(total).isZero() || !new Decimal(borrowed).isZero(),
    );
  }

  nameOf(asset: string): { readonly code: string; readonly name: string } {
    return this.report.assets[asset] ?? { code: asset, name: asset };
  }

  /** The same report in another currency. */
  in(currency: string): ReportIn {
    return new ReportIn(this.report, currency);
  }

  /** Dollars as they are written in the currency, in running text without cents. */
  money(usd: Decimal | string): string {
    return formatMoney(new Decimal(usd).dividedBy(this.#rate), this.currency);
  }
  roughMoney(usd: Decimal): string {
    return formatRoughMoney(usd.dividedBy(this.#rate), this.currency);
  }

  /** Of what has a price; `undefined` where nothing has. */
  worth(balances: readonly ReportedBalance[]): Decimal | undefined {
    const priced = balances.filter(({ priceUsd }) => priceUsd !== null);
    if (priced.length === 0) return undefined;
    return priced.reduce((sum, one) => sum.plus(this.#worthOf(one)), new Decimal(0));
  }

  /** The price of one unit. */
  price({ asset, priceUsd }: ReportedBalance | ReportedPosition): Decimal | undefined {
    if (priceUsd === null) return undefined;
    return asset === this.currency ? new Decimal(1) : new Decimal(priceUsd).dividedBy(this.#rate);
  }

  /** What a day of prices made of what is held now, each end at its own rate; of what has both prices. */
  effect(balances: readonly ReportedBalance[]): DayEffect | undefined {
    let change = new Decimal(0);
    let before = new Decimal(0);
    let known = false;
    for (const balance of balances) {
      const then = this.#worthBefore(balance);
      if (then === undefined) continue;
      known = true;
      before = before.plus(then);
      change = change.plus(this.#worthOf(balance)).minus(then);
    }
    return known ? { change, before } : undefined;
  }

  #worthOf(balance: ReportedBalance): Decimal {
    return netOf(balance).times(this.price(balance) ?? Number.NaN);
  }

  #worthBefore(balance: ReportedBalance): Decimal | undefined {
    const { asset, price } = balance;
    if (this.#rateBefore === undefined) return undefined;
    if (asset === this.currency) return netOf(balance);
    if (price.kind !== 'market' || price.usd24hAgo === undefined) return undefined;
    return netOf(balance).times(price.usd24hAgo).dividedBy(this.#rateBefore);
  }
}

export function netOf({ total, borrowed }: ReportedBalance): Decimal {
  return new Decimal(total).minus(borrowed);
}

/** Those with equal keys together, in the order of their first. */
export function groupedBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
