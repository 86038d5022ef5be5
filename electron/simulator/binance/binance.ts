import type { SimulatedVenue, VenueContext } from '../plumbing/venue';
import type { Reply, VenueRequest } from '../plumbing/wire';
import { accountRoutes } from './account';
import { binanceError } from './auth';
import { balanceRoutes } from './balances';
import { earnRoutes } from './earn';
import { ListenKeys, listenKeyRoutes } from './listen-keys';
import { marketRoutes } from './markets';
import { connectBinance } from './stream';
import { WeightMeter } from './weights';

/** Binance: spot, margin, USD-M and COIN-M futures, Simple Earn and staking. */
export function binance(context: VenueContext): SimulatedVenue {
  const listenKeys = new ListenKeys(context);
  const meter = new WeightMeter();
  const routes = {
    ...marketRoutes(context),
    ...balanceRoutes(context),
    ...earnRoutes(context),
    ...accountRoutes(context),
    ...listenKeyRoutes(context, listenKeys),
  };
  return {
    keyHeader: 'x-mbx-apikey',
    answer(request: VenueRequest): Reply {
      const name = `${request.method} ${request.path}`;
      const route = routes[name];
      if (!route)
        return binanceError(
          404,
          -5000,
          `Path ${request.path}, Method ${request.method} is invalid`,
        );
      const body = route(request);
      return { status: 200, headers: meter.headers(name, request.path, context.now()), body };
    },
    trouble: (status) =>
      troubles[status] ?? {
        code: -1001,
        msg: 'Internal error; unable to process your request. Please try again.',
      },
    connect: (socket, address) => connectBinance(context, listenKeys, socket, address),
  };
}

const troubles: Readonly<Record<number, unknown>> = {
  418: {
    code: -1003,
    msg: 'Way too much request weight used; IP banned until the time in Retry-After. Please use WebSocket Streams for live updates to avoid bans.',
  },
  429: {
    code: -1003,
    msg: 'Too much request weight used; current limit is 6000 request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.',
  },
};
