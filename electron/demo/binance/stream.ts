import { asMessage, parseMessage, type Message } from '../plumbing/messages';
import type { StreamAddress, VenueContext } from '../plumbing/venue';
import type { StreamSocket } from '../plumbing/stream-socket';
import { fixed, Refusal } from '../plumbing/wire';
import type { BalanceEvent } from '../world/world-event';
import { requireSignedParams } from './auth';
import { spotAccount } from './balances';
import type { ListenKeys } from './listen-keys';
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
  if (address.path.startsWith('/ws-api/')) {
    serveApi(context, listenKeys, socket);
    return;
  }
  const listenKey = address.params.get('listenKey') ?? address.path.split('/').at(-1) ?? '';
  const grant = listenKeys.find(listenKey);
  if (grant) serveFutures(context, socket, grant);
  else serveMarkets(context, socket);
}

/** The WebSocket API: subscriptions to account events, wrapped in the number of the subscription. */
function serveApi(context: VenueContext, listenKeys: ListenKeys, socket: StreamSocket): void {
  const subscriptions = new Map<number, { keyIndex: number; accounts: readonly string[] }>();
  let next = 0;
  const subscribe = (keyIndex: number, accounts: readonly string[]) => {
    const subscriptionId = next;
    next += 1;
    subscriptions.set(subscriptionId, { keyIndex, accounts });
    for (const account of accounts) socket.topics.add(`${account}:${keyIndex}`);
    return { subscriptionId };
  };
  const methods: Readonly<Record<string, (params: Message) => unknown>> = {
    ping: () => ({}),
    time: () => ({ serverTime: context.now() }),
    'account.status': (params) => spotAccount(context, requireSignedParams(context, params)),
    'userDataStream.subscribe.signature': (params) =>
      subscribe(requireSignedParams(context, params), ['spot']),
    'userDataStream.subscribe.listenToken': (params) => {
      const grant = listenKeys.find(String(params['listenToken']));
      if (!grant)
        throw new Refusal({
          status: 400,
          body: { code: -1125, msg: 'This listenToken does not exist.' },
        });
      return { ...subscribe(grant.keyIndex, grant.accounts), expirationTime: grant.expires };
    },
    'userDataStream.unsubscribe': (params) => {
      const id = params['subscriptionId'];
      if (typeof id === 'number') subscriptions.delete(id);
      else subscriptions.clear();
      return {};
    },
  };
  socket.onText((text) => {
    const request = parseMessage(text);
    const method = methods[String(request['method'])];
    const id = request['id'] ?? null;
    try {
      if (!method)
        throw new Refusal({
          status: 400,
          body: { code: -1020, msg: 'This operation is not supported.' },
        });
      socket.send({
        id,
        status: 200,
        result: method(asMessage(request['params'])),
        rateLimits: [],
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      socket.send({ id, status: error.reply.status, error: error.reply.body, rateLimits: [] });
    }
  });
  const stop = context.world.on((event) => {
    if (event.kind !== 'balance' || event.venue !== context.id) return;
    for (const [subscriptionId, { keyIndex, accounts }] of subscriptions) {
      if (keyIndex !== event.keyIndex || !accounts.includes(event.account)) continue;
      for (const message of accountEvents(context, event))
        socket.push({ subscriptionId, event: message });
    }
  });
  socket.onClose(stop);
}

/** What a change of a spot or margin account sends: the new state, and the amount that came or went. */
function accountEvents(context: VenueContext, event: BalanceEvent): unknown[] {
  const time = context.now();
  const position = {
    e: 'outboundAccountPosition',
    E: time,
    u: time,
    B: event.codes.map((code) => {
      const holding = context.world.holding(context.id, event.keyIndex, event.account, code);
      return { a: code, f: fixed(holding.available, 8), l: fixed(holding.locked, 8) };
    }),
  };
  const { flow } = event;
  if (!flow) return [position];
  const sign = flow.kind === 'deposit' ? flow.amount : flow.amount.negated();
  const update = { e: 'balanceUpdate', E: time, a: flow.code, d: fixed(sign, 8), T: time };
  return [update, position];
}

function serveFutures(
  context: VenueContext,
  socket: StreamSocket,
  grant: { readonly keyIndex: number; readonly accounts: readonly string[] },
): void {
  for (const account of grant.accounts) socket.topics.add(`${account}:${grant.keyIndex}`);
  const stop = context.world.on((event) => {
    if (event.kind !== 'balance' || event.venue !== context.id) return;
    if (event.keyIndex !== grant.keyIndex || !grant.accounts.includes(event.account)) return;
    const time = context.now();
    socket.push({
      e: 'ACCOUNT_UPDATE',
      E: time,
      T: time,
      a: {
        m: event.flow ? event.flow.kind.toUpperCase().replace('WITHDRAWAL', 'WITHDRAW') : 'ORDER',
        B: event.codes.map((code) => {
          const holding = context.world.holding(context.id, event.keyIndex, event.account, code);
          const wallet = fixed(holding.available.plus(holding.locked), 8);
          return { a: code, wb: wallet, cw: wallet, bc: '0' };
        }),
        P: [],
      },
    });
  });
  socket.onClose(stop);
}
