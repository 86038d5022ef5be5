import { keptPrice } from './kept-price';
import type { QuoteRates, QuoteRateView } from '../../../shared/contract/portfolio-view';
import { priceDecimal } from '../../../shared/base/decimal';
import type { QuoteCurrency } from '../../../shared/assets/format';
import type { Instant } from '../../../shared/base/failure';
import type { Price } from '../../../shared/pricing/price';

/**
 * The rates of the currencies that values are shown in, at the prices of the book. One that no market makes any
 * more stands for a day, as other prices do, marked as old.
 * @param before what was known last, by currency
 * @param priceOf dollars for one unit of a currency
 */
export function quoteRates(
  currencies: Iterable<QuoteCurrency>,
  before: QuoteRates,
  priceOf: (currency: QuoteCurrency) => Price,
  now: Instant,
): QuoteRates {
  const rates: Record<QuoteCurrency, QuoteRateView> = {};
  for (const currency of new Set(currencies)) {
    if (currency === 'USD') continue;
    const price = priceOf(currency);
    const taken =
      price.kind === 'unpriced' ? keptPrice(lastOf(before[currency], now), price, now) : price;
    const rate = rateOf(taken, now);
    if (rate !== undefined) rates[currency] = rate;
  }
  return rates;
}

/** Rates of an earlier run, which are as old as it is. */
export function rateSince(rates: QuoteRates, at: Instant): QuoteRates {
  return Object.fromEntries(
    Object.entries(rates).flatMap(([currency, rate]) =>
      rate === undefined ? [] : [[currency, { staleSince: at, ...rate }]],
    ),
  );
}

function lastOf(rate: QuoteRateView | undefined, now: Instant): Price | undefined {
  if (rate === undefined) return undefined;
  const { usd, usd24hAgo, staleSince } = rate;
  return {
    kind: 'market',
    usd: priceDecimal(usd),
    path: [],
    at: staleSince ?? now,
    ...(usd24hAgo === undefined ? {} : { usd24hAgo: priceDecimal(usd24hAgo) }),
    ...(staleSince === undefined ? {} : { staleSince }),
  };
}

/** 24 hours before a rate that got old are not 24 hours before now. */
const OLD_MS = 15 * 60_000;

function rateOf(price: Price, now: Instant): QuoteRateView | undefined {
  if (price.kind === 'unpriced') return undefined;
  const usd = price.usd.toString();
  if (price.kind === 'manual') return { usd };
  const { staleSince } = price;
  const isOld = staleSince !== undefined && now - staleSince > OLD_MS;
  const usd24hAgo = price.kind === 'market' && !isOld ? price.usd24hAgo : undefined;
  return {
    usd,
    ...(usd24hAgo === undefined ? {} : { usd24hAgo: usd24hAgo.toString() }),
    ...(staleSince === undefined ? {} : { staleSince }),
  };
}
