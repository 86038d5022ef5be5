import { Decimal, ONE, ZERO } from '../base/decimal';
import type { VenueId } from '../base/ids';
import { isFar } from './price-edge';
import type { Price, PriceHop, Ticker } from './price';
import type { PriceBook } from './price-book';
import { JUMP_STEADY_FACTOR } from './price-limits';
import { isReal } from './price-path';

type MarketPrice = Extract<Price, { kind: 'market' }>;

/** A move of a price at a venue, from the one that counted to the one that its market makes now. */
export interface PriceMove {
  readonly venue: VenueId;
  readonly code: string;
  readonly before: MarketPrice;
  readonly after: MarketPrice;
}

/**
 * What the thinnest market of the new price trades a day, in dollars. A volume that is known in the base alone
 * is taken at the lower of both prices: at the new one, a slip would call itself liquid.
 */
export function liquidityOf(book: PriceBook, { before, after }: PriceMove): Decimal {
  let usdOfTo = ONE;
  let least: Decimal | undefined;
  for (const hop of [...after.path].reverse()) {
    if (hop.basis === 'mid' || hop.basis === 'last') {
      const [base = '', quote = ''] = hop.market.split('/');
      const ticker = book.ticker(hop.venue, base, quote);
      const volume = tradedTo(hop, ticker, sameMarket(before.path, hop)).times(usdOfTo);
      least = least === undefined ? volume : Decimal.min(least, volume);
    }
    usdOfTo = usdOfTo.times(hop.rate);
  }
  return least ?? ZERO;
}

/** Units of what the hop leads to. */
function tradedTo(hop: PriceHop, ticker: Ticker | undefined, was: PriceHop | undefined): Decimal {
  if (ticker?.quoteVolume === undefined) return ZERO;
  if (hop.from !== ticker.base) return ticker.quoteVolume.times(hop.rate);
  if (ticker.baseVolume === undefined) return ticker.quoteVolume;
  return ticker.baseVolume.times(was === undefined ? hop.rate : Decimal.min(was.rate, hop.rate));
}

/**
 * How many other venues say the new price by markets of their own. One that leads over a market which moved
 * itself proves nothing: all that leads over it moves alike.
 */
export function venuesThatAgree(book: PriceBook, move: PriceMove): number {
  const { venue, code, before, after } = move;
  const ownMarket = after.setAside === undefined ? after.path[0]?.venue : undefined;
  return book.pathsByVenue(venue, code).filter((path) => {
    const [first, ...rest] = path.edges;
    if (first === undefined || !isReal(path)) return false;
    if (first.hop.venue === venue || first.hop.venue === ownMarket) return false;
    const shared = rest.filter(({ hop }) => sameMarket(after.path, hop) !== undefined);
    return (
      !isFar(path.usd, after.usd) &&
      shared.every(({ hop }) => isSteady(sameMarket(before.path, hop), hop))
    );
  }).length;
}

function sameMarket(path: readonly PriceHop[], hop: PriceHop): PriceHop | undefined {
  return path.find(({ venue, market }) => venue === hop.venue && market === hop.market);
}

function isSteady(was: PriceHop | undefined, is: PriceHop): boolean {
  return (
    was !== undefined &&
    is.rate.lessThanOrEqualTo(was.rate.times(JUMP_STEADY_FACTOR)) &&
    was.rate.lessThanOrEqualTo(is.rate.times(JUMP_STEADY_FACTOR))
  );
}
