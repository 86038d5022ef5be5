import { decimal } from '../../base/decimal';
import type { Price, Ticker } from '../price';
import { PriceBook } from '../price-book';

/** The time of every ticker that {@link ticker} makes. */
export const NOW = 1_000;

/** A market without a spread that trades five million of the quote a day. */
export function ticker(
  venue: string,
  market: string,
  price: string,
  parts: Partial<Ticker> = {},
): Ticker {
  const [base = '', quote = ''] = market.split('/');
  const value = decimal(price);
  return {
    venue,
    base,
    quote,
    bid: value,
    ask: value,
    last: value,
    quoteVolume: decimal('5000000'),
    at: NOW,
    ...parts,
  };
}

export function bookOf(...tickers: Ticker[]): PriceBook {
  const book = new PriceBook();
  for (const venue of new Set(tickers.map((one) => one.venue)))
    book.replace(
      venue,
      tickers.filter((one) => one.venue === venue),
    );
  return book;
}

/** Kind, dollars and path in one line: `market 99900 binance:BTC/USDT kraken:USDT/USD`. */
export function read(price: Price): string {
  if (price.kind === 'unpriced') return `unpriced ${price.reason}`;
  const path =
    'path' in price ? price.path.map((hop) => `${hop.venue}:${hop.market}`).join(' ') : '';
  return `${price.kind} ${price.usd.toString()} ${path}`.trim();
}
