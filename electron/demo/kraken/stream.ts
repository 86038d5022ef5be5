import type { Decimal } from '../../../shared/money/decimal';
import { ZERO } from '../../../shared/money/decimal';
import { asList, asMessage, parseMessage, type Message } from '../plumbing/messages';
import type { StreamSocket } from '../plumbing/stream-socket';
import type { VenueContext } from '../plumbing/venue';
import { NumberLiteral } from '../plumbing/wire';
import type { Market } from '../world/market';
import type { BalanceEvent } from '../world/world-event';
import { allHoldings, totalOf } from './account';
import { coinOf } from './codes';
import type { Tokens } from './tokens';

const HEARTBEAT_INTERVAL = 1_000;

let connections = 0;

/** A `/v2` socket: the public ticker channel, and balances for who brings a token. */
export function connectKraken(context: VenueContext, tokens: Tokens, socket: StreamSocket): void {
  connections += 1;
  socket.send({
    channel: 'status',
    type: 'update',
    data: [{ version: '2.0.9', system: 'online', api_version: 'v2', connection_id: connections }],
  });
  const heartbeat = setInterval(() => {
    if (socket.topics.size > 0) socket.send({ channel: 'heartbeat' });
  }, HEARTBEAT_INTERVAL);
  heartbeat.unref();
  const balances = new BalanceChannel(context, socket);
  const ticker = new TickerChannel(context, socket);
  socket.onText((text) => {
    const request = parseMessage(text);
    const time = new Date(context.now()).toISOString();
    const times = { time_in: time, time_out: time };
    const echo = request['req_id'] === undefined ? times : { ...times, req_id: request['req_id'] };
    const params = asMessage(request['params']);
    const fail = (error: string) =>
      socket.send({ error, method: request['method'], success: false, ...echo });
    if (request['method'] === 'ping') socket.send({ method: 'pong', ...echo });
    else if (request['method'] === 'unsubscribe') {
      socket.topics.clear();
      socket.send({ method: 'unsubscribe', success: true, ...echo });
    } else if (request['method'] !== 'subscribe') fail('Method not supported');
    else if (params['channel'] === 'balances') {
      const keyIndex = tokens.keyIndexOf(String(params['token']));
      if (keyIndex === undefined) fail('ESession:Invalid session');
      else balances.subscribe(keyIndex, echo);
    } else if (params['channel'] === 'ticker') ticker.subscribe(params, echo, fail);
    else fail('Channel not supported');
  });
  const stop = context.world.on((event) => {
    if (event.kind === 'prices') ticker.update(event.codes);
    else if (event.venue === context.id) balances.update(event);
  });
  socket.onClose(() => {
    stop();
    clearInterval(heartbeat);
  });
}

/** Balances as JSON numbers, one row a coin with its spot and earn wallets. */
class BalanceChannel {
  private keyIndex: number | undefined;
  private sequence = 0;

  constructor(
    private readonly context: VenueContext,
    private readonly socket: StreamSocket,
  ) {}

  subscribe(keyIndex: number, echo: object): void {
    this.keyIndex = keyIndex;
    this.socket.topics.add(`balances:${keyIndex}`);
    const result = { channel: 'balances', snapshot: true };
    this.socket.send({ method: 'subscribe', result, success: true, ...echo });
    const coins = new Set(allHoldings(this.context, keyIndex).map(([code]) => coinOf(code)));
    this.sequence = 1;
    this.socket.send({
      channel: 'balances',
      type: 'snapshot',
      data: [...coins].map((coin) => {
        const wallets = this.wallets(keyIndex, coin);
        const balance = new NumberLiteral(sumOf(wallets.map((wallet) => wallet.total)));
        return {
          asset: coin,
          asset_class: 'currency',
          balance,
          wallets: wallets.map(({ type, id, total }) => ({
            type,
            id,
            balance: new NumberLiteral(total),
          })),
        };
      }),
      sequence: this.sequence,
    });
  }

  update(event: BalanceEvent): void {
    if (this.keyIndex !== event.keyIndex) return;
    const { keyIndex, codes, flow, trade, at } = event;
    this.sequence += 1;
    const data = codes.map((code) => {
      const coin = coinOf(code);
      const wallet = walletOf(code);
      const balance = this.wallets(keyIndex, coin).find((one) => one.id === wallet.id)?.total;
      return {
        asset: coin,
        asset_class: 'currency',
        amount: new NumberLiteral(changeOf(event, code)),
        balance: new NumberLiteral(balance ?? ZERO),
        fee: 0,
        ledger_id: `LDEMO-${String(this.sequence).padStart(5, '0')}-${coin}`,
        ref_id: flow?.id ?? String(trade?.id ?? this.sequence),
        timestamp: new Date(at).toISOString(),
        type: flow?.kind ?? (trade ? 'trade' : 'transfer'),
        category: flow?.kind ?? (trade ? 'trade' : 'transfer'),
        wallet_type: wallet.type,
        wallet_id: wallet.id,
      };
    });
    this.socket.push({ channel: 'balances', type: 'update', data, sequence: this.sequence });
  }

  private wallets(keyIndex: number, coin: string) {
    const totals = new Map<string, { type: string; id: string; total: Decimal }>();
    for (const [code, holding] of allHoldings(this.context, keyIndex)) {
      if (coinOf(code) !== coin) continue;
      const wallet = walletOf(code);
      const total = (totals.get(wallet.id)?.total ?? ZERO).plus(totalOf(holding));
      totals.set(wallet.id, { ...wallet, total });
    }
    return [...totals.values()];
  }
}

/** Which wallet a code belongs to: the suffix tells. */
function walletOf(code: string): { type: string; id: string } {
  const suffix = code.split('.')[1];
  if (suffix === undefined || suffix === 'HOLD') return { type: 'spot', id: 'main' };
  if (suffix === 'F') return { type: 'earn', id: 'flex' };
  return suffix === 'M' ? { type: 'earn', id: 'liquid' } : { type: 'earn', id: 'bonded' };
}

/** What was added to a coin by an event, as far as the event says so. */
function changeOf({ flow, trade }: BalanceEvent, code: string): Decimal {
  if (flow) return flow.kind === 'deposit' ? flow.amount : flow.amount.negated();
  if (!trade) return ZERO;
  const bought = trade.side === 'buy';
  if (code === trade.base) return bought ? trade.amount : trade.amount.negated();
  const cost = trade.amount.times(trade.price).toDecimalPlaces(8);
  return bought ? cost.plus(trade.fee).negated() : cost.minus(trade.fee);
}

function sumOf(values: readonly Decimal[]): Decimal {
  return values.reduce((sum, value) => sum.plus(value), ZERO);
}

/** Tickers as JSON numbers, one message a symbol; version 2 writes BTC, not XBT. */
class TickerChannel {
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
