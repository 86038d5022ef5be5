import type { BalanceView } from '../../shared/contract/portfolio-view';
import type { AssetId } from '../../shared/assets/asset';
import type { Decimal } from '../../shared/base/decimal';
import { ZERO } from '../../shared/base/decimal';
import { fromUsd, type QuoteCurrency } from '../../shared/assets/format';
import type { Instant } from '../../shared/base/failure';
import { quoteGap } from '../../shared/portfolio/quote-gap';
import { amountsOf } from './holding-amounts';

/**
 * What values are shown in. All sums are made in dollars and divided by the rate where they are shown; of the
 * currency itself they are dollars at that rate, not at its venue's price, so that one bitcoin is worth one
 * bitcoin ({@link balanceGap}).
 */
export interface QuoteDisplay {
  /** The chosen currency, or the dollar while its rate is unknown. */
  readonly currency: QuoteCurrency;
  /** Absent for the dollar. */
  readonly usdPerUnit: Decimal | undefined;
  /** Of 24 hours ago, by the same markets; absent where they do not tell, and for the dollar. */
  readonly usdPerUnit24hAgo: Decimal | undefined;
  /** Since when no market has made the rate that is used. */
  readonly staleSince: Instant | undefined;
  /** The chosen currency, when its rate is unknown. */
  readonly rateMissing: QuoteCurrency | undefined;
}

export const DOLLARS: QuoteDisplay = {
  currency: 'USD',
  usdPerUnit: undefined,
  usdPerUnit24hAgo: undefined,
  staleSince: undefined,
  rateMissing: undefined,
};

/** Dollars as shown; the rate is known whenever the currency is not the dollar. */
export function inQuote(usd: Decimal, quote: QuoteDisplay): Decimal {
  return fromUsd(usd, quote.currency, quote.usdPerUnit) ?? usd;
}

/** Whether an asset is what values are shown in, so that its price is exactly one. */
export function isQuoted(asset: AssetId, quote: QuoteDisplay): boolean {
  return quote.usdPerUnit !== undefined && asset === quote.currency;
}

/** What a balance of the currency itself is worth at the rate beyond its value at its venue's price. */
export function balanceGap(balance: BalanceView, quote: QuoteDisplay): Decimal {
  const { usdPerUnit } = quote;
  if (usdPerUnit === undefined || balance.asset !== quote.currency) return ZERO;
  const { net, value } = amountsOf(balance);
  return value === undefined ? ZERO : quoteGap(net, value, usdPerUnit);
}

/** Value now, and 24 h of prices before, in dollars of then. */
export interface TwoEnds {
  readonly after: Decimal;
  readonly before: Decimal;
}

/** How a value changed in the shown currency. */
export interface QuoteChange {
  /** In the shown currency. */
  readonly change: Decimal;
  /** Against the value before; absent where that is not above zero. */
  readonly ratio: Decimal | undefined;
}

/**
 * The change in the shown currency, each end at its own rate.
 * @returns nothing where the rate of 24 hours ago is unknown: the change in dollars is another figure
 */
export function changeInQuote(
  { after, before }: TwoEnds,
  quote: QuoteDisplay,
): QuoteChange | undefined {
  const then = fromUsd(before, quote.currency, quote.usdPerUnit24hAgo);
  if (then === undefined) return undefined;
  const change = inQuote(after, quote).minus(then);
  return { change, ratio: then.greaterThan(0) ? change.dividedBy(then) : undefined };
}

/** The change alone: a ratio of exact figures takes a while, and lists are sorted without it. */
export function differenceInQuote(
  { after, before }: TwoEnds,
  quote: QuoteDisplay,
): Decimal | undefined {
  const then = fromUsd(before, quote.currency, quote.usdPerUnit24hAgo);
  return then === undefined ? undefined : inQuote(after, quote).minus(then);
}

/** Why there is no change in the shown currency. */
export function noRateWords({ currency }: QuoteDisplay): string {
  return `The rate of ${currency} 24 hours ago is not known`;
}
