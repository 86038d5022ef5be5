import type { VenueId } from '../../../shared/base/ids';
import { binanceSimulation } from '../binance/definition';
import { bybitSimulation } from '../bybit/definition';
import { coinbaseSimulation } from '../coinbase/definition';
import { krakenSimulation } from '../kraken/definition';
import { okxSimulation } from '../okx/definition';
import type { SimulatedVenueDefinition } from '../plumbing/venue';

/** The venues that are simulated: those of the demo first, in its order. */
const simulations = [
  binanceSimulation,
  bybitSimulation,
  okxSimulation,
  krakenSimulation,
  coinbaseSimulation,
] as const;

const byId = new Map<VenueId, SimulatedVenueDefinition>(
  simulations.map((simulation) => [simulation.id, simulation]),
);

/** The venues of the demo; the others are simulated for tests. */
export const demoVenueIds: readonly VenueId[] = [...byId.keys()].filter(
  (id) => simulationOf(id).demo !== undefined,
);

/** @throws RangeError for a venue that nobody simulates */
export function simulationOf(venue: VenueId): SimulatedVenueDefinition {
  const simulation = byId.get(venue);
  if (simulation === undefined) throw new RangeError(`${venue} is not simulated`);
  return simulation;
}

/** {@link SimulatedVenueDefinition.terms} of a venue. */
export const termsOf = (venue: VenueId): SimulatedVenueDefinition['terms'] =>
  simulationOf(venue).terms;
