import type { VenueId } from '../../../shared/base/ids';
import type { DemoVenue } from '../world/demo-venue';
import type { VenueTerms } from '../world/fill';
import type { World } from '../world/world';
import type { KeyDefinition } from '../world/world-definition';
import type { Faults } from './faults';
import type { StreamSocket } from './stream-socket';
import type { Reply, VenueRequest } from './wire';

/** Random text for the parts of a key, the same for the same key. */
export interface KeyText {
  /** Letters and digits. */
  text(length: number): string;
  hexadecimal(length: number): string;
}

/** A venue that is simulated: each brings one of these, which `roster/roster.ts` lists. */
export interface SimulatedVenueDefinition {
  /** As the venue's own definition has it. */
  readonly id: VenueId;
  readonly terms: VenueTerms;
  /** A key in the venue's own form. */
  readonly keyParts: (random: KeyText) => Pick<KeyDefinition, 'apiKey' | 'secret' | 'password'>;
  readonly serve: (context: VenueContext) => SimulatedVenue;
  /** What the demo has there; left out where it has nothing. */
  readonly demo?: DemoVenue;
}

/** What a simulated venue is given to work with. */
export interface VenueContext {
  readonly id: VenueId;
  readonly world: World;
  readonly faults: Faults;
  /** The venue's own clock (epoch milliseconds), wrong if a fault says so. */
  now(): number;
}

/** A WebSocket address as the venue sees it. */
export interface StreamAddress {
  readonly host: string;
  readonly path: string;
  readonly params: URLSearchParams;
}

/** A venue in its own wire format. */
export interface SimulatedVenue {
  /** Lower-case name of the header that carries the API key. */
  readonly keyHeader: string;
  /** Finds the key in that header, where it is not all of it. */
  keyIn?(header: string): string;
  /** Answers a request; throws a `Refusal` for the venue's own errors. */
  answer(request: VenueRequest): Reply;
  /** The reply to a request that a fault wants answered with this status. */
  trouble(status: number): unknown;
  connect(socket: StreamSocket, address: StreamAddress): void;
}

/** Routes of a venue: `METHOD /path` to what answers it. */
export type Routes = Readonly<Record<string, (request: VenueRequest) => unknown>>;
