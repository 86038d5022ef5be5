import type { VenueId } from '../../../shared/base/ids';
import { binance } from './binance/definition';
import { binanceus } from './binance/twins';
import { bitfinex } from './bitfinex/definition';
import { bitget } from './bitget/definition';
import { bybit } from './bybit/definition';
import { bybiteu, bybitid } from './bybit/twins';
import { coinbase } from './coinbase/definition';
import { cryptocom } from './cryptocom/definition';
import { deribit } from './deribit/definition';
import { gate } from './gate/definition';
import { gateeu } from './gate/twins';
import { genericVenue } from './generic/venue';
import { genericVenues } from './generic/venues';
import { htx } from './htx/definition';
import { hyperliquid } from './hyperliquid/definition';
import { kraken } from './kraken/definition';
import { krakenfutures } from './krakenfutures/definition';
import { kucoin } from './kucoin/definition';
import { mexc } from './mexc/definition';
import { okx } from './okx/definition';
import { myokx, okxus } from './okx/twins';
import type { VenueDefinition } from './definition/venue-definition';

/** Venues with explicit readers for each account type, the most used first. */
export const firstClassVenues: readonly VenueDefinition[] = [
  binance,
  bybit,
  okx,
  kraken,
  coinbase,
  kucoin,
  gate,
  bitget,
  mexc,
  htx,
  bitfinex,
  cryptocom,
  hyperliquid,
  deribit,
  krakenfutures,
  binanceus,
  bybiteu,
  bybitid,
  okxus,
  myokx,
  gateeu,
];

/** Venues that are asked for prices which the user's own do not have, whoever uses the app. */
export const referenceVenues = {
  /** For dollar prices of stablecoins. */
  dollars: kraken.info.id,
  /** For what is in wallets and manual accounts, which are venues without markets. */
  coins: coinbase.info.id,
} as const;

/** All venues, by id: those with readers of their own, then the others by name. */
export const venueDefinitions: ReadonlyMap<VenueId, VenueDefinition> = new Map(
  [...inOrder()].map((definition) => [definition.info.id, definition]),
);

function inOrder(): readonly VenueDefinition[] {
  const own = new Set(firstClassVenues.map(({ info }) => info.id));
  const others = genericVenues.filter(([id]) => !own.has(id)).map(genericVenue);
  return [
    ...firstClassVenues,
    ...others.sort((one, other) => one.info.name.localeCompare(other.info.name, 'en')),
  ];
}
