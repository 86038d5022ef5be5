import type { SimulatedVenue, VenueContext } from '../plumbing/venue';
import type { Reply, VenueRequest } from '../plumbing/wire';
import { accountRoutes } from './account';
import { KrakenGuard } from './auth';
import { marketRoutes } from './markets';
import { connectKraken } from './stream';
import { Tokens } from './tokens';

/** Kraken spot with its earn products, dollar and euro pairs, and the version 2 socket. */
export function kraken(context: VenueContext): SimulatedVenue {
  const tokens = new Tokens(context);
  const routes = {
    ...marketRoutes(context),
    ...accountRoutes(context, new KrakenGuard(context), tokens),
  };
  return {
    keyHeader: 'api-key',
    answer(request: VenueRequest): Reply {
      const route = routes[`${request.method} ${request.path}`];
      if (!route) return { status: 200, body: { error: ['EGeneral:Unknown method'] } };
      return { status: 200, body: route(request) };
    },
    trouble: (status) => ({
      error: [status === 429 ? 'EAPI:Rate limit exceeded' : 'EService:Unavailable'],
    }),
    connect: (socket) => connectKraken(context, tokens, socket),
  };
}
