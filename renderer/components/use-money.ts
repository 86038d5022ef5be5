import type { QuoteRateView } from '../../shared/ipc/portfolio-view';
import { Decimal } from '../../shared/money/decimal';
import { fromUsd, type QuoteCurrency } from '../../shared/money/format';
import type { Instant } from '../../shared/portfolio/failure';
import { usePortfolio, useSettings } from '../stores/use-stores';

/** How dollars are shown: in the chosen currency, or in dollars while its rate is unknown. */
export interface QuoteDisplay {
  readonly currency: QuoteCurrency;
  readonly usdPerUnit: Decimal | undefined;
  /** Of 24 hours ago, by the same markets; absent where they do not tell, and for dollars. */
  readonly usdPerUnit24hAgo: Decimal | undefined;
  /** Since when no market has made the rate that is used. */
  readonly staleSince: Instant | undefined;
  /** The chosen currency, when its rate is unknown. */
  readonly rateMissing: QuoteCurrency | undefined;
}

const DOLLARS: QuoteDisplay = {
  currency: 'USD',
  usdPerUnit: undefined,
  usdPerUnit24hAgo: undefined,
  staleSince: undefined,
  rateMissing: undefined,
};

let last: QuoteDisplay = DOLLARS;

/** The same object for the same rates, so that memoised figures keep. */
function quoteOf(currency: QuoteCurrency, rate: QuoteRateView | undefined): QuoteDisplay {
  if (currency === 'USD') return DOLLARS;
  const next: QuoteDisplay =
    rate === undefined
      ? { ...DOLLARS, rateMissing: currency }
      : {
          currency,
          usdPerUnit: new Decimal(rate.usd),
          usdPerUnit24hAgo: rate.usd24hAgo === undefined ? undefined : new Decimal(rate.usd24hAgo),
          staleSince: rate.staleSince,
          rateMissing: undefined,
        };
  if (JSON.stringify(next) !== JSON.stringify(last)) last = next;
  return last;
}

export function useQuote(): QuoteDisplay {
  const chosen = useSettings(({ settings }) => settings?.quoteCurrency ?? 'USD');
  const rate = usePortfolio((state) =>
    state.phase === 'ready' && chosen !== 'USD' ? state.quoteRates[chosen] : undefined,
  );
  return quoteOf(chosen, rate);
}

/** Dollars as shown; the rate is known whenever the currency is not the dollar. */
export function inQuote(usd: Decimal, quote: QuoteDisplay): Decimal {
  return fromUsd(usd, quote.currency, quote.usdPerUnit) ?? usd;
}
