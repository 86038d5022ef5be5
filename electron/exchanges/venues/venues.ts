import type { VenueId } from '../../../shared/portfolio/balance';
import { binance } from './binance/binance';
import { binanceus } from './binanceus/binanceus';
import { bitfinex } from './bitfinex/bitfinex';
import { bitget } from './bitget/bitget';
import { bybit } from './bybit/bybit';
import { bybiteu, bybitid } from './bybit/twins';
import { coinbase } from './coinbase/coinbase';
import { cryptocom } from './cryptocom/cryptocom';
import { deribit } from './deribit/deribit';
import { gate } from './gate/gate';
import { gateeu } from './gateeu/gateeu';
import { genericVenue } from './generic/generic-venue';
import { genericVenues } from './generic/generic-venues';
import { htx } from './htx/htx';
import { hyperliquid } from './hyperliquid/hyperliquid';
import { kraken } from './kraken/kraken';
import { krakenfutures } from './krakenfutures/krakenfutures';
import { kucoin } from './kucoin/kucoin';
import { mexc } from './mexc/mexc';
import { okx } from './okx/okx';
import { myokx, okxus } from './okx/twins';
import type { VenueDefinition } from './venue-definition';

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
