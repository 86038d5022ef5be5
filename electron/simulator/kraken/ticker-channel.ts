import type { Decimal } from '../../../shared/base/decimal';
import { asList, type Message } from '../plumbing/messages';
import type { StreamSocket } from '../plumbing/stream-socket';
import type { VenueContext } from '../plumbing/venue';
import { NumberLiteral } from '../plumbing/wire';
import type { Market } from '../world/market';

/** Tickers as JSON numbers, one message a symbol; version 2 writes BTC, not XBT. */
export class TickerChannel {
  constructor(
    private readonly context: VenueContext,
    private readonly socket: StreamSocket,
  ) {}

  subscribe(params: Message, echo: object, fail: (error: string) => void): void {
    const { world, id } = this.context;
    for (const symbol of asList(params['symbol']).map(String)) {
      const market = world.markets(id).find((one) => symbolOf(one) === symbol);
      if (!market) {
        fail(`Currency pair not supported ${symbol}`);
        continue;
      }
      this.socket.topics.add(`ticker ${symbol}`);
      const result = { channel: 'ticker', event_trigger: 'trades', snapshot: true, symbol };
      this.socket.send({ method: 'subscribe', result, success: true, ...echo });
      this.send(market, 'snapshot');
    }
  }

  update(codes: ReadonlySet<string>): void {
    if (this.socket.topics.size === 0) return;
    for (const market of this.context.world.markets(this.context.id)) {
      if (!codes.has(market.base) && !codes.has(market.quote)) continue;
      if (this.socket.topics.has(`ticker ${symbolOf(market)}`)) this.send(market, 'update');
    }
  }

  private send(market: Market, type: 'snapshot' | 'update'): void {
    const quote = this.context.world.quote(market);
    if (!quote) return;
    const number = (value: Decimal) => new NumberLiteral(value);
    const change = quote.last.minus(quote.open);
    const data = [
      {
        symbol: symbolOf(market),
        bid: number(quote.bid),
        bid_qty: number(quote.bidSize),
        ask: number(quote.ask),
        ask_qty: number(quote.askSize),
        last: number(quote.last),
        volume: number(quote.baseVolume),
        vwap: number(quote.average),
        low: number(quote.low),
        high: number(quote.high),
        change: number(change),
        change_pct: number(change.times(100).dividedBy(quote.open).toDecimalPlaces(2)),
      },
    ];
    this.socket.send({ channel: 'ticker', type, data });
  }
}

const symbolOf = (market: Market): string => `${market.base}/${market.quote}`;
