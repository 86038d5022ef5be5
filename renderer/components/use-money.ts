import { Decimal } from '../../shared/money/decimal';
import { fromUsd, type QuoteCurrency } from '../../shared/money/format';
import { usePortfolio, useSettings } from '../stores/use-stores';

/** How dollars are shown: in the chosen currency, or in dollars while its rate is unknown. */
export interface QuoteDisplay {
  readonly currency: QuoteCurrency;
  readonly usdPerUnit: Decimal | undefined;
  /** The chosen currency, when its rate is unknown. */
  readonly rateMissing: QuoteCurrency | undefined;
}

const rates = new Map<string, Decimal>();

/** The same object for the same rate, so that memoised figures keep. */
function rateOf(text: string): Decimal {
  let rate = rates.get(text);
  if (rate === undefined) {
    rates.clear();
    rate = new Decimal(text);
    rates.set(text, rate);
  }
  return rate;
}

export function useQuote(): QuoteDisplay {
  const chosen = useSettings(({ settings }) => settings?.quoteCurrency ?? 'USD');
  const rate = usePortfolio((state) =>
    state.phase === 'ready' && chosen !== 'USD' ? state.quoteRates[chosen] : undefined,
  );
  if (chosen === 'USD') return { currency: 'USD', usdPerUnit: undefined, rateMissing: undefined };
  if (rate === undefined) return { currency: 'USD', usdPerUnit: undefined, rateMissing: chosen };
  return { currency: chosen, usdPerUnit: rateOf(rate), rateMissing: undefined };
}

/** Dollars as shown; the rate is known whenever the currency is not the dollar. */
export function inQuote(usd: Decimal, quote: QuoteDisplay): Decimal {
  return fromUsd(usd, quote.currency, quote.usdPerUnit) ?? usd;
}
