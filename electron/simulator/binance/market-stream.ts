import { asList, parseMessage } from '../plumbing/messages';
import type { StreamSocket } from '../plumbing/stream-socket';
import type { VenueContext } from '../plumbing/venue';
import type { Quote } from '../world/market';
import { amountText, percentage, priceText, symbolOf } from './tickers';

/** Public streams: `btcusdt@bookTicker`, `btcusdt@ticker`, `!miniTicker@arr` and the like. */
export function serveMarkets(context: VenueContext, socket: StreamSocket): void {
  const { world, id } = context;
  socket.onText((text) => {
    const request = parseMessage(text);
    const names = asList(request['params']).map(String);
    for (const name of names)
      if (request['method'] === 'UNSUBSCRIBE') socket.topics.delete(name);
      else socket.topics.add(name);
    socket.send({ result: null, id: request['id'] ?? null });
  });
  const stop = world.on((event) => {
    if (event.kind !== 'prices' || socket.topics.size === 0) return;
    const everything = new Map<string, unknown[]>();
    for (const market of world.markets(id)) {
      if (!event.codes.has(market.base) && !event.codes.has(market.quote)) continue;
      const symbol = symbolOf(market).toLowerCase();
      for (const [channel, describe] of Object.entries(channels)) {
        const [one, all] = [`${symbol}@${channel}`, `!${channel}@arr`];
        if (!socket.topics.has(one) && !socket.topics.has(all)) continue;
        const quote = world.quote(market);
        if (!quote) continue;
        const ticker = describe(quote, context.now());
        if (socket.topics.has(one)) socket.send(ticker);
        if (!socket.topics.has(all)) continue;
        const tickers = everything.get(all);
        if (tickers) tickers.push(ticker);
        else everything.set(all, [ticker]);
      }
    }
    for (const tickers of everything.values()) socket.send(tickers);
  });
  socket.onClose(stop);
}

const channels: Readonly<Record<string, (quote: Quote, now: number) => unknown>> = {
  bookTicker: ({ market, bid, bidSize, ask, askSize }, now) => ({
    u: now,
    s: symbolOf(market),
    b: priceText(market, bid),
    B: amountText(bidSize),
    a: priceText(market, ask),
    A: amountText(askSize),
  }),
  miniTicker: (quote, now) => ({
    e: '24hrMiniTicker',
    E: now,
    s: symbolOf(quote.market),
    c: priceText(quote.market, quote.last),
    o: priceText(quote.market, quote.open),
    h: priceText(quote.market, quote.high),
    l: priceText(quote.market, quote.low),
    v: amountText(quote.baseVolume),
    q: amountText(quote.quoteVolume),
  }),
  ticker: (quote, now) => ({
    e: '24hrTicker',
    E: now,
    s: symbolOf(quote.market),
    p: priceText(quote.market, quote.last.minus(quote.open)),
    P: percentage(quote),
    w: priceText(quote.market, quote.average),
    x: priceText(quote.market, quote.open),
    c: priceText(quote.market, quote.last),
    Q: amountText(quote.market.lot),
    b: priceText(quote.market, quote.bid),
    B: amountText(quote.bidSize),
    a: priceText(quote.market, quote.ask),
    A: amountText(quote.askSize),
    o: priceText(quote.market, quote.open),
    h: priceText(quote.market, quote.high),
    l: priceText(quote.market, quote.low),
    v: amountText(quote.baseVolume),
    q: amountText(quote.quoteVolume),
    O: now - 86_400_000,
    C: now,
    F: 1,
    L: 100_000,
    n: 99_999,
  }),
};
