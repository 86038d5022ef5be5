import type { QuoteRateView } from '../../shared/ipc/portfolio-view';
import { Decimal } from '../../shared/money/decimal';
import type { QuoteCurrency } from '../../shared/money/format';
import { DOLLARS, type QuoteDisplay } from '../stores/quote';
import { usePortfolio, useSettings } from '../stores/use-stores';

export { inQuote, type QuoteDisplay } from '../stores/quote';

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
