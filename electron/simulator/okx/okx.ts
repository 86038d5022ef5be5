import type { SimulatedVenue, VenueContext } from '../plumbing/venue';
import type { Reply, VenueRequest } from '../plumbing/wire';
import { accountRoutes } from './account';
import { envelope } from './auth';
import { marketRoutes } from './markets';
import { connectOkx } from './stream';

/** OKX: spot market, trading and funding account, savings and staking. */
export function okx(context: VenueContext): SimulatedVenue {
  const routes = { ...marketRoutes(context), ...accountRoutes(context) };
  return {
    keyHeader: 'ok-access-key',
    answer(request: VenueRequest): Reply {
      const route = routes[`${request.method} ${request.path}`];
      if (!route) return { status: 404, body: envelope([], '404', 'Not Found') };
      return { status: 200, body: route(request) };
    },
    trouble: (status) =>
      status === 429
        ? envelope([], '50011', 'Too Many Requests')
        : envelope([], '50026', 'System error. Try again later'),
    connect: (socket, address) => connectOkx(context, socket, address),
  };
}
