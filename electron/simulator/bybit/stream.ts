import { asList, parseMessage, type Message } from '../plumbing/messages';
import type { StreamAddress, VenueContext } from '../plumbing/venue';
import type { StreamSocket } from '../plumbing/stream-socket';
import type { Market } from '../world/market';
import { unifiedWallet } from './account';
import { authenticate } from './auth';
import { dayTicker, symbolOf } from './markets';

/** Spot sockets take at most so many topics in one request. */
const TOPICS_A_REQUEST = 10;

let connections = 0;

/** Connects a socket by its address: `/v5/private`, or public topics of the spot market. */
export function connectBybit(
  context: VenueContext,
  socket: StreamSocket,
  address: StreamAddress,
): void {
  connections += 1;
  const connection = `demo-${connections}`;
  if (address.path === '/v5/private') servePrivate(context, socket, connection);
  else servePublic(context, socket, connection);
}

function servePrivate(context: VenueContext, socket: StreamSocket, connection: string): void {
  const session: PrivateSession = { connection, keyIndex: undefined, wallet: false };
  socket.onText((text) => answerPrivate(context, socket, session, parseMessage(text)));
  let sent = 0;
  const stop = context.world.on((event) => {
    const { wallet, keyIndex } = session;
    if (event.kind !== 'balance' || event.venue !== context.id) return;
    // The wallet topic covers the unified account alone; funding has no stream.
    if (!wallet || keyIndex === undefined || event.account !== 'spot') return;
    if (!context.world.isSeenBy(keyIndex, event)) return;
    sent += 1;
    socket.push({
      id: `${connection}-wallet-${sent}`,
      topic: 'wallet',
      creationTime: context.now(),
      data: [unifiedWallet(context, keyIndex, event.codes)],
    });
  });
  socket.onClose(stop);
}

interface PrivateSession {
  readonly connection: string;
  /** Of the key that authenticated. */
  keyIndex: number | undefined;
  /** It subscribed to the wallet. */
  wallet: boolean;
}

function answerPrivate(
  context: VenueContext,
  socket: StreamSocket,
  session: PrivateSession,
  request: Message,
): void {
  const conn_id = session.connection;
  const { op, args, req_id } = request;
  const respond = (success: boolean, ret_msg: string) =>
    socket.send({ success, ret_msg, op, conn_id, ...(req_id === undefined ? {} : { req_id }) });
  switch (op) {
    case 'ping':
      socket.send({ req_id: req_id ?? '', op: 'pong', args: [String(context.now())], conn_id });
      break;
    case 'auth':
      session.keyIndex = authenticate(context, asList(args));
      if (session.keyIndex !== undefined) respond(true, '');
      else {
        const refused = { op: 'auth', args };
        socket.send({ success: false, ret_msg: 'error:USVC1111', conn_id, request: refused });
      }
      break;
    case 'subscribe':
      if (session.keyIndex === undefined) {
        respond(false, 'Request not authorized');
        break;
      }
      session.wallet ||= asList(args).includes('wallet');
      if (session.wallet) socket.topics.add(`wallet:${session.keyIndex}`);
      respond(true, '');
      break;
    default:
      respond(false, 'error:invalid op');
  }
}

function servePublic(context: VenueContext, socket: StreamSocket, connection: string): void {
  const { world, id } = context;
  const sendTopics = (market: Market) => {
    const symbol = symbolOf(market);
    for (const topic of [`tickers.${symbol}`, `orderbook.1.${symbol}`])
      if (socket.topics.has(topic)) socket.send(publicMessage(context, topic, market));
  };
  socket.onText((text) => {
    const request = parseMessage(text);
    const respond = (success: boolean, ret_msg: string) =>
      socket.send({
        success,
        ret_msg,
        conn_id: connection,
        req_id: request['req_id'] ?? '',
        op: request['op'],
      });
    if (request['op'] === 'ping') {
      respond(true, 'pong');
      return;
    }
    const topics = asList(request['args']).map(String);
    if (topics.length > TOPICS_A_REQUEST) {
      respond(false, 'args size >10');
      return;
    }
    respond(true, request['op'] === 'subscribe' ? 'subscribe' : '');
    for (const topic of topics) {
      if (request['op'] === 'unsubscribe') {
        socket.topics.delete(topic);
        continue;
      }
      socket.topics.add(topic);
      const market = world.markets(id).find((one) => topic.endsWith(`.${symbolOf(one)}`));
      if (market) sendTopics(market);
    }
  });
  const stop = world.on((event) => {
    if (event.kind !== 'prices' || socket.topics.size === 0) return;
    for (const market of world.markets(id))
      if (event.codes.has(market.base) || event.codes.has(market.quote)) sendTopics(market);
  });
  socket.onClose(stop);
}

function publicMessage(context: VenueContext, topic: string, market: Market): unknown {
  const quote = context.world.quote(market);
  const ts = context.now();
  // A market without a price has an empty book.
  if (topic.startsWith('orderbook'))
    return {
      topic,
      ts,
      type: 'snapshot',
      data: {
        s: symbolOf(market),
        b: quote ? [[quote.bid.toFixed(), quote.bidSize.toFixed()]] : [],
        a: quote ? [[quote.ask.toFixed(), quote.askSize.toFixed()]] : [],
        u: ts,
        seq: ts,
      },
      cts: ts,
    };
  const data = quote ? dayTicker(context, quote) : { symbol: symbolOf(market) };
  return { topic, ts, type: 'snapshot', cs: ts, data };
}
