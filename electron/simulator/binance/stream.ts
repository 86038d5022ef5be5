import { ZERO, type Decimal } from '../../../shared/base/decimal';
import { asMessage, parseMessage, type Message } from '../plumbing/messages';
import type { StreamAddress, VenueContext } from '../plumbing/venue';
import type { StreamSocket } from '../plumbing/stream-socket';
import { fixed, Refusal } from '../plumbing/wire';
import type { BalanceEvent, TradeRecord } from '../world/world-event';
import { requireSignedParams } from './auth';
import { spotAccount } from './balances';
import { API_HOST, type Grant, type ListenKeys } from './listen-keys';
import { serveMarkets } from './market-stream';
import { startRepeating } from '../../timing/timer';

const PING_INTERVAL = 20_000;

/** Connects a socket by its address: WebSocket API, a user data stream, or public market streams. */
export function connectBinance(
  context: VenueContext,
  listenKeys: ListenKeys,
  socket: StreamSocket,
  address: StreamAddress,
): void {
  socket.onClose(startRepeating(PING_INTERVAL, () => socket.ping(), { mayEnd: true }));
  if (address.host.split(':')[0] === API_HOST && address.path.startsWith('/ws-api/')) {
    serveApi(context, listenKeys, socket);
    return;
  }
  const listenKey = address.params.get('listenKey') ?? address.path.split('/').at(-1) ?? '';
  const grant = listenKeys.find(listenKey);
  // At another place than its own a key opens nothing: the socket stays open, and silent.
  if (grant && isItsPlace(grant, address)) serveFutures(context, socket, grant);
  else serveMarkets(context, socket);
}

/** https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams */
const PRIVATE_PATH = /^(?:\/private)?\/(?:ws|stream)(?:\/[^/]+)?$/;

function isItsPlace({ host }: Grant, address: StreamAddress): boolean {
  return address.host === host && PRIVATE_PATH.test(address.path);
}

/** The WebSocket API: subscriptions to account events, wrapped in the number of the subscription. */
function serveApi(context: VenueContext, listenKeys: ListenKeys, socket: StreamSocket): void {
  const subscriptions: Subscriptions = new Map();
  const methods = apiMethods(context, listenKeys, socket, subscriptions);
  socket.onText((text) => {
    const request = parseMessage(text);
    const method = methods[String(request['method'])];
    const id = request['id'] ?? null;
    try {
      if (!method) throw refusal(-1020, 'This operation is not supported.');
      const result = method(asMessage(request['params']));
      socket.send({ id, status: 200, result, rateLimits: [] });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      socket.send({ id, status: error.reply.status, error: error.reply.body, rateLimits: [] });
    }
  });
  const stop = context.world.on((event) => {
    if (event.kind !== 'balance' || event.venue !== context.id) return;
    for (const [subscriptionId, { keyIndex, accounts }] of subscriptions) {
      if (!accounts.includes(event.account)) continue;
      if (!context.world.isSeenBy(keyIndex, event)) continue;
      for (const message of accountEvents(context, event))
        socket.push({ subscriptionId, event: message });
    }
  });
  socket.onClose(stop);
}

/** What a socket of the WebSocket API subscribed to, by the number of the subscription. */
type Subscriptions = Map<
  number,
  { readonly keyIndex: number; readonly accounts: readonly string[] }
>;

function apiMethods(
  context: VenueContext,
  listenKeys: ListenKeys,
  socket: StreamSocket,
  subscriptions: Subscriptions,
): Readonly<Record<string, (params: Message) => unknown>> {
  let next = 0;
  const subscribe = (keyIndex: number, accounts: readonly string[]) => {
    const subscriptionId = next;
    next += 1;
    subscriptions.set(subscriptionId, { keyIndex, accounts });
    for (const account of accounts) socket.topics.add(`${account}:${keyIndex}`);
    return { subscriptionId };
  };
  return {
    ping: () => ({}),
    time: () => ({ serverTime: context.now() }),
    'account.status': (params) => spotAccount(context, requireSignedParams(context, params)),
    'userDataStream.subscribe.signature': (params) =>
      subscribe(requireSignedParams(context, params), ['spot']),
    'userDataStream.subscribe.listenToken': (params) => {
      const grant = listenKeys.find(String(params['listenToken']));
      if (!grant || grant.host !== API_HOST)
        throw refusal(-1125, 'This listenToken does not exist.');
      return { ...subscribe(grant.keyIndex, grant.accounts), expirationTime: grant.expires };
    },
    'userDataStream.unsubscribe': (params) => {
      const id = params['subscriptionId'];
      if (typeof id === 'number') subscriptions.delete(id);
      else subscriptions.clear();
      return {};
    },
  };
}

function refusal(code: number, msg: string): Refusal {
  return new Refusal({ status: 400, body: { code, msg } });
}

/**
 * What a change of a spot or margin account sends: the new state, and before it the amount that came or
 * went, or the order that was filled, which has the same time.
 */
function accountEvents(context: VenueContext, event: BalanceEvent): unknown[] {
  const time = context.now();
  const position = {
    e: 'outboundAccountPosition',
    E: time,
    u: time,
    B: [
      ...event.codes.map((code) => {
        const holding = context.world.holding(context.id, event.keyIndex, event.account, code);
        return { a: code, f: fixed(holding.available, 8), l: fixed(holding.locked, 8) };
      }),
      ...receipts(context, event),
    ],
  };
  if (event.trade) return [executionReport(event.trade, time), position];
  const amount = amountOf(event);
  if (!amount) return [position];
  const a = event.codes[0];
  const update = { e: 'balanceUpdate', E: time, a, d: fixed(amount, 8), T: time };
  return [update, position];
}

/** What came, or went where it is negative; `undefined` for a change without another side. */
function amountOf({ flow, transfer }: BalanceEvent): Decimal | undefined {
  if (transfer) return transfer.amount;
  if (!flow) return undefined;
  return flow.kind === 'deposit' ? flow.amount : flow.amount.negated();
}

/** What is put to Simple Earn leaves a receipt in the spot account. */
function receipts(context: VenueContext, { keyIndex, codes, transfer }: BalanceEvent) {
  if (transfer?.other !== 'earn-flexible') return [];
  return codes.map((code) => {
    const { available } = context.world.holding(context.id, keyIndex, 'earn-flexible', code);
    return { a: `LD${code}`, f: fixed(available, 8), l: fixed(ZERO, 8) };
  });
}

function executionReport(trade: TradeRecord, time: number) {
  const { base, quote, side, amount, price, fee, feeCode, id, orderId } = trade;
  const cost = fixed(amount.times(price).toDecimalPlaces(8), 8);
  return {
    e: 'executionReport',
    E: time,
    s: base + quote,
    c: `demo-${orderId}`,
    S: side.toUpperCase(),
    o: 'MARKET',
    f: 'GTC',
    q: fixed(amount, 8),
    p: fixed(ZERO, 8),
    x: 'TRADE',
    X: 'FILLED',
    r: 'NONE',
    i: orderId,
    l: fixed(amount, 8),
    z: fixed(amount, 8),
    L: fixed(price, 8),
    n: fixed(fee, 8),
    N: feeCode,
    T: time,
    t: id,
    w: false,
    m: false,
    O: time,
    Z: cost,
    Y: cost,
  };
}

function reasonOf(event: BalanceEvent): string {
  const amount = amountOf(event);
  if (!amount) return 'ORDER';
  return amount.isNegative() ? 'WITHDRAW' : 'DEPOSIT';
}

function serveFutures(context: VenueContext, socket: StreamSocket, grant: Grant): void {
  for (const account of grant.accounts) socket.topics.add(`${account}:${grant.keyIndex}`);
  const stop = context.world.on((event) => {
    if (event.kind !== 'balance' || event.venue !== context.id) return;
    if (!grant.accounts.includes(event.account)) return;
    if (!context.world.isSeenBy(grant.keyIndex, event)) return;
    const time = context.now();
    socket.push({
      e: 'ACCOUNT_UPDATE',
      E: time,
      T: time,
      a: {
        m: reasonOf(event),
        B: event.codes.map((code) => {
          const holding = context.world.holding(context.id, event.keyIndex, event.account, code);
          const wallet = fixed(holding.available.plus(holding.locked), 8);
          return { a: code, wb: wallet, cw: wallet, bc: fixed(amountOf(event) ?? ZERO, 8) };
        }),
        P: [],
      },
    });
  });
  socket.onClose(stop);
}
