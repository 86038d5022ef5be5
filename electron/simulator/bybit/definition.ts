import type { SimulatedVenueDefinition } from '../plumbing/venue';
import { bybit } from './bybit';
import { bybitDemo } from './demo';

/** Simulated Bybit. */
export const bybitSimulation = {
  id: 'bybit',
  terms: { fee: { rate: '0.001', from: 'received' }, dollars: 'USDT' },
  keyParts: ({ text }) => ({ apiKey: text(18), secret: text(36) }),
  serve: bybit,
  demo: bybitDemo,
} satisfies SimulatedVenueDefinition;
