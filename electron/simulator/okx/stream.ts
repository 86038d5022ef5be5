import { asList, asMessage, parseMessage, type Message } from '../plumbing/messages';
import type { StreamAddress, VenueContext } from '../plumbing/venue';
import type { StreamSocket } from '../plumbing/stream-socket';
import type { Market } from '../world/market';
import type { WorldEvent } from '../world/world-event';
import { tradingAccount } from './account';
import { login } from './auth';
import { instrumentOf, ticker } from './markets';
import { startRepeating } from '../../timing/timer';

/** How often everything is pushed to who does not ask for events only. */
const REGULAR_PUSH_MS = 5_000;

let connections = 0;

/** Connects a socket by its address: `/ws/v5/private` or `/ws/v5/public`. */
export function connectOkx(
  context: VenueContext,
  socket: StreamSocket,
  address: StreamAddress,
): void {
  connections += 1;
  const connId = `demo${connections}`;
  if (address.path === '/ws/v5/private') servePrivate(context, socket, connId);
  else servePublic(context, socket, connId);
}

function servePrivate(context: VenueContext, socket: StreamSocket, connId: string): void {
  const session = new PrivateSession(context, socket, connId);
  socket.onText((text) => session.answer(text));
  const stop = context.world.on((event) => session.follow(event));
  socket.onClose(() => {
    stop();
    session.close();
  });
}

/** A private socket: who logged in, and whether the account is pushed to it. */
class PrivateSession {
  readonly #context: VenueContext;
  readonly #socket: StreamSocket;
  readonly #connId: string;
  #keyIndex: number | undefined;
  #account = false;
  #endRegularPushes: (() => void) | undefined;

  constructor(context: VenueContext, socket: StreamSocket, connId: string) {
    this.#context = context;
    this.#socket = socket;
    this.#connId = connId;
  }

  answer(text: string): void {
    if (text === 'ping') {
      this.#socket.send('pong');
      return;
    }
    const request = parseMessage(text);
    if (request['op'] === 'login') {
      this.#logIn(asMessage(asList(request['args'])[0]));
      return;
    }
    if (this.#keyIndex === undefined) {
      this.#refuse('60011', 'Please log in');
      return;
    }
    for (const arg of asList(request['args']).map(asMessage)) {
      const known = arg['channel'] === 'account' && isSubscription(request);
      if (known) this.#subscribe(this.#keyIndex, request['op'] === 'subscribe', arg);
      else this.#refuse('60018', `Wrong URL or channel:${String(arg['channel'])} doesn't exist.`);
    }
  }

  follow(event: WorldEvent): void {
    if (event.kind !== 'balance' || event.venue !== this.#context.id) return;
    // The channel covers the trading account alone; funding and earn have no stream.
    if (!this.#account || this.#keyIndex === undefined || event.account !== 'spot') return;
    if (!this.#context.world.isSeenBy(this.#keyIndex, event)) return;
    this.#socket.push(this.#accountPush(this.#keyIndex, event.codes));
  }

  close(): void {
    this.#endRegularPushes?.();
  }

  #refuse(code: string, msg: string): void {
    this.#socket.send({ event: 'error', code, msg, connId: this.#connId });
  }

  #logIn(arg: Message): void {
    const result = login(this.#context, arg);
    if ('code' in result) {
      this.#refuse(result.code, result.msg);
      return;
    }
    this.#keyIndex = result.keyIndex;
    this.#socket.send({ event: 'login', code: '0', msg: '', connId: this.#connId });
  }

  #subscribe(keyIndex: number, isWanted: boolean, arg: Message): void {
    this.#account = isWanted;
    const event = isWanted ? 'subscribe' : 'unsubscribe';
    this.#socket.send({ event, arg, connId: this.#connId });
    if (!isWanted) return;
    this.#socket.topics.add(`account:${keyIndex}`);
    const push = (): void => this.#socket.send(this.#accountPush(keyIndex, undefined));
    push();
    this.#endRegularPushes?.();
    this.#endRegularPushes = wantsEventsOnly(arg)
      ? undefined
      : startRepeating(REGULAR_PUSH_MS, push, { mayEnd: true });
  }

  #accountPush(keyIndex: number, codes: readonly string[] | undefined) {
    return {
      arg: { channel: 'account', uid: String(44_705_892_343_619 + keyIndex) },
      eventType: codes ? 'event_update' : 'snapshot',
      curPage: 1,
      lastPage: true,
      data: [tradingAccount(this.#context, keyIndex, codes)],
    };
  }
}

/** https://www.okx.com/docs-v5/en/#trading-account-websocket-account-channel */
function wantsEventsOnly(arg: Message): boolean {
  const extra = arg['extraParams'];
  return typeof extra === 'string' && parseMessage(extra)['updateInterval'] === '0';
}

function servePublic(context: VenueContext, socket: StreamSocket, connId: string): void {
  const { world, id } = context;
  const sendTopics = (market: Market) => {
    const instId = instrumentOf(market);
    const quote = world.quote(market);
    if (!quote) return;
    const ts = String(context.now());
    if (socket.topics.has(`tickers ${instId}`))
      socket.send({ arg: { channel: 'tickers', instId }, data: [ticker(quote, context.now())] });
    if (!socket.topics.has(`bbo-tbt ${instId}`)) return;
    const asks = [[quote.ask.toFixed(), quote.askSize.toFixed(), '0', '3']];
    const bids = [[quote.bid.toFixed(), quote.bidSize.toFixed(), '0', '3']];
    const data = [{ asks, bids, ts, seqId: context.now() }];
    socket.send({ arg: { channel: 'bbo-tbt', instId }, data });
  };
  socket.onText((text) => {
    if (text === 'ping') {
      socket.send('pong');
      return;
    }
    const request = parseMessage(text);
    if (!isSubscription(request)) return;
    for (const arg of asList(request['args']).map(asMessage)) {
      const instId = String(arg['instId']);
      const market = world.markets(id).find((one) => instrumentOf(one) === instId);
      if (!market) {
        const msg = `channel:${String(arg['channel'])},instId:${instId} doesn't exist`;
        socket.send({ event: 'error', code: '60018', msg, connId });
        continue;
      }
      socket.send({ event: request['op'], arg, connId });
      const topic = `${String(arg['channel'])} ${instId}`;
      if (request['op'] === 'unsubscribe') socket.topics.delete(topic);
      else {
        socket.topics.add(topic);
        sendTopics(market);
      }
    }
  });
  const stop = world.on((event) => {
    if (event.kind !== 'prices' || socket.topics.size === 0) return;
    for (const market of world.markets(id))
      if (event.codes.has(market.base) || event.codes.has(market.quote)) sendTopics(market);
  });
  socket.onClose(stop);
}

function isSubscription(request: Message): boolean {
  return request['op'] === 'subscribe' || request['op'] === 'unsubscribe';
}
