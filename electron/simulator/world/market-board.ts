import { Decimal } from '../../../shared/base/decimal';
import { defineMarket, quoteMarket, type Candle, type Market, type Quote } from './market';
import type { Prices } from './prices';
import type { VenueId } from '../../../shared/base/ids';
import type { WorldDefinition } from './world-definition';

const DAY = 86_400_000;

/** Every venue's markets, with their tickers and candles taken from the coins' dollar prices. */
export class MarketBoard {
  private readonly lists = new Map<VenueId, Market[]>();

  /** @param origin where history ends and the live walk begins, in epoch milliseconds */
  constructor(
    definition: WorldDefinition,
    private readonly prices: Prices,
    private readonly origin: number,
  ) {
    for (const [id, { markets }] of Object.entries(definition.venues)) {
      this.lists.set(
        id,
        markets.map(({ base, quote }) => {
          const price = this.price(base, quote);
          const quoteUsd = prices.now(quote);
          if (!price || !quoteUsd)
            throw new Error(`the market ${base}/${quote} has no price to start from`);
          return defineMarket(base, quote, price, quoteUsd);
        }),
      );
    }
  }

  list(venue: VenueId): readonly Market[] {
    return this.lists.get(venue) ?? [];
  }

  /** One base coin in quote coins, now or at an earlier instant; `undefined` where one has no price. */
  price(base: string, quote: string, at?: number): Decimal | undefined {
    const past = at !== undefined && at < this.origin;
    const of = (code: string) => (past ? this.prices.past(code, at) : this.prices.now(code));
    const [baseUsd, quoteUsd] = [of(base), of(quote)];
    if (!baseUsd || !quoteUsd) return undefined;
    return quote === 'USD' ? baseUsd : baseUsd.dividedBy(quoteUsd).toSignificantDigits(20);
  }

  quote(market: Market, now: number): Quote | undefined {
    const price = this.price(market.base, market.quote);
    const dayAgo = this.price(market.base, market.quote, now - DAY);
    return price && quoteMarket(market, price, dayAgo ?? price);
  }

  candles(market: Market, interval: number, end: number, count: number): Candle[] {
    const last = Math.floor(end / interval) * interval;
    const candles: Candle[] = [];
    const at = (instant: number) =>
      this.price(market.base, market.quote, instant)?.toNearest(market.tick);
    for (let start = last - (count - 1) * interval; start <= last; start += interval) {
      const steps = [0, 1, 2, 3, 4].map((quarter) => at(start + (quarter * interval) / 4));
      const known = steps.filter((price) => price !== undefined);
      const [open, close] = [known[0], known.at(-1)];
      if (!open || !close) continue;
      const quoteVolume = market.turnover.times((interval / DAY).toFixed(8));
      candles.push({
        start,
        open,
        high: Decimal.max(...known),
        low: Decimal.min(...known),
        close,
        baseVolume: quoteVolume.dividedBy(close).toDecimalPlaces(8),
        quoteVolume,
      });
    }
    return candles;
  }
}
