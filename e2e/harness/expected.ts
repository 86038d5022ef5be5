import type { SimulatedVenues } from '../../electron/simulator/simulated-venues';
import type { VenueId } from '../../shared/base/ids';
import type { Holding } from '../../electron/simulator/world/world-event';
import { Decimal } from '../../shared/base/decimal';

/**
 * What the app should show, worked out from the simulated world alone. Nothing here comes from the
 * app's own valuation; decimal.js is all they share.
 */

/** One key of one venue, as a connection has it. */
export interface ConnectedKey {
  readonly venue: VenueId;
  readonly keyIndex: number;
}

/** Half of what the venue's ticker shows as bid and ask together. */
function mid({ world }: SimulatedVenues, venue: VenueId, base: string, quote: string): Decimal {
  const market = world.markets(venue).find((one) => one.base === base && one.quote === quote);
  const shown = market && world.quote(market);
  if (shown === undefined) throw new Error(`${venue} shows no price for ${base}/${quote}`);
  return shown.bid.plus(shown.ask).dividedBy(2);
}

/**
 * Dollars for one coin in the small world: Kraken's dollar market, or the venue's Tether market times
 * Kraken's price of Tether. `undefined` where the coin has no market.
 */
export function expectedPrice(
  venues: SimulatedVenues,
  venue: VenueId,
  code: string,
): Decimal | undefined {
  if (code === 'USD') return new Decimal(1);
  const has = (at: VenueId, quote: string): boolean =>
    venues.world.markets(at).some((market) => market.base === code && market.quote === quote);
  if (code === 'USDT' || (venue === 'kraken' && has('kraken', 'USD')))
    return mid(venues, 'kraken', code, 'USD');
  if (!has(venue, 'USDT')) return undefined;
  return mid(venues, venue, code, 'USDT').times(mid(venues, 'kraken', 'USDT', 'USD'));
}

/** What belongs to the holder: available and locked less what is owed. */
export function netOf({ available, locked, borrowed, interest }: Holding): Decimal {
  return available.plus(locked).minus(borrowed).minus(interest);
}

/** Everything of these keys that has a price, in dollars, to the last digit. */
export function expectedTotal(venues: SimulatedVenues, keys: readonly ConnectedKey[]): Decimal {
  return expectedTotalIn(venues, keys, 'USD', new Decimal(1));
}

/** The same in a currency at its rate: what is held of the currency itself counts by its amount. */
export function expectedTotalIn(
  venues: SimulatedVenues,
  keys: readonly ConnectedKey[],
  currency: string,
  usdPerUnit: Decimal,
): Decimal {
  let total = new Decimal(0);
  for (const { venue, keyIndex } of keys)
    for (const account of venues.world.accounts(venue, keyIndex))
      for (const [code, holding] of venues.world.holdings(venue, keyIndex, account)) {
        const usd = expectedPrice(venues, venue, code);
        if (usd === undefined) continue;
        const net = netOf(holding);
        total = total.plus(code === currency ? net : net.times(usd).dividedBy(usdPerUnit));
      }
  return total;
}

/**
 * Coins in places without markets, such as wallets, in dollars to the last digit: at Kraken's dollar
 * market, or else at Binance's Tether market.
 * @param amounts decimal text by code
 */
export function expectedWorth(
  venues: SimulatedVenues,
  amounts: Readonly<Record<string, string>>,
): Decimal {
  let total = new Decimal(0);
  for (const [code, amount] of Object.entries(amounts)) {
    const usd = expectedPrice(venues, 'kraken', code) ?? expectedPrice(venues, 'binance', code);
    if (usd === undefined) throw new Error(`${code} has no price`);
    total = total.plus(usd.times(amount));
  }
  return total;
}

/** Dollars as the screens write them: `$1,234.56`, rounded half to even. */
export function dollars(value: Decimal): string {
  const text = value.abs().toFixed(2, Decimal.ROUND_HALF_EVEN);
  return `${value.isNegative() ? '−' : ''}$${grouped(text)}`;
}

/** Every digit, with the integer part in groups of three. */
export function grouped(text: string): string {
  const [integer = '', fraction] = text.split('.');
  const groups = integer.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}
