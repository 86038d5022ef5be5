import { Decimal } from '../../../shared/base/decimal';
import type { VenueId } from '../../../shared/base/ids';
import type { World } from './world';
import { startRepeating } from '../../timing/timer';

const CHANCE_OF_TRADE = 0.06;
const CHANCE_OF_DEPOSIT = 0.01;
/** Blocks come every few minutes of the walk's own, faster time, and payments more seldom. */
const CHANCE_OF_BLOCK = 0.01;
const CHANCE_OF_PAYMENT = 0.005;

/** One tick of life: prices move; now and then somebody trades a little, deposits or pays. */
export function liveTick(world: World): void {
  world.step();
  bitcoinTick(world);
  const luck = world.draw();
  const venues = world.venues().filter((venue) => world.keys(venue).length > 0);
  const venue = venues[Math.floor(world.draw() * venues.length)];
  if (!venue) return;
  const keyIndex = Math.floor(world.draw() * world.keys(venue).length);
  if (luck < CHANCE_OF_TRADE) smallTrade(world, venue, keyIndex);
  else if (luck < CHANCE_OF_TRADE + CHANCE_OF_DEPOSIT) smallDeposit(world, venue, keyIndex);
}

/** Starts life in the world; the returned function ends it. */
export function startLiveActivity(world: World, tickMs: number): () => void {
  return startRepeating(tickMs, () => liveTick(world), { mayEnd: true });
}

/** A block, or a payment of some tens of dollars; a world without a wallet draws nothing for it. */
function bitcoinTick(world: World): void {
  const { bitcoin } = world;
  if (!bitcoin) return;
  const luck = world.draw();
  if (luck < CHANCE_OF_BLOCK) bitcoin.mine();
  else if (luck < CHANCE_OF_BLOCK + CHANCE_OF_PAYMENT)
    bitcoin.receive(new Decimal((20_000 + world.draw() * 180_000).toFixed(0)));
}

/** Sells about forty dollars' worth of a coin if there is enough of it, else buys it if that can be paid. */
function smallTrade(world: World, venue: VenueId, keyIndex: number): void {
  const markets = world.markets(venue).filter((market) => market.quote !== 'BTC');
  const market = markets[Math.floor(world.draw() * Math.min(markets.length, 12))];
  const price = market && world.price(market.base);
  if (!market || !price) return;
  const worth = new Decimal((20 + world.draw() * 40).toFixed(2));
  const amount = worth.dividedBy(price).toNearest(market.lot, Decimal.ROUND_UP);
  const available = (code: string) => world.holding(venue, keyIndex, 'spot', code).available;
  const side = available(market.base).greaterThan(amount.times(2)) ? 'sell' : 'buy';
  if (side === 'buy' && available(market.quote).lessThan(worth.times(3))) return;
  const { base, quote } = market;
  world.trade({ venue, keyIndex, side, base, quote, amount: amount.toFixed() });
}

function smallDeposit(world: World, venue: VenueId, keyIndex: number): void {
  const amount = (25 + world.draw() * 175).toFixed(2);
  world.deposit({ venue, keyIndex, code: world.terms(venue).dollars, amount });
}
