import { Decimal } from '../../../shared/base/decimal';
import type { Market } from './market';
import type { Prices } from './prices';
import { hashText, randomText, seededRandom, type Random } from './random';
import type { TradeRecord, FlowRecord } from './world-event';

const DAY = 86_400_000;
const TRANSFERS = 14;
const TRADES = 40;
const HEXADECIMAL = '0123456789abcdef';

/** Deposits and withdrawals of the past 400 days, oldest first: mostly dollars coming in. */
export function pastFlows(seed: number, owner: string, now: number): FlowRecord[] {
  const random = seededRandom(seed ^ hashText(`${owner} flows`));
  const records: FlowRecord[] = [];
  for (let index = 0; index < TRANSFERS; index += 1) {
    const code = pick(random, ['USDT', 'USDT', 'USDC', 'BTC', 'ETH']);
    const size = code === 'BTC' ? '0.05' : code === 'ETH' ? '0.8' : '2500';
    records.push({
      id: String(769_800_519_366_885_376n + BigInt(index) * 7_919n),
      transactionId: `0x${randomText(random, 64, HEXADECIMAL)}`,
      kind: random() < 0.2 ? 'withdrawal' : 'deposit',
      code,
      amount: new Decimal(size).times((0.2 + random()).toFixed(4)),
      at: now - Math.floor((400 * (TRANSFERS - index) * DAY) / (TRANSFERS + 1)),
    });
  }
  return records;
}

/** Trades of the past 400 days at the prices of their time, oldest first, over a venue's markets. */
export function pastTrades(
  seed: number,
  owner: string,
  now: number,
  markets: readonly Market[],
  prices: Prices,
): TradeRecord[] {
  const random = seededRandom(seed ^ hashText(`${owner} trades`));
  const records: TradeRecord[] = [];
  for (let index = 0; index < TRADES; index += 1) {
    const at = now - Math.floor((400 * (TRADES - index) * DAY) / (TRADES + 1));
    const market = pick(random, markets.slice(0, 12));
    const base = prices.past(market.base, at);
    const quote = prices.past(market.quote, at);
    const spent = new Decimal((100 + random() * 1900).toFixed(2));
    const side = random() < 0.7 ? 'buy' : 'sell';
    if (!base || !quote) continue;
    const price = base.dividedBy(quote).toNearest(market.tick);
    const amount = spent.dividedBy(base).toNearest(market.lot, Decimal.ROUND_UP);
    records.push({
      id: 28_457 + index * 13,
      orderId: 100_234 + index * 17,
      base: market.base,
      quote: market.quote,
      side,
      amount,
      price,
      fee: amount.times(price).times('0.001').toDecimalPlaces(8),
      feeCode: market.quote,
      at,
    });
  }
  return records;
}

function pick<Item>(random: Random, items: readonly [Item, ...Item[]] | readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}
