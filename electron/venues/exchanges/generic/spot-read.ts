import type { VenueBalance } from '../../../engine/ports/exchanges';
import type { VenueCalls } from '../definition/calls';
import { balancesIn, type AnswerShape } from './raw-balances';

/** One request, and where the balances are in its answer. */
export interface SpotAnswer {
  /** ccxt's name of the request. */
  readonly call: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly shape: AnswerShape;
  /** The venue's own names of coins that ccxt does not know. */
  readonly codes?: Readonly<Record<string, string>>;
}

export type SpotAnswers = Readonly<Record<string, SpotAnswer>>;

/** Makes what reads the spot account of a key. It throws for anything but a whole, understood answer. */
export type SpotReader = (venue: VenueCalls) => () => Promise<readonly VenueBalance[]>;

/** Reads an account that one request tells of. */
export async function readAnswer(venue: VenueCalls, spot: SpotAnswer): Promise<VenueBalance[]> {
  const { call, params, shape, codes = {} } = spot;
  const known = new Map(Object.entries(codes));
  return balancesIn(await venue.call(call, params), shape, (id) => known.get(id) ?? venue.code(id));
}
