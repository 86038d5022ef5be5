import type { VenueId } from '../../shared/base/ids';
import type { Faults } from './plumbing/faults';
import type { RequestLog } from './plumbing/request-log';
import { VenueServer } from './plumbing/venue-server';
import { startSimulatedChains, type SimulatedChains } from './simulated-chains';
import { demoWorld } from './roster/demo-world';
import { simulationOf, termsOf } from './roster/roster';
import { startLiveActivity } from './world/live-activity';
import { World } from './world/world';
import type { WorldDefinition } from './world/world-definition';

export interface SimulationOptions {
  /** The same seed gives the same prices, history and activity. 1 unless said otherwise. */
  readonly seed?: number;
  /** Which venues to serve; all that the world defines unless said otherwise. */
  readonly venues?: readonly VenueId[];
  /** The demo's world unless said otherwise. */
  readonly world?: WorldDefinition;
  /** Whether prices walk, and trades and deposits happen, by themselves. Off unless said otherwise. */
  readonly liveActivity?: boolean;
  /** Milliseconds between two steps of live activity; 1000 unless said otherwise. */
  readonly tickMs?: number;
  /** Epoch milliseconds; the machine's clock unless said otherwise. */
  readonly clock?: () => number;
  /** A free port unless said otherwise. */
  readonly port?: number;
}

export interface VenueCredentials {
  readonly label: string;
  readonly apiKey: string;
  readonly secret: string;
  /** OKX's passphrase. */
  readonly password?: string;
}

export interface SimulatedVenues {
  /**
   * Base address by venue, `http://127.0.0.1:PORT/<venue>`. A venue's real hosts lie below it as they
   * are: `https://api.binance.com/api/v3` is `<base>/api.binance.com/api/v3`, and
   * `wss://host/path` is `ws://127.0.0.1:PORT/<venue>/host/path`.
   */
  readonly endpoints: Readonly<Record<VenueId, string>>;
  /** Keys by venue, in the order of their index. */
  readonly credentials: Readonly<Record<VenueId, readonly VenueCredentials[]>>;
  /** Servers of the chains that the world has wallets on. */
  readonly chains: SimulatedChains;
  readonly world: World;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly streams: {
    /** How many sockets are open at a venue. */
    open(venue: VenueId): number;
    /** What they are subscribed to: the venue's names for public topics, `<what>:<key index>` for accounts. */
    topics(venue: VenueId): string[];
  };
  stop(): Promise<void>;
}

/**
 * Starts the simulated venues on 127.0.0.1. They speak the venues' real REST and WebSocket formats and
 * check signatures, so an unmodified client connects once its addresses point here.
 */
export async function startSimulatedVenues(
  options: SimulationOptions = {},
): Promise<SimulatedVenues> {
  const clock = options.clock ?? Date.now;
  const world = new World(options.world ?? demoWorld(), options.seed ?? 1, clock, termsOf);
  const server = new VenueServer(clock, (venue, apiKey) => keyIndexOf(world, venue, apiKey));
  const { faults, requests } = server;
  const served = world.venues().filter((id) => options.venues?.includes(id) ?? true);
  for (const id of served) {
    const now = () => clock() + faults.skew(id);
    server.add(id, simulationOf(id).serve({ id, world, faults, now }));
  }
  const base = await server.listen(options.port ?? 0);
  const chains = await startSimulatedChains(world);
  const stopActivity = options.liveActivity
    ? startLiveActivity(world, options.tickMs ?? 1000)
    : () => undefined;
  return {
    endpoints: Object.fromEntries(served.map((id) => [id, `${base}/${id}`])),
    credentials: Object.fromEntries(served.map((id) => [id, credentialsOf(world, id)])),
    chains,
    world,
    faults,
    requests,
    streams: {
      open: (venue) => server.openSockets(venue),
      topics: (venue) => server.topics(venue),
    },
    async stop() {
      stopActivity();
      await Promise.all([server.stop(), chains.stop()]);
    },
  };
}

function keyIndexOf(world: World, venue: VenueId, apiKey: string): number | undefined {
  const index = world.keys(venue).findIndex((key) => key.apiKey === apiKey);
  return index < 0 ? undefined : index;
}

function credentialsOf(world: World, venue: VenueId): VenueCredentials[] {
  return world.keys(venue).map(({ label, apiKey, secret, password }) => ({
    label,
    apiKey,
    secret,
    ...(password === undefined ? {} : { password }),
  }));
}
