import { createContext, useContext } from 'react';
import type { QuoteRateView } from '../../shared/contract/portfolio-view';
import { Decimal } from '../../shared/base/decimal';
import type { QuoteCurrency } from '../../shared/assets/format';
import { DOLLARS, type QuoteDisplay } from '../view-models/quote';
import type { LivePortfolio } from '../stores/portfolio-store';
import { useCalmPortfolio, usePortfolio, useSettings } from '../stores/use-stores';

export { inQuote, type QuoteDisplay } from '../view-models/quote';

const made = new WeakMap<QuoteRateView, QuoteDisplay>();
let last: QuoteDisplay = DOLLARS;

/** The same object for the same rates, so that memoised figures keep. */
function quoteOf(currency: QuoteCurrency, rate: QuoteRateView | undefined): QuoteDisplay {
  if (currency === 'USD') return DOLLARS;
  if (rate === undefined) return keptIfSame({ ...DOLLARS, rateMissing: currency });
  const known = made.get(rate);
  if (known !== undefined) return known;
  const quote = keptIfSame({
    currency,
    usdPerUnit: new Decimal(rate.usd),
    usdPerUnit24hAgo: rate.usd24hAgo === undefined ? undefined : new Decimal(rate.usd24hAgo),
    staleSince: rate.staleSince,
    rateMissing: undefined,
  });
  made.set(rate, quote);
  return quote;
}

function keptIfSame(next: QuoteDisplay): QuoteDisplay {
  if (JSON.stringify(next) !== JSON.stringify(last)) last = next;
  return last;
}

const QuoteOfMoment = createContext<QuoteDisplay | undefined>(undefined);

/** Shows the figures in it at the rates of the moment that they are of, as those of a calm picture are. */
export const AtQuote = QuoteOfMoment.Provider;

export function useQuote(): QuoteDisplay {
  const ofMoment = useContext(QuoteOfMoment);
  const chosen = useSettings(({ settings }) => settings?.quoteCurrency ?? 'USD');
  const rate = usePortfolio((state) =>
    state.phase === 'ready' && chosen !== 'USD' ? state.quoteRates[chosen] : undefined,
  );
  return ofMoment ?? quoteOf(chosen, rate);
}

/**
 * The portfolio as {@link useCalmPortfolio} has it, with the rates of the same moment: newer ones would make a change
 * of what only was looked at a second earlier. What is shown of it belongs in {@link AtQuote}.
 */
export function useCalmQuoted(everyMs?: number): {
  readonly portfolio: LivePortfolio | undefined;
  readonly quote: QuoteDisplay;
} {
  const chosen = useSettings(({ settings }) => settings?.quoteCurrency ?? 'USD');
  const portfolio = useCalmPortfolio(
    (state) => (state.phase === 'ready' ? state : undefined),
    everyMs,
  );
  return { portfolio, quote: quoteOf(chosen, portfolio?.quoteRates[chosen]) };
}
