import type { SimulatedVenue, VenueContext } from '../plumbing/venue';
import type { Reply, VenueRequest } from '../plumbing/wire';
import { accountRoutes, breakdown } from './account';
import { keyNameIn, requireKey } from './auth';
import { marketRoutes } from './markets';

const BREAKDOWN = /^\/api\/v3\/brokerage\/portfolios\/([0-9a-f-]{36})$/;

/** Coinbase Advanced, its older accounts, and its US futures. It pushes nothing that needs a key. */
export function coinbase(context: VenueContext): SimulatedVenue {
  const routes = { ...marketRoutes(context), ...accountRoutes(context) };
  return {
    keyHeader: 'authorization',
    keyIn: keyNameIn,
    answer(request: VenueRequest): Reply {
      const [, portfolio] = request.method === 'GET' ? (BREAKDOWN.exec(request.path) ?? []) : [];
      if (portfolio !== undefined) {
        const keyIndex = requireKey(context, request);
        return { status: 200, body: breakdown(context, keyIndex, portfolio) };
      }
      const route = routes[`${request.method} ${request.path}`];
      if (!route) return { status: 404, body: { error: 'NOT_FOUND', message: 'route not found' } };
      return { status: 200, body: route(request) };
    },
    trouble: (status) =>
      status === 429
        ? { error: 'RESOURCE_EXHAUSTED', message: 'Too many requests' }
        : { error: 'UNAVAILABLE', message: 'Service unavailable' },
    connect: (socket) => socket.cut(),
  };
}
