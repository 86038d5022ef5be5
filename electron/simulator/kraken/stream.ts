import { asMessage, parseMessage } from '../plumbing/messages';
import type { StreamSocket } from '../plumbing/stream-socket';
import type { VenueContext } from '../plumbing/venue';
import { BalanceChannel } from './balance-channel';
import { TickerChannel } from './ticker-channel';
import type { Tokens } from './tokens';
import { startRepeating } from '../../timing/timer';

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
  const beat = (): void => {
    if (socket.topics.size > 0) socket.send({ channel: 'heartbeat' });
  };
  const endHeartbeat = startRepeating(HEARTBEAT_INTERVAL, beat, { mayEnd: true });
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
    endHeartbeat();
  });
}
