import type { SimulatedVenue, VenueContext } from '../plumbing/venue';
import type { Reply, VenueRequest } from '../plumbing/wire';
import { accountRoutes } from './account';
import { envelope } from './auth';
import { marketRoutes } from './markets';
import { connectBybit } from './stream';

/** Requests a second and key that balance endpoints allow. */
const REQUESTS_A_SECOND = 50;

/** Bybit with a unified (UTA 2.0) account: spot market, funding account, earn. */
export function bybit(context: VenueContext): SimulatedVenue {
  const routes = { ...marketRoutes(context), ...accountRoutes(context) };
  let second = 0;
  let used = 0;
  return {
    keyHeader: 'x-bapi-api-key',
    answer(request: VenueRequest): Reply {
      const route = routes[`${request.method} ${request.path}`];
      if (!route) return { status: 404, body: envelope(context, {}, 404, 'Not Found') };
      const body = route(request);
      const now = Math.floor(context.now() / 1000);
      used = now === second ? used + 1 : 1;
      second = now;
      const headers = {
        'x-bapi-limit': String(REQUESTS_A_SECOND),
        'x-bapi-limit-status': String(Math.max(0, REQUESTS_A_SECOND - used)),
        'x-bapi-limit-reset-timestamp': String((now + 1) * 1000),
      };
      return { status: 200, headers, body };
    },
    trouble: (status) =>
      status === 429
        ? envelope(context, {}, 10006, 'Too many visits. Exceeded the API Rate Limit.')
        : envelope(context, {}, 10016, 'System error. Please try again later.'),
    connect: (socket, address) => connectBybit(context, socket, address),
  };
}
